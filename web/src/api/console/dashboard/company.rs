//! Widgets about the company as a whole.

use gatehouse_core::Result;
use gatehouse_core::exposure::{AlertStatus, company_parts};
use gatehouse_core::figures::Figures;
use gatehouse_core::severity;
use serde::Serialize;
use utoipa::ToSchema;

use super::counts::rounded;
use crate::api::words::Severity;

/// The numbers that a dashboard opens with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct StatsRow {
    /// People, those who left included.
    employees: u64,
    /// People who work here.
    active_employees: u64,
    /// People who were found in a breach.
    exposed_employees: u64,
    /// Breaches in which somebody was found.
    breaches: u64,
    /// Alerts that nobody has looked at yet.
    open_alerts: u64,
    /// Those of severity CRITICAL.
    open_critical_alerts: u64,
    /// How many days `newAlerts` and `previousAlerts` cover.
    days: u32,
    /// Alerts found in the last `days` days, today included.
    new_alerts: u64,
    /// Alerts found in as many days before.
    previous_alerts: u64,
}

impl StatsRow {
    pub(super) fn of(figures: &Figures, days: u32) -> Result<Self> {
        let (people, summary) = (figures.people()?, figures.summary()?);
        let all = figures.days(2 * days)?;
        let (before, last) = all.split_at(all.len().saturating_sub(days as usize));
        Ok(Self {
            employees: people.employees,
            active_employees: people.active,
            exposed_employees: people.exposed,
            breaches: figures.sources()?.iter().map(|source| source.breaches).sum(),
            open_alerts: summary.with_status(AlertStatus::Open),
            open_critical_alerts: summary.open(severity::Severity::Critical),
            days,
            new_alerts: last.iter().map(|day| day.opened.total()).sum(),
            previous_alerts: before.iter().map(|day| day.opened.total()).sum(),
        })
    }
}

/// The company's risk, and what it is made of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RiskGauge {
    /// 0 to 100: the three parts, rounded.
    score: u8,
    level: Severity,
    /// What the share of exposed people adds, 0 to 40.
    exposed_part: f64,
    /// What open alerts add by their severity, 0 to 40.
    open_part: f64,
    /// What open alerts of the last 30 days add, 0 to 20.
    recent_part: f64,
}

impl RiskGauge {
    pub(super) fn of(figures: &Figures) -> Result<Self> {
        let summary = figures.summary()?;
        let parts = company_parts(&summary.facts);
        Ok(Self {
            score: summary.risk.score,
            level: summary.risk.level.into(),
            exposed_part: rounded(parts.exposed),
            open_part: rounded(parts.open),
            recent_part: rounded(parts.recent),
        })
    }
}
