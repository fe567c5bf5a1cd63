//! The handle to this room: what it keeps in memory, and the doors that agents come through.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::access::{Access, Principal};
use crate::endpoint::agent::{self, Agent, AgentState, Poll, check_agent_id};
use crate::endpoint::agent_key;
use crate::endpoint::alert::{Alert, NewAlert};
use crate::endpoint::ingest::{Arrival, Ingest};
use crate::endpoint::tries::Tries;
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::Id;

/// Bytes of an `Idempotency-Key`.
const MAX_KEY: usize = 255;

/// Agents' reports, polls and files. Cheap to clone.
#[derive(Clone)]
pub struct Endpoint(Arc<Inner>);

struct Inner {
    services: Services,
    access: Access,
    ingest: Ingest,
    tries: Tries,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Endpoint")
    }
}

impl Endpoint {
    /// Over these parts.
    pub fn new(services: &Services, access: &Access) -> Self {
        let ingest = Ingest::new(services);
        Self(Arc::new(Inner {
            services: services.clone(),
            access: access.clone(),
            ingest,
            tries: Tries::default(),
        }))
    }

    #[cfg(test)]
    pub(super) fn ingest(&self) -> &Ingest {
        &self.0.ingest
    }

    pub(super) fn services(&self) -> &Services {
        &self.0.services
    }

    /// Stores an alert and answers when it is durable. A repeat answers the first alert again.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but agents' API keys, [`Error::Invalid`] naming `Idempotency-Key`,
    /// [`Error::Conflict`] when the organization has too many agents, [`Error::Unavailable`] when too many alerts wait.
    pub async fn add_alert(
        &self,
        principal: &Principal,
        new: NewAlert,
        idempotency_key: Option<&str>,
    ) -> Result<(Id, Alert)> {
        principal.require_agent()?;
        let idempotency_key = match idempotency_key {
            Some(key) if key.is_empty() || key.len() > MAX_KEY => {
                return Err(Error::invalid("Idempotency-Key", format!("must have 1 to {MAX_KEY} bytes")));
            }
            Some(key) => {
                // Agents number their reports without knowing of each other.
                let hash = Sha256::new().chain_update(new.names.agent.0).chain_update(key.as_bytes());
                let hash: [u8; 32] = hash.finalize().into();
                let mut start = [0; 16];
                start.copy_from_slice(&hash[..16]);
                Some(start)
            }
            None => None,
        };
        self.0.ingest.store(Arrival { scope: principal.scope(), new, idempotency_key }).await
    }

    /// Stamps an agent's poll and answers how it is set up. An agent that is not known yet appears.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but agents' API keys, [`Error::Invalid`] naming the field, [`Error::Conflict`] when the
    /// organization has too many agents.
    pub async fn poll(&self, principal: &Principal, poll: Poll) -> Result<(Agent, AgentState)> {
        principal.require_agent()?;
        agent::poll(&self.0.services, principal, poll).await
    }

    /// Whether `password` is the one that uninstalling asks for; the agent then counts as uninstalled.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but agents' API keys, [`Error::NotFound`] for agents of nobody and of others,
    /// [`Error::Limited`] after five tries in a quarter of an hour.
    pub async fn confirm_uninstall(&self, principal: &Principal, id: &str, password: &str) -> Result<bool> {
        principal.require_agent()?;
        check_agent_id("instance_id", id).map_err(|_| Error::NotFound("agent"))?;
        agent::agent(&self.0.services, principal, id)?;
        let now = self.0.services.platform.now();
        self.0.tries.count(principal.scope().org(), agent_key(id), now)?;
        let right = self.0.access.check_uninstall_password(principal, password).await?;
        if right {
            agent::mark_uninstalled(&self.0.services, principal, id).await?;
        }
        Ok(right)
    }
}
