//! Keeping the members: add, list, change, remove. An organization always keeps one admin who may sign in.

use crate::access::handle::Access;
use crate::access::member::{BY_EMAIL, MEMBERS, Member, Whereabouts, normal_email, normal_name};
use crate::access::{MemberView, NewMember, Principal, Role, factor, invite, oidc, reset};
use crate::audit;
use crate::error::{Error, Result};
use crate::store::{Id, OrgRows, OrgWriter, Rows as _, Span};

/// A member that is ready to be written.
pub(super) struct Prepared {
    id: Id,
    member: Member,
    entry: audit::Entry,
}

/// Writes a prepared member.
pub(super) fn insert(writer: &mut OrgWriter<'_, '_>, prepared: Prepared) -> Result<MemberView> {
    let Prepared { id, member, entry } = prepared;
    if writer.global().get(&BY_EMAIL, &member.email)?.is_some() {
        return Err(Error::Conflict(format!("{} already belongs to a member", member.email)));
    }
    let org = writer.scope().org();
    invite::take_for(writer, &member.email, member.created)?;
    writer.global().insert(&BY_EMAIL, &member.email, &Whereabouts { org, member: id })?;
    writer.insert(&MEMBERS, &id, &member)?;
    audit::record(writer, &entry)?;
    Ok(MemberView::of(id, member))
}

/// A member as admins see them in the list: with how they sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberStanding {
    /// The member.
    pub member: MemberView,
    /// Whether an account of an identity provider is known to be theirs.
    pub linked: bool,
    /// Whether signing in with the password asks for a code.
    pub mfa: bool,
}

/// What changes of a member; `None` stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemberChange {
    /// What they may do.
    pub role: Option<Role>,
    /// Whether they may sign in.
    pub active: Option<bool>,
}

/// Whether somebody else is an admin who may sign in.
pub(super) fn has_other_admin(rows: &impl OrgRows, leaving: Id) -> Result<bool> {
    let members = rows.list(&MEMBERS, Span::all(), 0, usize::MAX)?;
    Ok(members.iter().any(|(id, m)| *id != leaving && m.active && m.role == Role::Admin))
}

/// Refuses to leave an organization without an admin.
fn keep_an_admin(writer: &OrgWriter<'_, '_>, leaving: Id) -> Result<()> {
    if has_other_admin(writer, leaving)? {
        Ok(())
    } else {
        Err(Error::Conflict("the last admin cannot be removed".into()))
    }
}

impl Access {
    pub(super) async fn prepare_member(&self, principal: &Principal, new: NewMember) -> Result<Prepared> {
        let email = normal_email(&new.email)?;
        let name = normal_name(&new.name, &email)?;
        let password = self.passwords().hash(&new.password).await?;
        let role = format!("{:?}", new.role).to_uppercase();
        let entry = audit::Entry::by(self.platform(), principal, "member.added").target(&email).detail(role);
        let member = Member {
            email,
            name,
            role: new.role,
            password,
            active: true,
            epoch: 0,
            created: self.platform().now(),
            last_sign_in: None,
        };
        Ok(Prepared { id: self.platform().new_id(), member, entry })
    }

    /// Adds a member.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins, [`Error::Invalid`] naming `email`, `name` or `password`,
    /// [`Error::Conflict`] when the address is taken.
    pub async fn add_member(&self, principal: &Principal, new: NewMember) -> Result<MemberView> {
        principal.require_admin()?;
        let prepared = self.prepare_member(principal, new).await?;
        self.platform().store.org(principal.scope()).write(move |writer| insert(writer, prepared)).await
    }

    /// The members, oldest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins.
    pub fn members(&self, principal: &Principal) -> Result<Vec<MemberView>> {
        principal.require_admin()?;
        let members = self.platform().store.org(principal.scope()).read()?.list(
            &MEMBERS,
            Span::all(),
            0,
            usize::MAX,
        )?;
        Ok(members.into_iter().map(|(id, member)| MemberView::of(id, member)).collect())
    }

    /// The members with how they sign in, oldest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than admins.
    pub fn member_standings(&self, principal: &Principal) -> Result<Vec<MemberStanding>> {
        principal.require_admin()?;
        let reader = self.platform().store.org(principal.scope()).read()?;
        let members = reader.list(&MEMBERS, Span::all(), 0, usize::MAX)?;
        let standing = |(id, member): (Id, Member)| -> Result<MemberStanding> {
            let (linked, mfa) = (oidc::is_linked(&reader, id)?, factor::is_on(&reader, id)?);
            Ok(MemberStanding { member: MemberView::of(id, member), linked, mfa })
        };
        members.into_iter().map(standing).collect()
    }

