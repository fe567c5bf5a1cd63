//! What searchers and the worker share.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use tokio::sync::{Notify, Semaphore, oneshot, watch};

use super::live::Live;
use crate::search::feed::RawId;
use crate::search::{Feed, Options};

/// How far the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The last change that can be found.
    pub(crate) seq: u64,
    /// False while it is being built.
    pub(crate) complete: bool,
}

/// What searchers and the worker share.
pub(crate) struct Shared {
    pub(crate) dir: PathBuf,
    pub(crate) feed: Arc<dyn Feed>,
    pub(crate) options: Options,
    pub(crate) live: ArcSwap<Live>,
    pub(crate) progress: watch::Sender<Progress>,
    /// One for each search that may run.
    pub(crate) turns: Arc<Semaphore>,
    /// Wakes the worker for anything but a change.
    pub(crate) wake: Notify,
    stop: AtomicBool,
    suspect: AtomicBool,
    leaving: Mutex<Vec<(RawId, oneshot::Sender<()>)>>,
}

impl Shared {
    pub(crate) fn new(
        dir: PathBuf,
        feed: Arc<dyn Feed>,
        options: Options,
        live: Live,
        progress: Progress,
    ) -> Self {
        Self {
            dir,
            feed,
            live: ArcSwap::from_pointee(live),
            progress: watch::Sender::new(progress),
            turns: Arc::new(Semaphore::new(options.parallel.max(1))),
            wake: Notify::new(),
            stop: AtomicBool::new(false),
            suspect: AtomicBool::new(false),
            leaving: Mutex::new(Vec::new()),
            options,
        }
    }

    /// Asks the worker to end soon.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    pub(crate) fn stopping(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    /// A search failed in a way that a damaged index would explain; the worker will look.
    pub(crate) fn suspect(&self) {
        self.suspect.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    pub(crate) fn take_suspicion(&self) -> bool {
        self.suspect.swap(false, Ordering::AcqRel)
    }

    /// Asks for everything of an organization to be removed; the receiver hears when it is.
    pub(crate) fn leave(&self, org: RawId) -> oneshot::Receiver<()> {
        let (done, heard) = oneshot::channel();
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner).push((org, done));
        self.wake.notify_one();
        heard
    }

    pub(crate) fn take_leaving(&self) -> Vec<(RawId, oneshot::Sender<()>)> {
        std::mem::take(&mut *self.leaving.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
