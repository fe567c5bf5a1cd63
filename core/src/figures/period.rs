//! Days, months and years, all in UTC; and what happened in them.

use chrono::Datelike as _;

use crate::error::Result;
use crate::figures::rows::{DAYS, MONTHS, period};
use crate::severity::Severity;
use crate::store::{OrgRows, OrgTable, Span, Sums};
use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// Days since 1970-01-01; what lies before counts as that day.
pub(super) fn day_of(at: Timestamp) -> u32 {
    u32::try_from(at.0.div_euclid(DAY_MS).max(0)).unwrap_or(u32::MAX)
}

/// Months since the year 0.
pub(super) fn month_of(at: Timestamp) -> u32 {
    year_of(at) * 12 + at.utc().month0()
}

/// The year, at least 0 and at most 9999.
pub(super) fn year_of(at: Timestamp) -> u32 {
    u32::try_from(at.utc().year().clamp(0, 9999)).unwrap_or(0)
}

/// Alerts that were found, by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opened([u64; 4]);

impl Opened {
    /// How many are of this severity.
    pub fn of(&self, severity: Severity) -> u64 {
        self.0[severity as usize]
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// A day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// Its first instant.
    pub begins: Timestamp,
    /// Alerts found that day.
    pub opened: Opened,
    /// Alerts resolved that day, and still so.
    pub resolved: u64,
    /// Seconds from found to resolved, of all of those together.
    pub seconds_to_resolve: u64,
}

/// A month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Month {
    /// The year.
    pub year: u32,
    /// The month in it, from 1.
    pub month: u32,
    /// Alerts found in it.
    pub opened: Opened,
    /// Alerts resolved in it, and still so.
    pub resolved: u64,
}

fn opened(sums: &Sums) -> Opened {
    Opened(std::array::from_fn(|severity| sums.counted(period::OPENED + severity)))
}

/// The last `count` places up to and including `last`, oldest first; where nothing is kept, nothing happened.
fn last(rows: &impl OrgRows, table: &OrgTable<u32, Sums>, last: u32, count: u32) -> Result<Vec<(u32, Sums)>> {
    let first = (last + 1).saturating_sub(count);
    let mut kept =
        rows.list(table, Span::all().from(&first).until(&last), 0, usize::MAX)?.into_iter().peekable();
    Ok((first..=last)
        .map(|place| (place, kept.next_if(|(at, _)| *at == place).map(|(_, sums)| sums).unwrap_or_default()))
        .collect())
}

/// The last `count` days, today included, oldest first.
pub(super) fn days(rows: &impl OrgRows, now: Timestamp, count: u32) -> Result<Vec<Day>> {
    let day = |(day, sums): (u32, Sums)| Day {
        begins: Timestamp(i64::from(day) * DAY_MS),
        opened: opened(&sums),
        resolved: sums.counted(period::RESOLVED),
        seconds_to_resolve: sums.counted(period::SECONDS),
    };
    Ok(last(rows, &DAYS, day_of(now), count)?.into_iter().map(day).collect())
}

/// The last `count` months, this one included, oldest first.
pub(super) fn months(rows: &impl OrgRows, now: Timestamp, count: u32) -> Result<Vec<Month>> {
    let month = |(month, sums): (u32, Sums)| Month {
        year: month / 12,
        month: month % 12 + 1,
        opened: opened(&sums),
        resolved: sums.counted(period::RESOLVED),
    };
    Ok(last(rows, &MONTHS, month_of(now), count)?.into_iter().map(month).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{day_of, month_of, year_of};
    use crate::time::Timestamp;

    #[test]
    fn days_and_months_are_utcs() {
        let at = |text| Timestamp::parse(text).unwrap();
        let (late, early) = (at("2026-01-01T00:30:00+02:00"), at("2025-12-31T23:59:59Z"));
        assert_eq!((day_of(late), month_of(late)), (day_of(early), month_of(early)));
        assert_eq!((month_of(late), year_of(late)), (2025 * 12 + 11, 2025));
        assert_eq!(day_of(at("2026-01-01")), day_of(late) + 1);
        assert_eq!((day_of(Timestamp(-1)), day_of(Timestamp(i64::MAX)) > 0), (0, true));
        assert_eq!((year_of(Timestamp(i64::MAX)), year_of(Timestamp(i64::MIN))), (9999, 0));
    }
}
