//! The handle through which jobs are asked for, looked at, waited for and stopped.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use serde::Serialize;
use tokio::sync::{Notify, Semaphore, watch};

use crate::error::{Error, Result};
use crate::jobs::lane;
use crate::jobs::row::{JOBS, Job, JobState, LANES, Progress};
use crate::jobs::run::{Live, Run};
use crate::platform::Platform;
use crate::request;
use crate::store::{Id, OrgRows, OrgScope, Span};
use crate::time::Timestamp;

/// How many jobs run at once.
pub(super) const AT_ONCE: usize = 8;

/// Does the work of one kind of job. A run may be a repeat of one that was cut off.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Does the work; what it answers is kept as the job's result.
    async fn run(&self, run: &Run) -> Result<serde_json::Value>;
}

/// Jobs: asking for them, looking at them, and running them.
#[derive(Clone)]
pub struct Jobs(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) platform: Platform,
    pub(super) handlers: RwLock<HashMap<&'static str, Arc<dyn Handler>>>,
    pub(super) live: Live,
    pub(super) wake: Notify,
    /// Counts endings, so that whoever waits for a job looks again.
    pub(super) endings: watch::Sender<u64>,
    pub(super) slots: Arc<Semaphore>,
    pub(super) stop: watch::Sender<bool>,
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

    fn with_live_progress(&self, id: Id, mut job: Job) -> Job {
        if let Some(run) = self.0.live.get(id) {
            job.progress = run.progress();
        }
        job
    }
}

/// The newest job of `kind` that succeeded, as far as the history reaches.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn last_succeeded(rows: &impl OrgRows, kind: &str) -> Result<Option<Job>> {
    let mut found = None;
    rows.walk(&JOBS, Span::all().reversed(), |_, job| {
        if job.kind != kind || job.state != JobState::Succeeded {
            return Ok(ControlFlow::Continue(()));
        }
        found = Some(job);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// A queued job that is due now.
pub(super) fn new_job(kind: &str, lane: String, payload: String, now: Timestamp, max_attempts: u32) -> Job {
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
        request: request::id(),
    }
}
