//! Looking agents up.

use std::collections::HashMap;

use crate::access::Principal;
use crate::endpoint::agent::row::{AGENTS, Agent, AgentState, STATES};
use crate::endpoint::agent_key;
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgRows, Span};

/// Every agent of the organization with its state, by name.
///
/// # Errors
/// [`Error::Forbidden`] for those who may not read.
pub fn agents(services: &Services, principal: &Principal) -> Result<Vec<(Agent, AgentState)>> {
    principal.require_reader()?;
    let reader = services.org(principal).read()?;
    let states: HashMap<Id, AgentState> =
        reader.list(&STATES, Span::all(), 0, usize::MAX)?.into_iter().collect();
    let agents = reader.list(&AGENTS, Span::all(), 0, usize::MAX)?;
    let with_state = |(key, agent)| (agent, states.get(&key).copied().unwrap_or_default());
    let mut agents: Vec<_> = agents.into_iter().map(with_state).collect();
    agents.sort_by_cached_key(|(agent, _): &(Agent, AgentState)| {
        (agent.name.to_lowercase(), agent.uuid.clone())
    });
    Ok(agents)
}

/// One agent by its id.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub fn agent(services: &Services, principal: &Principal, id: &str) -> Result<(Agent, AgentState)> {
    principal.require_reader()?;
    let reader = services.org(principal).read()?;
    let key = agent_key(id);
    let agent = reader.get(&AGENTS, &key)?.ok_or(Error::NotFound("agent"))?;
    Ok((agent, reader.get(&STATES, &key)?.unwrap_or_default()))
}

/// One agent in a snapshot, by its key: for the indexer.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn agent_by_key(rows: &impl OrgRows, key: Id) -> Result<Option<Agent>> {
    rows.get(&AGENTS, &key)
}

/// Up to `limit` agents after `after`, by key: for the indexer.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn agents_after(rows: &impl OrgRows, after: Id, limit: usize) -> Result<Vec<(Id, Agent)>> {
    rows.list(&AGENTS, Span::all().after(&after), 0, limit)
}
