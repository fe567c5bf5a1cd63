//! Times as people write them in a query: a year, a month, a day or an instant, each a stretch of milliseconds.

use chrono::{Months, NaiveDate, NaiveDateTime};

use crate::time::Timestamp;

/// From its first millisecond up to, not including, the first after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// What is accepted, for error messages.
pub(crate) const EXPECTED: &str = "a time such as 2026, 2026-03, 2026-03-01 or 2026-03-01T10:30:00Z";

/// Reads a year, month, day, minute, second (UTC) or an RFC 3339 instant.
pub(crate) fn parse(text: &str) -> Option<Period> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return span(date, date.succ_opt()?);
    }
    if let Ok(month) = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d") {
        return span(month, month.checked_add_months(Months::new(1))?);
    }
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = text.parse().ok()?;
        return span(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year + 1, 1, 1)?);
    }
    for (format, length) in [("%Y-%m-%dT%H:%M", 60_000), ("%Y-%m-%dT%H:%M:%S", 1_000)] {
        if let Ok(at) = NaiveDateTime::parse_from_str(text, format) {
            let start = at.and_utc().timestamp_millis();
            return Some(Period { start, end: start + length });
        }
    }
    let at = Timestamp::parse(text)?.0;
    Some(Period { start: at, end: at + 1 })
}

fn span(from: NaiveDate, to: NaiveDate) -> Option<Period> {
    let at = |date: NaiveDate| Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis());
    Some(Period { start: at(from)?, end: at(to)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn periods_are_as_long_as_they_are_vague() {
        let length = |text| parse(text).map(|period| period.end - period.start);
        assert_eq!(length("2024"), Some(366 * DAY));
        assert_eq!(length("2026-02"), Some(28 * DAY));
        assert_eq!(length("2026-12"), Some(31 * DAY));
        assert_eq!(length("2026-03-01"), Some(DAY));
        assert_eq!(length("2026-03-01T10:30"), Some(60_000));
        assert_eq!(length("2026-03-01T10:30:00"), Some(1_000));
        assert_eq!(length("2026-03-01T10:30:00Z"), Some(1));
        assert_eq!(length("2026-03-01T10:30:00.5+02:00"), Some(1));
        for wrong in ["", "yesterday", "2026-13", "26", "99999", "2026-02-30", "-2026"] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
        assert_eq!(parse("1970"), Some(Period { start: 0, end: 365 * DAY }));
    }
}
