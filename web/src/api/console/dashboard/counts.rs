//! Numbers that several widgets show.

use gatehouse_core::exposure::{AlertStatus, Summary};
use gatehouse_core::figures::{ByStatus, Opened};
use gatehouse_core::severity::Severity;
use gatehouse_core::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Numbers by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct SeverityCounts {
    critical: u64,
    high: u64,
    medium: u64,
    low: u64,
    /// All of them.
    total: u64,
}

impl SeverityCounts {
    pub(super) fn of(count: impl Fn(Severity) -> u64) -> Self {
        let [low, medium, high, critical] = Severity::ALL.map(count);
        Self { critical, high, medium, low, total: critical + high + medium + low }
    }

    pub(super) fn open(summary: &Summary) -> Self {
        Self::of(|severity| summary.open(severity))
    }
}

impl From<Opened> for SeverityCounts {
    fn from(opened: Opened) -> Self {
        Self::of(|severity| opened.of(severity))
    }
}

/// Numbers of alerts by status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct StatusCounts {
    open: u64,
    acknowledged: u64,
    resolved: u64,
    /// All of them.
    total: u64,
}

impl From<ByStatus> for StatusCounts {
    fn from(counts: ByStatus) -> Self {
        Self {
            open: counts.with(AlertStatus::Open),
            acknowledged: counts.with(AlertStatus::Acknowledged),
            resolved: counts.with(AlertStatus::Resolved),
            total: counts.total(),
        }
    }
}

/// The day of an instant (UTC), `2026-06-07`.
pub(super) fn date(at: Timestamp) -> String {
    at.utc().format("%Y-%m-%d").to_string()
}

/// With two digits after the point.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
