//! What is stored: how far things are counted, the numbers, and the orders in which lists show the first few.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::exposure::PersonFacts;
use crate::record;
use crate::store::{Desc, Id, OrgRows, OrgTable, Sums};
use crate::time::Timestamp;

/// What counts how, as this release has it. Raise it with every change there: folders are then counted again.
pub(super) const VERSION: u32 = 1;
/// Where a cursor stands once everything is counted.
pub(super) const END: Id = Id([0xff; 16]);

/// How far an organization's rows are counted: those up to and including each cursor are, and changes of them are
/// followed; later ones are counted when the cursor comes to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// [`VERSION`] of the release that began to count.
    pub(super) version: u32,
    /// Whether what an earlier count left is gone.
    pub(super) cleared: bool,
    pub(super) breaches: Id,
    pub(super) people: Id,
    pub(super) alerts: Id,
    /// When everybody's risk was last looked at.
    pub(super) refreshed: Timestamp,
}

record!(State, 1);

impl State {
    /// Nothing is counted yet.
    pub(super) const NONE: Self = Self {
        version: VERSION,
        cleared: false,
        breaches: Id::NIL,
        people: Id::NIL,
        alerts: Id::NIL,
        refreshed: Timestamp(0),
    };

    /// Everything is counted: there was nothing before.
    pub(super) fn new(now: Timestamp) -> Self {
        Self { cleared: true, breaches: END, people: END, alerts: END, refreshed: now, ..Self::NONE }
    }

    pub(super) fn is_complete(&self) -> bool {
        [self.breaches, self.people, self.alerts] == [END; 3]
    }

    /// As stored, if by a release that counts as this one does.
    pub(super) fn load(rows: &impl OrgRows) -> Result<Option<Self>> {
        Ok(rows.get(&STATE, &())?.filter(|state| state.version == VERSION))
    }
}

/// Somebody of whom something was found, as they were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Person {
    pub(super) department: String,
    pub(super) facts: PersonFacts,
    /// Their risk when it was last looked at.
    pub(super) score: u8,
}

record!(Person, 1);

pub(super) const STATE: OrgTable<(), State> = OrgTable::new("figures.state");
/// By day since 1970, UTC: parts of [`period`].
pub(super) const DAYS: OrgTable<u32, Sums> = OrgTable::new("figures.day");
/// By month since the year 0, UTC: parts of [`period`].
pub(super) const MONTHS: OrgTable<u32, Sums> = OrgTable::new("figures.month");
/// By department: parts of [`department`].
pub(super) const DEPARTMENTS: OrgTable<String, Sums> = OrgTable::new("figures.department");
/// Alerts by data class and status.
pub(super) const DATA_TYPES: OrgTable<String, Sums> = OrgTable::new("figures.data_type");
/// Alerts by category of the GDPR and status.
pub(super) const CATEGORIES: OrgTable<String, Sums> = OrgTable::new("figures.category");
/// By source: alerts by status, then [`SOURCE_BREACHES`].
pub(super) const SOURCES: OrgTable<u8, Sums> = OrgTable::new("figures.source");
/// Part of [`SOURCES`].
pub(super) const SOURCE_BREACHES: usize = 3;
/// Of everybody: parts of [`people`].
pub(super) const PEOPLE: OrgTable<(), Sums> = OrgTable::new("figures.people");
/// Breaches by the year in which they happened: how many, and how many people they affect, one by one.
pub(super) const YEARS: OrgTable<u32, Sums> = OrgTable::new("figures.year");
/// People of whom something was found.
pub(super) const PERSONS: OrgTable<Id, Person> = OrgTable::new("figures.person");
/// The same by risk, highest first.
pub(super) const BY_RISK: OrgTable<(Desc<u8>, Id), ()> = OrgTable::new("figures.person_by_risk");
/// Breaches by how many people they affect, roughly: see [`super::top`].
pub(super) const BY_AFFECTED: OrgTable<(Desc<u32>, Id), ()> = OrgTable::new("figures.breach_by_affected");
/// Breaches by when they happened, newest first.
pub(super) const BY_DATE: OrgTable<(Desc<Timestamp>, Id), ()> = OrgTable::new("figures.breach_by_date");

/// Parts of a day and a month.
pub(super) mod period {
    /// Alerts found, by severity.
    pub(in crate::figures) const OPENED: usize = 0;
    /// Alerts resolved.
    pub(in crate::figures) const RESOLVED: usize = 4;
    /// Seconds from found to resolved, of all of those.
    pub(in crate::figures) const SECONDS: usize = 5;
}

/// Parts of a department.
pub(super) mod department {
    /// Alerts by status and severity.
    pub(in crate::figures) const ALERTS: usize = 0;
    /// People.
    pub(in crate::figures) const PEOPLE: usize = 12;
    /// People who work here.
    pub(in crate::figures) const ACTIVE: usize = 13;
    /// Of these: with a second factor.
    pub(in crate::figures) const MFA: usize = 14;
    /// Of these: without one.
    pub(in crate::figures) const NO_MFA: usize = 15;
    /// People who were found in a breach.
    pub(in crate::figures) const EXPOSED: usize = 16;
    /// The sum of their scores.
    pub(in crate::figures) const RISK: usize = 17;
}

/// Parts of everybody's numbers.
pub(super) mod people {
    /// People who were found, by the level of their risk.
    pub(in crate::figures) const LEVELS: usize = 0;
    /// People who were found, by how many breaches they are in: 1, 2 to 3, 4 to 5, more.
    pub(in crate::figures) const BREACHES: usize = 4;
    /// People who work here and have a second factor.
    pub(in crate::figures) const MFA: usize = 8;
    /// Who have none.
    pub(in crate::figures) const NO_MFA: usize = 9;
}
