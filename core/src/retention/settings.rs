//! The settings as they are stored, and what the last job did.

use serde::{Deserialize, Serialize};

use crate::record;
use crate::retention::{Counts, Kind};
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// For how many days each kind is kept; `None` for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Exposure alerts after they were resolved.
    pub resolved_alerts: Option<u32>,
    /// Process alerts after they were dismissed.
    pub dismissed_process_alerts: Option<u32>,
    /// Audit entries.
    pub audit: Option<u32>,
    /// Finished jobs and given up messages. The newest five hundred are kept at most in any case.
    pub jobs: Option<u32>,
    /// Crash logs and quarantined programs after they came.
    pub files: Option<u32>,
}

record!(Settings, 1);

impl Settings {
    /// For how many days a kind is kept.
    pub fn days(&self, kind: Kind) -> Option<u32> {
        match kind {
            Kind::ResolvedAlerts => self.resolved_alerts,
            Kind::DismissedProcessAlerts => self.dismissed_process_alerts,
            Kind::AuditEntries => self.audit,
            Kind::Jobs => self.jobs,
            Kind::Files => self.files,
        }
    }

    /// Before which time things of a kind are over; `None` when they never are.
    pub(super) fn before(&self, kind: Kind, now: Timestamp) -> Option<Timestamp> {
        self.days(kind).map(|days| now.plus_seconds(-i64::from(days) * 86_400))
    }

    /// Whether everything is kept for ever.
    pub(super) fn keeps_everything(&self) -> bool {
        Kind::ALL.into_iter().all(|kind| self.days(kind).is_none())
    }

    /// In words: `resolvedAlertsDays 90, auditDays for ever`.
    pub(super) fn told(&self) -> String {
        let word = |kind: Kind| self.days(kind).map_or("for ever".into(), |days| days.to_string());
        Kind::ALL.map(|kind| format!("{} {}", kind.field(), word(kind))).join(", ")
    }
}

/// What the last job let go of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// When it ended.
    pub at: Timestamp,
    /// How many of each kind.
    pub removed: Counts,
}

record!(LastRun, 1);

/// What a job has let go of so far: written with each step, so that a crash loses no count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    /// Which job.
    pub(super) job: Id,
    /// How many of each kind.
    pub(super) removed: Counts,
}

record!(Tally, 1);

pub(super) const SETTINGS: OrgTable<(), Settings> = OrgTable::new("retention.settings");
pub(super) const LAST_RUN: OrgTable<(), LastRun> = OrgTable::new("retention.last_run");
pub(super) const TALLY: OrgTable<(), Tally> = OrgTable::new("retention.tally");
