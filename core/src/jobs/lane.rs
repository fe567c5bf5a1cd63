//! A job's moves between its states. Each keeps the row, its lane and the indexes of due and running jobs in step.

use crate::error::{Error, Result};
use crate::jobs::row::{DUE, HISTORY, JOBS, Job, JobState, LANES, RUNNING};
use crate::store::{Id, OrgRows as _, OrgWriter, Span};
use crate::time::Timestamp;

/// Queues a new job in its lane.
pub(super) fn enqueue(writer: &mut OrgWriter<'_, '_>, id: Id, job: &Job) -> Result<()> {
    if let Some(holder) = writer.get(&LANES, &job.lane)? {
        return Err(Error::Conflict(format!("{} is already queued or running as job {holder}", job.kind)));
    }
    let org = writer.scope().org();
    writer.insert(&LANES, &job.lane, &id)?;
    writer.global().insert(&DUE, &(job.due, org, id), &())?;
    writer.insert(&JOBS, &id, job)
}

/// Starts a queued job; `None` when it is no longer queued.
pub(super) fn claim(writer: &mut OrgWriter<'_, '_>, id: Id, now: Timestamp) -> Result<Option<Job>> {
    let org = writer.scope().org();
    let Some(mut job) = writer.get(&JOBS, &id)?.filter(|job| job.state == JobState::Queued) else {
        return Ok(None);
    };
    writer.global().remove(&DUE, &(job.due, org, id))?;
    writer.global().insert(&RUNNING, &(org, id), &())?;
    job.state = JobState::Running;
    job.attempts += 1;
    job.started = Some(now);
    writer.insert(&JOBS, &id, &job)?;
    Ok(Some(job))
}

/// Puts a running job back into the queue, due at `due`.
pub(super) fn requeue(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    due: Timestamp,
    error: Option<String>,
) -> Result<()> {
    let org = writer.scope().org();
    writer.global().remove(&RUNNING, &(org, id))?;
    let Some(mut job) = writer.get(&JOBS, &id)? else { return Ok(()) };
    job.state = JobState::Queued;
    job.due = due;
    job.error = error;
    writer.global().insert(&DUE, &(due, org, id), &())?;
    writer.insert(&JOBS, &id, &job)
}

/// Ends a job and frees its lane; the oldest of a long history go.
pub(super) fn finish(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    now: Timestamp,
    state: JobState,
    outcome: Result<String, String>,
) -> Result<Option<Job>> {
    let org = writer.scope().org();
    let Some(mut job) = writer.get(&JOBS, &id)?.filter(|job| !job.state.is_final()) else { return Ok(None) };
    writer.global().remove(&RUNNING, &(org, id))?;
    writer.global().remove(&DUE, &(job.due, org, id))?;
    if writer.get(&LANES, &job.lane)? == Some(id) {
        writer.remove(&LANES, &job.lane)?;
    }
    job.state = state;
    job.finished = Some(now);
    match outcome {
        Ok(result) => (job.result, job.error) = (Some(result), None),
        Err(error) => job.error = Some(error),
    }
    writer.insert(&JOBS, &id, &job)?;
    let beyond = writer.list(&JOBS, Span::all().reversed(), HISTORY, 8)?;
    for (old, _) in beyond.into_iter().filter(|(_, job)| job.state.is_final()) {
        writer.remove(&JOBS, &old)?;
    }
    Ok(Some(job))
}
