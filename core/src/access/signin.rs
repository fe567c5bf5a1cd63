//! Signing in with address and password: the same answer in the same time for a wrong password and an unknown user.

use std::net::IpAddr;

use crate::access::handle::Access;
use crate::access::member::{BY_EMAIL, MEMBERS, Member, Whereabouts, normal_email};
use crate::access::session::{self, Session};
use crate::access::{Actor, Role};
use crate::audit;
use crate::error::{Error, Result};
use crate::sealing::new_token;
use crate::store::{Id, OrgRows as _, OrgScope, Rows as _};
use crate::time::Timestamp;

/// A session that has just begun.
#[derive(Clone)]
pub struct SignedIn {
    /// The token, for the browser only.
    pub token: String,
    /// When it ends, however busy it is.
    pub expires: Timestamp,
    /// Whose it is.
    pub member: Id,
    /// What they may do.
    pub role: Role,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("member", &self.member).finish_non_exhaustive()
    }
}

impl Access {
    /// Begins a session.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a wrong password, an unknown address and an inactive member alike;
    /// [`Error::Limited`] after too many tries; [`Error::Unavailable`] when too many sign in at once.
    pub async fn sign_in(&self, email: &str, password: &str, address: Option<IpAddr>) -> Result<SignedIn> {
        let account = email.trim().to_lowercase();
        self.limits().check(address, &account)?;
        let found = self.find_member(&account)?;
        let hash = found.as_ref().map(|(_, member)| member.password.as_str());
        let right = self.passwords().verify(password, hash).await?;
        match found {
            Some((at, member)) if right && member.active => self.begin_session(at, &member, address).await,
            Some((at, member)) => {
                let why = if right { "inactive member" } else { "wrong password" };
                self.note_refusal(at, member.email, why, address);
                Err(Error::Unauthenticated)
            }
            None => {
                tracing::warn!(address = ?address, "sign-in refused: unknown address");
                Err(Error::Unauthenticated)
            }
        }
    }

    fn find_member(&self, account: &str) -> Result<Option<(Whereabouts, Member)>> {
        let Ok(email) = normal_email(account) else { return Ok(None) };
        let Some(at) = self.platform().store.read()?.get(&BY_EMAIL, &email)? else { return Ok(None) };
        let member = self.platform().store.org(OrgScope::of(at.org)).read()?.get(&MEMBERS, &at.member)?;
        Ok(member.map(|member| (at, member)))
    }

    async fn begin_session(
        &self,
        at: Whereabouts,
        member: &Member,
        address: Option<IpAddr>,
    ) -> Result<SignedIn> {
        let platform = self.platform();
        let token = new_token(platform.random.as_ref(), 32);
        let now = platform.now();
        let expires = now.plus_seconds(self.settings().absolute_seconds);
        let (epoch, role) = (member.epoch, member.role);
        let session = Session { org: at.org, member: at.member, epoch, created: now, seen: now, expires };
        let actor = Actor::Member { id: at.member, email: member.email.clone() };
        let entry = audit::Entry::new(platform, actor, address, "session.created");
        let kept = token.clone();
        platform
            .store
            .org(OrgScope::of(at.org))
            .write(move |writer| {
                // The password may have been changed, or the member removed, while it was compared.
                let Some(mut member) = writer.get(&MEMBERS, &at.member)?.filter(|now| now.epoch == epoch)
                else {
                    return Err(Error::Unauthenticated);
                };
                member.last_sign_in = Some(now);
                writer.insert(&MEMBERS, &at.member, &member)?;
                session::begin(writer.global(), &kept, &session)?;
                audit::record(writer, &entry)
            })
            .await?;
        Ok(SignedIn { token, expires, member: at.member, role })
    }

    /// Writes the refusal to the audit log after the answer, so that its time tells nothing. The limits on signing in
    /// bound how many there can be.
    fn note_refusal(&self, at: Whereabouts, email: String, why: &'static str, address: Option<IpAddr>) {
        tracing::warn!(member = %at.member, address = ?address, why, "sign-in refused");
        let actor = Actor::System { what: "sign-in".into() };
        let entry =
            audit::Entry::new(self.platform(), actor, address, "session.refused").target(email).detail(why);
        let store = self.platform().store.org(OrgScope::of(at.org));
        tokio::spawn(async move {
            if let Err(cause) = store.write(move |writer| audit::record(writer, &entry)).await {
                tracing::warn!(%cause, "a refused sign-in was not written to the audit log");
            }
        });
    }
}
