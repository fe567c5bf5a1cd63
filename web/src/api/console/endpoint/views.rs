//! Process alerts as the console shows them.

use std::collections::BTreeMap;

use gatehouse_core::access::Principal;
use gatehouse_core::endpoint::{self, FileState};
use gatehouse_core::services::Services;
use gatehouse_core::store::Id;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::words::Severity;

/// A process that an agent found suspicious. What the agent did not send is null.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProcessAlert {
    id: String,
    /// The agent's id as it sends it.
    agent_id: String,
    hostname: String,
    ip_address: Option<String>,
    mac_address: Option<String>,
    pid: Option<u32>,
    process_name: String,
    process_path: Option<String>,
    process_md5: Option<String>,
    process_sha1: Option<String>,
    process_sha256: Option<String>,
    parent_pid: Option<u32>,
    parent_process_name: Option<String>,
    parent_process_path: Option<String>,
    file_path: Option<String>,
    file_size: Option<u64>,
    md5: Option<String>,
    sha1: Option<String>,
    sha256: Option<String>,
    quarantine_file_name: Option<String>,
    /// `blocked`, `terminated`, `quarantined`, `alerted`, `allowed`, or another word of the agent's.
    action_taken: Option<String>,
    /// When it happened.
    #[schema(format = DateTime)]
    alert_time: String,
    /// When it was reported.
    #[schema(format = DateTime)]
    received_at: String,
    agent_version: Option<String>,
    severity: Severity,
    dismissed: bool,
    dismissal_reason: Option<String>,
    dismissed_by: Option<String>,
    #[schema(format = DateTime)]
    dismissed_at: Option<String>,
    /// Whether the quarantined file arrived and can be fetched.
    has_file: bool,
    /// What the agent sent beyond the published fields.
    extra: Option<BTreeMap<String, Value>>,
    version: u32,
}

fn text(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl ProcessAlert {
    pub(super) fn of(id: Id, row: endpoint::Alert, has_file: bool) -> Self {
        let severity = row.severity().into();
        let dismissed = row.dismissal.is_some();
        let (dismissal_reason, dismissed_by, dismissed_at) = match row.dismissal {
            Some(dismissal) => (Some(dismissal.reason), Some(dismissal.by), Some(dismissal.at.rfc3339())),
            None => (None, None, None),
        };
        Self {
            id: id.to_string(),
            agent_id: row.agent,
            hostname: row.hostname,
            ip_address: text(row.ip_address),
            mac_address: text(row.mac_address),
            pid: row.pid,
            process_name: row.process_name,
            process_path: text(row.process_path),
            process_md5: row.process_md5.map(hex::encode),
            process_sha1: row.process_sha1.map(hex::encode),
            process_sha256: row.process_sha256.map(hex::encode),
            parent_pid: row.parent_pid,
            parent_process_name: text(row.parent_process_name),
            parent_process_path: text(row.parent_process_path),
            file_path: text(row.file_path),
            file_size: row.file_size,
            md5: row.md5.map(hex::encode),
            sha1: row.sha1.map(hex::encode),
            sha256: row.sha256.map(hex::encode),
            quarantine_file_name: text(row.quarantine_file_name),
            action_taken: text(row.action_taken),
            alert_time: row.alert_time.rfc3339(),
            received_at: id.made_at().rfc3339(),
            agent_version: text(row.agent_version),
            severity,
            dismissed,
            dismissal_reason,
            dismissed_by,
            dismissed_at,
            has_file,
            extra: serde_json::from_str(&row.extra).ok(),
            version: row.version,
        }
    }

    /// With a look whether its file is here.
    pub(super) fn with_file(
        services: &Services,
        principal: &Principal,
        id: Id,
        row: endpoint::Alert,
    ) -> gatehouse_core::Result<Self> {
        let has_file = endpoint::file_state(services, principal, &row)? == FileState::Stored;
        Ok(Self::of(id, row, has_file))
    }
}
