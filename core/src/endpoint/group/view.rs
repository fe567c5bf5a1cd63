//! A group as it is shown.

use std::ops::ControlFlow;

use crate::endpoint::alert::{ALERTS, Alert, BY_AGENT, Phase};
use crate::endpoint::group::row::{BY_GROUP, GROUPS, GroupKey, OF_AGENT, Reporters};
use crate::error::Result;
use crate::store::{Id, OrgRows, Span};
use crate::time::Timestamp;

/// How many ids a group shows.
const SHOWN: usize = 10;
/// How many alerts of one second are put into the order of their arrival.
const SAME_SECOND: usize = 64;
/// How many alerts of such a share are put into order.
const WEIGHED: usize = 200;
/// How many alerts of an agent are looked through for those of a group that several agents share.
const LOOKED_THROUGH: usize = 20_000;

/// The alerts of one process on one host (contract: "Collapsed").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The newest alert's id.
    pub id: Id,
    /// The newest alert.
    pub newest: Alert,
    /// How many alerts there are.
    pub count: u64,
    /// When the first of them happened.
    pub first: Timestamp,
    /// When the last of them happened.
    pub last: Timestamp,
    /// The newest ten, newest first.
    pub alert_ids: Vec<Id>,
}

/// What one phase of a group comes to.
struct Part {
    count: u64,
    /// Second and id, newest first.
    newest: Vec<(u32, Id)>,
    first: Option<(u32, Id)>,
}

/// The group `key` over `phases`, of one agent's alerts or of all. `None` when it has none.
pub(super) fn view(
    rows: &impl OrgRows,
    phases: &[Phase],
    key: GroupKey,
    agent: Option<Id>,
) -> Result<Option<Group>> {
    let (mut count, mut newest, mut first) = (0, Vec::new(), None);
    for phase in phases {
        let Some(part) = part(rows, *phase, key, agent)? else { continue };
        count += part.count;
        newest.extend(part.newest);
        first = match (first, part.first) {
            (Some(known), Some(other)) => Some(std::cmp::min(known, other)),
            (known, other) => known.or(other),
        };
    }
    newest.sort_unstable_by(|a, b| b.cmp(a));
    newest.truncate(SHOWN);
    let Some((_, id)) = newest.first().copied() else { return Ok(None) };
    let Some(alert) = find(rows, id)? else { return Ok(None) };
    let first = match first {
        Some((_, first)) => find(rows, first)?.map_or(alert.alert_time, |alert| alert.alert_time),
        None => alert.alert_time,
    };
    let alert_ids = newest.into_iter().map(|(_, id)| id).collect();
    Ok(Some(Group { id, count, first, last: alert.alert_time, newest: alert, alert_ids }))
}

fn find(rows: &impl OrgRows, id: Id) -> Result<Option<Alert>> {
    crate::endpoint::alert::read_alert(rows, id)
}

fn part(rows: &impl OrgRows, phase: Phase, key: GroupKey, agent: Option<Id>) -> Result<Option<Part>> {
    let Some(row) = rows.get(&GROUPS, &(phase.key(), key))? else { return Ok(None) };
    match (agent, row.reporters) {
        (Some(agent), Reporters::One(one)) if agent != one => Ok(None),
        (Some(agent), Reporters::Many) => shared(rows, phase, key, agent),
        _ => {
            let newest = newest(rows, phase, key)?;
            let oldest = rows.list(&BY_GROUP, Span::prefix(&(phase.key(), key)), 0, 1)?;
            let first = oldest.first().map(|((_, _, second, _), id)| (*second, *id));
            Ok(Some(Part { count: row.count, newest, first }))
        }
    }
}

/// The newest alerts: those of one second in the order of their arrival.
fn newest(rows: &impl OrgRows, phase: Phase, key: GroupKey) -> Result<Vec<(u32, Id)>> {
    let span = Span::prefix(&(phase.key(), key)).reversed();
    let mut newest = Vec::with_capacity(SHOWN);
    rows.walk(&BY_GROUP, span, |(_, _, second, _), id| {
        let enough = newest.len() >= SHOWN && newest.last().is_some_and(|(last, _)| *last != second);
        if enough || newest.len() == SHOWN + SAME_SECOND {
            return Ok(ControlFlow::Break(()));
        }
        newest.push((second, id));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(newest)
}

/// One agent's share of a group that several agents report for. The agent's alerts are kept by arrival: of a share of more
/// than [`WEIGHED`] the newest and the first are those that arrived so.
fn shared(rows: &impl OrgRows, phase: Phase, key: GroupKey, agent: Id) -> Result<Option<Part>> {
    let Some(count) = rows.get(&OF_AGENT, &(phase.key(), agent, key))?.filter(|count| *count > 0) else {
        return Ok(None);
    };
    let look = |span: Span, wanted: usize| -> Result<Vec<Id>> {
        let (mut found, mut looked) = (Vec::new(), 0);
        rows.walk(&BY_AGENT, span, |(_, _, id), group| {
            looked += 1;
            if group == key[..8] {
                found.push(id);
            }
            let on = found.len() < wanted && looked < LOOKED_THROUGH;
            Ok(if on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(found)
    };
    let dated = |ids: Vec<Id>| -> Result<Vec<(u32, Id)>> {
        let mut dated = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(alert) = rows.get(&ALERTS, &(phase.key(), id))? {
                dated.push((alert.second(), id));
            }
        }
        Ok(dated)
    };
    let all = Span::prefix(&(phase.key(), agent));
    let newest = dated(look(all.clone().reversed(), WEIGHED)?)?;
    let is_whole = count <= newest.len() as u64;
    let first = if is_whole { newest.iter().min().copied() } else { dated(look(all, 1)?)?.first().copied() };
    Ok(Some(Part { count, newest, first }))
}
