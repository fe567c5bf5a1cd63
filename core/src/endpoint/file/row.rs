//! Stored files as rows.

use serde::{Deserialize, Serialize};

use crate::record;
use crate::sealing::Sealed;
use crate::store::{GlobalTable, Id, OrgTable};
use crate::time::Timestamp;

/// A file's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    /// Its name among the stored files.
    pub(super) blob: [u8; 32],
    /// Bytes as the agent sent them.
    pub(super) bytes: u64,
    /// SHA-256 of what the agent sent.
    pub(super) sha256: [u8; 32],
    /// The key that it lies sealed under, itself sealed; `None` when it lies as it came.
    pub(super) key: Option<Sealed>,
    /// What the agent said that it is.
    pub(super) content_type: String,
    /// What the agent called it.
    pub(super) file_name: String,
}

/// A crash log (seed 000, "Get Crash Logs").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrashLog {
    /// The agent's id as it sends it.
    pub agent: String,
    /// Where it lies, as the published API words it: `crash_logs/<organization>/<agent>/<time>.zip`.
    pub s3_key: String,
    pub(super) content: Content,
    /// When it came.
    pub added: Timestamp,
    /// Whether somebody fetched it.
    pub seen: bool,
}

record!(CrashLog, 1);

impl CrashLog {
    /// Bytes.
    pub fn file_size(&self) -> u64 {
        self.content.bytes
    }

    /// What the agent called it.
    pub fn file_name(&self) -> &str {
        &self.content.file_name
    }
}

/// A quarantined program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Suspicious {
    pub(super) content: Content,
    pub(super) added: Timestamp,
    pub(super) seen: bool,
    /// The agent among whose unseen files it is counted.
    pub(super) counted: Option<Id>,
}

record!(Suspicious, 2, 1 => SuspiciousV1);

/// Before it was kept where a file is counted.
#[derive(Deserialize)]
pub(super) struct SuspiciousV1 {
    content: Content,
    added: Timestamp,
    seen: bool,
}

impl From<SuspiciousV1> for Suspicious {
    fn from(SuspiciousV1 { content, added, seen }: SuspiciousV1) -> Self {
        Self { content, added, seen, counted: None }
    }
}

/// Crash logs by id.
pub(super) const CRASH_LOGS: OrgTable<Id, CrashLog> = OrgTable::new("endpoint.crash_log");
/// Crash logs by agent and id.
pub(super) const CRASH_LOGS_OF: OrgTable<(Id, Id), ()> = OrgTable::new("endpoint.crash_log_of_agent");
/// Quarantined programs by agent (the nil id where the agent did not say who it is) and file name.
pub(super) const SUSPICIOUS: OrgTable<(Id, String), Suspicious> = OrgTable::new("endpoint.suspicious");
/// Alerts that name a quarantined file, by its name and agent.
pub(super) const EXPECTED: OrgTable<(String, Id, Id), ()> = OrgTable::new("endpoint.suspicious_of_agent");
/// Upload links that were used, by their id.
pub(super) const USED: GlobalTable<Id, ()> = GlobalTable::new("endpoint.used_link");
