//! Sessions: a random token in the browser, its SHA-256 here. They end by themselves, when somebody signs out, and when
//! the member's epoch moves on (password, role or second factor changed, member removed).

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::handle::Access;
use crate::access::member::MEMBERS;
use crate::access::{Principal, ProviderSession, Role, oidc};
use crate::audit;
use crate::error::{Error, Result};
use crate::record;
use crate::sealing::token_hash;
use crate::store::{GlobalTable, Id, OrgRows as _, OrgScope, Rows as _, Span, Writer};
use crate::tenancy;
use crate::time::Timestamp;

type TokenHash = [u8; 32];

/// A session is written as seen at most this often, in seconds.
const SEEN_EVERY: i64 = 5 * 60;
/// So many ended sessions are swept whenever a new one begins.
const SWEEP: usize = 32;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Session {
    pub(super) org: Id,
    pub(super) member: Id,
    pub(super) epoch: u32,
    pub(super) created: Timestamp,
    pub(super) seen: Timestamp,
    /// The end, however busy it is.
    pub(super) expires: Timestamp,
}

record!(Session, 1);

const SESSIONS: GlobalTable<TokenHash, Session> = GlobalTable::new("access.session");
const BY_EXPIRY: GlobalTable<(Timestamp, TokenHash), ()> = GlobalTable::new("access.session_by_expiry");

/// A session as its owner sees it.
#[derive(Debug, Clone)]
pub struct SessionView {
    /// Who it is, for the handlers.
    pub principal: Principal,
    /// The member's id.
    pub member: Id,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Their organization.
    pub organization: Id,
    /// When it ends if nothing more is asked.
    pub expires: Timestamp,
}

/// Keeps a new session and sweeps a few that are over.
pub(super) fn begin(writer: &mut Writer<'_>, token: &str, session: &Session) -> Result<()> {
    let over = writer.list(&BY_EXPIRY, Span::all().until(&(session.created, [0xff; 32])), SWEEP)?;
    for ((at, hash), ()) in over {
        writer.remove(&BY_EXPIRY, &(at, hash))?;
        writer.remove(&SESSIONS, &hash)?;
        oidc::forget_session(writer, &hash)?;
    }
    let hash = token_hash(token);
    writer.insert(&BY_EXPIRY, &(session.expires, hash), &())?;
    writer.insert(&SESSIONS, &hash, session)
}

/// Lets a session go on in the member's new epoch.
pub(super) fn keep(writer: &mut Writer<'_>, hash: &TokenHash, epoch: u32) -> Result<()> {
    let Some(mut session) = writer.get(&SESSIONS, hash)? else { return Ok(()) };
    session.epoch = epoch;
    writer.insert(&SESSIONS, hash, &session)
}

impl Access {
    /// Who holds `token`; `None` when the session is over or never was.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub async fn authenticate(&self, token: &str, address: Option<IpAddr>) -> Result<Option<SessionView>> {
        let (hash, now) = (token_hash(token), self.platform().now());
        let reader = self.platform().store.read()?;
        let Some(session) = reader.get(&SESSIONS, &hash)? else { return Ok(None) };
        let organization = tenancy::find(&reader, session.org)?;
        drop(reader);
        if organization.is_none_or(|organization| !organization.enabled) {
            return Ok(None);
        }
        let ends = session.expires.min(session.seen.plus_seconds(self.settings().idle_seconds));
        if now >= ends {
            return Ok(None);
        }
        let scope = OrgScope::of(session.org);
        let member = self.platform().store.org(scope).read()?.get(&MEMBERS, &session.member)?;
        let Some(member) = member.filter(|member| member.active && member.epoch == session.epoch) else {
            return Ok(None);
        };
        let mut ends = ends;
        if now.0.saturating_sub(session.seen.0) >= SEEN_EVERY * 1000 {
            ends = session.expires.min(now.plus_seconds(self.settings().idle_seconds));
            self.mark_seen(hash, now).await;
        }
        let email = member.email.clone();
        let principal = Principal::member(session.org, session.member, email, member.role, member.epoch)
            .from_address(address)
            .with_session(hash);
        Ok(Some(SessionView {
            principal,
            member: session.member,
            name: member.name,
            email: member.email,
            role: member.role,
            organization: session.org,
            expires: ends,
        }))
    }

    /// A session that cannot be marked is still good: reading works on when the disk no longer takes writes.
    async fn mark_seen(&self, hash: TokenHash, now: Timestamp) {
        let marked = self.platform().store.write(move |writer| {
            let Some(mut session) = writer.get(&SESSIONS, &hash)? else { return Ok(()) };
            session.seen = session.seen.max(now);
            writer.insert(&SESSIONS, &hash, &session)
        });
        if let Err(cause) = marked.await {
            tracing::warn!(%cause, "a session was not marked as seen");
        }
    }

    /// Ends the session of `token`. Ending one that is over already is no error. Answers how it is ended at the provider
    /// where it was begun, if that is to be told.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub async fn sign_out(&self, token: &str, address: Option<IpAddr>) -> Result<Option<ProviderSession>> {
        let Some(view) = self.authenticate(token, address).await? else { return Ok(None) };
        let hash = token_hash(token);
        let sealer = self.platform().sealer.clone();
        let entry = audit::Entry::by(self.platform(), &view.principal, "session.ended");
        self.platform()
            .store
            .org(view.principal.scope())
            .write(move |writer| {
                if let Some(session) = writer.global().get(&SESSIONS, &hash)? {
                    writer.global().remove(&BY_EXPIRY, &(session.expires, hash))?;
                }
                if writer.global().remove(&SESSIONS, &hash)? {
                    audit::record(writer, &entry)?;
                }
                let leave = oidc::forget_session(writer.global(), &hash)?;
                Ok::<_, Error>(leave.map(|leave| leave.opened(&sealer)))
            })
            .await
    }
}
