//! Alerts of one process on one host as one row (seed 000, "Get Collapsed Alerts").
//!
//! A row is kept for each phase, updated in the transaction that adds, dismisses or restores an alert. Names are
//! compared without regard to case.

mod keep;
mod list;
mod ordered;
mod row;
mod settle;
mod view;

pub use list::{GroupFilter, groups};
pub use view::Group;

pub(super) use keep::Groups;
pub(super) use row::{BY_GROUP, Names, Told, WIDE, WINDOW};
#[cfg(test)]
pub(super) use settle::places;
pub(super) use settle::{Settled, lag, settle, widen};
