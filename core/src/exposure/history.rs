//! Walks in constant memory over what was found: breaches by name, and what was made since a time.

use std::ops::ControlFlow;

use crate::error::Result;
use crate::exposure::rows::{AFFECTED, AlertStatus, BREACH_BY_NAME, BREACHES, BUCKETS, Breach, bucket};
use crate::severity::Severity;
use crate::store::{Id, OrgRows, Span};
use crate::time::Timestamp;

/// A breach in the order of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBreach {
    /// Its place in the order: the next walk goes on after it.
    pub key: String,
    /// What it is.
    pub breach: Breach,
    /// How many people it affects.
    pub affected: u64,
}

/// Up to `limit` breaches after the one at `after`, by lower-case name.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn breaches_by_name(rows: &impl OrgRows, after: Option<&str>, limit: usize) -> Result<Vec<NamedBreach>> {
    let span = after.map_or_else(Span::all, |after| Span::all().after(&after.to_owned()));
    let mut found = Vec::new();
    for (key, id) in rows.list(&BREACH_BY_NAME, span, 0, limit)? {
        if let Some(breach) = rows.get(&BREACHES, &id)? {
            let affected = u64::try_from(rows.count(&AFFECTED, &id)?).unwrap_or(0);
            found.push(NamedBreach { key, breach, affected });
        }
    }
    Ok(found)
}

/// Calls `visit` with severity and time of each alert that was made at or after `from`, whatever became of it. Linear in
/// their number.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn alerts_made_since(
    rows: &impl OrgRows,
    from: Timestamp,
    mut visit: impl FnMut(Severity, Timestamp),
) -> Result<()> {
    for status in AlertStatus::ALL {
        for severity in Severity::ALL {
            let bucket = bucket(status, severity);
            let span = Span::prefix(&bucket).from(&(bucket, Id::floor(from)));
            rows.walk(&BUCKETS, span, |(_, id), ()| {
                visit(severity, id.made_at());
                Ok(ControlFlow::Continue(()))
            })?;
        }
    }
    Ok(())
}

/// Calls `visit` with the time of each breach that was first found at or after `from`.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn breaches_made_since(
    rows: &impl OrgRows,
    from: Timestamp,
    mut visit: impl FnMut(Timestamp),
) -> Result<()> {
    rows.walk(&BREACHES, Span::all().from(&Id::floor(from)), |id, _| {
        visit(id.made_at());
        Ok(ControlFlow::Continue(()))
    })
}
