//! The loop that claims due jobs, runs their handlers, and settles what came of them.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tracing::Instrument as _;

use crate::error::{Error, Result};
use crate::jobs::handle::{AT_ONCE, Jobs};
use crate::jobs::lane;
use crate::jobs::row::{DUE, JOBS, Job, JobState, RUNNING};
use crate::jobs::run::Run;
use crate::request;
use crate::store::{Id, OrgRows as _, OrgScope, Rows as _, Span};
use crate::time::Timestamp;

/// How long the loop sleeps at most: a clock that jumps is noticed within this.
const TICK: Duration = Duration::from_secs(1);
/// First pause after a transient failure; doubled each time.
const BACKOFF_SECONDS: i64 = 30;

impl Jobs {
    /// Runs jobs until [`Self::stop`]; first takes up again what a crash interrupted. Ends when every running job has.
    pub async fn work(self) {
        let mut stop = self.0.stop.subscribe();
        if let Err(cause) = self.take_up_again().await {
            tracing::error!(%cause, "interrupted jobs were not taken up");
        }
        while !*stop.borrow_and_update() {
            if let Err(cause) = self.step().await {
                tracing::error!(%cause, "jobs wait for the store");
            }
            tokio::select! {
                () = self.0.wake.notified() => {}
                () = tokio::time::sleep(TICK) => {}
                _ = stop.changed() => {}
            }
        }
        drop(self.0.slots.acquire_many(u32::try_from(AT_ONCE).unwrap_or(u32::MAX)).await);
    }

