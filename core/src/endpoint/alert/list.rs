//! Lists and counts of alerts, by agent and phase, newest first.
//!
//! The newest is the one that arrived last: whoever polls the list for what is new misses nothing, also of agents that
//! report late.

use crate::access::Principal;
use crate::endpoint::agent::STATES;
use crate::endpoint::agent_key;
use crate::endpoint::alert::moments;
use crate::endpoint::alert::row::{ALERTS, Alert, BY_AGENT, COUNTS, Count, Phase};
use crate::endpoint::page::{Page, merged};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgReader, OrgRows, Span};

/// Which alerts a list shows (seed 000, "Get Alerts").
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertFilter {
    /// Of this agent.
    pub agent: Option<String>,
    /// Only those that were put aside, or only others; `None` for both.
    pub dismissed: Option<bool>,
}

/// A page of alerts, newest first. Skipping costs time linear in `skip` for those of one agent, and next to none else.
///
/// # Errors
/// [`Error::Forbidden`] for those who may not read.
pub fn alerts(
    services: &Services,
    principal: &Principal,
    filter: &AlertFilter,
    skip: usize,
    limit: usize,
) -> Result<Page<(Id, Alert)>> {
    principal.require_reader()?;
    let reader = services.org(principal).read()?;
    let total = count(&reader, filter)?;
    Ok(Page { items: part(&reader, filter, None, (skip, limit))?, total })
}

/// How many alerts the filter lets through: a kept count.
///
/// # Errors
/// [`Error::Forbidden`] for those who may not read.
pub fn alert_count(services: &Services, principal: &Principal, filter: &AlertFilter) -> Result<u64> {
    principal.require_reader()?;
    count(&services.org(principal).read()?, filter)
}

/// One alert.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub fn alert(services: &Services, principal: &Principal, id: Id) -> Result<Alert> {
    principal.require_reader()?;
    read_alert(&services.org(principal).read()?, id)?.ok_or(Error::NotFound("alert"))
}

/// One alert in a snapshot: for the indexer.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn find_alert(rows: &impl OrgRows, id: Id) -> Result<Option<Alert>> {
    read_alert(rows, id)
}

/// Up to `limit` alerts after `after`, oldest first: for the indexer.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn alerts_after(rows: &impl OrgRows, after: Id, limit: usize) -> Result<Vec<(Id, Alert)>> {
    let mut found = Vec::new();
    for phase in Phase::BOTH {
        let span = Span::prefix(&phase.key()).after(&(phase.key(), after));
        found.extend(rows.list(&ALERTS, span, 0, limit)?.into_iter().map(|((_, id), alert)| (id, alert)));
    }
    found.sort_unstable_by_key(|(id, _)| *id);
    found.truncate(limit);
    Ok(found)
}

/// One alert in whichever phase it is.
pub(in crate::endpoint) fn read_alert(rows: &impl OrgRows, id: Id) -> Result<Option<Alert>> {
    for phase in Phase::BOTH {
        if let Some(alert) = rows.get(&ALERTS, &(phase.key(), id))? {
            return Ok(Some(alert));
        }
    }
    Ok(None)
}

fn count(reader: &OrgReader, filter: &AlertFilter) -> Result<u64> {
    let phases = Phase::of_filter(filter.dismissed);
    if let Some(agent) = &filter.agent {
        let state = reader.get(&STATES, &agent_key(agent))?.unwrap_or_default();
        let of = |phase: &Phase| match phase {
            Phase::Open => state.open_alerts,
            Phase::Dismissed => state.dismissed_alerts,
        };
        return Ok(phases.iter().map(of).sum());
    }
    let mut total = 0;
    for phase in phases {
        total += reader.count(&COUNTS, &Count::Alerts(*phase).key())?;
    }
    Ok(u64::try_from(total).unwrap_or(0))
}

/// The alerts below `before` from place `skip` on, newest first.
pub(super) fn part(
    reader: &OrgReader,
    filter: &AlertFilter,
    before: Option<Id>,
    (skip, limit): (usize, usize),
) -> Result<Vec<(Id, Alert)>> {
    let agent = filter.agent.as_deref().map(agent_key);
    let phases = filled(reader, filter)?;
    let (before, skip) = match (agent, before) {
        (None, None) => moments::jump(reader, &phases, skip)?,
        _ => (before, skip),
    };
    if let ([phase], None) = (phases.as_slice(), agent) {
        let mut span = Span::prefix(&phase.key()).reversed();
        if let Some(before) = before {
            span = span.before(&(phase.key(), before));
        }
        let rows = reader.list(&ALERTS, span, skip, limit)?;
        return Ok(rows.into_iter().map(|((_, id), alert)| (id, alert)).collect());
    }
    let fetch = |run: usize, before: Option<Id>, look: usize| ids(reader, phases[run], agent, before, look);
    let mut found = Vec::with_capacity(limit.min(256));
    for (run, id) in merged(phases.len(), before, (skip, limit), fetch)? {
        found.extend(reader.get(&ALERTS, &(phases[run].key(), id))?.map(|alert| (id, alert)));
    }
    Ok(found)
}

/// The phases that the filter lets through and that hold anything: mostly nothing was put aside yet.
fn filled(reader: &OrgReader, filter: &AlertFilter) -> Result<Vec<Phase>> {
    let mut phases = Vec::with_capacity(2);
    for phase in Phase::of_filter(filter.dismissed) {
        if reader.count(&COUNTS, &Count::Alerts(*phase).key())? > 0 {
            phases.push(*phase);
        }
    }
    Ok(phases)
}

fn ids(
    reader: &OrgReader,
    phase: Phase,
    agent: Option<Id>,
    before: Option<Id>,
    limit: usize,
) -> Result<Vec<Id>> {
    let phase = phase.key();
    match agent {
        Some(agent) => {
            let mut span = Span::prefix(&(phase, agent)).reversed();
            if let Some(before) = before {
                span = span.before(&(phase, agent, before));
            }
            Ok(reader.keys(&BY_AGENT, span, 0, limit)?.into_iter().map(|(_, _, id)| id).collect())
        }
        None => {
            let mut span = Span::prefix(&phase).reversed();
            if let Some(before) = before {
                span = span.before(&(phase, before));
            }
            Ok(reader.keys(&ALERTS, span, 0, limit)?.into_iter().map(|(_, id)| id).collect())
        }
    }
}
