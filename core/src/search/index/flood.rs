//! How the index steps back while changes come in faster than it follows. Whoever sends alerts waits for an answer, nobody
//! for a thousand new hits a second: the index does little then, leaves its segments unmerged, and catches up afterwards.

use std::time::{Duration, Instant};

/// It rests so many times as long as it worked.
const REST: u32 = 9;
/// How long it rests at most.
const LONGEST_REST: Duration = Duration::from_secs(1);
/// How often it commits then: each commit makes a segment, and those are to be merged.
const COMMIT_EVERY: Duration = Duration::from_secs(10);
/// A flood that lasts longer than this has the index run beside it: what is found may not fall behind for ever.
const PATIENCE: Duration = Duration::from_secs(300);

/// More comes in as long as something came within this time: what came is told a few times a second only.
const STILL: Duration = Duration::from_secs(1);

/// Whether the index steps back.
#[derive(Debug)]
pub(super) struct Flood {
    /// The last change that was told, and when it was; `None` before there was another one.
    last: u64,
    came: Option<Instant>,
    since: Option<Instant>,
    steps_back: bool,
}

impl Flood {
    /// When `last` was the last change.
    pub(super) fn after(last: u64) -> Self {
        Self { last, came: None, since: None, steps_back: false }
    }

    /// Notes, `now`, a piece of work: whether it was not all there was, and the `last` change then. Says whether the index
    /// begins (`Some(true)`) or ends (`Some(false)`) to step back.
    pub(super) fn note(&mut self, behind: bool, last: u64, now: Instant) -> Option<bool> {
        if last != self.last {
            (self.last, self.came) = (last, Some(now));
        }
        let more = self.came.is_some_and(|came| now.duration_since(came) < STILL);
        let before = self.steps_back;
        self.since = (behind && more).then(|| self.since.unwrap_or(now));
        self.steps_back = self.since.is_some_and(|since| now.duration_since(since) < PATIENCE);
        (before != self.steps_back).then_some(self.steps_back)
    }

    /// How long to rest after so much work.
    pub(super) fn rest(&self, worked: Duration) -> Duration {
        if self.steps_back { (worked * REST).min(LONGEST_REST) } else { Duration::ZERO }
    }

    /// How long what was applied may stay uncommitted, which is `usual` when there is no flood.
    pub(super) fn commit_every(&self, usual: Duration) -> Duration {
        if self.steps_back { COMMIT_EVERY } else { usual }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{COMMIT_EVERY, Flood, LONGEST_REST, PATIENCE, REST, STILL};

    const WORK: Duration = Duration::from_millis(10);

    #[test]
    fn the_index_rests_in_a_flood_and_not_otherwise() {
        let (mut flood, now) = (Flood::after(7), Instant::now());
        assert_eq!(flood.note(true, 7, now), None, "only what was there before");
        assert_eq!((flood.rest(WORK), flood.commit_every(WORK)), (Duration::ZERO, WORK));
        assert_eq!(flood.note(true, 8, now), Some(true));
        assert_eq!((flood.rest(WORK), flood.commit_every(WORK)), (WORK * REST, COMMIT_EVERY));
        assert_eq!(flood.rest(LONGEST_REST), LONGEST_REST);
        assert_eq!(flood.note(true, 8, now + STILL / 2), None, "more is told now and then");
        assert_eq!(flood.note(false, 9, now + STILL / 2), Some(false), "nothing is left");
        assert_eq!(flood.rest(WORK), Duration::ZERO);
    }

    #[test]
    fn what_a_flood_left_is_taken_up_without_rest() {
        let (mut flood, now) = (Flood::after(7), Instant::now());
        assert_eq!(flood.note(true, 8, now), Some(true));
        assert_eq!(flood.note(true, 8, now + STILL), Some(false));
        assert_eq!(flood.note(true, 8, now + STILL * 2), None);
    }

    #[test]
    fn a_flood_without_end_is_followed_all_the_same() {
        let (mut flood, now) = (Flood::after(0), Instant::now());
        assert_eq!(flood.note(true, 1, now), Some(true));
        assert_eq!(flood.note(true, 2, now + PATIENCE), Some(false));
        assert_eq!(flood.note(true, 3, now + PATIENCE * 2), None);
        assert_eq!(flood.note(false, 4, now + PATIENCE * 2), None);
        assert_eq!(flood.note(true, 5, now + PATIENCE * 2), Some(true), "that was the end of it");
    }
}
