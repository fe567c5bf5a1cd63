//! Polling: an agent says that it is there and asks how it is set up (contract: "Agents").

use crate::access::Principal;
use crate::endpoint::agent::id::check_agent_id;
use crate::endpoint::agent::row::{AGENTS, Agent, AgentState, MAX_AGENTS, STATES};
use crate::endpoint::alert::{COUNTS, Count};
use crate::endpoint::{AGENT_KIND, agent_key};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{OrgRows as _, OrgWriter};
use crate::time::Timestamp;

/// Characters of each text.
const MAX_TEXT: usize = 255;

/// What an agent tells of itself. Empty texts leave what is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Poll {
    /// Its id.
    pub uuid: String,
    /// Its machine's name.
    pub hostname: String,
    /// `Windows`, `Linux`, `macOS`.
    pub os_type: String,
    /// `Windows 10`.
    pub os_platform: String,
    /// `10.0.19042`.
    pub os_version_number: String,
    /// `Windows 10 Pro`.
    pub os_version_detail: String,
    /// The agent's version.
    pub agent_version: String,
}

impl Poll {
    fn check(&self) -> Result<()> {
        check_agent_id("uuid", &self.uuid)?;
        for (field, value) in [
            ("hostname", &self.hostname),
            ("os_type", &self.os_type),
            ("os_platform", &self.os_platform),
            ("os_version_number", &self.os_version_number),
            ("os_version_detail", &self.os_version_detail),
            ("agent_version", &self.agent_version),
        ] {
            if value.chars().count() > MAX_TEXT || value.contains('\0') {
                return Err(Error::invalid(field, format!("at most {MAX_TEXT} characters, without NUL")));
            }
        }
        Ok(())
    }

    /// Takes over what is new; says whether anything was.
    fn apply(&self, agent: &mut Agent) -> bool {
        let mut changed = agent.rename_host(&self.hostname);
        for (told, known) in [
            (&self.os_type, &mut agent.os_type),
            (&self.os_platform, &mut agent.os_platform),
            (&self.os_version_number, &mut agent.os_version_number),
            (&self.os_version_detail, &mut agent.os_version_detail),
            (&self.agent_version, &mut agent.agent_version),
        ] {
            if !told.is_empty() && told != known {
                known.clone_from(told);
                changed = true;
            }
        }
        // An agent that polls is installed, whatever it confirmed before.
        changed | agent.uninstalled.take().is_some()
    }
}

/// Stamps the poll and answers the agent as it is set up; a new one appears.
pub(in crate::endpoint) async fn poll(
    services: &Services,
    principal: &Principal,
    poll: Poll,
) -> Result<(Agent, AgentState)> {
    poll.check()?;
    let now = services.platform.now();
    services.org(principal).write(move |writer| write(writer, &poll, now)).await
}

fn write(writer: &mut OrgWriter<'_, '_>, poll: &Poll, now: Timestamp) -> Result<(Agent, AgentState)> {
    let key = agent_key(&poll.uuid);
    let known = writer.get(&AGENTS, &key)?;
    let is_new = known.is_none();
    if is_new {
        appear(writer)?;
    }
    let mut agent = known.unwrap_or_else(|| Agent::appeared(&poll.uuid, &poll.hostname, now));
    if poll.apply(&mut agent) | is_new {
        writer.insert(&AGENTS, &key, &agent)?;
        writer.log(AGENT_KIND, key)?;
    }
    let mut state = writer.get(&STATES, &key)?.unwrap_or_default();
    state.last_poll = Some(now);
    writer.insert(&STATES, &key, &state)?;
    Ok((agent, state))
}

/// Counts a new agent.
pub(in crate::endpoint) fn appear(writer: &mut OrgWriter<'_, '_>) -> Result<()> {
    if writer.count(&COUNTS, &Count::Agents.key())? >= MAX_AGENTS {
        return Err(Error::Conflict(format!(
            "an organization has at most {MAX_AGENTS} agents; remove those that are gone"
        )));
    }
    writer.add(&COUNTS, &Count::Agents.key(), 1).map(drop)
}
