//! When one connection's agents do what. Connections take turns, so that nothing happens everywhere at once.

use std::time::Duration;

use tokio::time::Instant;

use super::cli::Agents;

/// How often the whole fleet uploads a crash log, and as often a quarantined file.
const UPLOAD_EVERY: Duration = Duration::from_secs(5);
/// Longer than any run.
const NEVER: Duration = Duration::from_secs(365 * 86_400);

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    Poll,
    CrashLog,
    /// The next alert is of a quarantined file.
    Quarantine,
    Burst,
    /// Nothing before this time.
    Nothing(Instant),
}

/// One connection's schedule.
#[derive(Debug)]
pub(super) struct Plan {
    polls: Beat,
    crash_logs: Beat,
    quarantines: Beat,
    bursts: Beat,
}

#[derive(Debug)]
struct Beat {
    every: Duration,
    next: Instant,
}

impl Beat {
    /// The `turn`th of `of`, each of whom does it every `every`.
    fn new(every: Duration, turn: u32, of: u32, start: Instant) -> Self {
        let share = f64::from(turn) / f64::from(of);
        Self { every, next: start + every.mul_f64(share) }
    }

    fn never(start: Instant) -> Self {
        Self { every: NEVER, next: start + NEVER }
    }

    /// Whether it is due; counts it as done then. What is late is made up for.
    fn take(&mut self, now: Instant) -> bool {
        let due = self.next <= now;
        if due {
            self.next += self.every;
        }
        due
    }
}

impl Plan {
    /// The plan of the `turn`th connection, which speaks for `agents` of all.
    pub(super) fn new(options: &Agents, turn: u32, agents: u32, start: Instant) -> Self {
        let of = options.lines();
        let polls = if options.poll_every.is_zero() {
            Beat::never(start)
        } else {
            Beat::new((options.poll_every / agents).min(NEVER), turn, of, start)
        };
        let (crash_logs, mut quarantines) = if options.no_crash_logs {
            (Beat::never(start), Beat::never(start))
        } else {
            let beat = || Beat::new(UPLOAD_EVERY * of, turn, of, start);
            (beat(), beat())
        };
        quarantines.next += UPLOAD_EVERY / 2;
        let bursts = if options.rate == 0.0 {
            // Always due: the next one waits for the answer to the former only.
            Beat { every: Duration::ZERO, next: start }
        } else {
            let every = f64::from(options.burst) * f64::from(of) / options.rate;
            let every = Duration::try_from_secs_f64(every).unwrap_or(NEVER).min(NEVER);
            Beat::new(every, turn, of, start)
        };
        Self { polls, crash_logs, quarantines, bursts }
    }

    /// What to do now. The rare comes first: with a rate of 0 alerts would leave it no time.
    pub(super) fn take(&mut self, now: Instant) -> Due {
        if self.polls.take(now) {
            return Due::Poll;
        }
        if self.crash_logs.take(now) {
            return Due::CrashLog;
        }
        if self.quarantines.take(now) {
            return Due::Quarantine;
        }
        if self.bursts.take(now) {
            return Due::Burst;
        }
        let beats = [&self.polls, &self.crash_logs, &self.quarantines, &self.bursts];
        Due::Nothing(beats.into_iter().map(|beat| beat.next).fold(now + NEVER, Instant::min))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use clap::Parser;
    use tokio::time::Instant;

    use super::{Due, Plan};
    use crate::commands::simulate::cli::Agents;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        agents: Agents,
    }

    fn options(more: &[&str]) -> Agents {
        let line = [&["x", "--url", "http://h", "--api-key", "k"], more].concat();
        Line::try_parse_from(line).unwrap().agents
    }

    /// How often each happens within `seconds` over all connections.
    fn count(options: &Agents, seconds: u64) -> [usize; 4] {
        let start = Instant::now();
        let end = start + Duration::from_secs(seconds);
        let mut counts = [0; 4];
        for turn in 0..options.lines() {
            let agents = options.count / options.lines();
            let mut plan = Plan::new(options, turn, agents, start);
            let mut now = start;
            while now < end {
                match plan.take(now) {
                    Due::Poll => counts[0] += 1,
                    Due::CrashLog => counts[1] += 1,
                    Due::Quarantine => counts[2] += 1,
                    Due::Burst => counts[3] += 1,
                    Due::Nothing(next) => now = next,
                }
            }
        }
        counts
    }

    #[test]
    fn a_fleet_polls_and_posts_as_often_as_it_was_told() {
        let fleet = options(&["--count", "640", "--rate", "100", "--burst", "4", "--poll-every", "30s"]);
        assert_eq!(count(&fleet, 60), [1280, 12, 12, 1500]);
        let quiet = options(&["--rate", "1", "--burst", "1", "--poll-every", "0s", "--no-crash-logs"]);
        assert_eq!(count(&quiet, 60), [0, 0, 0, 60]);
    }

    #[test]
    fn rate_0_always_has_an_alert_to_post_and_still_polls() {
        let fast = options(&["--rate", "0", "--count", "1", "--poll-every", "10s", "--no-crash-logs"]);
        let start = Instant::now();
        let mut plan = Plan::new(&fast, 0, 1, start);
        let dues: Vec<Due> = (0..25).map(|second| plan.take(start + Duration::from_secs(second))).collect();
        assert_eq!(dues.iter().filter(|due| **due == Due::Poll).count(), 3);
        assert_eq!(dues.iter().filter(|due| **due == Due::Burst).count(), 22);
    }
}
