//! Letting go of alerts that were put aside.

use std::collections::BTreeMap;

use crate::endpoint::agent::STATES;
use crate::endpoint::alert::moments;
use crate::endpoint::alert::row::{ALERTS, Alert, BY_AGENT, COUNTS, Count, Phase};
use crate::endpoint::group::{Groups, Names};
use crate::endpoint::{ALERT_KIND, file};
use crate::error::Result;
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::time::Timestamp;

const PHASE: Phase = Phase::Dismissed;

fn is_due(alert: &Alert, before: Timestamp) -> bool {
    alert.dismissal.as_ref().is_some_and(|dismissal| dismissal.at < before)
}

/// Looks at up to `look` alerts that were put aside, after the one with the id `after`; answers those that were put aside
/// before `before`, and after which to go on, `None` at the end.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn dismissed_before(
    rows: &impl OrgRows,
    before: Timestamp,
    after: Option<Id>,
    look: usize,
) -> Result<(Vec<Id>, Option<Id>)> {
    let phase = PHASE.key();
    // An alert that came later cannot have been put aside earlier.
    let span =
        Span::prefix(&phase).after(&(phase, after.unwrap_or(Id::NIL))).before(&(phase, Id::floor(before)));
    let found = rows.list(&ALERTS, span, 0, look)?;
    let next = found.last().filter(|_| found.len() == look).map(|((_, id), _)| *id);
    let due = found.into_iter().filter(|(_, alert)| is_due(alert, before)).map(|((_, id), _)| id);
    Ok((due.collect(), next))
}

/// Removes those of the alerts that are still due, with their groups, indexes, counts and their place in search; answers how
/// many. Files that they name stay: they have a time of their own.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn remove_dismissed(writer: &mut OrgWriter<'_, '_>, before: Timestamp, ids: &[Id]) -> Result<u64> {
    let mut groups = Groups::default();
    let (mut removed, mut of_agents) = (Vec::new(), BTreeMap::<Id, u64>::new());
    for id in ids {
        let key = (PHASE.key(), *id);
        let Some(alert) = writer.get(&ALERTS, &key)?.filter(|alert| is_due(alert, before)) else { continue };
        let names = Names::of(&alert);
        let agent = names.agent;
        writer.remove(&ALERTS, &key)?;
        writer.remove(&BY_AGENT, &(PHASE.key(), agent, *id))?;
        groups.take(writer, PHASE, *id, &alert, names)?;
        if !alert.quarantine_file_name.is_empty() {
            file::forget_expected(writer, *id, &alert)?;
        }
        *of_agents.entry(agent).or_default() += 1;
        removed.push(*id);
    }
    let count = removed.len() as u64;
    if count == 0 {
        return Ok(0);
    }
    groups.flush(writer)?;
    *groups.counts.entry(Count::Alerts(PHASE).key()).or_default() -= i64::try_from(count).unwrap_or(i64::MAX);
    for (key, by) in std::mem::take(&mut groups.counts) {
        writer.add(&COUNTS, &key, by)?;
    }
    for (agent, by) in of_agents {
        if let Some(mut state) = writer.get(&STATES, &agent)? {
            state.dismissed_alerts = state.dismissed_alerts.saturating_sub(by);
            writer.insert(&STATES, &agent, &state)?;
        }
    }
    moments::note(writer, PHASE, removed.iter().copied(), -1)?;
    writer.log_all(ALERT_KIND, removed)?;
    Ok(count)
}
