//! An entry as it is stored.

use serde::{Deserialize, Serialize};

use crate::exposure;
use crate::record;
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// How far the company is with an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EntryStatus {
    /// It is being found out whether the authority must be told.
    Assessing,
    /// The authority was told.
    Notified,
    /// The authority need not be told.
    NotRequired,
}

impl EntryStatus {
    /// As APIs show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assessing => "ASSESSING",
            Self::Notified => "NOTIFIED",
            Self::NotRequired => "NOT_REQUIRED",
        }
    }
}

/// An incident with personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What happened, in a line.
    pub title: String,
    /// When the company became aware of it: the clock starts here.
    pub detected: Timestamp,
    /// How far it is.
    pub status: EntryStatus,
    /// How many people it affects.
    pub affected: u32,
    /// Normalized data classes, once each.
    pub data_types: Vec<String>,
    /// What was found out, in the company's words.
    pub assessment: Option<String>,
    /// When the authority was told; only while the status says so.
    pub notified: Option<Timestamp>,
}

record!(Entry, 1);

/// Entries by id: ids sort by time, so the newest are last.
pub(super) const ENTRIES: OrgTable<Id, Entry> = OrgTable::new("register.entry");

impl Entry {
    /// The GDPR categories of the data, each once, with their labels (contract "Register").
    pub fn categories(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = Vec::new();
        for category in self.data_types.iter().map(|class| exposure::category(class)) {
            if !all.contains(&category) {
                all.push(category);
            }
        }
        all
    }
}
