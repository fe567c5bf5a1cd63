//! How each kind of thing reads as a document.

use std::borrow::Cow;

use serde_json::json;

use crate::audit::{self, Entry};
use crate::exposure::{self, Alert, artifact_name, source_name};
use crate::ports::Confidence;
use crate::search::{Doc, RawId};
use crate::store::Id;
use crate::workforce::{self, Employee};

/// Field names that may stand before a colon in a query.
pub const FIELDS: &[&str] = &[
    "action",
    "actor",
    "artifact",
    "breach",
    "confidence",
    "data",
    "department",
    "detail",
    "email",
    "employee",
    "location",
    "message",
    "provider",
    "source",
    "target",
];

/// Raise it when documents are worded differently than before: the index is then rebuilt.
pub const WORDING: u32 = 1;

fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "LOW",
        Confidence::Medium => "MEDIUM",
        Confidence::High => "HIGH",
    }
}

fn text(pairs: Vec<(&'static str, String)>) -> Vec<(Cow<'static, str>, String)> {
    let told = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(name, value)| (Cow::Borrowed(name), value)).collect()
}

/// An exposure alert.
pub(super) fn alert(org: RawId, id: Id, alert: &Alert) -> Doc {
    let message = alert.message();
    let confidence = confidence_name(alert.confidence);
    let mut pairs = vec![
        ("message", message.clone()),
        ("employee", alert.employee_name.clone()),
        ("email", alert.email.clone()),
        ("department", alert.department.clone()),
        ("breach", alert.breach_name.clone()),
        ("source", source_name(alert.source).to_owned()),
        ("provider", alert.provider.clone()),
        ("confidence", confidence.to_owned()),
    ];
    pairs.extend(alert.data_types.iter().map(|class| ("data", class.clone())));
    pairs.extend(alert.artifacts.iter().map(|artifact| ("artifact", artifact_name(*artifact).to_owned())));
    Doc {
        org,
        kind: exposure::KIND.into(),
        id: id.0,
        time: alert.detected,
        severity: Some(alert.severity.as_str().into()),
        status: Some(alert.status.as_str().into()),
        host: None,
        title: message,
        text: text(pairs),
        fields: json!({
            "employee": alert.employee_name,
            "employeeId": alert.employee,
            "email": alert.email,
            "department": alert.department,
            "breach": alert.breach_name,
            "dataTypes": alert.data_types,
            "source": source_name(alert.source),
            "provider": alert.provider,
            "confidence": confidence,
        }),
    }
}

/// A person.
pub(super) fn employee(org: RawId, id: Id, employee: &Employee) -> Doc {
    let name = employee.display_name();
    let mut pairs = vec![
        ("employee", name.clone()),
        ("email", employee.email.clone()),
        ("department", employee.department.clone()),
        ("location", employee.location.clone()),
    ];
    pairs.extend(employee.attributes.values().map(|value| ("detail", value.clone())));
    Doc {
        org,
        kind: workforce::KIND.into(),
        id: id.0,
        time: employee.created,
        severity: None,
        status: Some(if employee.active { "ACTIVE" } else { "INACTIVE" }.into()),
        host: None,
        title: name.clone(),
        text: text(pairs),
        fields: json!({
            "employee": name,
            "email": employee.email,
            "department": employee.department,
            "location": employee.location,
        }),
    }
}

/// An audit entry.
pub(super) fn entry(org: RawId, entry: &Entry) -> Doc {
    let actor = entry.actor.to_string();
    Doc {
        org,
        kind: audit::KIND.into(),
        id: entry.id.0,
        time: entry.id.made_at(),
        severity: None,
        status: None,
        host: None,
        title: format!("{actor}: {}", entry.action),
        text: text(vec![
            ("actor", actor.clone()),
            ("action", entry.action.clone()),
            ("target", entry.target.clone()),
            ("detail", entry.detail.clone()),
        ]),
        fields: json!({
            "actor": actor,
            "action": entry.action,
            "target": entry.target,
            "detail": entry.detail,
        }),
    }
}
