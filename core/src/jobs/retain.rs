//! Letting go of finished jobs and of messages that were given up.

use crate::error::Result;
use crate::jobs::outbox::{DEAD, Outgoing};
use crate::jobs::row::{JOBS, Job};
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::time::Timestamp;

/// A row of the past: where a look goes on, and what is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// A finished job.
    Job(Id),
    /// A message that was given up.
    Message(Id),
}

fn job_is_due(job: &Job, before: Timestamp) -> bool {
    job.state.is_final() && job.finished.unwrap_or(job.created) < before
}

fn message_is_due(message: &Outgoing, before: Timestamp) -> bool {
    message.created < before
}

/// Looks at up to `look` rows after `place`; answers those whose story ended before `before`, and where to go on, `None` at
/// the end.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn past_before(
    rows: &impl OrgRows,
    before: Timestamp,
    place: Option<Past>,
    look: usize,
) -> Result<(Vec<Past>, Option<Past>)> {
    let floor = Id::floor(before);
    let after = match place {
        Some(Past::Message(after)) => {
            let found = rows.list(&DEAD, Span::all().after(&after).before(&floor), 0, look)?;
            let next = found.last().filter(|_| found.len() == look).map(|(id, _)| Past::Message(*id));
            let due = found.into_iter().filter(|(_, message)| message_is_due(message, before));
            return Ok((due.map(|(id, _)| Past::Message(id)).collect(), next));
        }
        Some(Past::Job(after)) => after,
        None => Id::NIL,
    };
    let found = rows.list(&JOBS, Span::all().after(&after).before(&floor), 0, look)?;
    let next = match found.last() {
        Some((last, _)) if found.len() == look => Past::Job(*last),
        _ => Past::Message(Id::NIL),
    };
    let due = found.into_iter().filter(|(_, job)| job_is_due(job, before));
    Ok((due.map(|(id, _)| Past::Job(id)).collect(), Some(next)))
}

/// Removes those of the rows that are still due; answers how many.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn remove_past(writer: &mut OrgWriter<'_, '_>, before: Timestamp, rows: &[Past]) -> Result<u64> {
    let mut removed = 0;
    for row in rows {
        removed += u64::from(match row {
            Past::Job(id) => {
                let due = writer.get(&JOBS, id)?.is_some_and(|job| job_is_due(&job, before));
                due && writer.remove(&JOBS, id)?
            }
            Past::Message(id) => {
                let due = writer.get(&DEAD, id)?.is_some_and(|message| message_is_due(&message, before));
                due && writer.remove(&DEAD, id)?
            }
        });
    }
    Ok(removed)
}
