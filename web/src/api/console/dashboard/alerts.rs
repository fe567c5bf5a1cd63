//! Widgets about alerts.

use gatehouse_core::Result;
use gatehouse_core::exposure::{self, AlertFilter};
use gatehouse_core::figures::{Day, Figures};
use gatehouse_core::severity;
use gatehouse_core::store::Id;
use serde::Serialize;
use utoipa::ToSchema;

use super::counts::{SeverityCounts, date, rounded};
use crate::api::words::{AlertStatus, Severity};

/// Alerts found on a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DayOfAlerts {
    /// The day.
    #[schema(format = Date)]
    date: String,
    /// Alerts found that day, by severity.
    found: SeverityCounts,
}

/// Alerts found, day by day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TrendChart {
    /// Days, oldest first, also those on which nothing was found.
    days: Vec<DayOfAlerts>,
    /// Alerts found in these days.
    total: u64,
    /// Alerts found in as many days before.
    previous: u64,
}

fn found(days: &[Day]) -> u64 {
    days.iter().map(|day| day.opened.total()).sum()
}

impl TrendChart {
    pub(super) fn of(figures: &Figures, days: u32) -> Result<Self> {
        let all = figures.days(2 * days)?;
        let (before, last) = all.split_at(all.len().saturating_sub(days as usize));
        let day = |day: &Day| DayOfAlerts { date: date(day.begins), found: day.opened.into() };
        Ok(Self { days: last.iter().map(day).collect(), total: found(last), previous: found(before) })
    }
}

/// Open alerts by severity.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SeverityDonut {
    open: SeverityCounts,
}

impl SeverityDonut {
    pub(super) fn of(figures: &Figures) -> Result<Self> {
        Ok(Self { open: SeverityCounts::open(&figures.summary()?) })
    }
}

/// Alerts by status, each by severity.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlertStatusBreakdown {
    open: SeverityCounts,
    acknowledged: SeverityCounts,
    resolved: SeverityCounts,
}

impl AlertStatusBreakdown {
    pub(super) fn of(figures: &Figures) -> Result<Self> {
        let summary = figures.summary()?;
        let of = |wanted: exposure::AlertStatus| {
            SeverityCounts::of(|severity| {
                let mut all = summary.counts.iter();
                all.find(|count| (count.0, count.1) == (wanted, severity)).map_or(0, |count| count.2)
            })
        };
        Ok(Self {
            open: of(exposure::AlertStatus::Open),
            acknowledged: of(exposure::AlertStatus::Acknowledged),
            resolved: of(exposure::AlertStatus::Resolved),
        })
    }
}

/// Alerts found in a month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MonthOfAlerts {
    /// `2026-06`.
    month: String,
    /// Alerts found in it, by severity.
    found: SeverityCounts,
    /// Alerts that were resolved in it, and still are.
    resolved: u64,
}

/// Alerts found, month by month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlertsByMonth {
    /// Months, oldest first, also those in which nothing was found.
    months: Vec<MonthOfAlerts>,
}

impl AlertsByMonth {
    pub(super) fn of(figures: &Figures, months: u32) -> Result<Self> {
        let months = figures.months(months)?.into_iter().map(|month| MonthOfAlerts {
            month: format!("{:04}-{:02}", month.year, month.month),
            found: month.opened.into(),
            resolved: month.resolved,
        });
        Ok(Self { months: months.collect() })
    }
}

/// What came and what was done on a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VelocityDay {
    /// The day.
    #[schema(format = Date)]
    date: String,
    /// Alerts found that day.
    found: u64,
    /// Alerts that were resolved that day, and still are.
    resolved: u64,
}

/// How fast alerts come, and how fast they are dealt with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlertVelocity {
    /// Days, oldest first.
    days: Vec<VelocityDay>,
    /// Alerts found a day, on average over these days.
    found_per_day: f64,
    /// Alerts resolved a day, on average over these days.
    resolved_per_day: f64,
    /// Hours from found to resolved, on average over the alerts resolved in these days; null when there are none.
    mean_hours_to_resolve: Option<f64>,
    /// Alerts that are not resolved.
    unresolved: u64,
}

impl AlertVelocity {
    pub(super) fn of(figures: &Figures, days: u32) -> Result<Self> {
        let (all, summary) = (figures.days(days)?, figures.summary()?);
        let resolved: u64 = all.iter().map(|day| day.resolved).sum();
        let seconds: u64 = all.iter().map(|day| day.seconds_to_resolve).sum();
        let a_day = |count: u64| rounded(count as f64 / f64::from(days));
        Ok(Self {
            found_per_day: a_day(found(&all)),
            resolved_per_day: a_day(resolved),
            mean_hours_to_resolve: (resolved > 0).then(|| rounded(seconds as f64 / resolved as f64 / 3600.0)),
            unresolved: summary.with_status(exposure::AlertStatus::Open)
                + summary.with_status(exposure::AlertStatus::Acknowledged),
            days: all
                .iter()
                .map(|day| VelocityDay {
                    date: date(day.begins),
                    found: day.opened.total(),
                    resolved: day.resolved,
                })
                .collect(),
        })
    }
}

/// An alert in a widget's list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertLine {
    /// The alert.
    id: String,
    /// Whom it concerns.
    employee_id: String,
    employee_name: String,
    /// Empty when nobody knows.
    department: String,
    /// The breach's name.
    breach: String,
    severity: Severity,
    status: AlertStatus,
    /// When it was found.
    #[schema(format = DateTime)]
    timestamp: String,
}

fn lines(found: Vec<(Id, exposure::Alert)>) -> Vec<AlertLine> {
    let line = |(id, alert): (Id, exposure::Alert)| AlertLine {
        id: id.to_string(),
        employee_id: alert.employee.to_string(),
        employee_name: alert.employee_name,
        department: alert.department,
        breach: alert.breach_name,
        severity: alert.severity.into(),
        status: alert.status.into(),
        timestamp: alert.detected.rfc3339(),
    };
    found.into_iter().map(line).collect()
}

/// The newest alerts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AlertsFeed {
    /// Alerts of any status, newest first.
    alerts: Vec<AlertLine>,
}

impl AlertsFeed {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        Ok(Self { alerts: lines(figures.newest_alerts(&AlertFilter::default(), limit)?) })
    }
}

/// The newest open alerts of severity CRITICAL.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CriticalAlerts {
    /// Newest first.
    alerts: Vec<AlertLine>,
    /// How many there are in all.
    total: u64,
}

impl CriticalAlerts {
    pub(super) fn of(figures: &Figures, limit: usize) -> Result<Self> {
        let critical = severity::Severity::Critical;
        let filter = AlertFilter { status: vec![exposure::AlertStatus::Open], severity: vec![critical] };
        Ok(Self {
            alerts: lines(figures.newest_alerts(&filter, limit)?),
            total: figures.summary()?.open(critical),
        })
    }
}
