//! Endpoints: the agents on people's machines, the process alerts that they report, their crash logs, and the files
//! that they quarantine (seed 000, contract "Endpoint API").
//!
//! - [`agent`](self) – who reports, how they are set up, and their leaving;
//! - `alert` – what a report may hold, how it is kept, lists, dismissing and restoring;
//! - `ingest` – the way of a new alert into the store: many of them in one transaction;
//! - `group` – alerts of one process on one host as one row;
//! - `file` – signed links, uploads and downloads.

mod agent;
mod alert;
mod file;
mod group;
mod handle;
mod ingest;
mod page;
mod tries;

pub use agent::{
    Agent, AgentChange, AgentState, Poll, agent, agent_by_key, agent_key, agents, agents_after, remove_agent,
    update_agent,
};
pub use alert::{
    Alert, AlertFilter, AlertWalk, Chosen, Dismissal, MAX_BODY, MAX_DISMISSED, NewAlert, alert, alert_count,
    alerts, alerts_after, dismiss, dismissed_before, find_alert, remove_dismissed, restore,
};
pub use file::{
    CrashLog, Download, FileState, MAX_FILE, Prefix, Receiving, StoredFile, Upload, crash_log, crash_logs,
    crash_logs_after, file_state, files_before, find_crash_log, remove_files, unlink_removed,
};
pub use group::{Group, GroupFilter, groups};
pub use handle::Endpoint;
pub use page::Page;

/// The kind under which the change log and search know process alerts.
pub const ALERT_KIND: &str = "process_alert";
/// The kind under which they know agents.
pub const AGENT_KIND: &str = "agent";
/// The kind under which they know crash logs.
pub const CRASH_LOG_KIND: &str = "crash_log";

#[cfg(test)]
mod tests;
