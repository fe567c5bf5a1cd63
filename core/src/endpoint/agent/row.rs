//! An agent as it is stored.

use serde::{Deserialize, Serialize};

use crate::record;
use crate::store::{Id, OrgTable};
use crate::tenancy::NotificationPreference;
use crate::time::Timestamp;

/// How many agents an organization may have.
pub(in crate::endpoint) const MAX_AGENTS: i64 = 100_000;

/// An agent and how it is set up (seed 000, "Get All Agents").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Its id as it first sent it.
    pub uuid: String,
    /// What people call it; its host's name until somebody names it.
    pub name: String,
    /// Its machine's name.
    pub hostname: String,
    /// `Windows`, `Linux`, `macOS`.
    pub os_type: String,
    /// `Windows 10`.
    pub os_platform: String,
    /// `10.0.19042`.
    pub os_version_number: String,
    /// `Windows 10 Pro`.
    pub os_version_detail: String,
    /// The agent's version.
    pub agent_version: String,
    /// Seconds between two polls.
    pub polling_interval: u32,
    /// Whether it only tells and never acts.
    pub alert_only: bool,
    /// Whether its kernel driver is on.
    pub driver_enabled: bool,
    /// Whom its alerts are told to; `None` as the organization prefers.
    pub alert_notification_type: Option<NotificationPreference>,
    /// How its alerts are worded; empty for the usual words.
    pub alert_notification_message_template: String,
    /// Whether somebody named it, so that its host's name no longer replaces the name.
    pub named: bool,
    /// When it confirmed its uninstalling.
    pub uninstalled: Option<Timestamp>,
    /// When it first appeared.
    pub created: Timestamp,
    /// Raised by each change that people make; from 1.
    pub version: u32,
}

record!(Agent, 1);

impl Agent {
    /// An agent that has just appeared.
    pub(in crate::endpoint) fn appeared(uuid: &str, hostname: &str, now: Timestamp) -> Self {
        Self {
            uuid: uuid.to_owned(),
            name: hostname.to_owned(),
            hostname: hostname.to_owned(),
            os_type: String::new(),
            os_platform: String::new(),
            os_version_number: String::new(),
            os_version_detail: String::new(),
            agent_version: String::new(),
            polling_interval: 60,
            alert_only: false,
            driver_enabled: true,
            alert_notification_type: None,
            alert_notification_message_template: String::new(),
            named: false,
            uninstalled: None,
            created: now,
            version: 1,
        }
    }

    /// Takes the machine's name as it is now; says whether it was another one.
    pub(in crate::endpoint) fn rename_host(&mut self, hostname: &str) -> bool {
        if hostname.is_empty() || self.hostname == hostname {
            return false;
        }
        self.hostname = hostname.to_owned();
        if !self.named {
            self.name = hostname.to_owned();
        }
        true
    }
}

/// What changes all the time: apart from the agent, so that an alert writes few bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AgentState {
    /// Alerts that nobody put aside.
    pub open_alerts: u64,
    /// Alerts that somebody put aside.
    pub dismissed_alerts: u64,
    /// Crash logs that nobody fetched.
    pub unseen_crash_logs: u64,
    /// Quarantined files that nobody fetched.
    pub unseen_suspicious_processes: u64,
    /// When it last polled.
    pub last_poll: Option<Timestamp>,
    /// When it last reported.
    pub last_alert: Option<Timestamp>,
}

record!(AgentState, 1);

impl AgentState {
    /// When it was last heard of.
    pub fn last_seen(&self) -> Option<Timestamp> {
        self.last_poll.max(self.last_alert)
    }
}

/// Agents by key.
pub(in crate::endpoint) const AGENTS: OrgTable<Id, Agent> = OrgTable::new("endpoint.agent");
/// Their state by key.
pub(in crate::endpoint) const STATES: OrgTable<Id, AgentState> = OrgTable::new("endpoint.agent_state");
