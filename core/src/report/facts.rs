//! The numbers of a report: bounded in size, and the same in every form.

use crate::directory;
use crate::error::Result;
use crate::exposure::{self, AlertStatus, SCAN_KIND, Summary};
use crate::jobs::{self, Recurrence};
use crate::register::{self, EntryStatus};
use crate::report::cover::Cover;
use crate::severity::Severity;
use crate::store::OrgRows;
use crate::workforce;

/// A number or a word with its name.
pub(super) type Metric = (&'static str, String);

/// The time that a company has to tell the authority (GDPR Art. 33(1)).
const NOTIFY_MS: i64 = 72 * 3_600_000;

/// A part as percent with one digit; nothing of nothing is nothing.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0.0 %".into();
    }
    // In whole tenths, so that no float has a say.
    let tenths = (u128::from(part) * 1000 + u128::from(whole) / 2) / u128::from(whole);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The company's numbers.
pub(super) fn exposure(summary: &Summary) -> Vec<Metric> {
    vec![
        ("Employees", summary.employees.to_string()),
        ("Exposed employees", summary.exposed.to_string()),
        ("Exposed share", percent(summary.exposed, summary.employees)),
        ("Risk score", summary.risk.score.to_string()),
        ("Risk level", summary.risk.level.to_string()),
        ("Open alerts", summary.with_status(AlertStatus::Open).to_string()),
        ("Open alerts CRITICAL", summary.open(Severity::Critical).to_string()),
        ("Open alerts HIGH", summary.open(Severity::High).to_string()),
        ("Open alerts MEDIUM", summary.open(Severity::Medium).to_string()),
        ("Open alerts LOW", summary.open(Severity::Low).to_string()),
        ("Acknowledged alerts", summary.with_status(AlertStatus::Acknowledged).to_string()),
        ("Resolved alerts", summary.with_status(AlertStatus::Resolved).to_string()),
    ]
}

/// What an auditor asks. Looks at everybody once, for their second factors.
pub(super) fn compliance(rows: &impl OrgRows, cover: &Cover, summary: &Summary) -> Result<Vec<Metric>> {
    let entries = register::entries_in(rows)?;
    let count = |wanted| entries.iter().filter(|(_, entry)| entry.status == wanted).count();
    let overdue = entries.iter().filter(|(_, entry)| entry.clock(cover.now).overdue).count();
    let in_time = entries
        .iter()
        .filter(|(_, entry)| entry.notified.is_some_and(|at| at.0 - entry.detected.0 <= NOTIFY_MS))
        .count();
    let affected: u64 = entries.iter().map(|(_, entry)| u64::from(entry.affected)).sum();
    let (factors, known) = workforce::second_factors(rows)?;
    let last_scan = jobs::last_succeeded(rows, SCAN_KIND)?.and_then(|job| job.finished);
    let remediation = directory::remediation_in(rows)?;
    Ok(vec![
        ("Register entries", entries.len().to_string()),
        ("Register entries being assessed", count(EntryStatus::Assessing).to_string()),
        ("Register entries past their 72 hours", overdue.to_string()),
        ("Authority notified", count(EntryStatus::Notified).to_string()),
        ("Authority notified within 72 hours", in_time.to_string()),
        ("Notification not required", count(EntryStatus::NotRequired).to_string()),
        ("People affected by register entries", affected.to_string()),
        ("Employees", summary.employees.to_string()),
        ("Exposed employees", summary.exposed.to_string()),
        ("Employees with a second factor", factors.to_string()),
        ("Employees whose second factor is known", known.to_string()),
        ("Second factor share of those known", percent(factors, known)),
        ("Open alerts", summary.with_status(AlertStatus::Open).to_string()),
        ("Open alerts CRITICAL", summary.open(Severity::Critical).to_string()),
        ("Resolved alerts", summary.with_status(AlertStatus::Resolved).to_string()),
        ("Last scan", last_scan.map_or_else(|| "never".into(), |at| cover.day(at))),
        ("Scheduled scans", scan_schedule(rows)?),
        ("Remediation", if remediation { "on" } else { "off" }.into()),
    ])
}

fn scan_schedule(rows: &impl OrgRows) -> Result<String> {
    Ok(match jobs::schedule_of(rows, SCAN_KIND)?.map(|schedule| schedule.recurrence) {
        Some(Recurrence::Every(seconds)) => format!("every {} minutes", seconds / 60),
        Some(Recurrence::Cron { expression, .. }) => expression,
        None => "none".into(),
    })
}

/// Data classes as one cell.
pub(super) fn joined(classes: &[String]) -> String {
    classes.join("; ")
}

/// The day of a breach; empty when nobody knows it. It is a day, not a moment: no time zone moves it.
pub(super) fn breach_day(breach: &exposure::Breach) -> String {
    if breach.date.0 == 0 { String::new() } else { breach.date.utc().format("%Y-%m-%d").to_string() }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percents_round_and_do_not_divide_by_nothing() {
        assert_eq!(percent(0, 0), "0.0 %");
        assert_eq!(percent(1, 3), "33.3 %");
        assert_eq!(percent(2, 3), "66.7 %");
        assert_eq!(percent(7, 7), "100.0 %");
        assert_eq!(percent(u64::MAX, u64::MAX), "100.0 %");
    }
}
