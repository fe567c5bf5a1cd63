//! A job as it is stored.

use serde::{Deserialize, Serialize};

use crate::record;
use crate::store::{GlobalTable, Id, OrgTable};
use crate::time::Timestamp;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Waits for its due time.
    Queued,
    /// Is being worked on.
    Running,
    /// Done, with a result.
    Succeeded,
    /// Given up, with an error.
    Failed,
    /// Stopped by somebody.
    Cancelled,
}

impl JobState {
    /// Whether nothing more will happen to it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Cancelled)
    }
}

/// How far a job has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all; 0 while unknown.
    pub total: u64,
    /// What is going on, for people.
    pub note: String,
}

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Which handler runs it.
    pub kind: String,
    /// One job of a lane runs per organization at a time.
    pub lane: String,
    /// Where it stands.
    pub state: JobState,
    /// How far it has come.
    pub progress: Progress,
    /// How often it was started.
    pub attempts: u32,
    /// After so many starts a transient failure is final.
    pub max_attempts: u32,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it may start.
    pub due: Timestamp,
    /// When it was last started.
    pub started: Option<Timestamp>,
    /// When it ended.
    pub finished: Option<Timestamp>,
    /// What the handler needs, as JSON text.
    pub payload: String,
    /// What came of it, as JSON text.
    pub result: Option<String>,
    /// Why it failed, or failed last time.
    pub error: Option<String>,
    /// The request that asked for it, if one did.
    pub request: Option<String>,
}

record!(Job, 2, 1 => JobV1);

/// A job as it was stored before it knew its request.
#[derive(Serialize, Deserialize)]
struct JobV1 {
    kind: String,
    lane: String,
    state: JobState,
    progress: Progress,
    attempts: u32,
    max_attempts: u32,
    created: Timestamp,
    due: Timestamp,
    started: Option<Timestamp>,
    finished: Option<Timestamp>,
    payload: String,
    result: Option<String>,
    error: Option<String>,
}

impl From<JobV1> for Job {
    fn from(old: JobV1) -> Self {
        let JobV1 { kind, lane, state, progress, attempts, max_attempts, created, .. } = old;
        let JobV1 { due, started, finished, payload, result, error, .. } = old;
        Self {
            kind,
            lane,
            state,
            progress,
            attempts,
            max_attempts,
            created,
            due,
            started,
            finished,
            payload,
            result,
            error,
            request: None,
        }
    }
}

/// Jobs by id; ids sort by time, so reversed this is the history, newest first.
pub(super) const JOBS: OrgTable<Id, Job> = OrgTable::new("jobs.job");
/// The job that is queued or running in a lane.
pub(super) const LANES: OrgTable<String, Id> = OrgTable::new("jobs.lane");
/// Queued jobs of all organizations by due time.
pub(super) const DUE: GlobalTable<(Timestamp, Id, Id), ()> = GlobalTable::new("jobs.due");
/// Running jobs of all organizations: what is taken up again after a crash.
pub(super) const RUNNING: GlobalTable<(Id, Id), ()> = GlobalTable::new("jobs.running");
/// How many finished jobs an organization keeps.
pub(super) const HISTORY: usize = 500;
