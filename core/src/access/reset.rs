//! Choosing a new password by a link that was sent by mail: valid for half an hour, once, and only the newest one.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::access::handle::Access;
use crate::access::member::MEMBERS;
use crate::audit;
use crate::error::{Error, Result};
use crate::record;
use crate::sealing::{new_token, token_hash};
use crate::store::{GlobalTable, Id, OrgRows as _, OrgScope, OrgTable, OrgWriter, Rows as _};
use crate::tenancy;
use crate::time::Timestamp;

/// How long a link is good, in seconds.
const LASTS: i64 = 30 * 60;
/// No token of ours is longer.
const LONGEST: usize = 100;

type TokenHash = [u8; 32];

/// A reset that waits for its new password.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Waiting {
    org: Id,
    member: Id,
    /// The member's epoch when it was asked for: a password that was set meanwhile ends it.
    epoch: u32,
    expires: Timestamp,
}

record!(Waiting, 1);

/// The hash of a member's newest reset.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Newest {
    hash: TokenHash,
}

record!(Newest, 1);

const WAITING: GlobalTable<TokenHash, Waiting> = GlobalTable::new("access.reset");
const NEWEST: OrgTable<Id, Newest> = OrgTable::new("access.reset_of_member");

/// What the mail is made of.
#[derive(Clone)]
pub struct Reset {
    /// The member's organization, whose mail settings send it.
    pub scope: OrgScope,
    /// The member.
    pub member: Id,
    /// Their address, as it is kept.
    pub email: String,
    /// The token, for the mail only.
    pub token: String,
}

impl std::fmt::Debug for Reset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reset").field("member", &self.member).finish_non_exhaustive()
    }
}

/// Ends a member's reset, if one waits.
pub(super) fn remove(writer: &mut OrgWriter<'_, '_>, member: Id) -> Result<()> {
    if let Some(newest) = writer.get(&NEWEST, &member)? {
        writer.global().remove(&WAITING, &newest.hash)?;
        writer.remove(&NEWEST, &member)?;
    }
    Ok(())
}

fn stale() -> Error {
    Error::invalid("token", "is not good any more; ask for a new mail")
}

impl Access {
    /// Begins a reset for the member with an address; `None` when nobody active has it, which takes as long. A new one
    /// ends the one before. Sending the mail is the caller's: not before its answer, whose time would tell.
    ///
    /// # Errors
    /// [`Error::Limited`] after three in an hour for one account, known or not, or too many from one address.
    pub async fn begin_reset(&self, email: &str, address: Option<IpAddr>) -> Result<Option<Reset>> {
        let account = email.trim().to_lowercase();
        self.limits().check_reset(address, &account)?;
        let platform = self.platform();
        let token = new_token(platform.random.as_ref(), 32);
        let hash = token_hash(&token);
        let expires = platform.now().plus_seconds(LASTS);
        let mut found = self.find_member(&account)?.filter(|(_, member)| member.active);
        if let Some((at, member)) = &found
            && !self.passwords_do(*at, member)?
        {
            found = None;
        }
        let Some((at, member)) = found else {
            let nobody = Waiting { org: Id::NIL, member: Id::NIL, epoch: 0, expires };
            let nothing = move |writer: &mut crate::store::Writer<'_>| {
                writer.insert(&WAITING, &hash, &nobody)?;
                writer.remove(&WAITING, &hash)
            };
            platform.store.write(nothing).await?;
            return Ok(None);
        };
        let waiting = Waiting { org: at.org, member: at.member, epoch: member.epoch, expires };
        let actor = Actor::System { what: "password reset".into() };
        let entry =
            audit::Entry::new(platform, actor, address, "password_reset.requested").target(&member.email);
        let scope = OrgScope::of(at.org);
        platform
            .store
            .org(scope)
            .write(move |writer| {
                remove(writer, at.member)?;
                writer.global().insert(&WAITING, &hash, &waiting)?;
                writer.insert(&NEWEST, &at.member, &Newest { hash })?;
                audit::record(writer, &entry)
            })
            .await?;
        Ok(Some(Reset { scope, member: at.member, email: member.email, token }))
    }

    /// Sets a new password with the token of a mail. The member's sessions and tokens end; a second factor stays on.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `token` when it is unknown, used or too old, or `password` when that breaks the rule;
    /// [`Error::Limited`] after too many tries from one address.
    pub async fn complete_reset(&self, token: &str, password: &str, address: Option<IpAddr>) -> Result<()> {
        self.limits().check_address(address)?;
        if token.len() > LONGEST {
            return Err(stale());
        }
        let (hash, now) = (token_hash(token), self.platform().now());
        let reader = self.platform().store.read()?;
        // Looked at before the password is hashed, which costs.
        let waiting =
            reader.get(&WAITING, &hash)?.filter(|waiting| now < waiting.expires).ok_or_else(stale)?;
        if !tenancy::find(&reader, waiting.org)?.is_some_and(|organization| organization.enabled) {
            return Err(stale());
        }
        drop(reader);
        let password = self.passwords().hash(password).await?;
        let platform = self.platform().clone();
        self.platform()
            .store
            .org(OrgScope::of(waiting.org))
            .write(move |writer| {
                // Whoever else holds the token may have been faster.
                let still = writer.global().get(&WAITING, &hash)?.is_some();
                let member = writer.get(&MEMBERS, &waiting.member)?;
                let known = member.filter(|member| member.active && member.epoch == waiting.epoch);
                let (true, Some(mut member)) = (still, known) else { return Err(stale()) };
                remove(writer, waiting.member)?;
                member.password = password;
                member.epoch = member.epoch.wrapping_add(1);
                writer.insert(&MEMBERS, &waiting.member, &member)?;
                let actor = Actor::Member { id: waiting.member, email: member.email.clone() };
                let entry = audit::Entry::new(&platform, actor, address, "password_reset.completed");
                audit::record(writer, &entry.target(member.email))
            })
            .await
    }
}
