//! The thread that the index is written on. It steps back behind everything that somebody waits for: a flood of changes
//! must not slow down the requests that cause it. The threads that the engine starts from here inherit that.

use std::sync::mpsc;

use tokio::sync::oneshot;

/// Niceness: behind what people wait for, but not starved by what else a machine does.
const NICENESS: i32 = 10;

type Work = Box<dyn FnOnce() + Send>;

/// One thread that runs what it is given, in order. It ends with its handle.
pub(super) struct IndexThread(mpsc::Sender<Work>);

impl IndexThread {
    /// Starts it.
    pub(super) fn start() -> std::io::Result<Self> {
        let (sender, work) = mpsc::channel::<Work>();
        std::thread::Builder::new().name("indexer".into()).spawn(move || {
            step_back();
            while let Ok(next) = work.recv() {
                next();
            }
        })?;
        Ok(Self(sender))
    }

    /// Runs `work` there; `None` when the thread is gone.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (sender, done) = oneshot::channel();
        // Whoever asked may have gone: then nobody wants the outcome.
        let work: Work = Box::new(move || drop(sender.send(work())));
        self.0.send(work).ok()?;
        done.await.ok()
    }
}

/// On Linux a priority is a thread's own, and the threads that it starts inherit it. Elsewhere it is the process's, so
/// nothing is changed there.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(cause) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%cause, "the indexer keeps its priority");
    }
}
