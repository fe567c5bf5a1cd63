//! What concerns the asking member alone: their account, their password. Their other sessions and tokens end with a
//! change, the session that asked goes on.

use crate::access::handle::Access;
use crate::access::member::{MEMBERS, Member};
use crate::access::{Actor, MemberView, Principal, session};
use crate::audit;
use crate::error::{Error, Result};
use crate::store::{Id, OrgRows, OrgWriter};

/// The member's own row.
pub(super) fn own_member(rows: &impl OrgRows, id: Id) -> Result<Member> {
    rows.get(&MEMBERS, &id)?.ok_or(Error::Unauthenticated)
}

/// Changes the asking member in one transaction, moves the epoch on and tells the audit log. Refuses when the epoch
/// moved since the member was recognized: a session that has ended must not go on by this.
pub(super) async fn change(
    access: &Access,
    principal: &Principal,
    action: &str,
    run: impl FnOnce(&mut OrgWriter<'_, '_>, &mut Member) -> Result<()> + Send + 'static,
) -> Result<()> {
    let (scope, id) = principal.require_self()?;
    let entry = audit::Entry::by(access.platform(), principal, action);
    let (epoch, session) = (principal.epoch(), principal.session());
    access
        .platform()
        .store
        .org(scope)
        .write(move |writer| {
            let mut member = own_member(writer, id)?;
            if member.epoch != epoch {
                return Err(Error::Unauthenticated);
            }
            run(writer, &mut member)?;
            member.epoch = member.epoch.wrapping_add(1);
            writer.insert(&MEMBERS, &id, &member)?;
            if let Some(hash) = session {
                session::keep(writer.global(), &hash, member.epoch)?;
            }
            audit::record(writer, &entry.target(member.email))
        })
        .await
}

impl Access {
    /// The asking member.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than members.
    pub fn account(&self, principal: &Principal) -> Result<MemberView> {
        let (scope, id) = principal.require_self()?;
        let member = own_member(&self.platform().store.org(scope).read()?, id)?;
        Ok(MemberView::of(id, member))
    }

    /// Sets the asking member's password. Their other sessions and tokens end.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `old_password` when that is not theirs, or `password` when the new one breaks the
    /// rule; [`Error::Forbidden`] for others than members; [`Error::Limited`] after too many tries.
    pub async fn change_own_password(&self, principal: &Principal, old: &str, new: &str) -> Result<()> {
        principal.require_self()?;
        self.limit_own(principal)?;
        self.verify_own(principal, old, "old_password").await?;
        let hash = self.passwords().hash(new).await?;
        change(self, principal, "member.password_set", move |_, member| {
            member.password = hash;
            Ok(())
        })
        .await
    }

    /// Counts a try to guess the asking member's password or code: with those at the sign-in.
    pub(super) fn limit_own(&self, principal: &Principal) -> Result<()> {
        let Actor::Member { email, .. } = principal.actor() else { return Ok(()) };
        self.limits().check(principal.address(), email)
    }

    /// Goes on when `password` is the asking member's. [`change`] sees whether it still is.
    pub(super) async fn verify_own(&self, principal: &Principal, password: &str, field: &str) -> Result<()> {
        let (scope, id) = principal.require_self()?;
        let member = own_member(&self.platform().store.org(scope).read()?, id)?;
        if self.passwords().verify(password, Some(&member.password)).await? {
            return Ok(());
        }
        Err(Error::invalid(field, "is not your password"))
    }
}
