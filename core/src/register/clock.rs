//! How long the company still has to tell the authority: 72 hours from becoming aware (GDPR Art. 33(1)).

use crate::register::{Entry, EntryStatus};
use crate::time::Timestamp;

const HOUR_MS: i64 = 3_600_000;
const HOURS: i64 = 72;

/// An entry's clock at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Until when the authority must be told.
    pub deadline: Timestamp,
    /// Whole hours until then, rounded down: negative once it has passed.
    pub hours_remaining: i64,
    /// Whether it has passed and nobody has decided yet.
    pub overdue: bool,
}

impl Entry {
    /// The clock as it stands `now`.
    pub fn clock(&self, now: Timestamp) -> Clock {
        let deadline = self.detected.plus_seconds(HOURS * HOUR_MS / 1000);
        let hours_remaining = deadline.0.saturating_sub(now.0).div_euclid(HOUR_MS);
        let overdue = self.status == EntryStatus::Assessing && hours_remaining < 0;
        Clock { deadline, hours_remaining, overdue }
    }
}
