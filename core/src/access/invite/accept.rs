//! Following an invitation's link: what it offers, and becoming a member with a password of one's own.

use std::net::IpAddr;

use crate::access::invite::rows::{BY_TOKEN, INVITATIONS, Invitation, Place, remove};
use crate::access::member::{BY_EMAIL, MEMBERS, Member, Whereabouts, normal_name};
use crate::access::{Access, Actor, Role, oidc};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::sealing::token_hash;
use crate::store::{Id, OrgRows as _, OrgScope, Rows as _};
use crate::tenancy;
use crate::time::Timestamp;

/// No token of ours is longer.
const LONGEST: usize = 100;

/// What a link offers whoever holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationOffer {
    /// Whose address.
    pub email: String,
    /// The organization.
    pub organization: Id,
    /// Its name.
    pub organization_name: String,
    /// What they will be allowed to do.
    pub role: Role,
    /// Who invited.
    pub by: String,
    /// Until when it is good.
    pub expires: Timestamp,
    /// What single sign-on is called there; `None` without it.
    pub single_sign_on: Option<String>,
    /// Whether they may choose a password.
    pub passwords: bool,
}

/// Somebody accepts.
#[derive(Clone)]
pub struct Acceptance {
    /// From the link.
    pub token: String,
    /// What they are called; the address's local part when empty.
    pub name: String,
    /// 12 to 128 characters.
    pub password: String,
}

impl std::fmt::Debug for Acceptance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Acceptance").field("name", &self.name).finish_non_exhaustive()
    }
}

fn stale() -> Error {
    Error::invalid("token", "is not good any more; ask for a new invitation")
}

impl Access {
    /// The invitation with a link that is good.
    fn invitation_of(&self, token: &str) -> Result<(Place, Invitation, tenancy::Organization)> {
        if token.len() > LONGEST {
            return Err(stale());
        }
        let reader = self.platform().store.read()?;
        let place = reader.get(&BY_TOKEN, &token_hash(token))?.ok_or_else(stale)?;
        let organization = tenancy::find(&reader, place.org)?.filter(|one| one.enabled).ok_or_else(stale)?;
        let rows = self.platform().store.org(OrgScope::of(place.org)).read()?;
        let found = rows.get(&INVITATIONS, &place.invitation)?;
        let now = self.platform().now();
        let invitation = found.filter(|one| now < one.expires).ok_or_else(stale)?;
        Ok((place, invitation, organization))
    }

    /// What a link offers.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `token` when it is unknown, used, taken back or too old; [`Error::Limited`] after too many
    /// tries from one address.
    pub fn invitation_offer(&self, token: &str, address: Option<IpAddr>) -> Result<InvitationOffer> {
        self.limits().check_address(address)?;
        let (place, invitation, organization) = self.invitation_of(token)?;
        let rows = self.platform().store.org(OrgScope::of(place.org)).read()?;
        Ok(InvitationOffer {
            organization: place.org,
            organization_name: organization.name,
            single_sign_on: oidc::label_of(&rows)?,
            passwords: oidc::passwords_do(&rows, invitation.role)?,
            email: invitation.email,
            role: invitation.role,
            by: invitation.by,
            expires: invitation.expires,
        })
    }

    /// Makes whoever holds the link a member with a password of theirs.
    ///
    /// # Errors
    /// As [`Self::invitation_offer`], and [`Error::Invalid`] naming `name` or `password`, [`Error::Conflict`] when the address
    /// became a member's meanwhile or passwords are not used there.
    pub async fn accept_invitation(&self, accepted: Acceptance, address: Option<IpAddr>) -> Result<()> {
        self.limits().check_address(address)?;
        // Looked at before the password is hashed, which costs.
        let (place, invitation, _) = self.invitation_of(&accepted.token)?;
        let scope = OrgScope::of(place.org);
        if !oidc::passwords_do(&self.platform().store.org(scope).read()?, invitation.role)? {
            return Err(Error::Conflict("passwords are not used here: sign in with single sign-on".into()));
        }
        let name = normal_name(&accepted.name, &invitation.email)?;
        let password = self.passwords().hash(&accepted.password).await?;
        let (platform, hash) = (self.platform().clone(), token_hash(&accepted.token));
        self.platform()
            .store
            .org(scope)
            .write(move |writer| {
                // Whoever else holds the link may have been faster, or it was renewed.
                let still = writer.get(&INVITATIONS, &place.invitation)?.filter(|one| one.hash == hash);
                let invitation = still.ok_or_else(stale)?;
                if writer.global().get(&BY_EMAIL, &invitation.email)?.is_some() {
                    return Err(Error::Conflict(format!("{} already belongs to a member", invitation.email)));
                }
                remove(writer, place.invitation)?;
                let member = Member {
                    email: invitation.email,
                    name,
                    role: invitation.role,
                    password,
                    active: true,
                    epoch: 0,
                    created: platform.now(),
                    last_sign_in: None,
                };
                let id = platform.new_id();
                let at = Whereabouts { org: place.org, member: id };
                writer.global().insert(&BY_EMAIL, &member.email, &at)?;
                writer.insert(&MEMBERS, &id, &member)?;
                let actor = Actor::Member { id, email: member.email.clone() };
                let word = format!("{:?}", member.role).to_uppercase();
                let entry = Entry::new(&platform, actor, address, "member.added").target(member.email);
                audit::record(writer, &entry.detail(format!("{word}, invited by {}", invitation.by)))
            })
            .await
    }
}
