//! The types of widgets, each with its data.

use gatehouse_core::figures::Figures;
use gatehouse_core::{Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::alerts::{
    AlertStatusBreakdown, AlertVelocity, AlertsByMonth, AlertsFeed, CriticalAlerts, SeverityDonut, TrendChart,
};
use super::breaches::{
    BreachSourceDonut, BreachSources, BreachTimeline, DataTypeBreakdown, DataTypeRadar, TopBreaches,
};
use super::company::{RiskGauge, StatsRow};
use super::people::{AlertsByDepartment, DepartmentRisk, EmployeeExposure, MfaCoverage, TopRiskyEmployees};
use super::range::Range;

/// A widget's data; `type` says which.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(super) enum WidgetData {
    StatsRow(StatsRow),
    TrendChart(TrendChart),
    DataTypeBreakdown(DataTypeBreakdown),
    BreachSources(BreachSources),
    SeverityDonut(SeverityDonut),
    DepartmentRisk(DepartmentRisk),
    AlertsFeed(AlertsFeed),
    TopRiskyEmployees(TopRiskyEmployees),
    RiskGauge(RiskGauge),
    AlertStatusBreakdown(AlertStatusBreakdown),
    EmployeeExposure(EmployeeExposure),
    AlertsByMonth(AlertsByMonth),
    AlertVelocity(AlertVelocity),
    CriticalAlerts(CriticalAlerts),
    AlertsByDepartment(AlertsByDepartment),
    BreachSourceDonut(BreachSourceDonut),
    BreachTimeline(BreachTimeline),
    TopBreaches(TopBreaches),
    DataTypeRadar(DataTypeRadar),
    MfaCoverage(MfaCoverage),
}

impl WidgetData {
    /// The data of a type, one of [`gatehouse_core::dashboard::WIDGETS`].
    pub(super) fn of(kind: &str, figures: &Figures, range: Range) -> Result<Self> {
        let Range { days, months, limit } = range;
        Ok(match kind {
            "stats-row" => Self::StatsRow(StatsRow::of(figures, days)?),
            "trend-chart" => Self::TrendChart(TrendChart::of(figures, days)?),
            "data-type-breakdown" => Self::DataTypeBreakdown(DataTypeBreakdown::of(figures, limit)?),
            "breach-sources" => Self::BreachSources(BreachSources::of(figures)?),
            "severity-donut" => Self::SeverityDonut(SeverityDonut::of(figures)?),
            "department-risk" => Self::DepartmentRisk(DepartmentRisk::of(figures, limit)?),
            "alerts-feed" => Self::AlertsFeed(AlertsFeed::of(figures, limit)?),
            "top-risky-employees" => Self::TopRiskyEmployees(TopRiskyEmployees::of(figures, limit)?),
            "risk-gauge" => Self::RiskGauge(RiskGauge::of(figures)?),
            "alert-status-breakdown" => Self::AlertStatusBreakdown(AlertStatusBreakdown::of(figures)?),
            "employee-exposure" => Self::EmployeeExposure(EmployeeExposure::of(figures)?),
            "alerts-by-month" => Self::AlertsByMonth(AlertsByMonth::of(figures, months)?),
            "alert-velocity" => Self::AlertVelocity(AlertVelocity::of(figures, days)?),
            "critical-alerts" => Self::CriticalAlerts(CriticalAlerts::of(figures, limit)?),
            "alerts-by-department" => Self::AlertsByDepartment(AlertsByDepartment::of(figures, limit)?),
            "breach-source-donut" => Self::BreachSourceDonut(BreachSourceDonut::of(figures)?),
            "breach-timeline" => Self::BreachTimeline(BreachTimeline::of(figures, limit)?),
            "top-breaches" => Self::TopBreaches(TopBreaches::of(figures, limit)?),
            "data-type-radar" => Self::DataTypeRadar(DataTypeRadar::of(figures)?),
            "mfa-coverage" => Self::MfaCoverage(MfaCoverage::of(figures, limit)?),
            _ => return Err(Error::NotFound("widget")),
        })
    }
}
