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

/// Whether the index steps back.
#[derive(Debug, Default)]
pub(super) struct Flood {
    since: Option<Instant>,
    steps_back: bool,
}

impl Flood {
    /// Notes, `now`, a piece of work, and whether it was not all there was while more came in. Says whether the index begins
    /// (`Some(true)`) or ends (`Some(false)`) to step back.
    pub(super) fn note(&mut self, flood: bool, now: Instant) -> Option<bool> {
        let before = self.steps_back;
        self.since = flood.then(|| self.since.unwrap_or(now));
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

    use super::{COMMIT_EVERY, Flood, LONGEST_REST, PATIENCE, REST};

    const WORK: Duration = Duration::from_millis(10);

    #[test]
    fn the_index_rests_in_a_flood_and_not_otherwise() {
        let (mut flood, now) = (Flood::default(), Instant::now());
        assert_eq!(flood.note(false, now), None);
        assert_eq!((flood.rest(WORK), flood.commit_every(WORK)), (Duration::ZERO, WORK));
        assert_eq!(flood.note(true, now), Some(true));
        assert_eq!((flood.rest(WORK), flood.commit_every(WORK)), (WORK * REST, COMMIT_EVERY));
        assert_eq!(flood.rest(LONGEST_REST), LONGEST_REST);
        assert_eq!(flood.note(true, now + WORK), None);
        assert_eq!(flood.note(false, now + WORK), Some(false));
        assert_eq!(flood.rest(WORK), Duration::ZERO);
    }

    #[test]
    fn a_flood_without_end_is_followed_all_the_same() {
        let (mut flood, now) = (Flood::default(), Instant::now());
        assert_eq!(flood.note(true, now), Some(true));
        assert_eq!(flood.note(true, now + PATIENCE), Some(false));
        assert_eq!(flood.note(true, now + PATIENCE * 2), None);
        assert_eq!(flood.note(false, now + PATIENCE * 2), None);
        assert_eq!(flood.note(true, now + PATIENCE * 2), Some(true), "that was the end of it");
    }
}
