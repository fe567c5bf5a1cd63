//! A member as it is stored and as it is shown.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::error::{Error, Result};
use crate::record;
use crate::store::{GlobalTable, Id, OrgTable};
use crate::time::Timestamp;

/// A member of an organization.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Member {
    /// Address, lower case; unique in the appliance.
    pub(super) email: String,
    pub(super) name: String,
    pub(super) role: Role,
    /// PHC string (argon2id); empty for who signs in at their identity provider only.
    pub(super) password: String,
    /// Whether they may sign in.
    pub(super) active: bool,
    /// Sessions of another epoch are over: raised when the password or the role changes.
    pub(super) epoch: u32,
    pub(super) created: Timestamp,
    pub(super) last_sign_in: Option<Timestamp>,
}

record!(Member, 1);

/// Where the member with an address is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Whereabouts {
    pub(super) org: Id,
    pub(super) member: Id,
}

record!(Whereabouts, 1);

pub(super) const MEMBERS: OrgTable<Id, Member> = OrgTable::new("access.member");
pub(super) const BY_EMAIL: GlobalTable<String, Whereabouts> = GlobalTable::new("access.member_by_email");

/// A member as others see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// Their id.
    pub id: Id,
    /// Their address.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// When they were added.
    pub created: Timestamp,
    /// When they last signed in.
    pub last_sign_in: Option<Timestamp>,
    /// Whether they have a password.
    pub has_password: bool,
}

impl MemberView {
    pub(super) fn of(id: Id, member: Member) -> Self {
        let Member { email, name, role, active, created, last_sign_in, password, .. } = member;
        Self { id, email, name, role, active, created, last_sign_in, has_password: !password.is_empty() }
    }
}

/// What it takes to add a member.
#[derive(Clone)]
pub struct NewMember {
    /// Their address.
    pub email: String,
    /// What they are called; the address's local part when empty.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their first password, 12 to 128 characters.
    pub password: String,
}

impl std::fmt::Debug for NewMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewMember")
            .field("email", &self.email)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// An address as it is kept and compared: trimmed, lower case.
pub(super) fn normal_email(text: &str) -> Result<String> {
    let email = text.trim().to_lowercase();
    let well_formed = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && email.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !domain.is_empty() && !local.contains('@') && !domain.starts_with('.')
        });
    if well_formed { Ok(email) } else { Err(Error::invalid("email", "is no e-mail address")) }
}

/// A name as it is kept.
pub(super) fn normal_name(text: &str, email: &str) -> Result<String> {
    let name = text.trim();
    if name.chars().count() > 120 || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "must be at most 120 printable characters"));
    }
    let local = email.split('@').next().unwrap_or(email);
    Ok(if name.is_empty() { local } else { name }.to_owned())
}
