//! An agent that was uninstalled with the right password.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::endpoint::agent::row::AGENTS;
use crate::endpoint::{AGENT_KIND, agent_key};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::OrgRows as _;

/// Notes that the agent is gone.
pub(in crate::endpoint) async fn mark_uninstalled(
    services: &Services,
    principal: &Principal,
    id: &str,
) -> Result<()> {
    let (key, now) = (agent_key(id), services.platform.now());
    let entry = Entry::by(&services.platform, principal, "agent.uninstalled").target(id);
    services
        .org(principal)
        .write(move |writer| {
            let mut agent = writer.get(&AGENTS, &key)?.ok_or(Error::NotFound("agent"))?;
            agent.uninstalled = Some(now);
            writer.insert(&AGENTS, &key, &agent)?;
            writer.log(AGENT_KIND, key)?;
            audit::record(writer, &entry.detail(agent.name))
        })
        .await
}
