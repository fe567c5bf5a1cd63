//! The index on disk: its folders, what is known of it, and the worker that keeps it up to date.

mod flood;
mod folder;
mod follow;
mod live;
mod shared;
mod snapshot;
mod thread;
mod worker;

pub(crate) use folder::open;
pub(crate) use follow::follow;
pub(crate) use live::Live;
pub(crate) use shared::{Progress, Shared};
pub(crate) use snapshot::{Segment, Snapshot};
