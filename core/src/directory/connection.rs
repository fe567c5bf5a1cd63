//! A connection as it is stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::directory::ConnectionType;
use crate::record;
use crate::sealing::Sealed;
use crate::store::{Id, OrgScope, OrgTable};
use crate::time::Timestamp;

/// How a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConnectionStatus {
    /// Nothing was synced yet.
    Pending,
    /// The last sync went well.
    Active,
    /// The last sync failed, or stopped to ask.
    Error,
}

/// What a sync came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncSummary {
    /// Whether only changes were asked for.
    pub delta: bool,
    /// People whom the directory listed.
    pub listed: u64,
    /// People who are new.
    pub added: u64,
    /// People of whom something is new.
    pub changed: u64,
    /// People who became inactive.
    pub left: u64,
    /// People of whom everything was known.
    pub unchanged: u64,
    /// People who were not taken over.
    pub refused_total: u64,
    /// The first hundred of them: the directory's id, and why.
    pub refused: Vec<(String, String)>,
}

/// A connection to a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// What it leads to.
    pub kind: ConnectionType,
    /// What people call it.
    pub name: String,
    /// The settings that are no secret.
    pub config: BTreeMap<String, String>,
    /// The secret ones: JSON of name and value, sealed.
    pub(super) secrets: Sealed,
    /// How it stands.
    pub status: ConnectionStatus,
    /// When a sync last went well.
    pub last_sync: Option<Timestamp>,
    /// How many people it then had.
    pub last_sync_count: Option<u64>,
    /// What the last sync failed or stopped with.
    pub error: Option<String>,
    /// What the last sync that went well came to.
    pub summary: Option<SyncSummary>,
    /// Minutes between syncs; `None` for by hand only.
    pub auto_sync_minutes: Option<u32>,
    /// A sync that would mark a larger part of the active people as gone stops and asks, in percent; 100 never asks.
    pub max_leavers_percent: u8,
    /// Where the directory goes on telling changes.
    pub(super) cursor: Option<String>,
    /// When everybody was last listed.
    pub(super) last_full: Option<Timestamp>,
    /// When it was made.
    pub created: Timestamp,
}

record!(Connection, 1);

/// Connections by id.
pub(super) const CONNECTIONS: OrgTable<Id, Connection> = OrgTable::new("directory.connection");

/// What a connection's secrets are sealed for.
pub(super) fn secrets_purpose(scope: OrgScope, id: Id) -> String {
    format!("directory.connection/{}/{id}", scope.org())
}