    /// Looks at once for what is due, instead of at the next tick.
    pub fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Claims no more jobs; running ones go on to their end, or are taken up again at the next start.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
        self.0.wake.notify_one();
    }

    async fn take_up_again(&self) -> Result<()> {
        let now = self.0.platform.now();
        for ((org, id), ()) in self.0.platform.store.read()?.list(&RUNNING, Span::all(), usize::MAX)? {
            let scope = OrgScope::of(org);
            self.0
                .platform
                .store
                .org(scope)
                .write(move |writer| lane::requeue(writer, id, now, None))
                .await?;
        }
        Ok(())
    }

    async fn step(&self) -> Result<()> {
        self.fire_due().await?;
        let now = self.0.platform.now();
        let due = self.0.platform.store.read()?.list(&DUE, Span::all(), AT_ONCE)?;
        for ((_, org, id), ()) in due.into_iter().take_while(|((at, ..), ())| *at <= now) {
            let Ok(slot) = Arc::clone(&self.0.slots).try_acquire_owned() else { break };
            let scope = OrgScope::of(org);
            let claimed =
                self.0.platform.store.org(scope).write(move |writer| lane::claim(writer, id, now)).await?;
            let Some(job) = claimed else { continue };
            let jobs = self.clone();
            let metrics = Arc::clone(&self.0.platform.metrics);
            tokio::spawn(async move {
                metrics.jobs_running.inc();
                jobs.run(scope, id, job).await;
                metrics.jobs_running.dec();
                drop(slot);
                jobs.0.wake.notify_one();
            });
        }
        Ok(())
    }

    async fn run(&self, scope: OrgScope, id: Id, job: Job) {
        let live = self.0.live.begin(id);
        let handler =
            self.0.handlers.read().unwrap_or_else(PoisonError::into_inner).get(job.kind.as_str()).cloned();
        let run = Arc::new(Run { job: id, scope, attempt: job.attempts, payload: job.payload.clone(), live });
        let outcome = match handler {
            Some(handler) => {
                let (run, request) = (Arc::clone(&run), job.request.clone());
                let span = tracing::info_span!("job", %id, kind = job.kind, request);
                let work = async move {
                    match request {
                        Some(request) => request::within(request, handler.run(&run)).await,
                        None => handler.run(&run).await,
                    }
                };
                // A task of its own, so that a panic fails the job and not the loop.
                tokio::spawn(work.instrument(span)).await.unwrap_or_else(|cause| Err(Error::internal(cause)))
            }
            None => Err(Error::Unmet(format!("this release cannot run jobs of kind {}", job.kind))),
        };
        self.count(&job, &outcome, run.is_cancelled());
        let ended = match outcome {
            Ok(result) => self.end(scope, id, JobState::Succeeded, Ok(result.to_string())).await,
            Err(_) if run.is_cancelled() => {
                self.end(scope, id, JobState::Cancelled, Err("stopped".into())).await
            }
            Err(cause) if comes_again(&job, &cause) => {
                tracing::warn!(job = %id, kind = job.kind, %cause, "job failed and is tried again");
                let pause = BACKOFF_SECONDS << (job.attempts - 1).min(10);
                let due = self.0.platform.now().plus_seconds(pause);
                let cause = cause.to_string();
                self.0
                    .platform
                    .store
                    .org(scope)
                    .write(move |writer| lane::requeue(writer, id, due, Some(cause)))
                    .await
            }
            Err(cause) => {
                if let Error::Internal(detail) = &cause {
                    tracing::error!(job = %id, kind = job.kind, detail, "job failed");
                }
                self.end(scope, id, JobState::Failed, Err(cause.to_string())).await
            }
        };
        if let Err(cause) = ended {
            tracing::error!(job = %id, %cause, "a job's end was not stored; it is taken up at the next start");
        }
        self.0.live.end(id);
    }

    /// Counts how a run ended. Kinds that nobody handles come from another release's rows: they are one.
    fn count(&self, job: &Job, outcome: &Result<serde_json::Value>, cancelled: bool) {
        let handlers = self.0.handlers.read().unwrap_or_else(PoisonError::into_inner);
        let kind = handlers.get_key_value(job.kind.as_str()).map_or("unknown", |(kind, _)| *kind);
        let outcome = match outcome {
            Ok(_) => "succeeded",
            Err(_) if cancelled => "cancelled",
            Err(cause) if comes_again(job, cause) => "retried",
            Err(_) => "failed",
        };
        let (metrics, now) = (&self.0.platform.metrics, self.0.platform.now());
        metrics.jobs.count([kind, outcome]);
        let ran = job.started.map_or(0, |started| (now.0 - started.0).max(0));
        metrics.job_seconds.took([kind], ran as f64 / 1000.0);
    }

    /// How many jobs are due and do not run, up to `most`, and since when the first of them is.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn late(&self, most: usize) -> Result<(usize, Option<Timestamp>)> {
        let now = self.0.platform.now();
        let due = self.0.platform.store.read()?.list(&DUE, Span::all(), most)?;
        let first = due.first().map(|((at, ..), ())| *at).filter(|at| *at <= now);
        Ok((due.iter().take_while(|((at, ..), ())| *at <= now).count(), first))
    }

    pub(super) async fn end(
        &self,
        scope: OrgScope,
        id: Id,
        state: JobState,
        outcome: Result<String, String>,
    ) -> Result<()> {
        let now = self.0.platform.now();
        let progress = self.0.live.get(id).map(|run| run.progress());
        self.0
            .platform
            .store
            .org(scope)
            .write(move |writer| {
                if let (Some(progress), Some(mut job)) = (progress, writer.get(&JOBS, &id)?) {
                    job.progress = progress;
                    writer.insert(&JOBS, &id, &job)?;
                }
                lane::finish(writer, id, now, state, outcome)
            })
            .await?;
        self.0.endings.send_modify(|count| *count += 1);
        Ok(())
    }
}

/// Whether a run that failed is followed by another.
fn comes_again(job: &Job, cause: &Error) -> bool {
    is_transient(cause) && job.attempts < job.max_attempts
}

fn is_transient(cause: &Error) -> bool {
    matches!(cause, Error::Upstream(_) | Error::Unavailable(_) | Error::Limited(_) | Error::Internal(_))
}
