//! The loop that claims due jobs and fires schedules, and the handle through which jobs are asked for.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use serde::Serialize;
use tokio::sync::{Notify, Semaphore, watch};

use crate::error::{Error, Result};
use crate::jobs::lane;
use crate::jobs::row::{DUE, JOBS, Job, JobState, LANES, Progress, RUNNING};
use crate::jobs::run::{Live, Run};
use crate::jobs::schedule::{Recurrence, SCHEDULE_DUE, SCHEDULES, Schedule};
use crate::platform::Platform;
use crate::store::{Id, OrgRows as _, OrgScope, Rows as _, Span};
use crate::time::Timestamp;

/// How many jobs run at once.
const AT_ONCE: usize = 8;
/// How long the loop sleeps at most: a clock that jumps is noticed within this.
const TICK: Duration = Duration::from_secs(1);
/// First pause after a transient failure; doubled each time.
const BACKOFF_SECONDS: i64 = 30;

/// Does the work of one kind of job. A run may be a repeat of one that was cut off.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Does the work; what it answers is kept as the job's result.
    async fn run(&self, run: &Run) -> Result<serde_json::Value>;
}

/// Jobs: asking for them, looking at them, and running them.
#[derive(Clone)]
pub struct Jobs(Arc<Inner>);

struct Inner {
    platform: Platform,
    handlers: RwLock<HashMap<&'static str, Arc<dyn Handler>>>,
    live: Live,
    wake: Notify,
    /// Counts endings, so that whoever waits for a job looks again.
    endings: watch::Sender<u64>,
    slots: Arc<Semaphore>,
    stop: watch::Sender<bool>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jobs")
    }
}

impl Jobs {
    /// Over this platform, with no handlers yet.
    pub fn new(platform: Platform) -> Self {
        Self(Arc::new(Inner {
            platform,
            handlers: RwLock::default(),
            live: Live::default(),
            wake: Notify::new(),
            endings: watch::channel(0).0,
            slots: Arc::new(Semaphore::new(AT_ONCE)),
            stop: watch::channel(false).0,
        }))
    }

    /// Names who does the work of `kind`.
    pub fn register(&self, kind: &'static str, handler: Arc<dyn Handler>) {
        self.0.handlers.write().unwrap_or_else(PoisonError::into_inner).insert(kind, handler);
    }

    /// Asks for a job in the lane of its kind, due now.
    ///
    /// # Errors
    /// [`Error::Conflict`] when one is queued or running already.
    pub async fn enqueue(&self, scope: OrgScope, kind: &'static str, payload: &impl Serialize) -> Result<Id> {
        self.enqueue_in(scope, kind, kind.to_owned(), payload, 3).await
    }

    /// Asks for a job in a lane of its own, due now, started at most `max_attempts` times.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the lane is taken.
    pub async fn enqueue_in(
        &self,
        scope: OrgScope,
        kind: &str,
        lane: String,
        payload: &impl Serialize,
        max_attempts: u32,
    ) -> Result<Id> {
        let payload = serde_json::to_string(payload).map_err(Error::internal)?;
        let (id, now) = (self.0.platform.new_id(), self.0.platform.now());
        let job = new_job(kind, lane, payload, now, max_attempts);
        self.0.platform.store.org(scope).write(move |writer| lane::enqueue(writer, id, &job)).await?;
        self.0.wake.notify_one();
        Ok(id)
    }

    /// A job with its live progress.
    ///
    /// # Errors
    /// [`Error::NotFound`] for ids of nobody and of others.
    pub fn get(&self, scope: OrgScope, id: Id) -> Result<Job> {
        let job = self.0.platform.store.org(scope).read()?.get(&JOBS, &id)?;
        job.map(|job| self.with_live_progress(id, job)).ok_or(Error::NotFound("job"))
    }

