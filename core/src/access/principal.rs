//! Who is asking, and for which organization.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::store::{Id, OrgScope};

/// What a member may do (seed 003, "Roles").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// Everything, settings and secrets included.
    Admin,
    /// Look at everything but secrets, run a scan, move an alert's status.
    Viewer,
}

/// Whose deed it is, for the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A person.
    Member {
        /// The member's id.
        id: Id,
        /// Their address.
        email: String,
    },
    /// The appliance itself, or its admin at the command line.
    System {
        /// What is at work: `job breach-scan`, `command line`.
        what: String,
    },
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member { email, .. } => f.write_str(email),
            Self::System { what } => f.write_str(what),
        }
    }
}

/// Somebody who asks something of one organization's data. The only way to that data leads through one.
#[derive(Debug, Clone)]
pub struct Principal {
    scope: OrgScope,
    actor: Actor,
    role: Role,
    address: Option<IpAddr>,
}

impl Principal {
    /// A signed-in member of `org`.
    pub(in crate::access) fn member(org: Id, member: Id, email: String, role: Role) -> Self {
        Self { scope: OrgScope::of(org), actor: Actor::Member { id: member, email }, role, address: None }
    }

    /// The appliance at work for an organization: a job, or the command line.
    pub fn system(scope: OrgScope, what: impl Into<String>) -> Self {
        Self { scope, actor: Actor::System { what: what.into() }, role: Role::Admin, address: None }
    }

    /// The same person at work for an organization that theirs manages; `Access::act_for` checked that it does.
    pub(in crate::access) fn for_managed(&self, org: Id) -> Self {
        Self { scope: OrgScope::of(org), ..self.clone() }
    }

    /// The same principal, known to ask from `address`.
    #[must_use]
    pub fn from_address(mut self, address: Option<IpAddr>) -> Self {
        self.address = address;
        self
    }

    /// The network address that they ask from, for the audit log.
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// Whose data.
    pub fn scope(&self) -> OrgScope {
        self.scope
    }

    /// Whose deed.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What they may do.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Goes on for admins only.
    ///
    /// # Errors
    /// [`Error::Forbidden`] "Admin only", the seed's words.
    pub fn require_admin(&self) -> Result<()> {
        if self.role == Role::Admin { Ok(()) } else { Err(Error::Forbidden("Admin only".into())) }
    }

    /// Goes on for everybody who is signed in. It exists so that a handler says what it needs.
    ///
    /// # Errors
    /// None today.
    pub fn require_member(&self) -> Result<()> {
        Ok(())
    }
}
