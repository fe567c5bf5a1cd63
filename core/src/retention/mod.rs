//! How long what is done with is kept: resolved and dismissed alerts, audit entries, job history, agents' files.
//!
//! Everything is kept for ever unless an admin says otherwise (job history is bounded by number besides). What is open, the
//! exposure register and its audit entries, people and what was found of them are never touched. What a subject's rows are
//! and how they go is the subject's business; when, and how many at a time, is decided here.

mod handler;
mod kind;
mod manage;
mod preview;
mod settings;

pub use handler::RetentionHandler;
pub use kind::{Counts, Kind};
pub use manage::{Change, Shown, change, preview, shown};
pub use settings::{LastRun, Settings};

/// The kind and lane of the jobs that let go.
pub const RETENTION_KIND: &str = "retention";

#[cfg(test)]
mod tests;