    /// The member of this organization with an address.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Forbidden`] for others than admins.
    pub fn member_by_email(&self, principal: &Principal, email: &str) -> Result<MemberView> {
        let email = normal_email(email)?;
        let members = self.members(principal)?;
        members.into_iter().find(|member| member.email == email).ok_or(Error::NotFound("member"))
    }

    /// Changes what a member may do; their sessions end.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`] for others than admins, or [`Error::Conflict`] for the last admin.
    pub async fn change_member(
        &self,
        principal: &Principal,
        id: Id,
        change: MemberChange,
    ) -> Result<MemberView> {
        principal.require_admin()?;
        self.change(principal, id, "member.changed", move |writer, member| {
            let is_admin = |member: &Member| member.active && member.role == Role::Admin;
            let was = is_admin(member);
            member.role = change.role.unwrap_or(member.role);
            member.active = change.active.unwrap_or(member.active);
            if was && !is_admin(member) {
                keep_an_admin(writer, id)?;
            }
            let role = format!("{:?}", member.role).to_uppercase();
            Ok(format!("{role}, {}", if member.active { "active" } else { "inactive" }))
        })
        .await
    }

    /// Changes a member's role; else as [`Self::change_member`].
    ///
    /// # Errors
    /// As [`Self::change_member`].
    pub async fn set_role(&self, principal: &Principal, id: Id, role: Role) -> Result<MemberView> {
        self.change_member(principal, id, MemberChange { role: Some(role), active: None }).await
    }

    /// Lets a member sign in, or no longer; else as [`Self::change_member`].
    ///
    /// # Errors
    /// As [`Self::change_member`].
    pub async fn set_active(&self, principal: &Principal, id: Id, active: bool) -> Result<MemberView> {
        self.change_member(principal, id, MemberChange { role: None, active: Some(active) }).await
    }

    /// Sets a member's password; their sessions end.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `password`, [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn set_password(&self, principal: &Principal, id: Id, password: &str) -> Result<MemberView> {
        principal.require_admin()?;
        let hash = self.passwords().hash(password).await?;
        self.change(principal, id, "member.password_set", move |_, member| {
            member.password = hash;
            Ok(String::new())
        })
        .await
    }

    /// Forgets which account of the identity provider is the member's: the next one with their address is taken for theirs.
    /// Their sessions end.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Conflict`] when none is known.
    pub async fn unlink_member(&self, principal: &Principal, id: Id) -> Result<MemberView> {
        principal.require_admin()?;
        self.change(principal, id, "member.unlinked", move |writer, _| {
            if oidc::unlink(writer, id)? {
                return Ok(String::new());
            }
            Err(Error::Conflict("no account of an identity provider is known to be theirs".into()))
        })
        .await
    }

    /// Removes a member; their sessions end. What they did stays in the audit log.
    ///
    /// # Errors
    /// As [`Self::change_member`].
    pub async fn remove_member(&self, principal: &Principal, id: Id) -> Result<()> {
        principal.require_admin()?;
        let entry = audit::Entry::by(self.platform(), principal, "member.removed");
        self.platform()
            .store
            .org(principal.scope())
            .write(move |writer| {
                let member = writer.get(&MEMBERS, &id)?.ok_or(Error::NotFound("member"))?;
                keep_an_admin(writer, id)?;
                writer.remove(&MEMBERS, &id)?;
                factor::remove(writer, id)?;
                reset::remove(writer, id)?;
                oidc::unlink(writer, id)?;
                writer.global().remove(&BY_EMAIL, &member.email)?;
                audit::record(writer, &entry.target(member.email))
            })
            .await
    }

    /// Changes a member in one transaction, ends their sessions and tells the audit log.
    pub(super) async fn change(
        &self,
        principal: &Principal,
        id: Id,
        action: &str,
        change: impl FnOnce(&mut OrgWriter<'_, '_>, &mut Member) -> Result<String> + Send + 'static,
    ) -> Result<MemberView> {
        let entry = audit::Entry::by(self.platform(), principal, action);
        self.platform()
            .store
            .org(principal.scope())
            .write(move |writer| {
                let mut member = writer.get(&MEMBERS, &id)?.ok_or(Error::NotFound("member"))?;
                let detail = change(writer, &mut member)?;
                member.epoch = member.epoch.wrapping_add(1);
                writer.insert(&MEMBERS, &id, &member)?;
                audit::record(writer, &entry.target(&member.email).detail(detail))?;
                Ok(MemberView::of(id, member))
            })
            .await
    }
}