    /// Jobs newest first; `kind` narrows. Answers the page and how many there are.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn list(
        &self,
        scope: OrgScope,
        kind: Option<&str>,
        skip: usize,
        limit: usize,
    ) -> Result<(Vec<(Id, Job)>, usize)> {
        // The history is bounded, so it is simply read.
        let mut all =
            self.0.platform.store.org(scope).read()?.list(&JOBS, Span::all().reversed(), 0, usize::MAX)?;
        all.retain(|(_, job)| kind.is_none_or(|kind| job.kind == kind));
        let total = all.len();
        let page = all.into_iter().skip(skip).take(limit);
        Ok((page.map(|(id, job)| (id, self.with_live_progress(id, job))).collect(), total))
    }

    /// The job that is queued or running in `lane`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn active(&self, scope: OrgScope, lane: &str) -> Result<Option<Id>> {
        self.0.platform.store.org(scope).read()?.get(&LANES, &lane.to_owned())
    }

    /// Waits until the job has ended.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`Self::get`].
    pub async fn wait(&self, scope: OrgScope, id: Id) -> Result<Job> {
        let mut endings = self.0.endings.subscribe();
        loop {
            endings.borrow_and_update();
            let job = self.get(scope, id)?;
            if job.state.is_final() {
                return Ok(job);
            }
            if endings.changed().await.is_err() {
                return Err(Error::Unavailable("gatehouse is shutting down".into()));
            }
        }
    }

    /// Stops a job: a queued one at once, a running one at its next step.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Conflict`] when it has ended.
    pub async fn cancel(&self, scope: OrgScope, id: Id) -> Result<()> {
        let job = self.get(scope, id)?;
        if job.state.is_final() {
            return Err(Error::Conflict("the job has already ended".into()));
        }
        if let Some(run) = self.0.live.get(id) {
            run.cancel();
            return Ok(());
        }
        self.end(scope, id, JobState::Cancelled, Err("stopped".into())).await
    }

    /// Sets or replaces the schedule of `lane`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a recurrence that never fires.
    pub async fn schedule(
        &self,
        scope: OrgScope,
        lane: &str,
        kind: &str,
        recurrence: Recurrence,
        payload: &impl Serialize,
    ) -> Result<()> {
        let next = recurrence.next_after(self.0.platform.now())?;
        let payload = serde_json::to_string(payload).map_err(Error::internal)?;
        let schedule = Schedule { kind: kind.to_owned(), recurrence, payload, next };
        let lane = lane.to_owned();
        self.0
            .platform
            .store
            .org(scope)
            .write(move |writer| {
                let org = writer.scope().org();
                if let Some(old) = writer.get(&SCHEDULES, &lane)? {
                    writer.global().remove(&SCHEDULE_DUE, &(old.next, org, lane.clone()))?;
                }
                writer.global().insert(&SCHEDULE_DUE, &(schedule.next, org, lane.clone()), &())?;
                writer.insert(&SCHEDULES, &lane, &schedule)
            })
            .await?;
        self.0.wake.notify_one();
        Ok(())
    }

    /// Takes the schedule of `lane` away; says whether there was one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub async fn unschedule(&self, scope: OrgScope, lane: &str) -> Result<bool> {
        let lane = lane.to_owned();
        self.0
            .platform
            .store
            .org(scope)
            .write(move |writer| {
                let org = writer.scope().org();
                let Some(old) = writer.get(&SCHEDULES, &lane)? else { return Ok(false) };
                writer.global().remove(&SCHEDULE_DUE, &(old.next, org, lane.clone()))?;
                writer.remove(&SCHEDULES, &lane)
            })
            .await
    }

    /// The schedules of an organization by lane.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn schedules(&self, scope: OrgScope) -> Result<Vec<(String, Schedule)>> {
        self.0.platform.store.org(scope).read()?.list(&SCHEDULES, Span::all(), 0, usize::MAX)
    }

    /// Queues the jobs of every schedule that is due, of all organizations; answers each one's kind.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub async fn fire_due(&self) -> Result<Vec<String>> {
        let now = self.0.platform.now();
        let due = self.0.platform.store.read()?.list(&SCHEDULE_DUE, Span::all(), 256)?;
        let mut fired = Vec::new();
        for ((at, org, lane), ()) in due.into_iter().take_while(|((at, ..), ())| *at <= now) {
            let id = self.0.platform.new_id();
            let scope = OrgScope::of(org);
            let kind = self
                .0
                .platform
                .store
                .org(scope)
                .write(move |writer| {
                    writer.global().remove(&SCHEDULE_DUE, &(at, org, lane.clone()))?;
                    let Some(mut schedule) = writer.get(&SCHEDULES, &lane)? else { return Ok(None) };
                    schedule.next = schedule.recurrence.next_after(now)?;
                    writer.global().insert(&SCHEDULE_DUE, &(schedule.next, org, lane.clone()), &())?;
                    writer.insert(&SCHEDULES, &lane, &schedule)?;
                    let job = new_job(&schedule.kind, lane, schedule.payload, now, 3);
                    match lane::enqueue(writer, id, &job) {
                        Ok(()) => Ok(Some(schedule.kind)),
                        // The last run is not over: this firing is left out.
                        Err(Error::Conflict(_)) => Ok(None),
                        Err(other) => Err(other),
                    }
                })
                .await?;
            fired.extend(kind);
        }
        Ok(fired)
    }

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
            tokio::spawn(async move {
                jobs.run(scope, id, job).await;
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
                let run = Arc::clone(&run);
                // A task of its own, so that a panic fails the job and not the loop.
                tokio::spawn(async move { handler.run(&run).await })
                    .await
                    .unwrap_or_else(|cause| Err(Error::internal(cause)))
            }
            None => Err(Error::Unmet(format!("this release cannot run jobs of kind {}", job.kind))),
        };
        let ended = match outcome {
            Ok(result) => self.end(scope, id, JobState::Succeeded, Ok(result.to_string())).await,
            Err(_) if run.is_cancelled() => {
                self.end(scope, id, JobState::Cancelled, Err("stopped".into())).await
            }
            Err(cause) if is_transient(&cause) && job.attempts < job.max_attempts => {
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

    async fn end(
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

    fn with_live_progress(&self, id: Id, mut job: Job) -> Job {
        if let Some(run) = self.0.live.get(id) {
            job.progress = run.progress();
        }
        job
    }
}

fn new_job(kind: &str, lane: String, payload: String, now: Timestamp, max_attempts: u32) -> Job {
    Job {
        kind: kind.to_owned(),
        lane,
        state: JobState::Queued,
        progress: Progress::default(),
        attempts: 0,
        max_attempts,
        created: now,
        due: now,
        started: None,
        finished: None,
        payload,
        result: None,
        error: None,
    }
}

fn is_transient(cause: &Error) -> bool {
    matches!(cause, Error::Upstream(_) | Error::Unavailable(_) | Error::Limited(_) | Error::Internal(_))
}
