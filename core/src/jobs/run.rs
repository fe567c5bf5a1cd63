//! What a handler sees of the job that it runs.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::jobs::row::Progress;
use crate::store::{Id, OrgScope};

/// Progress of running jobs, kept in memory: it is shown live and written to the row at the end of the run.
#[derive(Debug, Clone, Default)]
pub(super) struct Live(Arc<Mutex<HashMap<Id, Arc<LiveRun>>>>);

#[derive(Debug, Default)]
pub(super) struct LiveRun {
    progress: Mutex<Progress>,
    cancelled: AtomicBool,
}

impl Live {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Id, Arc<LiveRun>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, job: Id) -> Arc<LiveRun> {
        let run = Arc::new(LiveRun::default());
        self.lock().insert(job, Arc::clone(&run));
        run
    }

    pub(super) fn end(&self, job: Id) {
        self.lock().remove(&job);
    }

    pub(super) fn get(&self, job: Id) -> Option<Arc<LiveRun>> {
        self.lock().get(&job).cloned()
    }
}

impl LiveRun {
    pub(super) fn progress(&self) -> Progress {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Release);
    }
}

/// One run of a job.
#[derive(Debug)]
pub struct Run {
    /// The job's id.
    pub job: Id,
    /// Whose work this is.
    pub scope: OrgScope,
    /// Which start this is, from 1.
    pub attempt: u32,
    pub(super) payload: String,
    pub(super) live: Arc<LiveRun>,
}

impl Run {
    /// What the job was asked with.
    ///
    /// # Errors
    /// [`Error::Internal`] when the payload is of another shape.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.payload).map_err(Error::internal)
    }

    /// Shows how far the work has come.
    pub fn progress(&self, done: u64, total: u64, note: impl Into<String>) {
        *self.live.progress.lock().unwrap_or_else(PoisonError::into_inner) =
            Progress { done, total, note: note.into() };
    }

    /// Whether somebody stopped the job; a handler looks between its steps.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it was stopped.
    pub fn check_cancelled(&self) -> Result<()> {
        if self.live.cancelled.load(Ordering::Acquire) {
            return Err(Error::Conflict("stopped".into()));
        }
        Ok(())
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.live.cancelled.load(Ordering::Acquire)
    }
}
