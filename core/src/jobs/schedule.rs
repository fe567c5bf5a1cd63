//! Schedules: which kind of job an organization wants again and again.

use std::str::FromStr;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::record;
use crate::store::{GlobalTable, Id, OrgTable};
use crate::time::Timestamp;

/// When a schedule fires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recurrence {
    /// Every so many seconds after the last firing.
    Every(u32),
    /// By a cron expression in a time zone (IANA name). Five fields (minute hour day month weekday) are read as the
    /// field knows them; six and seven with seconds and year as crate `cron` does.
    Cron {
        /// The expression.
        expression: String,
        /// The time zone's IANA name.
        zone: String,
    },
}

/// A stored schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Which handler runs its jobs.
    pub kind: String,
    /// When it fires.
    pub recurrence: Recurrence,
    /// What its jobs are asked with, as JSON text.
    pub payload: String,
    /// When it fires next.
    pub next: Timestamp,
    /// How often one of its jobs is started before a transient failure is final.
    pub max_attempts: u32,
}

/// How often a job is started unless its schedule says otherwise.
pub(super) const USUAL_ATTEMPTS: u32 = 3;

/// As releases stored it whose schedules all had three attempts.
#[derive(Deserialize)]
struct ScheduleV1 {
    kind: String,
    recurrence: Recurrence,
    payload: String,
    next: Timestamp,
}

impl From<ScheduleV1> for Schedule {
    fn from(old: ScheduleV1) -> Self {
        let ScheduleV1 { kind, recurrence, payload, next } = old;
        Self { kind, recurrence, payload, next, max_attempts: USUAL_ATTEMPTS }
    }
}

record!(Schedule, 2, 1 => ScheduleV1);

/// Schedules by lane.
pub(super) const SCHEDULES: OrgTable<String, Schedule> = OrgTable::new("jobs.schedule");
/// All organizations' schedules by next firing.
pub(super) const SCHEDULE_DUE: GlobalTable<(Timestamp, Id, String), ()> =
    GlobalTable::new("jobs.schedule_due");

impl Recurrence {
    /// Reads a cron expression, so that a wrong one is refused when it is entered.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `schedule` or `timeZone`.
    pub fn cron(expression: &str, zone: &str) -> Result<Self> {
        parse(expression)?;
        Tz::from_str(zone)
            .map_err(|_| Error::invalid("timeZone", format!("{zone} is no IANA time zone name")))?;
        Ok(Self::Cron { expression: expression.into(), zone: zone.into() })
    }

    /// The first firing after `now`. A clock that jumped never makes more than one firing due.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a stored expression is wrong or never fires again.
    pub fn next_after(&self, now: Timestamp) -> Result<Timestamp> {
        match self {
            Self::Every(seconds) => Ok(now.plus_seconds(i64::from((*seconds).max(1)))),
            Self::Cron { expression, zone } => {
                let zone = Tz::from_str(zone)
                    .map_err(|_| Error::invalid("timeZone", format!("{zone} is no IANA time zone name")))?;
                parse(expression)?
                    .after(&now.utc().with_timezone(&zone))
                    .next()
                    .map(|at| Timestamp(at.timestamp_millis()))
                    .ok_or_else(|| Error::invalid("schedule", format!("{expression} never fires again")))
            }
        }
    }
}

fn parse(expression: &str) -> Result<cron::Schedule> {
    let fields: Vec<&str> = expression.split_whitespace().collect();
    let text = match fields.as_slice() {
        [minute, hour, day, month, weekday] => {
            format!("0 {minute} {hour} {day} {month} {}", classic_weekday(weekday))
        }
        _ => expression.to_owned(),
    };
    cron::Schedule::from_str(&text)
        .map_err(|cause| Error::invalid("schedule", format!("{expression} is no cron expression: {cause}")))
}

/// crontab(5) counts Sunday as 0 (or 7), crate `cron` as 1: numbers are turned into names.
fn classic_weekday(field: &str) -> String {
    const NAMES: [&str; 8] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
    let part = |part: &str| match part.parse::<usize>() {
        Ok(n) if n < NAMES.len() => NAMES[n].to_owned(),
        _ => part.to_owned(),
    };
    let range = |item: &str| item.split('-').map(part).collect::<Vec<_>>().join("-");
    field
        .split(',')
        .map(|item| match item.split_once('/') {
            Some((base, step)) => format!("{}/{step}", range(base)),
            None => range(item),
        })
        .collect::<Vec<_>>()
        .join(",")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Recurrence;
    use crate::time::Timestamp;

    fn next(expression: &str, zone: &str, now: &str) -> String {
        let recurrence = Recurrence::cron(expression, zone).unwrap();
        recurrence.next_after(Timestamp::parse(now).unwrap()).unwrap().rfc3339()
    }

    #[test]
    fn five_fields_as_in_crontab() {
        assert_eq!(next("30 6 * * *", "UTC", "2026-06-07T21:30:00Z"), "2026-06-08T06:30:00.000Z");
        // 2026-06-07 is a Sunday.
        assert_eq!(next("0 9 * * 1", "UTC", "2026-06-07T00:00:00Z"), "2026-06-08T09:00:00.000Z");
        assert_eq!(next("0 9 * * 0", "UTC", "2026-06-07T00:00:00Z"), "2026-06-07T09:00:00.000Z");
        assert_eq!(next("0 9 * * 7", "UTC", "2026-06-07T10:00:00Z"), "2026-06-14T09:00:00.000Z");
        assert_eq!(next("0 9 * * 1-5", "UTC", "2026-06-06T00:00:00Z"), "2026-06-08T09:00:00.000Z");
    }

    #[test]
    fn in_the_organizations_time_zone() {
        assert_eq!(next("0 6 * * *", "Europe/Berlin", "2026-07-01T00:00:00Z"), "2026-07-01T04:00:00.000Z");
        assert_eq!(next("0 6 * * *", "Europe/Berlin", "2026-12-01T00:00:00Z"), "2026-12-01T05:00:00.000Z");
    }

    #[test]
    fn nonsense_is_refused_when_entered() {
        assert!(Recurrence::cron("every monday", "UTC").is_err());
        assert!(Recurrence::cron("61 * * * *", "UTC").is_err());
        assert!(Recurrence::cron("0 6 * * *", "Mars/Olympus").is_err());
        assert!(
            Recurrence::cron("0 0 0 1 1 ? 1999", "UTC")
                .unwrap()
                .next_after(Timestamp(2_000_000_000_000))
                .is_err()
        );
    }
}
