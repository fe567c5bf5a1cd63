//! Numbers about people, and who is at the greatest risk.

use std::cmp::Reverse;

use crate::error::Result;
use crate::exposure::{self, PersonFacts, Risk, risk_weights};
use crate::figures::rows::{BY_RISK, PEOPLE, PERSONS, people};
use crate::store::{Desc, Id, OrgRows, Span};
use crate::time::Timestamp;
use crate::workforce::{self, Employee};

/// Who has a second factor, of those who work here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mfa {
    /// People who work here.
    pub active: u64,
    /// Who have a second factor.
    pub with: u64,
    /// Who have none.
    pub without: u64,
}

impl Mfa {
    /// Of whom nobody tells.
    pub fn unknown(&self) -> u64 {
        self.active.saturating_sub(self.with + self.without)
    }
}

/// Numbers about everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PeopleFigures {
    /// People, those who left included.
    pub employees: u64,
    /// People who work here.
    pub active: u64,
    /// People who were found in a breach.
    pub exposed: u64,
    /// Those by the level of their risk: LOW to CRITICAL.
    pub by_level: [u64; 4],
    /// Those by how many breaches they are in: 1, 2 to 3, 4 to 5, more.
    pub by_breaches: [u64; 4],
    /// Who has a second factor.
    pub mfa: Mfa,
}

/// Somebody at risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskyPerson {
    /// Whom.
    pub id: Id,
    /// As they are known.
    pub employee: Employee,
    /// Their risk.
    pub risk: Risk,
    /// What it is made of.
    pub facts: PersonFacts,
}

pub(super) fn everybody(rows: &impl OrgRows) -> Result<PeopleFigures> {
    let sums = rows.get(&PEOPLE, &())?.unwrap_or_default();
    let active = workforce::count(rows, true)?;
    Ok(PeopleFigures {
        employees: workforce::count(rows, false)?,
        active,
        exposed: exposure::exposed(rows)?,
        by_level: std::array::from_fn(|level| sums.counted(people::LEVELS + level)),
        by_breaches: std::array::from_fn(|band| sums.counted(people::BREACHES + band)),
        mfa: Mfa { active, with: sums.counted(people::MFA), without: sums.counted(people::NO_MFA) },
    })
}

/// The `limit` people at the greatest risk, in the order of today's looking; each with their risk as it is now.
pub(super) fn riskiest(rows: &impl OrgRows, now: Timestamp, limit: usize) -> Result<Vec<RiskyPerson>> {
    let (weights, mut found) = (risk_weights(rows)?, Vec::with_capacity(limit));
    for (Desc(_), id) in rows.keys(&BY_RISK, Span::all(), 0, limit)? {
        if let (Some(person), Some(employee)) = (rows.get(&PERSONS, &id)?, workforce::find(rows, id)?) {
            let risk = person.facts.risk(&weights, now);
            found.push(RiskyPerson { id, employee, risk, facts: person.facts });
        }
    }
    found.sort_by_key(|person| (Reverse(person.risk.score), person.id));
    Ok(found)
}
