//! The twelve months up to now, as the company's calendar has them, and what was found in each.

use chrono::TimeZone as _;

use crate::error::Result;
use crate::exposure;
use crate::report::cover::Cover;
use crate::severity::Severity;
use crate::store::OrgRows;
use crate::time::Timestamp;

/// How many months a report looks back, the running one included.
const MONTHS: usize = 12;

/// What was found in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Month {
    /// `2026-05`.
    pub(super) name: String,
    /// Breaches that were first found in it.
    pub(super) breaches: u64,
    /// Alerts that were made in it, by severity, mild first.
    pub(super) alerts: [u64; 4],
}

impl Month {
    /// Alerts of every severity.
    pub(super) fn all_alerts(&self) -> u64 {
        self.alerts.iter().sum()
    }
}

/// The months, oldest first. Linear in the alerts of a year.
pub(super) fn months(rows: &impl OrgRows, cover: &Cover) -> Result<Vec<Month>> {
    let starts = starts(cover);
    let mut months: Vec<Month> =
        starts.iter().map(|(name, _)| Month { name: name.clone(), breaches: 0, alerts: [0; 4] }).collect();
    let Some((_, from)) = starts.first() else { return Ok(months) };
    let place = |at: Timestamp| starts.partition_point(|(_, start)| *start <= at).checked_sub(1);
    exposure::alerts_made_since(rows, *from, |severity, at| {
        if let Some(place) = place(at) {
            months[place].alerts[severity as usize] += 1;
        }
    })?;
    exposure::breaches_made_since(rows, *from, |at| {
        if let Some(place) = place(at) {
            months[place].breaches += 1;
        }
    })?;
    Ok(months)
}

/// Name and beginning of each month, oldest first.
fn starts(cover: &Cover) -> Vec<(String, Timestamp)> {
    let (mut year, mut month) = cover.month();
    let mut starts = Vec::with_capacity(MONTHS);
    for _ in 0..MONTHS {
        // Where clocks are put forward at midnight the month begins an hour later.
        let begin =
            (0..24).find_map(|hour| cover.zone.with_ymd_and_hms(year, month, 1, hour, 0, 0).earliest());
        let begin = begin.map_or_else(Timestamp::default, |begin| Timestamp(begin.timestamp_millis()));
        starts.push((format!("{year}-{month:02}"), begin));
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    }
    starts.reverse();
    starts
}

/// The place of a severity in [`Month::alerts`], grave first: for charts and their legends.
pub(super) const GRAVE_FIRST: [Severity; 4] =
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use chrono_tz::Tz;

    use super::starts;
    use crate::report::cover::Cover;
    use crate::time::Timestamp;

    #[test]
    fn months_begin_where_the_company_is() {
        let now = Timestamp::parse("2026-02-28T23:30:00Z").unwrap();
        let cover = |zone| Cover { company: "Acme".into(), zone, now };
        let berlin = starts(&cover(Tz::Europe__Berlin));
        assert_eq!((berlin.len(), berlin[0].0.as_str(), berlin[11].0.as_str()), (12, "2025-04", "2026-03"));
        assert_eq!(berlin[11].1, Timestamp::parse("2026-02-28T23:00:00Z").unwrap());
        assert_eq!(berlin[0].1, Timestamp::parse("2025-03-31T22:00:00Z").unwrap());
        let utc = starts(&cover(Tz::UTC));
        assert_eq!((utc[0].0.as_str(), utc[11].0.as_str()), ("2025-03", "2026-02"));
        assert!(utc.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }
}
