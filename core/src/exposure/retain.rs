//! Letting go of resolved alerts. The alert goes; that a person is in a breach stays (their record, the counts of people and
//! of breaches), so that the next scan does not tell of it again as if it were news.

use crate::error::Result;
use crate::exposure::index::take_alert;
use crate::exposure::rows::{ALERTS, Alert, AlertStatus, BUCKETS, bucket};
use crate::figures::Keeper;
use crate::severity::Severity;
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::time::Timestamp;

/// Where a look goes on: the bucket and the last alert of it.
pub type ResolvedPlace = (u8, Id);

/// Looks at up to `look` resolved alerts after `place`; answers those that were resolved before `before`, and where to go on,
/// `None` at the end.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn resolved_before(
    rows: &impl OrgRows,
    before: Timestamp,
    place: Option<ResolvedPlace>,
    look: usize,
) -> Result<(Vec<Id>, Option<ResolvedPlace>)> {
    let buckets = Severity::ALL.map(|severity| bucket(AlertStatus::Resolved, severity));
    let (at, after) = place.unwrap_or((buckets[0], Id::NIL));
    // An alert that was made later cannot have been resolved earlier.
    let span = Span::prefix(&at).after(&(at, after)).before(&(at, Id::floor(before)));
    let ids: Vec<Id> = rows.keys(&BUCKETS, span, 0, look)?.into_iter().map(|(_, id)| id).collect();
    let next = match ids.last() {
        Some(last) if ids.len() == look => Some((at, *last)),
        _ => buckets.iter().find(|bucket| **bucket > at).map(|bucket| (*bucket, Id::NIL)),
    };
    let mut due = Vec::new();
    for id in ids {
        if rows.get(&ALERTS, &id)?.is_some_and(|alert| is_due(&alert, before)) {
            due.push(id);
        }
    }
    Ok((due, next))
}

fn is_due(alert: &Alert, before: Timestamp) -> bool {
    alert.status == AlertStatus::Resolved && alert.status_changed.unwrap_or(alert.detected) < before
}

/// Removes those of the alerts that are still due, with indexes, counts and their place in search; answers how many.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn remove_resolved(writer: &mut OrgWriter<'_, '_>, before: Timestamp, ids: &[Id]) -> Result<u64> {
    let (mut removed, keeper) = (0, Keeper::open(writer)?);
    for id in ids {
        if let Some(alert) = writer.get(&ALERTS, id)?.filter(|alert| is_due(alert, before)) {
            take_alert(writer, keeper, *id, &alert)?;
            removed += 1;
        }
    }
    Ok(removed)
}
