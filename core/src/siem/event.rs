//! An alert as a SIEM is told of it.

use serde::Serialize;

use crate::exposure::Alert;
use crate::ports::Confidence;
use crate::severity::Severity;
use crate::store::Id;
use crate::time::Timestamp;

/// An alert in the fields of the export (contract "SIEM").
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The alert's id.
    pub id: String,
    /// LOW to CRITICAL.
    pub severity: Severity,
    /// OPEN, ACKNOWLEDGED or RESOLVED.
    pub status: &'static str,
    /// One sentence for people.
    pub message: String,
    /// The person's address; their name when they have none.
    pub employee: String,
    /// The breach's name.
    pub breach: String,
    /// When it was found, RFC 3339.
    pub timestamp: String,
    /// How sure the provider is.
    pub confidence: &'static str,
    /// The same as [`Self::timestamp`].
    #[serde(skip)]
    pub at: Timestamp,
}

impl Event {
    /// What is told of this alert.
    pub fn of(id: Id, alert: Alert) -> Self {
        Self {
            id: id.to_string(),
            severity: alert.severity,
            status: alert.status.as_str(),
            message: alert.message(),
            timestamp: alert.detected.rfc3339(),
            confidence: match alert.confidence {
                Confidence::High => "HIGH",
                Confidence::Medium => "MEDIUM",
                Confidence::Low => "LOW",
            },
            at: alert.detected,
            employee: if alert.email.is_empty() { alert.employee_name } else { alert.email },
            breach: alert.breach_name,
        }
    }
}

/// Text from outside in one line: what would end it, or move a terminal's cursor, becomes a space.
pub(super) fn one_line(c: char) -> char {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }
}
