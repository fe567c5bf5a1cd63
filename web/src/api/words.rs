//! Words that several rooms share, as schemas of their documents.

use gatehouse_core::{exposure, ports, severity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How grave something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Severity {
    Critical,
    High,
    Medium,
    Low,
}

/// Where an alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum AlertStatus {
    Open,
    Acknowledged,
    Resolved,
}

/// How sure a provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Confidence {
    High,
    Medium,
    Low,
}

impl From<severity::Severity> for Severity {
    fn from(severity: severity::Severity) -> Self {
        match severity {
            severity::Severity::Critical => Self::Critical,
            severity::Severity::High => Self::High,
            severity::Severity::Medium => Self::Medium,
            severity::Severity::Low => Self::Low,
        }
    }
}

impl From<Severity> for severity::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Critical => Self::Critical,
            Severity::High => Self::High,
            Severity::Medium => Self::Medium,
            Severity::Low => Self::Low,
        }
    }
}

impl From<exposure::AlertStatus> for AlertStatus {
    fn from(status: exposure::AlertStatus) -> Self {
        match status {
            exposure::AlertStatus::Open => Self::Open,
            exposure::AlertStatus::Acknowledged => Self::Acknowledged,
            exposure::AlertStatus::Resolved => Self::Resolved,
        }
    }
}

impl From<AlertStatus> for exposure::AlertStatus {
    fn from(status: AlertStatus) -> Self {
        match status {
            AlertStatus::Open => Self::Open,
            AlertStatus::Acknowledged => Self::Acknowledged,
            AlertStatus::Resolved => Self::Resolved,
        }
    }
}

impl From<ports::Confidence> for Confidence {
    fn from(confidence: ports::Confidence) -> Self {
        match confidence {
            ports::Confidence::High => Self::High,
            ports::Confidence::Medium => Self::Medium,
            ports::Confidence::Low => Self::Low,
        }
    }
}
