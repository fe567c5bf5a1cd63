//! The kinds of things that have a time, and steps over each: a bounded look, and the removal of what it told.

use serde::{Deserialize, Serialize};

use crate::audit;
use crate::endpoint::{self, StoredFile};
use crate::error::Result;
use crate::exposure::{self, ResolvedPlace};
use crate::jobs::{self, Past};
use crate::store::{Id, OrgRows, OrgWriter};
use crate::time::Timestamp;

/// What has a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Exposure alerts, from when they were resolved.
    ResolvedAlerts,
    /// Process alerts, from when they were dismissed.
    DismissedProcessAlerts,
    /// Entries of the audit log.
    AuditEntries,
    /// Finished jobs, and messages that were given up.
    Jobs,
    /// Crash logs and quarantined programs, from when they came.
    Files,
}

impl Kind {
    /// Each of them, in the order in which a job goes over them.
    pub const ALL: [Self; 5] =
        [Self::ResolvedAlerts, Self::DismissedProcessAlerts, Self::Files, Self::Jobs, Self::AuditEntries];

    /// As APIs and errors name its setting.
    pub fn field(self) -> &'static str {
        match self {
            Self::ResolvedAlerts => "resolvedAlertsDays",
            Self::DismissedProcessAlerts => "dismissedProcessAlertsDays",
            Self::AuditEntries => "auditDays",
            Self::Jobs => "jobsDays",
            Self::Files => "filesDays",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::ResolvedAlerts => "resolved alerts",
            Self::DismissedProcessAlerts => "dismissed process alerts",
            Self::AuditEntries => "audit entries",
            Self::Jobs => "jobs",
            Self::Files => "files",
        }
    }

    /// The shortest time that may be set, in days: somebody must have had the chance to look, and an audit log that forgets
    /// within a quarter is none.
    pub fn least_days(self) -> u32 {
        match self {
            Self::ResolvedAlerts | Self::DismissedProcessAlerts => 30,
            Self::AuditEntries => 90,
            Self::Jobs | Self::Files => 7,
        }
    }
}

/// How many of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Of [`Kind::ResolvedAlerts`].
    pub resolved_alerts: u64,
    /// Of [`Kind::DismissedProcessAlerts`].
    pub dismissed_process_alerts: u64,
    /// Of [`Kind::AuditEntries`].
    pub audit_entries: u64,
    /// Of [`Kind::Jobs`].
    pub jobs: u64,
    /// Of [`Kind::Files`].
    pub files: u64,
}

impl Counts {
    /// The one of a kind.
    pub fn of(&mut self, kind: Kind) -> &mut u64 {
        match kind {
            Kind::ResolvedAlerts => &mut self.resolved_alerts,
            Kind::DismissedProcessAlerts => &mut self.dismissed_process_alerts,
            Kind::AuditEntries => &mut self.audit_entries,
            Kind::Jobs => &mut self.jobs,
            Kind::Files => &mut self.files,
        }
    }

    /// All of them together.
    pub fn total(&self) -> u64 {
        let Self { resolved_alerts, dismissed_process_alerts, audit_entries, jobs, files } = self;
        resolved_alerts + dismissed_process_alerts + audit_entries + jobs + files
    }

    /// In words: `3 resolved alerts, 1 files`.
    pub fn told(mut self) -> String {
        let told = Kind::ALL.into_iter().filter_map(|kind| {
            let count = *self.of(kind);
            (count > 0).then(|| format!("{count} {}", kind.title()))
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { "nothing".into() } else { told.join(", ") }
    }
}

/// Where a look goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Begin,
    Resolved(ResolvedPlace),
    Dismissed(Id),
    Audit(Id),
    Past(Past),
    File(StoredFile),
}

/// What a look told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Due {
    Resolved(Vec<Id>),
    Dismissed(Vec<Id>),
    Audit(Vec<Id>),
    Past(Vec<Past>),
    Files(Vec<StoredFile>),
}

impl Due {
    pub(super) fn count(&self) -> u64 {
        let count = match self {
            Self::Resolved(ids) | Self::Dismissed(ids) | Self::Audit(ids) => ids.len(),
            Self::Past(rows) => rows.len(),
            Self::Files(files) => files.len(),
        };
        count as u64
    }
}

/// Looks at up to `look` rows from `place` on; answers those of them that are over, and where to go on, `None` at the end.
pub(super) fn look(
    rows: &impl OrgRows,
    kind: Kind,
    before: Timestamp,
    place: Place,
    look: usize,
) -> Result<(Due, Option<Place>)> {
    Ok(match kind {
        Kind::ResolvedAlerts => {
            let place = if let Place::Resolved(place) = place { Some(place) } else { None };
            let (due, next) = exposure::resolved_before(rows, before, place, look)?;
            (Due::Resolved(due), next.map(Place::Resolved))
        }
        Kind::DismissedProcessAlerts => {
            let after = if let Place::Dismissed(after) = place { Some(after) } else { None };
            let (due, next) = endpoint::dismissed_before(rows, before, after, look)?;
            (Due::Dismissed(due), next.map(Place::Dismissed))
        }
        Kind::AuditEntries => {
            let after = if let Place::Audit(after) = place { Some(after) } else { None };
            let (due, next) = audit::entries_before(rows, before, after, look)?;
            (Due::Audit(due), next.map(Place::Audit))
        }
        Kind::Jobs => {
            let place = if let Place::Past(place) = place { Some(place) } else { None };
            let (due, next) = jobs::past_before(rows, before, place, look)?;
            (Due::Past(due), next.map(Place::Past))
        }
        Kind::Files => {
            let place = if let Place::File(place) = &place { Some(place) } else { None };
            let (due, next) = endpoint::files_before(rows, before, place, look)?;
            (Due::Files(due), next.map(Place::File))
        }
    })
}

/// Removes what a look told and is still over; answers how many.
pub(super) fn remove(writer: &mut OrgWriter<'_, '_>, before: Timestamp, due: &Due) -> Result<u64> {
    match due {
        Due::Resolved(ids) => exposure::remove_resolved(writer, before, ids),
        Due::Dismissed(ids) => endpoint::remove_dismissed(writer, before, ids),
        Due::Audit(ids) => audit::remove_entries(writer, before, ids),
        Due::Past(rows) => jobs::remove_past(writer, before, rows),
        Due::Files(files) => endpoint::remove_files(writer, before, files),
    }
}
