//! The task that runs the worker: after changes, and again after a failure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::shared::Shared;
use super::thread::IndexThread;
use super::worker::Worker;
use crate::Error;

/// How long nothing may change before memory is given back and merged segments are taken up.
const IDLE: Duration = Duration::from_secs(20);
/// How often the wait between failures doubles.
const DOUBLINGS: u32 = 6;

/// Runs until [`Shared::stop`]. Failures are logged and tried again, later each time.
pub(crate) async fn follow(shared: Arc<Shared>, must_rebuild: bool) {
    let mut changes = shared.feed.watch();
    let mut worker = Worker::new(shared.clone(), must_rebuild);
    let thread = match IndexThread::start() {
        Ok(thread) => thread,
        Err(cause) => {
            tracing::error!(%cause, "no thread for the index: search shows what it has until the next start");
            return;
        }
    };
    let mut failures = 0;
    let (mut idle, mut ended) = (false, false);
    loop {
        let turn = thread.run(move || {
            let result = catch_unwind(AssertUnwindSafe(|| if idle { worker.rest() } else { worker.turn() }));
            (worker, result.unwrap_or_else(|_| Err(Error::Internal("the indexer panicked".into()))))
        });
        // The thread is only gone when the process is about to be.
        let Some((back, result)) = turn.await else { return };
        worker = back;
        if shared.stopping() {
            // Letting go of the writer waits for its threads.
            thread.run(move || drop(worker)).await;
            return;
        }
        match result {
            Ok(()) => failures = 0,
            Err(error) => {
                worker.reset();
                let wait = shared.options.retry * (1 << failures.min(DOUBLINGS));
                failures += 1;
                tracing::warn!(?error, retry_in = ?wait, "search index cannot be written");
                idle = false;
                pause(&shared, wait).await;
                continue;
            }
        }
        idle = tokio::select! {
            changed = changes.changed(), if !ended => {
                ended = changed.is_err();
                false
            }
            () = shared.wake.notified() => false,
            () = tokio::time::sleep(IDLE) => true,
        };
        if !idle {
            pause(&shared, shared.options.gather).await;
        }
    }
}

/// Waits, but not when stopping.
async fn pause(shared: &Shared, length: Duration) {
    let stopped = async {
        while !shared.stopping() {
            shared.wake.notified().await;
        }
    };
    // Running out of time is what is waited for.
    let _ = tokio::time::timeout(length, stopped).await;
}
