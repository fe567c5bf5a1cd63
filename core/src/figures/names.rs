//! Numbers by name: departments, data classes, categories.

use std::ops::ControlFlow;

use crate::error::Result;
use crate::exposure::{AlertStatus, categories};
use crate::figures::ByStatus;
use crate::figures::rows::{CATEGORIES, DATA_TYPES, DEPARTMENTS, department};
use crate::severity::Severity;
use crate::store::{OrgRows, OrgTable, Span, Sums};

/// How many names are looked at. A company has fewer departments; a file of nonsense may not.
const MOST: usize = 2000;

/// Things by name, and whether these are all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    /// The things, by name.
    pub items: Vec<T>,
    /// Whether there are no more: at most two thousand are looked at.
    pub complete: bool,
}

/// Alerts of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCounts {
    /// Of which kind.
    pub name: String,
    /// How many, by status.
    pub alerts: ByStatus,
}

/// A department's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Its name; empty for those of whom no department is known.
    pub name: String,
    sums: Sums,
}

impl Department {
    /// Alerts of this status and severity.
    pub fn alerts(&self, status: AlertStatus, severity: Severity) -> u64 {
        self.sums.counted(department::ALERTS + status as usize * 4 + severity as usize)
    }

    /// Alerts by status.
    pub fn by_status(&self) -> ByStatus {
        let of = |status| Severity::ALL.into_iter().map(|severity| self.alerts(status, severity)).sum();
        ByStatus(AlertStatus::ALL.map(of))
    }

    /// People, those who left included.
    pub fn people(&self) -> u64 {
        self.sums.counted(department::PEOPLE)
    }

    /// People who work here.
    pub fn active(&self) -> u64 {
        self.sums.counted(department::ACTIVE)
    }

    /// People who work here and have a second factor.
    pub fn with_mfa(&self) -> u64 {
        self.sums.counted(department::MFA)
    }

    /// People who work here and have none.
    pub fn without_mfa(&self) -> u64 {
        self.sums.counted(department::NO_MFA)
    }

    /// People who were found in a breach.
    pub fn exposed(&self) -> u64 {
        self.sums.counted(department::EXPOSED)
    }

    /// The mean risk of its people, those of whom nothing was found counted as 0; from 0 to 100.
    pub fn mean_risk(&self) -> f64 {
        self.sums.counted(department::RISK) as f64 / self.people().max(1) as f64
    }
}

fn named<T>(
    rows: &impl OrgRows,
    table: &OrgTable<String, Sums>,
    make: impl Fn(String, Sums) -> T,
) -> Result<Named<T>> {
    let (mut items, mut complete) = (Vec::new(), true);
    rows.walk(table, Span::all(), |name, sums| {
        complete = items.len() < MOST;
        if complete {
            items.push(make(name, sums));
        }
        Ok(if complete { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(Named { items, complete })
}

pub(super) fn departments(rows: &impl OrgRows) -> Result<Named<Department>> {
    named(rows, &DEPARTMENTS, |name, sums| Department { name, sums })
}

pub(super) fn data_types(rows: &impl OrgRows) -> Result<Named<NamedCounts>> {
    named(rows, &DATA_TYPES, |name, sums| NamedCounts { name, alerts: ByStatus::of(&sums) })
}

/// Every category with its label, in their own order, also those of which nothing was lost.
pub(super) fn of_categories(rows: &impl OrgRows) -> Result<Vec<(&'static str, &'static str, ByStatus)>> {
    categories()
        .map(|(id, label)| {
            let sums = rows.get(&CATEGORIES, &id.to_owned())?.unwrap_or_default();
            Ok((id, label, ByStatus::of(&sums)))
        })
        .collect()
}
