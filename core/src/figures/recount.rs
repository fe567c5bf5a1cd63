//! Counting everything again in bounded steps, each a transaction of its own, while others write. A step counts the rows
//! after a cursor and moves it with them; whatever changes behind the cursor is followed by [`super::Keeper`].

use crate::error::Result;
use crate::exposure::{self, AlertStatus, PersonFacts, risk_weights};
use crate::figures::Keeper;
use crate::figures::count;
use crate::figures::keeper::put_person;
use crate::figures::rows::{
    BY_AFFECTED, BY_DATE, BY_RISK, CATEGORIES, DATA_TYPES, DAYS, DEPARTMENTS, END, MONTHS, PEOPLE, PERSONS,
    Person, SOURCES, STATE, State, YEARS,
};
use crate::store::{Id, Key, OrgRows, OrgTable, OrgWriter, Record, Span};
use crate::time::Timestamp;
use crate::workforce;

/// Rows of a step: few enough that others' writes do not wait.
const CLEARED: usize = 2000;
const BREACHES: usize = 500;
/// A person may be in hundreds of breaches, and each is looked at.
const PEOPLE_A_STEP: usize = 50;
const ALERTS: usize = 1000;

/// Does the next step; answers how many rows it counted, `None` when there was nothing left to do.
pub(super) fn step(writer: &mut OrgWriter<'_, '_>, now: Timestamp) -> Result<Option<u64>> {
    let Some(mut state) = State::load(writer)? else {
        // Of an older release, or none: from the start.
        writer.insert(&STATE, &(), &State::NONE)?;
        return Ok(Some(0));
    };
    let counted = if !state.cleared {
        state.cleared = clear(writer)?;
        0
    } else if state.breaches != END {
        breaches(writer, &mut state)?
    } else if state.people != END {
        people(writer, &mut state, now)?
    } else if state.alerts != END {
        alerts(writer, &mut state)?
    } else {
        return Ok(None);
    };
    writer.insert(&STATE, &(), &state)?;
    Ok(Some(counted))
}

/// Where the next step goes on after these rows, of which it asked for `limit`.
fn cursor<T>(rows: &[(Id, T)], limit: usize) -> Id {
    rows.last().filter(|_| rows.len() == limit).map_or(END, |(id, _)| *id)
}

fn breaches(writer: &mut OrgWriter<'_, '_>, state: &mut State) -> Result<u64> {
    let found = exposure::breaches_after(writer, state.breaches, BREACHES)?;
    let everything = Keeper::everything(*state);
    for (id, breach) in &found {
        let affected = exposure::affected(writer, *id)?;
        everything.breach(writer, *id, None, (breach, affected))?;
    }
    state.breaches = cursor(&found, BREACHES);
    Ok(found.len() as u64)
}

fn people(writer: &mut OrgWriter<'_, '_>, state: &mut State, now: Timestamp) -> Result<u64> {
    let found = workforce::all_after(writer, state.people, PEOPLE_A_STEP)?;
    let weights = risk_weights(writer)?;
    for (id, employee) in &found {
        count::employee(writer, employee, 1);
        let records = exposure::records_of(writer, *id)?;
        let mut open = 0;
        for record in &records {
            let alert = exposure::find_alert(writer, record.alert)?;
            open += u32::from(alert.is_some_and(|alert| alert.status == AlertStatus::Open));
        }
        if let Some(facts) = PersonFacts::of(&employee.email, &records, open) {
            let score = facts.risk(&weights, now).score;
            let person = Person { department: employee.department.clone(), facts, score };
            put_person(writer, *id, None, Some(&person))?;
        }
    }
    state.people = cursor(&found, PEOPLE_A_STEP);
    Ok(found.len() as u64)
}

fn alerts(writer: &mut OrgWriter<'_, '_>, state: &mut State) -> Result<u64> {
    let found = exposure::alerts_after(writer, state.alerts, ALERTS)?;
    for (_, alert) in &found {
        count::alert(writer, alert, 1);
    }
    state.alerts = cursor(&found, ALERTS);
    Ok(found.len() as u64)
}

/// Takes rows of an earlier count away; says whether none is left.
fn clear(writer: &mut OrgWriter<'_, '_>) -> Result<bool> {
    let mut left = CLEARED;
    empty(writer, &DAYS, &mut left)?;
    empty(writer, &MONTHS, &mut left)?;
    empty(writer, &DEPARTMENTS, &mut left)?;
    empty(writer, &DATA_TYPES, &mut left)?;
    empty(writer, &CATEGORIES, &mut left)?;
    empty(writer, &SOURCES, &mut left)?;
    empty(writer, &PEOPLE, &mut left)?;
    empty(writer, &YEARS, &mut left)?;
    empty(writer, &PERSONS, &mut left)?;
    empty(writer, &BY_RISK, &mut left)?;
    empty(writer, &BY_AFFECTED, &mut left)?;
    empty(writer, &BY_DATE, &mut left)?;
    Ok(left > 0)
}

fn empty<K: Key, V: Record>(
    writer: &mut OrgWriter<'_, '_>,
    table: &OrgTable<K, V>,
    left: &mut usize,
) -> Result<()> {
    let keys = writer.keys(table, Span::all(), 0, *left)?;
    for key in &keys {
        writer.remove(table, key)?;
    }
    *left -= keys.len();
    Ok(())
}

/// Looks at the risk of those after `after` again: time has passed, or the weights changed. Answers who needs to be
/// stored, and where to go on.
pub(super) fn stale(
    rows: &impl OrgRows,
    after: Id,
    limit: usize,
    now: Timestamp,
) -> Result<(Vec<Id>, Option<Id>)> {
    let weights = risk_weights(rows)?;
    let page = rows.list(&PERSONS, Span::all().after(&after), 0, limit)?;
    let next = page.last().filter(|_| page.len() == limit).map(|(id, _)| *id);
    let stale = page.into_iter().filter(|(_, person)| person.facts.risk(&weights, now).score != person.score);
    Ok((stale.map(|(id, _)| id).collect(), next))
}

/// Stores the risk of these people as it is now.
pub(super) fn refresh(writer: &mut OrgWriter<'_, '_>, people: &[Id], now: Timestamp) -> Result<()> {
    let weights = risk_weights(writer)?;
    for id in people {
        if let Some(before) = writer.get(&PERSONS, id)? {
            let after = Person { score: before.facts.risk(&weights, now).score, ..before.clone() };
            put_person(writer, *id, Some(&before), Some(&after))?;
        }
    }
    Ok(())
}
