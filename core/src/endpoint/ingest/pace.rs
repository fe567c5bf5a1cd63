//! Telling a flood of alerts from what comes every day.

use crate::time::Timestamp;

/// So many alerts in a second are a flood: what forty thousand agents report on a usual day comes in hundreds.
const FLOOD: usize = 1000;

/// How many alerts came in this second and in the one before.
pub(super) struct Pace {
    second: i64,
    now: usize,
    before: usize,
    flood: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { second: 0, now: 0, before: 0, flood: FLOOD }
    }
}

impl Pace {
    /// Counts alerts; whether they are part of a flood.
    pub(super) fn take(&mut self, alerts: usize, now: Timestamp) -> bool {
        let second = now.0.div_euclid(1000);
        if second != self.second {
            self.before = if second == self.second + 1 { self.now } else { 0 };
            (self.second, self.now) = (second, 0);
        }
        self.now += alerts;
        self.now.max(self.before) >= self.flood
    }

    /// Tests cannot send thousands for each step.
    #[cfg(test)]
    pub(super) fn set_flood(&mut self, alerts: usize) {
        self.flood = alerts;
    }
}

#[cfg(test)]
mod tests {
    use super::{FLOOD, Pace};
    use crate::time::Timestamp;

    #[test]
    fn a_flood_begins_with_its_thousandth_alert_and_ends_a_second_after_the_last() {
        let mut pace = Pace::default();
        assert!(!pace.take(FLOOD - 1, Timestamp(5_000)));
        assert!(pace.take(1, Timestamp(5_999)));
        assert!(pace.take(1, Timestamp(6_000)), "the second before was one");
        assert!(!pace.take(1, Timestamp(7_000)));
        assert!(!pace.take(1, Timestamp(6_500)), "a clock that jumps back");
    }
}
