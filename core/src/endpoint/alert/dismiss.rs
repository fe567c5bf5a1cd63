//! Putting alerts aside, and taking that back (seed 000, "Dismiss Alert"; contract "Dismiss").

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::endpoint::ALERT_KIND;
use crate::endpoint::agent::STATES;
use crate::endpoint::alert::moments;
use crate::endpoint::alert::row::{ALERTS, Alert, BY_AGENT, COUNTS, Count, Dismissal, Phase};
use crate::endpoint::group::{Groups, Names};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgWriter};

/// How many alerts one call takes.
pub const MAX_DISMISSED: usize = 1000;
/// Characters of a reason.
const MAX_REASON: usize = 1000;

/// Alerts that somebody names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Their ids.
    pub ids: Vec<Id>,
    /// The version of the only one that the caller saw; `None` changes whatever there is.
    pub version: Option<u32>,
}

impl From<Vec<Id>> for Chosen {
    fn from(ids: Vec<Id>) -> Self {
        Self { ids, version: None }
    }
}

/// Puts alerts aside, all or none. One that is aside already gets the new reason.
///
/// # Errors
/// [`Error::NoneSuch`] naming the ids of nobody and of others, [`Error::Invalid`] naming `entity_ids` or
/// `dismissal_reason`, [`Error::Forbidden`] for API keys, [`Error::Conflict`] when the alert has another version.
pub async fn dismiss(
    services: &Services,
    principal: &Principal,
    chosen: impl Into<Chosen>,
    reason: String,
) -> Result<Vec<(Id, Alert)>> {
    principal.require_member()?;
    if reason.chars().count() > MAX_REASON || reason.contains('\0') {
        return Err(Error::invalid(
            "dismissal_reason",
            format!("at most {MAX_REASON} characters, without NUL"),
        ));
    }
    let (by, at) = (principal.actor().to_string(), services.platform.now());
    let entry = Entry::by(&services.platform, principal, "process_alerts.dismissed").detail(&reason);
    move_all(services, principal, chosen.into(), Some(Dismissal { reason, by, at }), entry).await
}

/// Takes alerts back, all or none. One that is not aside stays as it is.
///
/// # Errors
/// As [`dismiss`].
pub async fn restore(
    services: &Services,
    principal: &Principal,
    chosen: impl Into<Chosen>,
) -> Result<Vec<(Id, Alert)>> {
    principal.require_member()?;
    let entry = Entry::by(&services.platform, principal, "process_alerts.restored");
    move_all(services, principal, chosen.into(), None, entry).await
}

async fn move_all(
    services: &Services,
    principal: &Principal,
    Chosen { mut ids, version }: Chosen,
    dismissal: Option<Dismissal>,
    entry: Entry,
) -> Result<Vec<(Id, Alert)>> {
    if ids.is_empty() || ids.len() > MAX_DISMISSED {
        return Err(Error::invalid("entity_ids", format!("must name 1 to {MAX_DISMISSED} alerts")));
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    services
        .org(principal)
        .write(move |writer| {
            let mut found = Vec::with_capacity(ids.len());
            let mut unknown = Vec::new();
            for id in ids {
                match super::read_alert(writer, id)? {
                    Some(alert) => found.push((id, alert)),
                    None => unknown.push(id.to_string()),
                }
            }
            if !unknown.is_empty() {
                return Err(Error::NoneSuch { what: "alerts", ids: unknown });
            }
            if let (Some(seen), [(_, alert)]) = (version, found.as_slice())
                && alert.version != seen
            {
                let now = alert.version;
                return Err(Error::Conflict(format!(
                    "the alert was changed meanwhile; its version is {now}"
                )));
            }
            let entry = match found.as_slice() {
                [(id, _)] => entry.target(id),
                many => entry.target(format!("{} alerts", many.len())),
            };
            let moved = write(writer, found, dismissal)?;
            audit::record(writer, &entry)?;
            Ok(moved)
        })
        .await
}

fn write(
    writer: &mut OrgWriter<'_, '_>,
    found: Vec<(Id, Alert)>,
    dismissal: Option<Dismissal>,
) -> Result<Vec<(Id, Alert)>> {
    let mut groups = Groups::default();
    let mut moved = Vec::with_capacity(found.len());
    for (id, mut alert) in found {
        let from = alert.phase();
        if dismissal.is_some() || alert.dismissal.is_some() {
            alert.dismissal.clone_from(&dismissal);
            alert.version += 1;
        }
        let to = alert.phase();
        if from != to {
            change_phase(writer, &mut groups, (from, to), id, &alert)?;
        }
        writer.insert(&ALERTS, &(to.key(), id), &alert)?;
        moved.push((id, alert));
    }
    groups.flush(writer)?;
    for (key, by) in std::mem::take(&mut groups.counts) {
        writer.add(&COUNTS, &key, by)?;
    }
    writer.log_all(ALERT_KIND, moved.iter().map(|(id, _)| *id).collect())?;
    Ok(moved)
}

fn change_phase(
    writer: &mut OrgWriter<'_, '_>,
    groups: &mut Groups,
    (from, to): (Phase, Phase),
    id: Id,
    alert: &Alert,
) -> Result<()> {
    let names = Names::of(alert);
    let Names { agent, group, .. } = names;
    let mut start = [0; 8];
    start.copy_from_slice(&group[..8]);
    writer.remove(&ALERTS, &(from.key(), id))?;
    writer.remove(&BY_AGENT, &(from.key(), agent, id))?;
    writer.insert(&BY_AGENT, &(to.key(), agent, id), &start)?;
    groups.take(writer, from, id, alert, names)?;
    groups.add(writer, to, id, alert, names)?;
    for (phase, by) in [(from, -1), (to, 1)] {
        moments::note(writer, phase, [id], by)?;
        *groups.counts.entry(Count::Alerts(phase).key()).or_default() += by;
    }
    let mut state = writer.get(&STATES, &agent)?.unwrap_or_default();
    let (less, more) = match from {
        Phase::Open => (&mut state.open_alerts, &mut state.dismissed_alerts),
        Phase::Dismissed => (&mut state.dismissed_alerts, &mut state.open_alerts),
    };
    *less = less.saturating_sub(1);
    *more += 1;
    writer.insert(&STATES, &agent, &state)
}
