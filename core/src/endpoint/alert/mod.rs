//! Process alerts: what a report may hold, how it is kept, listed, dismissed and restored.

mod dismiss;
mod fields;
mod list;
pub(super) mod moments;
mod new;
mod retain;
mod row;
mod sound;
mod walk;

pub use dismiss::{Chosen, MAX_DISMISSED, dismiss, restore};
pub use list::{AlertFilter, alert, alert_count, alerts, alerts_after, find_alert};
pub use new::{MAX_BODY, NewAlert};
pub use retain::{dismissed_before, remove_dismissed};
pub use row::{Alert, Dismissal};
pub use walk::AlertWalk;

pub(super) use list::read_alert;
pub(super) use new::NAME;
pub(super) use row::{ALERTS, BY_AGENT, COUNTS, Count, Phase};
