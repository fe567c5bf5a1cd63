//! What was done and how long it took.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use hdrhistogram::Histogram;

/// The longest time that is told apart from longer ones, in microseconds.
const LONGEST: u64 = 3_600_000_000;
/// Digits of a time that count.
const DIGITS: u8 = 3;

/// What agents do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Alert,
    Poll,
    UploadLink,
    CrashLog,
    Quarantined,
}

/// How many there are.
const COUNT: usize = 5;

/// Every operation with its name in the summary.
pub(super) const OPERATIONS: [(Operation, &str); COUNT] = [
    (Operation::Alert, "alerts"),
    (Operation::Poll, "polls"),
    (Operation::UploadLink, "upload_links"),
    (Operation::CrashLog, "crash_logs"),
    (Operation::Quarantined, "quarantined_files"),
];

/// Why something did not go well at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// The server answered with this status.
    Status(u16),
    /// It did not answer.
    NoAnswer,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            Self::NoAnswer => f.write_str("no answer"),
        }
    }
}

/// One operation's figures.
#[derive(Debug)]
pub(super) struct Tally {
    /// Microseconds from the first try to the answer that settled it.
    pub(super) times: Histogram<u64>,
    /// Tries that were made again.
    pub(super) retries: u64,
    /// What was given up.
    pub(super) given_up: u64,
}

/// Figures since the last line.
#[derive(Debug)]
pub(super) struct Second {
    pub(super) alerts: Histogram<u64>,
    pub(super) others: [u64; COUNT],
    pub(super) troubles: BTreeMap<Trouble, u64>,
}

/// All figures.
#[derive(Debug)]
pub(super) struct Meter {
    pub(super) tallies: [Tally; COUNT],
    pub(super) second: Second,
    /// Every try that did not go well, by its reason.
    pub(super) troubles: BTreeMap<Trouble, u64>,
    /// What was said about the first of them.
    pub(super) first_word: Option<String>,
}

impl Meter {
    /// All zero.
    pub(super) fn new() -> Result<Self> {
        let tally = || anyhow::Ok(Tally { times: histogram()?, retries: 0, given_up: 0 });
        let tallies = [tally()?, tally()?, tally()?, tally()?, tally()?];
        let second = Second { alerts: histogram()?, others: [0; COUNT], troubles: BTreeMap::new() };
        Ok(Self { tallies, second, troubles: BTreeMap::new(), first_word: None })
    }

    /// Something was done.
    pub(super) fn done(&mut self, operation: Operation, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(LONGEST).clamp(1, LONGEST);
        self.tallies[operation as usize].times.saturating_record(micros);
        self.second.others[operation as usize] += 1;
        if operation == Operation::Alert {
            self.second.alerts.saturating_record(micros);
        }
    }

    /// A try did not go well.
    pub(super) fn trouble(&mut self, trouble: Trouble, word: String) {
        *self.troubles.entry(trouble).or_default() += 1;
        *self.second.troubles.entry(trouble).or_default() += 1;
        self.first_word.get_or_insert(word);
    }

    /// It is tried again.
    pub(super) fn retried(&mut self, operation: Operation) {
        self.tallies[operation as usize].retries += 1;
    }

    /// It is not tried again.
    pub(super) fn given_up(&mut self, operation: Operation) {
        self.tallies[operation as usize].given_up += 1;
    }

    /// Counts what was begun and never answered as given up.
    pub(super) fn settle(&mut self, operation: Operation, begun: u64) {
        let tally = &mut self.tallies[operation as usize];
        tally.given_up = begun.saturating_sub(tally.times.len());
    }

    /// One operation's figures.
    pub(super) fn of(&self, operation: Operation) -> &Tally {
        &self.tallies[operation as usize]
    }
}

impl Second {
    /// Begins the next one.
    pub(super) fn reset(&mut self) {
        self.alerts.reset();
        self.others = [0; COUNT];
        self.troubles.clear();
    }
}

fn histogram() -> Result<Histogram<u64>> {
    Ok(Histogram::new_with_bounds(1, LONGEST, DIGITS)?)
}
