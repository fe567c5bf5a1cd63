//! Syncs: asked for, run as jobs, and what they come to.

mod handler;
mod leavers;
mod pages;
mod start;

pub use handler::{SyncHandler, SyncLimits};
pub use start::start_sync;
pub(super) use start::{SyncPayload, lane};

/// The kind of job that syncs a directory.
pub const SYNC_KIND: &str = "directory.sync";
