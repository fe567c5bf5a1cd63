//! Who is asking, and for which organization.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::KeyPermission;
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

/// Whose deed it is, for the audit log. Stored with each entry: new kinds go to the end.
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
    /// A program with an API key.
    Key {
        /// The key's id.
        id: Id,
        /// What the key was called then.
        label: String,
    },
    /// An identity provider that pushes to a connection.
    Connection {
        /// The connection's id.
        id: Id,
    },
    /// A SIEM with the organization's export token.
    Export,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member { email, .. } => f.write_str(email),
            Self::System { what } => f.write_str(what),
            Self::Key { label, .. } => write!(f, "API key {label}"),
            Self::Connection { id } => write!(f, "SCIM connection {id}"),
            Self::Export => f.write_str("SIEM export"),
        }
    }
}

/// How somebody showed who they are, and with it what they may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Member(Role),
    Key(KeyPermission),
    Connection(Id),
    Export,
    System,
}

/// Somebody who asks something of one organization's data. The only way to that data leads through one.
#[derive(Debug, Clone)]
pub struct Principal {
    scope: OrgScope,
    /// The organization that they belong to: another one than `scope` when an MSSP's member acts for a client.
    home: OrgScope,
    actor: Actor,
    kind: Kind,
    address: Option<IpAddr>,
    /// The member's epoch when they were recognized; 0 for others.
    epoch: u32,
    /// Hash of the session's token, for a member with a session.
    session: Option<[u8; 32]>,
}

impl Principal {
    fn new(scope: OrgScope, actor: Actor, kind: Kind) -> Self {
        Self { scope, home: scope, actor, kind, address: None, epoch: 0, session: None }
    }

    /// A signed-in member of `org`, recognized in this epoch of theirs.
    pub(in crate::access) fn member(org: Id, id: Id, email: String, role: Role, epoch: u32) -> Self {
        Self { epoch, ..Self::new(OrgScope::of(org), Actor::Member { id, email }, Kind::Member(role)) }
    }

    /// A program with an API key of `org`.
    pub(in crate::access) fn key(org: Id, id: Id, label: String, permission: KeyPermission) -> Self {
        Self::new(OrgScope::of(org), Actor::Key { id, label }, Kind::Key(permission))
    }

    /// An identity provider that pushes to a connection of `org`.
    pub(in crate::access) fn connection(org: Id, id: Id) -> Self {
        Self::new(OrgScope::of(org), Actor::Connection { id }, Kind::Connection(id))
    }

    /// [`Self::connection`] for tests of rooms that do not look at tokens.
    #[cfg(test)]
    pub(crate) fn of_connection(org: Id, id: Id) -> Self {
        Self::connection(org, id)
    }

    /// A SIEM that reads the alerts of `org`.
    pub(in crate::access) fn export(org: Id) -> Self {
        Self::new(OrgScope::of(org), Actor::Export, Kind::Export)
    }

    /// The appliance at work for an organization: a job, or the command line.
    pub fn system(scope: OrgScope, what: impl Into<String>) -> Self {
        Self::new(scope, Actor::System { what: what.into() }, Kind::System)
    }

    /// The same person at work for an organization that theirs manages; `Access::act_for` checked that it does.
    pub(in crate::access) fn for_managed(&self, org: Id) -> Self {
        Self { scope: OrgScope::of(org), ..self.clone() }
    }

    /// The same member, known to ask with this session.
    pub(in crate::access) fn with_session(mut self, token_hash: [u8; 32]) -> Self {
        self.session = Some(token_hash);
        self
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

    /// The organization that they belong to: for most the same as the scope's.
    pub fn home(&self) -> Id {
        self.home.org()
    }

    /// Whose deed.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What they may look at: a key sees no more than a viewer.
    pub fn role(&self) -> Role {
        match self.kind {
            Kind::Member(role) => role,
            Kind::Key(_) | Kind::Connection(_) | Kind::Export => Role::Viewer,
            Kind::System => Role::Admin,
        }
    }

    /// Whether it is the appliance itself or its command line.
    pub fn is_system(&self) -> bool {
        self.kind == Kind::System
    }

    /// The session's token hash, for members who have a session.
    pub(in crate::access) fn session(&self) -> Option<[u8; 32]> {
        self.session
    }

    /// The member's epoch when they were recognized.
    pub(in crate::access) fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Where the asking member is, for what concerns only themselves.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for everybody else.
    pub(in crate::access) fn require_self(&self) -> Result<(OrgScope, Id)> {
        match &self.actor {
            Actor::Member { id, .. } => Ok((self.home, *id)),
            _ => Err(needs_login()),
        }
    }

    /// Goes on for admins only (and the appliance itself).
    ///
    /// # Errors
    /// [`Error::Forbidden`]: "Admin only", the seed's words, for viewers; "this needs a user login" for API keys.
    pub fn require_admin(&self) -> Result<()> {
        match self.kind {
            Kind::Member(Role::Admin) | Kind::System => Ok(()),
            Kind::Member(Role::Viewer) => Err(Error::Forbidden("Admin only".into())),
            Kind::Key(_) | Kind::Connection(_) | Kind::Export => Err(needs_login()),
        }
    }

    /// Goes on for every member (and the appliance itself).
    ///
    /// # Errors
    /// [`Error::Forbidden`] "this needs a user login" for API keys.
    pub fn require_member(&self) -> Result<()> {
        match self.kind {
            Kind::Member(_) | Kind::System => Ok(()),
            Kind::Key(_) | Kind::Connection(_) | Kind::Export => Err(needs_login()),
        }
    }

    /// Goes on for members, for API keys of any permission, and for the appliance itself. It exists so that a handler
    /// says what it needs.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for an identity provider and for a SIEM, which see what is theirs and nothing else.
    pub fn require_reader(&self) -> Result<()> {
        match self.kind {
            Kind::Member(_) | Kind::Key(_) | Kind::System => Ok(()),
            Kind::Connection(_) | Kind::Export => Err(needs_login()),
        }
    }

    /// Goes on for an identity provider; answers the connection that it pushes to.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for everybody else.
    pub fn require_connection(&self) -> Result<Id> {
        match self.kind {
            Kind::Connection(id) => Ok(id),
            _ => Err(Error::Forbidden("this needs a connection's token".into())),
        }
    }

    /// Goes on for a SIEM with the organization's export token (and the appliance itself, which pushes to one).
    ///
    /// # Errors
    /// [`Error::Forbidden`] for everybody else.
    pub fn require_export(&self) -> Result<()> {
        match self.kind {
            Kind::Export | Kind::System => Ok(()),
            _ => Err(Error::Forbidden("this needs the organization's export token".into())),
        }
    }

    /// Goes on for API keys with the permission `full`: agents and what works for them (and the appliance itself).
    ///
    /// # Errors
    /// [`Error::Forbidden`]: "this needs an API key" for members, "the API key may only read" for other keys.
    pub fn require_agent(&self) -> Result<()> {
        match self.kind {
            Kind::Key(KeyPermission::Full) | Kind::System => Ok(()),
            Kind::Key(KeyPermission::Read) => Err(Error::Forbidden("the API key may only read".into())),
            Kind::Member(_) | Kind::Connection(_) | Kind::Export => {
                Err(Error::Forbidden("this needs an API key".into()))
            }
        }
    }
}

fn needs_login() -> Error {
    Error::Forbidden("this needs a user login".into())
}
