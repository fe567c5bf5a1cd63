//! How each kind of thing reads as a document.

use std::borrow::Cow;

use serde_json::json;

use crate::audit::{self, Entry};
use crate::endpoint::{self, Agent, CrashLog};
use crate::exposure::{self, Alert, artifact_name, source_name};
use crate::ports::Confidence;
use crate::search::{Doc, RawId};
use crate::store::Id;
use crate::workforce::{self, Employee};

/// Field names that may stand before a colon in a query.
pub const FIELDS: &[&str] = &[
    "action",
    "actor",
    "address",
    "agent",
    "artifact",
    "breach",
    "confidence",
    "data",
    "department",
    "detail",
    "email",
    "employee",
    "file",
    "hash",
    "location",
    "mac",
    "message",
    "name",
    "os",
    "parent",
    "path",
    "process",
    "provider",
    "source",
    "target",
    "user",
    "version",
];

/// Raise it when documents are worded differently than before: the index is then rebuilt.
pub const WORDING: u32 = 2;

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

/// A process alert.
pub(super) fn process_alert(org: RawId, id: Id, alert: &endpoint::Alert) -> Doc {
    let mut pairs = vec![
        ("process", alert.process_name.clone()),
        ("path", alert.process_path.clone()),
        ("parent", alert.parent_process_name.clone()),
        ("parent", alert.parent_process_path.clone()),
        ("file", alert.file_path.clone()),
        ("file", alert.quarantine_file_name.clone()),
        ("agent", alert.agent.clone()),
        ("version", alert.agent_version.clone()),
        ("address", alert.ip_address.clone()),
        ("mac", alert.mac_address.clone()),
        ("action", alert.action_taken.clone()),
        ("detail", alert.dismissal.as_ref().map(|it| it.reason.clone()).unwrap_or_default()),
    ];
    let hashes = [
        alert.process_sha256.map(hex::encode),
        alert.process_sha1.map(hex::encode),
        alert.process_md5.map(hex::encode),
        alert.sha256.map(hex::encode),
        alert.sha1.map(hex::encode),
        alert.md5.map(hex::encode),
    ];
    pairs.extend(hashes.into_iter().flatten().map(|hash| ("hash", hash)));
    pairs.extend(extra_words(&alert.extra));
    Doc {
        org,
        kind: endpoint::ALERT_KIND.into(),
        id: id.0,
        time: alert.alert_time,
        severity: Some(alert.severity().as_str().into()),
        status: Some(if alert.dismissal.is_some() { "DISMISSED" } else { "OPEN" }.into()),
        host: Some(alert.hostname.clone()),
        title: alert.title(),
        text: text(pairs),
        fields: json!({
            "processName": alert.process_name,
            "processPath": alert.process_path,
            "hostname": alert.hostname,
            "agentId": alert.agent,
            "actionTaken": alert.action_taken,
            "parentProcessName": alert.parent_process_name,
        }),
    }
}

/// The texts of fields that the published API does not know. A `user` or `user_name` is found as `user:`.
fn extra_words(extra: &str) -> Vec<(&'static str, String)> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(extra) else { return Vec::new() };
    let word = |(name, value): (String, serde_json::Value)| match value {
        serde_json::Value::String(text) if name.to_ascii_lowercase().contains("user") => Some(("user", text)),
        serde_json::Value::String(text) => Some(("detail", text)),
        serde_json::Value::Number(number) => Some(("detail", number.to_string())),
        _ => None,
    };
    fields.into_iter().filter_map(word).collect()
}

/// An agent.
pub(super) fn agent(org: RawId, key: Id, agent: &Agent) -> Doc {
    Doc {
        org,
        kind: endpoint::AGENT_KIND.into(),
        id: key.0,
        time: agent.created,
        severity: None,
        status: Some(if agent.uninstalled.is_some() { "INACTIVE" } else { "ACTIVE" }.into()),
        host: Some(agent.hostname.clone()),
        title: agent.name.clone(),
        text: text(vec![
            ("name", agent.name.clone()),
            ("agent", agent.uuid.clone()),
            ("os", agent.os_type.clone()),
            ("os", agent.os_platform.clone()),
            ("os", agent.os_version_detail.clone()),
            ("version", agent.agent_version.clone()),
        ]),
        fields: json!({ "agentId": agent.uuid, "hostname": agent.hostname, "os": agent.os_platform }),
    }
}

/// A crash log.
pub(super) fn crash_log(org: RawId, id: Id, log: &CrashLog, host: Option<String>) -> Doc {
    Doc {
        org,
        kind: endpoint::CRASH_LOG_KIND.into(),
        id: id.0,
        time: log.added,
        severity: None,
        status: Some(if log.seen { "SEEN" } else { "NEW" }.into()),
        host,
        title: format!("crash log {}", log.file_name()),
        text: text(vec![
            ("file", log.file_name().to_owned()),
            ("path", log.s3_key.clone()),
            ("agent", log.agent.clone()),
        ]),
        fields: json!({ "agentId": log.agent, "fileName": log.file_name(), "fileSize": log.file_size() }),
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
