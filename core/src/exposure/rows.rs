//! What exposure stores: breaches, records, alerts, and the indexes and counts beside them.

use serde::{Deserialize, Serialize};

use crate::ports::{Artifact, Confidence, SourceKind};
use crate::record;
use crate::severity::Severity;
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// The kind under which the change log and search know alerts.
pub const KIND: &str = "exposure_alert";

/// An event in which data was lost, as this organization knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// Unique in the organization, without regard to case.
    pub name: String,
    /// When it happened; 1970-01-01 when nobody knows.
    pub date: Timestamp,
    /// Where it was first read of.
    pub source: SourceKind,
    /// When it was first found here.
    pub created: Timestamp,
}

record!(Breach, 1);

/// What was found of one person in one breach. There is at most one for each pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The alert that tells of it.
    pub alert: Id,
    /// Normalized data classes.
    pub data_types: Vec<String>,
    /// What a stealer log took.
    pub artifacts: Vec<Artifact>,
    /// The site that a stealer log names.
    pub domain: Option<String>,
    /// Where the provider has it from.
    pub source: SourceKind,
    /// The provider that told first, as APIs name it: `HIBP`, `LOCAL`.
    pub provider: String,
    /// The provider's tier.
    pub confidence: Confidence,
    /// When it was first found.
    pub detected: Timestamp,
}

record!(Record, 1);

/// Where an alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AlertStatus {
    /// Nobody looked at it yet.
    Open,
    /// Somebody works on it.
    Acknowledged,
    /// Done.
    Resolved,
}

impl AlertStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Acknowledged, Self::Resolved];

    /// As APIs show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Acknowledged => "ACKNOWLEDGED",
            Self::Resolved => "RESOLVED",
        }
    }
}

impl std::str::FromStr for AlertStatus {
    type Err = crate::Error;

    /// Reads exactly what APIs show.
    fn from_str(text: &str) -> crate::Result<Self> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| crate::Error::invalid("status", "must be OPEN, ACKNOWLEDGED or RESOLVED"))
    }
}

/// Somebody was exposed. What a list shows is kept on the row, so that a page is one walk: it is a copy of the
/// employee's, the breach's and the record's rows, written in the same transactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Whom.
    pub employee: Id,
    /// Their name.
    pub employee_name: String,
    /// Their address.
    pub email: String,
    /// Their department.
    pub department: String,
    /// Where.
    pub breach: Id,
    /// The breach's name.
    pub breach_name: String,
    /// When the breach happened.
    pub breach_date: Timestamp,
    /// Normalized data classes.
    pub data_types: Vec<String>,
    /// What a stealer log took.
    pub artifacts: Vec<Artifact>,
    /// Where the provider has it from.
    pub source: SourceKind,
    /// The provider that told first.
    pub provider: String,
    /// The provider's tier.
    pub confidence: Confidence,
    /// How grave it is.
    pub severity: Severity,
    /// Where it stands.
    pub status: AlertStatus,
    /// When the status last changed.
    pub status_changed: Option<Timestamp>,
    /// Who changed it.
    pub status_changed_by: Option<String>,
    /// When it was found.
    pub detected: Timestamp,
}

record!(Alert, 1);

/// Breaches by id.
pub(super) const BREACHES: OrgTable<Id, Breach> = OrgTable::new("exposure.breach");
/// Breaches by lower-case name.
pub(super) const BREACH_BY_NAME: OrgTable<String, Id> = OrgTable::new("exposure.breach_by_name");
/// How many people a breach affects.
pub(super) const AFFECTED: OrgTable<Id, i64> = OrgTable::new("exposure.breach_affected");
/// Records by employee and breach.
pub(super) const RECORDS: OrgTable<(Id, Id), Record> = OrgTable::new("exposure.record");
/// Alerts by id: ids sort by time, so the newest are last.
pub(super) const ALERTS: OrgTable<Id, Alert> = OrgTable::new("exposure.alert");
/// Alerts by bucket: the only index of alerts.
pub(super) const BUCKETS: OrgTable<(u8, Id), ()> = OrgTable::new("exposure.alert_by_bucket");
/// How many alerts each bucket holds; [`EXPOSED`] counts people with a record.
pub(super) const COUNTS: OrgTable<u8, i64> = OrgTable::new("exposure.count");
/// Key of [`COUNTS`] for people with a record.
pub(super) const EXPOSED: u8 = 100;

/// The bucket of alerts of one status and severity.
pub(super) fn bucket(status: AlertStatus, severity: Severity) -> u8 {
    status as u8 * 4 + severity as u8
}
