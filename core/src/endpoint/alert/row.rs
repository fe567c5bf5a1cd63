//! A process alert as it is stored, and its index and counts.

use serde::{Deserialize, Serialize};

use crate::record;
use crate::severity::Severity;
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// Somebody looked at an alert and put it aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    /// Why, in their words; may be empty.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A process that an agent found suspicious. Texts are empty where the agent sent none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// The agent's id as it sends it.
    pub agent: String,
    /// The agent's version.
    pub agent_version: String,
    /// The machine's name.
    pub hostname: String,
    /// The machine's address, as the agent words it.
    pub ip_address: String,
    /// The machine's hardware address, as the agent words it.
    pub mac_address: String,
    /// Process id.
    pub pid: Option<u32>,
    /// The program's file name.
    pub process_name: String,
    /// The program's path.
    pub process_path: String,
    /// MD5 of the program.
    pub process_md5: Option<[u8; 16]>,
    /// SHA-1 of the program.
    pub process_sha1: Option<[u8; 20]>,
    /// SHA-256 of the program.
    pub process_sha256: Option<[u8; 32]>,
    /// Process id of the parent.
    pub parent_pid: Option<u32>,
    /// The parent's file name.
    pub parent_process_name: String,
    /// The parent's path.
    pub parent_process_path: String,
    /// The file that the process touched.
    pub file_path: String,
    /// Its size in bytes.
    pub file_size: Option<u64>,
    /// MD5 of that file.
    pub md5: Option<[u8; 16]>,
    /// SHA-1 of that file.
    pub sha1: Option<[u8; 20]>,
    /// SHA-256 of that file.
    pub sha256: Option<[u8; 32]>,
    /// The name under which the agent quarantined it.
    pub quarantine_file_name: String,
    /// What the agent did: `blocked`, `terminated`, `quarantined`, `alerted`, `allowed`, or a word of its own.
    pub action_taken: String,
    /// When it happened.
    pub alert_time: Timestamp,
    /// Fields that the published API does not know, as one JSON object; empty when there were none.
    pub extra: String,
    /// Set while it is put aside.
    pub dismissal: Option<Dismissal>,
    /// Raised by each change; from 1.
    pub version: u32,
    /// What tells it from others of its process and second.
    pub(in crate::endpoint) mark: [u8; 8],
}

record!(Alert, 1);

impl Alert {
    /// How grave it is: what the agent stopped is less so than what it let run.
    pub fn severity(&self) -> Severity {
        match self.action_taken.to_ascii_lowercase().as_str() {
            "blocked" | "terminated" | "quarantined" => Severity::Medium,
            _ => Severity::High,
        }
    }

    /// One line for people.
    pub fn title(&self) -> String {
        let action = if self.action_taken.is_empty() { "alerted" } else { &self.action_taken };
        format!("{} {action} on {}", self.process_name, self.hostname)
    }

    /// When it happened, in whole Unix seconds.
    pub(in crate::endpoint) fn second(&self) -> u32 {
        u32::try_from(self.alert_time.0 / 1000).unwrap_or(0)
    }

    pub(in crate::endpoint) fn phase(&self) -> Phase {
        if self.dismissal.is_some() { Phase::Dismissed } else { Phase::Open }
    }
}

/// Where an alert stands. Rows of the two phases lie apart, so that a list of either is one walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::endpoint) enum Phase {
    Open = 0,
    Dismissed = 1,
}

impl Phase {
    pub(in crate::endpoint) const BOTH: [Self; 2] = [Self::Open, Self::Dismissed];

    pub(in crate::endpoint) fn key(self) -> u8 {
        self as u8
    }

    pub(in crate::endpoint) fn other(self) -> Self {
        match self {
            Self::Open => Self::Dismissed,
            Self::Dismissed => Self::Open,
        }
    }

    /// The phases that a filter lets through.
    pub(in crate::endpoint) fn of_filter(dismissed: Option<bool>) -> &'static [Self] {
        match dismissed {
            None => &Self::BOTH,
            Some(false) => &[Self::Open],
            Some(true) => &[Self::Dismissed],
        }
    }
}

/// Alerts by phase and id: ids sort by arrival, so the newest are last.
pub(in crate::endpoint) const ALERTS: OrgTable<(u8, Id), Alert> = OrgTable::new("endpoint.alert");
/// The same by phase, agent and id; the value is the start of the group's key.
pub(in crate::endpoint) const BY_AGENT: OrgTable<(u8, Id, Id), [u8; 8]> =
    OrgTable::new("endpoint.alert_by_agent");
/// Kept counts of the organization.
pub(in crate::endpoint) const COUNTS: OrgTable<u8, i64> = OrgTable::new("endpoint.count");

/// What is counted for the organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::endpoint) enum Count {
    Alerts(Phase),
    Groups(Phase),
    /// Groups with alerts in either phase.
    AllGroups,
    Agents,
    CrashLogs,
}

impl Count {
    pub(in crate::endpoint) fn key(self) -> u8 {
        match self {
            Self::Alerts(phase) => phase.key(),
            Self::Groups(phase) => 2 + phase.key(),
            Self::AllGroups => 4,
            Self::Agents => 5,
            Self::CrashLogs => 6,
        }
    }
}
