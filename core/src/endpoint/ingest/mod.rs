//! The way of a new alert into the store.
//!
//! Alerts of all connections wait in one queue; one request to the store takes all that wait, so that what they share
//! (counts, groups, the change log) is written once for all of them. Each is answered when it is durable.

mod announce;
mod batch;
mod pace;
mod queue;
mod repeat;
mod settle;

pub(super) use queue::{Arrival, Ingest};
