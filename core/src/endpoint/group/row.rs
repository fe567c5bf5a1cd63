//! A group as it is stored, and its indexes.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::endpoint::agent_key;
use crate::endpoint::alert::Alert;
use crate::record;
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// A hash of names, by which groups are found.
pub(in crate::endpoint) type GroupKey = [u8; 16];

/// Whose alerts a group holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::endpoint) enum Reporters {
    /// One agent's: nearly always, since a host has one.
    One(Id),
    /// Several agents' under one host name: how many are whose is kept apart.
    Many,
}

/// How often a group was told of lately, so that a storm of alerts is no storm of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::endpoint) struct Told {
    /// When the window began.
    pub(in crate::endpoint) since: Timestamp,
    /// Messages in it.
    pub(in crate::endpoint) messages: u32,
    /// Alerts that no message told.
    pub(in crate::endpoint) held: u64,
}

/// The alerts of one process on one host in one phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::endpoint) struct GroupRow {
    pub(in crate::endpoint) process_name: String,
    pub(in crate::endpoint) hostname: String,
    pub(in crate::endpoint) count: u64,
    /// Unix seconds of the newest alert.
    pub(in crate::endpoint) last: u32,
    /// The newest alert; of several in one second the one that arrived last.
    pub(in crate::endpoint) newest: Id,
    /// Its place in [`ORDER`]: never later than `last`, and earlier by less than [`LAG`] says.
    pub(in crate::endpoint) ordered: u32,
    pub(in crate::endpoint) reporters: Reporters,
    pub(in crate::endpoint) told: Told,
}

record!(GroupRow, 1);
record!(Told, 1);

/// A group moves in [`ORDER`] only when it is so many seconds away from its place: a busy one would otherwise move with
/// each alert. Whoever walks the order looks so far ahead.
pub(in crate::endpoint) const WINDOW: u32 = 2;
/// The same while a flood of alerts comes in: moving groups would be a third of what is written then.
pub(in crate::endpoint) const WIDE: u32 = 30;

/// Groups by phase and key.
pub(in crate::endpoint) const GROUPS: OrgTable<(u8, GroupKey), GroupRow> = OrgTable::new("endpoint.group");
/// Alerts by phase, group, Unix second and mark: a group's alerts in order, and what tells a repeated report.
pub(in crate::endpoint) const BY_GROUP: OrgTable<(u8, GroupKey, u32, [u8; 8]), Id> =
    OrgTable::new("endpoint.alert_by_group");
/// Groups by phase, process ([`EVERY`] for all of them) and about when they last got an alert.
pub(in crate::endpoint) const ORDER: OrgTable<(u8, GroupKey, u32, GroupKey), ()> =
    OrgTable::new("endpoint.group_order");
/// How far places in the order of open groups may lag, in seconds; [`WINDOW`] when nothing is said.
pub(in crate::endpoint) const LAG: OrgTable<(), u64> = OrgTable::new("endpoint.group_lag");
/// Groups by phase and host.
pub(in crate::endpoint) const OF_HOST: OrgTable<(u8, GroupKey, GroupKey), ()> =
    OrgTable::new("endpoint.group_of_host");
/// Groups by phase and agent. The number counts the agent's alerts where the group has several agents.
pub(in crate::endpoint) const OF_AGENT: OrgTable<(u8, Id, GroupKey), u64> =
    OrgTable::new("endpoint.group_of_agent");
/// How many groups a process has, by phase ([`ANY_PHASE`] for either) and process.
pub(in crate::endpoint) const OF_PROCESS: OrgTable<(u8, GroupKey), i64> =
    OrgTable::new("endpoint.group_count");

/// Stands for every process in [`ORDER`].
pub(in crate::endpoint) const EVERY: GroupKey = [0; 16];
/// Stands for either phase in [`OF_PROCESS`].
pub(in crate::endpoint) const ANY_PHASE: u8 = 2;

/// What an alert is found under: hashes of its names, made once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::endpoint) struct Names {
    pub(in crate::endpoint) agent: Id,
    /// The process on its host.
    pub(in crate::endpoint) group: GroupKey,
    pub(in crate::endpoint) process: GroupKey,
}

impl Names {
    /// Of this alert.
    pub(in crate::endpoint) fn of(alert: &Alert) -> Self {
        Self {
            agent: agent_key(&alert.agent),
            group: group_key(&alert.process_name, &alert.hostname),
            process: name_key(&alert.process_name),
        }
    }
}

/// The key of a process on a host.
pub(in crate::endpoint) fn group_key(process_name: &str, hostname: &str) -> GroupKey {
    name_key(&format!("{process_name}\0{hostname}"))
}

/// The key of one name.
pub(in crate::endpoint) fn name_key(name: &str) -> GroupKey {
    let hash: [u8; 32] = Sha256::digest(name.to_lowercase().as_bytes()).into();
    let mut key = [0; 16];
    key.copy_from_slice(&hash[..16]);
    key
}
