//! One function a kind: a row as search sees it and as a hit shows it.

use std::borrow::Cow;

use serde_json::json;

use crate::audit::{self, Entry};
use crate::exposure::{self, Alert, artifact_name, source_name};
use crate::search::Doc;
use crate::store::Id;
use crate::workforce::{self, Employee};

fn text(field: &'static str, value: impl Into<String>) -> (Cow<'static, str>, String) {
    (Cow::Borrowed(field), value.into())
}

/// An exposure alert: found by whom it is about, where they were found, and what was lost.
pub(super) fn alert(org: Id, id: Id, alert: &Alert) -> Doc {
    let confidence = alert.confidence.as_str();
    let mut words = vec![
        text("employee", &alert.employee_name),
        text("email", &alert.email),
        text("department", &alert.department),
        text("breach", &alert.breach_name),
        text("source", source_name(alert.source)),
        text("provider", &alert.provider),
        text("confidence", confidence),
    ];
    words.extend(alert.data_types.iter().map(|class| text("data", class)));
    words.extend(alert.artifacts.iter().map(|artifact| text("data", artifact_name(*artifact))));
    Doc {
        org: org.0,
        kind: Cow::Borrowed(exposure::KIND),
        id: id.0,
        time: alert.detected,
        severity: Some(alert.severity.as_str().to_owned()),
        status: Some(alert.status.as_str().to_owned()),
        host: None,
        title: alert.message(),
        text: words,
        fields: json!({
            "employee": alert.employee_name,
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

/// A person: found by name, address, department, location and what else the source says.
pub(super) fn employee(org: Id, id: Id, person: &Employee) -> Doc {
    let mut words = vec![
        text("employee", person.display_name()),
        text("email", &person.email),
        text("department", &person.department),
        text("location", &person.location),
    ];
    words.extend(person.attributes.iter().map(|(name, value)| (Cow::Owned(name.clone()), value.clone())));
    Doc {
        org: org.0,
        kind: Cow::Borrowed(workforce::KIND),
        id: id.0,
        time: person.created,
        severity: None,
        status: Some(if person.active { "ACTIVE" } else { "INACTIVE" }.to_owned()),
        host: None,
        title: person.display_name(),
        text: words,
        fields: json!({
            "email": person.email,
            "department": person.department,
            "location": person.location,
        }),
    }
}

/// An audit entry: found by who did what to which.
pub(super) fn entry(org: Id, entry: &Entry) -> Doc {
    let actor = entry.actor.to_string();
    Doc {
        org: org.0,
        kind: Cow::Borrowed(audit::KIND),
        id: entry.id.0,
        time: entry.id.made_at(),
        severity: None,
        status: None,
        host: None,
        title: format!("{} {}", entry.action, entry.target).trim().to_owned(),
        text: vec![
            text("actor", &actor),
            text("action", &entry.action),
            text("target", &entry.target),
            text("detail", &entry.detail),
        ],
        fields: json!({
            "actor": actor,
            "action": entry.action,
            "target": entry.target,
            "detail": entry.detail,
        }),
    }
}
