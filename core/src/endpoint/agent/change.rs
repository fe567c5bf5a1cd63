//! What people change about an agent.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::endpoint::AGENT_KIND;
use crate::endpoint::agent::row::{AGENTS, Agent, AgentState, STATES};
use crate::endpoint::agent_key;
use crate::endpoint::alert::{COUNTS, Count};
use crate::error::{Error, Result};
use crate::notify::Template;
use crate::services::Services;
use crate::store::OrgRows as _;
use crate::tenancy::NotificationPreference;

/// Characters of an agent's name.
const MAX_NAME: usize = 120;
/// Seconds between two polls.
const INTERVAL: std::ops::RangeInclusive<u32> = 10..=86_400;

/// What is to change (seed 000, "Update Agent"); what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgentChange {
    /// What people call it.
    pub name: Option<String>,
    /// Whom its alerts are told to; `Some(None)` as the organization prefers.
    pub alert_notification_type: Option<Option<NotificationPreference>>,
    /// How its alerts are worded; empty for the usual words.
    pub alert_notification_message_template: Option<String>,
    /// Seconds between two polls, 10 to 86400.
    pub polling_interval: Option<u32>,
    /// Whether it only tells and never acts.
    pub alert_only: Option<bool>,
    /// Whether its kernel driver is on.
    pub driver_enabled: Option<bool>,
    /// The version that the caller saw.
    pub version: Option<u32>,
}

impl AgentChange {
    fn check(&mut self) -> Result<()> {
        if let Some(name) = &mut self.name {
            *name = name.trim().to_owned();
            if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
                return Err(Error::invalid("name", format!("must be 1 to {MAX_NAME} printable characters")));
            }
        }
        if let Some(template) = self.alert_notification_message_template.as_deref()
            && !template.is_empty()
        {
            Template::parse(template)?;
        }
        if self.polling_interval.is_some_and(|seconds| !INTERVAL.contains(&seconds)) {
            let reason = format!("must be {} to {} seconds", INTERVAL.start(), INTERVAL.end());
            return Err(Error::invalid("polling_interval", reason));
        }
        Ok(())
    }

    fn apply(self, agent: &mut Agent) {
        if let Some(name) = self.name {
            (agent.name, agent.named) = (name, true);
        }
        if let Some(told) = self.alert_notification_type {
            agent.alert_notification_type = told;
        }
        if let Some(template) = self.alert_notification_message_template {
            agent.alert_notification_message_template = template;
        }
        agent.polling_interval = self.polling_interval.unwrap_or(agent.polling_interval);
        agent.alert_only = self.alert_only.unwrap_or(agent.alert_only);
        agent.driver_enabled = self.driver_enabled.unwrap_or(agent.driver_enabled);
        agent.version += 1;
    }
}

/// Changes an agent.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others, [`Error::Conflict`] when
/// it was changed since the caller saw it, [`Error::Invalid`] naming the field.
pub async fn update_agent(
    services: &Services,
    principal: &Principal,
    id: &str,
    mut change: AgentChange,
) -> Result<(Agent, AgentState)> {
    principal.require_admin()?;
    change.check()?;
    let key = agent_key(id);
    let entry = Entry::by(&services.platform, principal, "agent.changed").target(id);
    services
        .org(principal)
        .write(move |writer| {
            let before = writer.get(&AGENTS, &key)?.ok_or(Error::NotFound("agent"))?;
            if change.version.is_some_and(|version| version != before.version) {
                return Err(Error::Conflict(format!(
                    "the agent was changed meanwhile (it has version {}); load it again",
                    before.version
                )));
            }
            let mut agent = before;
            change.apply(&mut agent);
            writer.insert(&AGENTS, &key, &agent)?;
            writer.log(AGENT_KIND, key)?;
            audit::record(writer, &entry.detail(&agent.name))?;
            let state = writer.get(&STATES, &key)?.unwrap_or_default();
            Ok((agent, state))
        })
        .await
}

/// Forgets an agent. Its alerts and crash logs stay: they are evidence. It appears again when it reports again.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn remove_agent(services: &Services, principal: &Principal, id: &str) -> Result<()> {
    principal.require_admin()?;
    let key = agent_key(id);
    let entry = Entry::by(&services.platform, principal, "agent.removed").target(id);
    services
        .org(principal)
        .write(move |writer| {
            let agent = writer.get(&AGENTS, &key)?.ok_or(Error::NotFound("agent"))?;
            writer.remove(&AGENTS, &key)?;
            writer.add(&COUNTS, &Count::Agents.key(), -1)?;
            writer.log(AGENT_KIND, key)?;
            audit::record(writer, &entry.detail(agent.name))
        })
        .await
}
