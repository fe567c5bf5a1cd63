//! Who gets which report and when, as it is stored.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::jobs::Recurrence;
use crate::record;
use crate::report::{Format, REPORT_KIND, Section};
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// How often a report is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frequency {
    /// Monday mornings at seven, in the organization's time.
    Weekly,
    /// At seven in the morning of a month's first day, in the organization's time.
    Monthly,
}

impl Frequency {
    /// As APIs name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weekly => "WEEKLY",
            Self::Monthly => "MONTHLY",
        }
    }

    /// When it fires in `zone`.
    pub(super) fn recurrence(self, zone: &str) -> Result<Recurrence> {
        let expression = match self {
            Self::Weekly => "0 7 * * 1",
            Self::Monthly => "0 7 1 * *",
        };
        Recurrence::cron(expression, zone)
    }
}

impl FromStr for Frequency {
    type Err = Error;

    /// Reads exactly what [`Self::as_str`] writes.
    fn from_str(text: &str) -> Result<Self> {
        [Self::Weekly, Self::Monthly]
            .into_iter()
            .find(|frequency| frequency.as_str() == text)
            .ok_or_else(|| Error::invalid("frequency", "must be WEEKLY or MONTHLY"))
    }
}

/// A report that is sent again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSchedule {
    /// How often.
    pub frequency: Frequency,
    /// Lower-case addresses, each once.
    pub recipients: Vec<String>,
    /// What it holds, each once; all of it as [`Section::All`] alone.
    pub sections: Vec<Section>,
    /// In which forms, each once.
    pub formats: Vec<Format>,
    /// Whether it is sent at all.
    pub enabled: bool,
    /// When it was made.
    pub created: Timestamp,
    /// When every recipient's mail was last taken.
    pub last_sent: Option<Timestamp>,
    /// Why the last delivery did not reach everybody, or has not yet; `None` once one did.
    pub last_error: Option<String>,
}

record!(ReportSchedule, 1);

/// Schedules by id.
pub(super) const SCHEDULES: OrgTable<Id, ReportSchedule> = OrgTable::new("report.schedule");

/// How far one delivery has come: who has it, so that another try does not send it to them again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Delivery {
    /// The job that delivers.
    pub(super) job: Id,
    /// Whose mail was taken.
    pub(super) taken: Vec<String>,
    /// Whose mail will never be taken, and why.
    pub(super) refused: Vec<(String, String)>,
}

record!(Delivery, 1);

/// Deliveries that are under way, by schedule.
pub(super) const DELIVERIES: OrgTable<Id, Delivery> = OrgTable::new("report.delivery");

/// The lane of a schedule's jobs: one delivery of it at a time.
pub(super) fn lane(id: Id) -> String {
    format!("{REPORT_KIND}/{id}")
}

/// What the job of a delivery is asked with.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Asked {
    /// Which schedule's report.
    pub(super) schedule: Id,
    /// Whether somebody asked for it now, so that it is sent though the schedule is switched off.
    pub(super) by_hand: bool,
}
