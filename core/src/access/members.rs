//! Keeping the members: add, list, change, remove. An organization always keeps one admin who may sign in.

use crate::access::handle::Access;
use crate::access::member::{BY_EMAIL, MEMBERS, Member, Whereabouts, normal_email, normal_name};
use crate::access::{MemberView, NewMember, Principal, Role, factor, reset};
use crate::audit;
use crate::error::{Error, Result};
use crate::store::{Id, OrgRows as _, OrgWriter, Rows as _, Span};

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
    writer.global().insert(&BY_EMAIL, &member.email, &Whereabouts { org, member: id })?;
    writer.insert(&MEMBERS, &id, &member)?;
    audit::record(writer, &entry)?;
    Ok(MemberView::of(id, member))
}

/// Refuses to leave an organization without an admin.
fn keep_an_admin(writer: &OrgWriter<'_, '_>, leaving: Id) -> Result<()> {
    let members = writer.list(&MEMBERS, Span::all(), 0, usize::MAX)?;
    let others = members.iter().any(|(id, m)| *id != leaving && m.active && m.role == Role::Admin);
    if others { Ok(()) } else { Err(Error::Conflict("the last admin cannot be removed".into())) }
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

    /// The member of this organization with an address.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Forbidden`] for others than admins.
    pub fn member_by_email(&self, principal: &Principal, email: &str) -> Result<MemberView> {
        let email = normal_email(email)?;
        let members = self.members(principal)?;
        members.into_iter().find(|member| member.email == email).ok_or(Error::NotFound("member"))
    }

    /// Changes a member's role; their sessions end.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], or [`Error::Conflict`] for the last admin.
    pub async fn set_role(&self, principal: &Principal, id: Id, role: Role) -> Result<MemberView> {
        principal.require_admin()?;
        self.change(principal, id, "member.role_changed", move |writer, member| {
            if role != Role::Admin {
                keep_an_admin(writer, id)?;
            }
            member.role = role;
            Ok(format!("{role:?}").to_uppercase())
        })
        .await
    }

    /// Lets a member sign in, or no longer; in the latter case their sessions end.
    ///
    /// # Errors
    /// As [`Self::set_role`].
    pub async fn set_active(&self, principal: &Principal, id: Id, active: bool) -> Result<MemberView> {
        principal.require_admin()?;
        self.change(principal, id, "member.activity_changed", move |writer, member| {
            if !active {
                keep_an_admin(writer, id)?;
            }
            member.active = active;
            Ok(if active { "active" } else { "inactive" }.into())
        })
        .await
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

    /// Removes a member; their sessions end. What they did stays in the audit log.
    ///
    /// # Errors
    /// As [`Self::set_role`].
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
