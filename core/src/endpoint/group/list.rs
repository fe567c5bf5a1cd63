//! Lists of groups, by process, host, agent and phase.

use std::collections::BTreeSet;

use crate::access::Principal;
use crate::endpoint::alert::{COUNTS, Count, Phase};
use crate::endpoint::group::row::{
    ANY_PHASE, EVERY, GROUPS, GroupKey, OF_AGENT, OF_HOST, OF_PROCESS, group_key, name_key,
};
use crate::endpoint::group::view::{Group, view};
use crate::endpoint::group::{ordered, row};
use crate::endpoint::{Page, agent_key};
use crate::error::Result;
use crate::services::Services;
use crate::store::{Id, OrgReader, OrgRows as _, Span};

/// How many groups of one host or agent are put in order: far more than programs run on one machine.
const MOST_OF_ONE: usize = 20_000;

/// Which groups a list shows (seed 000, "Get Collapsed Alerts"). Names are compared whole, without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupFilter {
    /// Alerts of this agent only.
    pub agent: Option<String>,
    /// Only alerts that were put aside, or only others.
    pub dismissed: Option<bool>,
    /// Of this process.
    pub process_name: Option<String>,
    /// On this host.
    pub hostname: Option<String>,
}

/// A page of groups, newest first.
///
/// # Errors
/// [`crate::Error::Forbidden`] for those who may not read.
pub fn groups(
    services: &Services,
    principal: &Principal,
    filter: &GroupFilter,
    skip: usize,
    limit: usize,
) -> Result<Page<Group>> {
    principal.require_reader()?;
    let reader = services.org(principal).read()?;
    let phases = Phase::of_filter(filter.dismissed);
    let agent = filter.agent.as_deref().map(agent_key);
    let (keys, total) = keys(&reader, filter, phases, agent, (skip, limit))?;
    let mut items = Vec::with_capacity(keys.len());
    for key in keys {
        items.extend(view(&reader, phases, key, agent)?);
    }
    Ok(Page { items, total })
}

fn keys(
    reader: &OrgReader,
    filter: &GroupFilter,
    phases: &[Phase],
    agent: Option<Id>,
    part: (usize, usize),
) -> Result<(Vec<GroupKey>, u64)> {
    match (&filter.process_name, &filter.hostname, agent) {
        (None, None, None) => {
            let counted = match phases {
                [phase] => Count::Groups(*phase),
                _ => Count::AllGroups,
            };
            let total = reader.count(&COUNTS, &counted.key())?;
            Ok((ordered::page(reader, phases, EVERY, part)?, u64::try_from(total).unwrap_or(0)))
        }
        (Some(process), None, None) => {
            let process = name_key(process);
            let phase = if let [phase] = phases { phase.key() } else { ANY_PHASE };
            let total = reader.count(&OF_PROCESS, &(phase, process))?;
            Ok((ordered::page(reader, phases, process, part)?, u64::try_from(total).unwrap_or(0)))
        }
        _ => few(reader, filter, phases, agent, part),
    }
}

/// Groups of one host or agent: few, so they are put in order here.
fn few(
    reader: &OrgReader,
    filter: &GroupFilter,
    phases: &[Phase],
    agent: Option<Id>,
    (skip, limit): (usize, usize),
) -> Result<(Vec<GroupKey>, u64)> {
    let mut found: BTreeSet<GroupKey> = BTreeSet::new();
    for phase in phases.iter().map(|phase| phase.key()) {
        match (agent, &filter.process_name, &filter.hostname) {
            (None, Some(process), Some(host)) => {
                found.insert(group_key(process, host));
            }
            (None, _, host) => {
                let span = Span::prefix(&(phase, name_key(host.as_deref().unwrap_or_default())));
                let keys = reader.keys(&OF_HOST, span, 0, MOST_OF_ONE)?;
                found.extend(keys.into_iter().map(|(_, _, key)| key));
            }
            (Some(agent), ..) => {
                let keys = reader.keys(&OF_AGENT, Span::prefix(&(phase, agent)), 0, MOST_OF_ONE)?;
                found.extend(keys.into_iter().map(|(_, _, key)| key));
            }
        }
    }
    let mut dated = Vec::with_capacity(found.len());
    for key in found {
        let mut recency = None;
        for phase in phases {
            if let Some(row) = reader.get(&GROUPS, &(phase.key(), key))?.filter(|row| fits(filter, row)) {
                recency = recency.max(Some((row.last, row.newest)));
            }
        }
        dated.extend(recency.map(|recency| (recency, key)));
    }
    dated.sort_unstable_by(|a, b| b.cmp(a));
    let total = dated.len() as u64;
    Ok((dated.into_iter().skip(skip).take(limit).map(|(_, key)| key).collect(), total))
}

fn fits(filter: &GroupFilter, row: &row::GroupRow) -> bool {
    let same = |wanted: &Option<String>, name: &str| {
        wanted.as_ref().is_none_or(|wanted| wanted.to_lowercase() == name.to_lowercase())
    };
    same(&filter.process_name, &row.process_name) && same(&filter.hostname, &row.hostname)
}
