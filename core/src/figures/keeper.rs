//! Following changes: what a row counted for is taken away, what it counts for now is added.

use crate::error::Result;
use crate::exposure::{Alert, Breach, PersonFacts, risk_weights};
use crate::figures::count;
use crate::figures::rows::{BY_AFFECTED, BY_DATE, BY_RISK, END, PERSONS, Person, STATE, State};
use crate::figures::top::band;
use crate::store::{Desc, Id, OrgRows, OrgWriter};
use crate::time::Timestamp;
use crate::workforce::{self, Employee};

/// Keeps the figures in one transaction. It knows how far an organization's rows are counted: what is not counted yet is
/// left to the recount that will come to it.
#[derive(Debug, Clone, Copy)]
pub struct Keeper {
    state: State,
}

impl Keeper {
    /// For the transaction that reads here, and no other.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn open(rows: &impl OrgRows) -> Result<Self> {
        Ok(Self { state: State::load(rows)?.unwrap_or(State::NONE) })
    }

    /// For a recount, which comes to rows of its own accord.
    pub(super) fn everything(state: State) -> Self {
        Self { state: State { breaches: END, people: END, alerts: END, ..state } }
    }

    /// An alert came (`before` is `None`), changed, or goes (`after` is `None`).
    pub fn alert(
        self,
        writer: &mut OrgWriter<'_, '_>,
        id: Id,
        before: Option<&Alert>,
        after: Option<&Alert>,
    ) {
        if id <= self.state.alerts {
            for (alert, sign) in [(before, -1), (after, 1)] {
                if let Some(alert) = alert {
                    count::alert(writer, alert, sign);
                }
            }
        }
    }

    /// A breach came or changed: its row, with how many people it affects.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn breach(
        self,
        writer: &mut OrgWriter<'_, '_>,
        id: Id,
        before: Option<(&Breach, u64)>,
        after: (&Breach, u64),
    ) -> Result<()> {
        if id <= self.state.breaches {
            if let Some((breach, affected)) = before {
                count::breach(writer, breach, affected, -1);
                writer.remove(&BY_AFFECTED, &(Desc(band(affected)), id))?;
                writer.remove(&BY_DATE, &(Desc(breach.date), id))?;
            }
            let (breach, affected) = after;
            count::breach(writer, breach, affected, 1);
            writer.insert(&BY_AFFECTED, &(Desc(band(affected)), id), &())?;
            writer.insert(&BY_DATE, &(Desc(breach.date), id), &())?;
        }
        Ok(())
    }

    /// How many alerts of a person are open, as it was before this transaction's last [`Self::person`] or
    /// [`Self::opened`].
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn open_alerts(self, rows: &impl OrgRows, id: Id) -> Result<u32> {
        Ok(rows.get(&PERSONS, &id)?.map_or(0, |person| person.facts.open_alerts))
    }

    /// What is known of a person, or their department, may have changed.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn person(
        self,
        writer: &mut OrgWriter<'_, '_>,
        id: Id,
        department: &str,
        facts: Option<PersonFacts>,
        now: Timestamp,
    ) -> Result<()> {
        if id > self.state.people {
            return Ok(());
        }
        let before = writer.get(&PERSONS, &id)?;
        let after = match (facts, &before) {
            (None, _) => None,
            (Some(facts), Some(known)) if known.facts == facts => {
                Some(Person { department: department.to_owned(), ..known.clone() })
            }
            (Some(facts), _) => {
                let score = facts.risk(&risk_weights(writer)?, now).score;
                Some(Person { department: department.to_owned(), facts, score })
            }
        };
        put_person(writer, id, before.as_ref(), after.as_ref())
    }

    /// A person has `more` open alerts than before.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn opened(self, writer: &mut OrgWriter<'_, '_>, id: Id, more: i32, now: Timestamp) -> Result<()> {
        let known = if more == 0 { None } else { writer.get(&PERSONS, &id)? };
        // Whoever is not counted yet has no row.
        let Some(Person { department, mut facts, .. }) = known else { return Ok(()) };
        facts.open_alerts = facts.open_alerts.saturating_add_signed(more);
        self.person(writer, id, &department, Some(facts), now)
    }
}

/// Stores somebody of whom something was found, in place of what was stored of them.
pub(super) fn put_person(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    before: Option<&Person>,
    after: Option<&Person>,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let (old, new) = (before.map(|person| person.score), after.map(|person| person.score));
    if let Some(before) = before {
        count::person(writer, before, -1);
    }
    if let Some(score) = old.filter(|_| old != new) {
        writer.remove(&BY_RISK, &(Desc(score), id))?;
    }
    let Some(after) = after else { return writer.remove(&PERSONS, &id).map(drop) };
    count::person(writer, after, 1);
    if old != new {
        writer.insert(&BY_RISK, &(Desc(after.score), id), &())?;
    }
    writer.insert(&PERSONS, &id, after)
}

/// Somebody is new (`before` is `None`) or changed. Called in the transaction that stored them.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn follow_employee(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    before: Option<&Employee>,
    after: &Employee,
) -> Result<()> {
    let state = match State::load(writer)? {
        Some(state) => state,
        // The first of all: where nobody is, nothing was found of anybody.
        None if before.is_none() && workforce::count(writer, false)? == 1 => {
            let state = State::new(after.updated);
            writer.insert(&STATE, &(), &state)?;
            state
        }
        None => State::NONE,
    };
    if id <= state.people {
        for (employee, sign) in [(before, -1), (Some(after), 1)] {
            if let Some(employee) = employee {
                count::employee(writer, employee, sign);
            }
        }
    }
    Ok(())
}
