//! Bearer tokens of connections that identity providers push to (SCIM): one a connection, renewed with an overlap, and how
//! often a connection may be called.
//!
//! A token is found by its connection's id, so its row is global. Here lies its SHA-256 only; two are compared in constant
//! time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::access::limit::Keyed;
use crate::access::{Access, Principal};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::record;
use crate::sealing::{new_token, token_hash};
use crate::store::{GlobalTable, Id, OrgWriter, Rows as _};
use crate::tenancy;
use crate::time::Timestamp;

/// Requests a minute that a connection has unless it is told otherwise (contract "SCIM").
pub const REQUESTS_PER_MINUTE: u32 = 120;
/// The most that a connection can be given.
const MOST_PER_MINUTE: u32 = 1_000_000;
/// How every token begins.
const PREFIX: &str = "ghs_";
/// Longer than any token that we make.
const LONGEST: usize = 128;
/// Limiters of different pace that are kept; admins choose the paces.
const MAX_PACES: usize = 256;

/// The token that was replaced, and until when it is good.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Former {
    hash: [u8; 32],
    until: Timestamp,
}

/// What opens a connection.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Provisioning {
    org: Id,
    hash: [u8; 32],
    hint: String,
    made: Timestamp,
    former: Option<Former>,
    per_minute: u32,
}

record!(Provisioning, 1);

const PROVISIONING: GlobalTable<Id, Provisioning> = GlobalTable::new("access.provisioning");

/// A connection's token as admins see it: never the token itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvisioningView {
    /// All but the last four characters left out: `ghs_…a1B2`.
    pub hint: String,
    /// When it was made.
    pub made: Timestamp,
    /// Until when the one before it is good as well.
    pub former_until: Option<Timestamp>,
    /// Requests a minute.
    pub per_minute: u32,
}

fn made(platform: &Platform) -> (String, [u8; 32], String) {
    let token = format!("{PREFIX}{}", new_token(platform.random.as_ref(), 32));
    let hint = format!("{PREFIX}…{}", &token[token.len() - 4..]);
    let hash = token_hash(&token);
    (token, hash, hint)
}

/// Makes the connection's first token, or a new one: then the one before is good until `former_until`. Answers the token, which is
/// nowhere else.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn issue_token(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    connection: Id,
    former_until: Timestamp,
) -> Result<String> {
    let (token, hash, hint) = made(platform);
    let (org, now) = (writer.scope().org(), platform.now());
    let before = writer.global().get(&PROVISIONING, &connection)?.filter(|row| row.org == org);
    let former = before.as_ref().filter(|_| former_until > now);
    let former = former.map(|row| Former { hash: row.hash, until: former_until });
    let per_minute = before.map_or(REQUESTS_PER_MINUTE, |row| row.per_minute);
    let row = Provisioning { org, hash, hint, made: now, former, per_minute };
    writer.global().insert(&PROVISIONING, &connection, &row)?;
    Ok(token)
}

/// Sets how often the connection may be called.
///
/// # Errors
/// [`Error::Invalid`] naming `requestsPerMinute`, [`Error::NotFound`] for a connection without a token.
pub(crate) fn set_pace(writer: &mut OrgWriter<'_, '_>, connection: Id, per_minute: u32) -> Result<()> {
    if !(1..=MOST_PER_MINUTE).contains(&per_minute) {
        return Err(Error::invalid("requestsPerMinute", format!("1 to {MOST_PER_MINUTE}")));
    }
    let org = writer.scope().org();
    let row = writer.global().get(&PROVISIONING, &connection)?.filter(|row| row.org == org);
    let row = row.ok_or(Error::NotFound("directory"))?;
    writer.global().insert(&PROVISIONING, &connection, &Provisioning { per_minute, ..row })
}

/// Nothing opens the connection any more.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn revoke_tokens(writer: &mut OrgWriter<'_, '_>, connection: Id) -> Result<()> {
    writer.global().remove(&PROVISIONING, &connection).map(drop)
}

/// Whether the connection still has a token, which ends when it is removed.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn may_provision(writer: &mut OrgWriter<'_, '_>, connection: Id) -> Result<bool> {
    Ok(writer.global().get(&PROVISIONING, &connection)?.is_some())
}

/// What admins see of a connection's token.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn token_view(
    platform: &Platform,
    rows: &impl crate::store::Rows,
    org: Id,
    connection: Id,
) -> Result<Option<ProvisioningView>> {
    let row = rows.get(&PROVISIONING, &connection)?.filter(|row| row.org == org);
    let now = platform.now();
    Ok(row.map(|row| ProvisioningView {
        hint: row.hint,
        made: row.made,
        former_until: row.former.map(|former| former.until).filter(|until| *until > now),
        per_minute: row.per_minute,
    }))
}

/// How often each connection was called lately: one limiter a pace.
#[derive(Default)]
pub(super) struct Paces(Mutex<HashMap<u32, Arc<Keyed<Id>>>>);

impl Paces {
    fn check(&self, connection: Id, per_minute: u32) -> Result<()> {
        let limiter = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if all.len() > MAX_PACES {
                all.clear();
            }
            let made = || {
                let burst = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
                Arc::new(Keyed::new(burst, Duration::from_secs(60) / burst.get()))
            };
            Arc::clone(all.entry(per_minute).or_insert_with(made))
        };
        limiter.check(&connection)
    }
}

impl Access {
    /// Who pushes to `connection` with `token`. The request is counted first, whatever the token: a connection that does
    /// not exist has the usual pace and no token.
    ///
    /// # Errors
    /// [`Error::Limited`] when the connection was called too often, [`Error::Unauthenticated`] for a token that is not the
    /// connection's, [`Error::Unavailable`] when the disk fails.
    pub fn authenticate_connection(
        &self,
        connection: Id,
        token: Option<&str>,
        address: Option<IpAddr>,
    ) -> Result<Principal> {
        let reader = self.platform().store.read()?;
        let row = reader.get(&PROVISIONING, &connection)?;
        let pace = row.as_ref().map_or(REQUESTS_PER_MINUTE, |row| row.per_minute);
        self.paces().check(connection, pace)?;
        let token = token.filter(|token| token.len() <= LONGEST).ok_or(Error::Unauthenticated)?;
        let row = row.ok_or(Error::Unauthenticated)?;
        let hash = token_hash(token);
        let now = self.platform().now();
        let current = hash.ct_eq(&row.hash);
        let former = row.former.map_or(subtle::Choice::from(0), |former| {
            hash.ct_eq(&former.hash) & subtle::Choice::from(u8::from(former.until > now))
        });
        let enabled = tenancy::find(&reader, row.org)?.is_some_and(|organization| organization.enabled);
        if !bool::from(current | former) || !enabled {
            return Err(Error::Unauthenticated);
        }
        Ok(Principal::connection(row.org, connection).from_address(address))
    }
}
