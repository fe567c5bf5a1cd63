//! The order of alert lists: newest first over any set of statuses and severities.
//!
//! A bucket holds the alerts of one status and severity by id, and ids sort by time: a filtered list is a merge of at
//! most twelve buckets, an unfiltered one the alert table itself, walked backwards. Counts are kept for each bucket.

use std::ops::ControlFlow;

use crate::error::Result;
use crate::exposure::rows::{ALERTS, Alert, AlertStatus, BUCKETS, COUNTS, KIND, bucket};
use crate::figures::Keeper;
use crate::severity::Severity;
use crate::store::{Id, OrgRows, OrgWriter, Span};

/// How many ids of a bucket one look takes.
const LOOK: usize = 64;

/// Which alerts a list shows; an empty list means any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertFilter {
    /// Any of these statuses.
    pub status: Vec<AlertStatus>,
    /// Any of these severities.
    pub severity: Vec<Severity>,
}

impl AlertFilter {
    fn buckets(&self) -> Vec<u8> {
        let mut buckets = Vec::new();
        for status in AlertStatus::ALL {
            for severity in Severity::ALL {
                if (self.status.is_empty() || self.status.contains(&status))
                    && (self.severity.is_empty() || self.severity.contains(&severity))
                {
                    buckets.push(bucket(status, severity));
                }
            }
        }
        buckets
    }
}

/// How many alerts the filter lets through: a sum of kept counts.
pub(super) fn total(rows: &impl OrgRows, filter: &AlertFilter) -> Result<u64> {
    let mut total = 0;
    for bucket in filter.buckets() {
        total += rows.count(&COUNTS, &bucket)?;
    }
    Ok(u64::try_from(total).unwrap_or(0))
}

/// A page of alerts in a snapshot, newest first. Skipping costs time linear in `skip`.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn page(
    rows: &impl OrgRows,
    filter: &AlertFilter,
    skip: usize,
    limit: usize,
) -> Result<Vec<(Id, Alert)>> {
    let buckets = filter.buckets();
    if buckets.len() == AlertStatus::ALL.len() * Severity::ALL.len() {
        return rows.list(&ALERTS, Span::all().reversed(), skip, limit);
    }
    let mut runs: Vec<BucketRun> = buckets.into_iter().map(BucketRun::new).collect();
    let mut page = Vec::with_capacity(limit.min(LOOK));
    let mut to_skip = skip;
    while page.len() < limit {
        let mut newest: Option<(usize, Id)> = None;
        for (at, run) in runs.iter_mut().enumerate() {
            if let Some(id) = run.head(rows)?
                && newest.is_none_or(|(_, best)| id > best)
            {
                newest = Some((at, id));
            }
        }
        let Some((at, id)) = newest else { break };
        runs[at].advance();
        if to_skip > 0 {
            to_skip -= 1;
        } else if let Some(alert) = rows.get(&ALERTS, &id)? {
            page.push((id, alert));
        }
    }
    Ok(page)
}

/// One bucket, walked newest first in bounded looks.
struct BucketRun {
    bucket: u8,
    ids: std::vec::IntoIter<Id>,
    head: Option<Id>,
    before: Option<Id>,
    ended: bool,
}

impl BucketRun {
    fn new(bucket: u8) -> Self {
        Self { bucket, ids: Vec::new().into_iter(), head: None, before: None, ended: false }
    }

    fn head(&mut self, rows: &impl OrgRows) -> Result<Option<Id>> {
        if self.head.is_none() && !self.ended {
            self.head = self.ids.next();
            if self.head.is_none() {
                let mut span = Span::prefix(&self.bucket).reversed();
                if let Some(before) = self.before {
                    span = span.before(&(self.bucket, before));
                }
                let ids: Vec<Id> =
                    rows.list(&BUCKETS, span, 0, LOOK)?.into_iter().map(|((_, id), ())| id).collect();
                self.before = ids.last().copied();
                self.ids = ids.into_iter();
                self.head = self.ids.next();
                self.ended = self.head.is_none();
            }
        }
        Ok(self.head)
    }

    fn advance(&mut self) {
        self.head = None;
    }
}

/// How many open alerts were made at or after `from`, counted up to `most`.
pub(super) fn open_since(rows: &impl OrgRows, from: Id, most: usize) -> Result<usize> {
    let mut found = 0;
    for severity in Severity::ALL {
        let bucket = bucket(AlertStatus::Open, severity);
        let span = Span::prefix(&bucket).from(&(bucket, from));
        rows.walk(&BUCKETS, span, |_, ()| {
            found += 1;
            Ok(if found < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        if found >= most {
            break;
        }
    }
    Ok(found)
}

/// The one way in which an alert's row comes or changes: with its bucket and its count, what the dashboard's figures make
/// of it, and the change log. What it changes of the person's figures is the caller's to say.
pub(super) fn put_alert(
    writer: &mut OrgWriter<'_, '_>,
    keeper: Keeper,
    id: Id,
    before: Option<&Alert>,
    after: &Alert,
) -> Result<()> {
    let of = |alert: &Alert| bucket(alert.status, alert.severity);
    let (from, to) = (before.map(of), of(after));
    if from != Some(to) {
        if let Some(from) = from {
            leave_bucket(writer, id, from)?;
        }
        writer.insert(&BUCKETS, &(to, id), &())?;
        writer.add_later(&COUNTS, &to, 1);
    }
    keeper.alert(writer, id, before, Some(after));
    writer.insert(&ALERTS, &id, after)?;
    writer.log(KIND, id)
}

/// The one way in which an alert's row goes, with everything that [`put_alert`] keeps beside it.
pub(super) fn take_alert(
    writer: &mut OrgWriter<'_, '_>,
    keeper: Keeper,
    id: Id,
    alert: &Alert,
) -> Result<()> {
    leave_bucket(writer, id, bucket(alert.status, alert.severity))?;
    keeper.alert(writer, id, Some(alert), None);
    writer.remove(&ALERTS, &id)?;
    writer.log(KIND, id)
}

fn leave_bucket(writer: &mut OrgWriter<'_, '_>, id: Id, bucket: u8) -> Result<()> {
    writer.add_later(&COUNTS, &bucket, -1);
    writer.remove(&BUCKETS, &(bucket, id)).map(drop)
}
