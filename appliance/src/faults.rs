//! Panics, told as errors are: a fault of ours, or a store so damaged that its engine gives up.

use std::panic::{PanicHookInfo, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, anyhow};

/// The last panic of the main thread, in words.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Runs a command; a panic of its own thread becomes an error. Panics of other threads go to the log.
pub(crate) fn caught(run: impl FnOnce() -> Result<()> + std::panic::UnwindSafe) -> Result<()> {
    set_hook(Box::new(note));
    catch_unwind(run).unwrap_or_else(|_| {
        let told = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        Err(anyhow!("{}", told.unwrap_or_else(|| "a fault of gatehouse".into())))
    })
}

fn note(panic: &PanicHookInfo<'_>) {
    let words = describe(panic);
    if std::thread::current().name() == Some("main") {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
    } else {
        tracing::error!("{words}");
    }
}

fn describe(panic: &PanicHookInfo<'_>) -> String {
    let what = panic.payload_as_str().unwrap_or("no words").replace('\n', " ");
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    // The engine checks pages as it reads them and panics over what cannot be one.
    if place.contains("/redb-") {
        format!("the store is damaged ({what}); restore a backup")
    } else {
        format!("a fault of gatehouse at {place}: {what}; please report it")
    }
}
