//! Process alerts as the endpoint API shows them.

use gatehouse_core::endpoint;
use gatehouse_core::store::Id;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// A process that an agent found suspicious. Texts are empty and numbers and hashes null where the agent sent none.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Alert {
    #[schema(value_type = String)]
    entity_id: Id,
    #[schema(value_type = String)]
    organization_id: Id,
    /// Raised by each change.
    version: String,
    /// The agent's id as it sends it.
    agent_id: String,
    agent_version: String,
    hostname: String,
    ip_address: String,
    mac_address: String,
    pid: Option<u32>,
    process_name: String,
    process_file_path: String,
    process_md5: Option<String>,
    process_sha1: Option<String>,
    process_sha256: Option<String>,
    parent_pid: Option<u32>,
    parent_process_name: String,
    parent_process_path: String,
    file_path: String,
    file_size: Option<u64>,
    md5: Option<String>,
    sha1: Option<String>,
    sha256: Option<String>,
    quarantine_file_name: String,
    /// When it happened.
    #[schema(format = DateTime)]
    alert_time: String,
    /// When it was reported.
    #[schema(format = DateTime)]
    received_at: String,
    /// `blocked`, `terminated`, `quarantined`, `alerted`, `allowed`, or another word of the agent's.
    action_taken: String,
    dismissed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    dismissal_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dismissed_by: Option<String>,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    dismissed_at: Option<String>,
    /// Fields that the agent sent beyond the published ones.
    #[schema(value_type = Option<Object>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<Box<RawValue>>,
}

/// Lower case digits.
fn digits<const N: usize>(hash: Option<[u8; N]>) -> Option<String> {
    hash.map(hex::encode)
}

impl Alert {
    pub(super) fn of(organization: Id, id: Id, row: endpoint::Alert) -> Self {
        let dismissed = row.dismissal.is_some();
        let (reason, by, at) = match row.dismissal {
            Some(dismissal) => (Some(dismissal.reason), Some(dismissal.by), Some(dismissal.at.rfc3339())),
            None => (None, None, None),
        };
        Self {
            entity_id: id,
            organization_id: organization,
            version: row.version.to_string(),
            agent_id: row.agent,
            agent_version: row.agent_version,
            hostname: row.hostname,
            ip_address: row.ip_address,
            mac_address: row.mac_address,
            pid: row.pid,
            process_name: row.process_name,
            process_file_path: row.process_path,
            process_md5: digits(row.process_md5),
            process_sha1: digits(row.process_sha1),
            process_sha256: digits(row.process_sha256),
            parent_pid: row.parent_pid,
            parent_process_name: row.parent_process_name,
            parent_process_path: row.parent_process_path,
            file_path: row.file_path,
            file_size: row.file_size,
            md5: digits(row.md5),
            sha1: digits(row.sha1),
            sha256: digits(row.sha256),
            quarantine_file_name: row.quarantine_file_name,
            alert_time: row.alert_time.rfc3339(),
            received_at: id.made_at().rfc3339(),
            action_taken: row.action_taken,
            dismissed,
            dismissal_reason: reason,
            dismissed_by: by,
            dismissed_at: at,
            extra: RawValue::from_string(row.extra).ok(),
        }
    }
}
