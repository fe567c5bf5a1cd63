//! Inviting, inviting anew, and taking it back: admins only.

use crate::access::invite::rows::{INVITATIONS, Invitation, LASTS, all, put, remove};
use crate::access::member::{BY_EMAIL, normal_email};
use crate::access::{Access, Principal, Role};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::sealing::{new_token, token_hash};
use crate::store::{Id, OrgRows as _, OrgWriter, Rows as _};
use crate::tenancy;
use crate::time::Timestamp;

/// Invitations that may wait at once.
const MOST: usize = 200;

/// Whom to invite.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Their address.
    pub email: String,
    /// What they will be allowed to do.
    pub role: Role,
    /// Whether the link goes by mail.
    pub by_mail: bool,
}

/// An invitation as admins see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// Its id.
    pub id: Id,
    /// Whose address.
    pub email: String,
    /// What they will be allowed to do.
    pub role: Role,
    /// Who invited.
    pub by: String,
    /// When they were first invited.
    pub created: Timestamp,
    /// Until when the newest link is good.
    pub expires: Timestamp,
    /// Whether that time has passed.
    pub expired: bool,
    /// Whether the newest link went by mail.
    pub mailed: bool,
}

impl InvitationView {
    fn of(id: Id, row: Invitation, now: Timestamp) -> Self {
        let Invitation { email, role, by, created, expires, mailed, .. } = row;
        Self { id, email, role, by, created, expires, expired: now >= expires, mailed }
    }
}

/// What the mail, or the link that an admin passes on, is made of.
#[derive(Clone)]
pub struct InvitationLink {
    /// Whose address.
    pub email: String,
    /// The organization's name.
    pub organization: String,
    /// Who invites.
    pub by: String,
    /// For the link only.
    pub token: String,
}

impl std::fmt::Debug for InvitationLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InvitationLink({})", self.email)
    }
}

impl Access {
    fn invitation_link(&self, principal: &Principal, email: String) -> Result<InvitationLink> {
        let organization = tenancy::get(self.platform(), principal)?.name;
        let token = new_token(self.platform().random.as_ref(), 32);
        Ok(InvitationLink { email, organization, by: principal.actor().to_string(), token })
    }

    /// Invites somebody. `send` puts the link into a mail, in the same transaction; it is asked only when that is wanted.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, [`Error::Invalid`] naming `email`, [`Error::Conflict`] when they are a
    /// member or invited already, or when too many invitations wait; and what `send` answers.
    pub async fn invite(
        &self,
        principal: &Principal,
        new: NewInvitation,
        send: impl FnOnce(&mut OrgWriter<'_, '_>, &InvitationLink) -> Result<()> + Send + 'static,
    ) -> Result<(InvitationView, InvitationLink)> {
        principal.require_admin()?;
        let link = self.invitation_link(principal, normal_email(&new.email)?)?;
        let (id, now) = (self.platform().new_id(), self.platform().now());
        let invitation = Invitation {
            email: link.email.clone(),
            role: new.role,
            hash: token_hash(&link.token),
            by: link.by.clone(),
            created: now,
            expires: now.plus_seconds(LASTS),
            mailed: new.by_mail,
        };
        let word = format!("{:?}", new.role).to_uppercase();
        let entry = Entry::by(self.platform(), principal, "invitation.made").target(&link.email).detail(word);
        self.platform()
            .store
            .org(principal.scope())
            .write(move |writer| {
                let email = &invitation.email;
                if writer.global().get(&BY_EMAIL, email)?.is_some() {
                    return Err(Error::Conflict(format!("{email} already belongs to a member")));
                }
                let waiting = all(writer)?;
                if waiting.iter().any(|(_, other)| other.email == *email) {
                    return Err(Error::Conflict(format!(
                        "{email} is invited already; send that invitation again"
                    )));
                }
                if waiting.len() >= MOST {
                    return Err(Error::Conflict(format!("{MOST} invitations wait; take some back first")));
                }
                put(writer, id, &invitation)?;
                if invitation.mailed {
                    send(writer, &link)?;
                }
                audit::record(writer, &entry)?;
                Ok((InvitationView::of(id, invitation, now), link))
            })
            .await
    }

    /// Makes a new link for an invitation, good for seven days; the one before ends. Else as [`Self::invite`].
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, [`Error::NotFound`]; and what `send` answers.
    pub async fn invite_again(
        &self,
        principal: &Principal,
        id: Id,
        by_mail: bool,
        send: impl FnOnce(&mut OrgWriter<'_, '_>, &InvitationLink) -> Result<()> + Send + 'static,
    ) -> Result<(InvitationView, InvitationLink)> {
        principal.require_admin()?;
        let mut link = self.invitation_link(principal, String::new())?;
        let now = self.platform().now();
        let entry = Entry::by(self.platform(), principal, "invitation.renewed");
        self.platform()
            .store
            .org(principal.scope())
            .write(move |writer| {
                let found = writer.get(&INVITATIONS, &id)?.ok_or(Error::NotFound("invitation"))?;
                link.email.clone_from(&found.email);
                let invitation = Invitation {
                    hash: token_hash(&link.token),
                    by: link.by.clone(),
                    expires: now.plus_seconds(LASTS),
                    mailed: by_mail,
                    ..found
                };
                put(writer, id, &invitation)?;
                if by_mail {
                    send(writer, &link)?;
                }
                audit::record(writer, &entry.target(&link.email))?;
                Ok((InvitationView::of(id, invitation, now), link))
            })
            .await
    }

    /// The invitations that wait or have expired, oldest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins.
    pub fn invitations(&self, principal: &Principal) -> Result<Vec<InvitationView>> {
        principal.require_admin()?;
        let now = self.platform().now();
        let rows = all(&self.platform().store.org(principal.scope()).read()?)?;
        Ok(rows.into_iter().map(|(id, row)| InvitationView::of(id, row, now)).collect())
    }

    /// Takes an invitation back: its link is no longer good.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, [`Error::NotFound`].
    pub async fn revoke_invitation(&self, principal: &Principal, id: Id) -> Result<()> {
        principal.require_admin()?;
        let entry = Entry::by(self.platform(), principal, "invitation.revoked");
        self.platform()
            .store
            .org(principal.scope())
            .write(move |writer| {
                let found = remove(writer, id)?.ok_or(Error::NotFound("invitation"))?;
                audit::record(writer, &entry.target(found.email))
            })
            .await
    }
}
