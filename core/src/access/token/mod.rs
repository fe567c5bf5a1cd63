//! Access tokens of the endpoint API: JWTs that a member gets by signing in (HS256, twelve hours). They end when the
//! member's epoch moves on, as sessions do, and when the member is removed.

mod claims;
mod hmac;
mod sign_in;

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::access::member::MEMBERS;
use crate::access::{Access, Principal};
use crate::error::{Error, Result};
use crate::record;
use crate::sealing::Sealed;
use crate::store::{GlobalTable, Id, OrgRows as _, OrgScope, Rows as _};
use crate::tenancy;

pub(super) use hmac::install;
pub use sign_in::{TokenSignIn, TokenUser};

/// The key that tokens are signed with, 32 random bytes; made when the first token is.
pub(super) type SigningKey = Zeroizing<[u8; 32]>;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredKey {
    sealed: Sealed,
}

record!(StoredKey, 1);

const KEY: GlobalTable<(), StoredKey> = GlobalTable::new("access.token_key");
const PURPOSE: &str = "access.token_key";

impl Access {
    fn open_key(&self, stored: &StoredKey) -> Result<SigningKey> {
        let bytes = self.platform().sealer.open(PURPOSE, &stored.sealed)?;
        bytes.as_slice().try_into().map(Zeroizing::new).map_err(Error::internal)
    }

    /// The signing key, if there is one yet.
    fn known_signing_key(&self) -> Result<Option<SigningKey>> {
        if let Some(key) = self.signing_key().get() {
            return Ok(Some(key.clone()));
        }
        let Some(stored) = self.platform().store.read()?.get(&KEY, &())? else { return Ok(None) };
        let key = self.open_key(&stored)?;
        Ok(Some(self.signing_key().get_or_init(|| key).clone()))
    }

    /// The signing key, made when missing.
    async fn made_signing_key(&self) -> Result<SigningKey> {
        if let Some(key) = self.known_signing_key()? {
            return Ok(key);
        }
        let mut fresh = Zeroizing::new([0u8; 32]);
        self.platform().random.fill(fresh.as_mut());
        let fresh = StoredKey { sealed: self.platform().sealer.seal(PURPOSE, fresh.as_ref()) };
        let make = move |writer: &mut crate::store::Writer<'_>| {
            // Two may sign in first at the same time: the one who came second takes the other's.
            if writer.get(&KEY, &())?.is_none() {
                writer.insert(&KEY, &(), &fresh)?;
            }
            Ok(())
        };
        self.platform().store.write(make).await?;
        self.known_signing_key()?.ok_or_else(|| Error::internal("the signing key was not kept"))
    }

    /// Who holds the access token `jwt`, at work for `organization` or else for their own. `None` when it is no token
    /// of ours, when it has expired or was revoked.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `organization` is neither theirs nor managed by theirs; [`Error::Unavailable`] when the
    /// disk fails.
    pub fn authenticate_token(
        &self,
        jwt: &str,
        organization: Option<Id>,
        address: Option<IpAddr>,
    ) -> Result<Option<Principal>> {
        let Some(key) = self.known_signing_key()? else { return Ok(None) };
        let Some(claims) = claims::verify(jwt, &key, self.platform().now()) else { return Ok(None) };
        let reader = self.platform().store.org(OrgScope::of(claims.org)).read()?;
        let own = tenancy::find(reader.global(), claims.org)?;
        let member = reader.get(&MEMBERS, &claims.sub)?;
        let Some(member) = member.filter(|member| member.active && member.epoch == claims.epoch) else {
            return Ok(None);
        };
        if own.is_none_or(|own| !own.enabled) {
            return Ok(None);
        }
        let principal = Principal::member(claims.org, claims.sub, member.email, member.role, member.epoch)
            .from_address(address);
        match organization {
            None => Ok(Some(principal)),
            Some(other) => self.organization_principal(&principal, other).map(Some),
        }
    }
}
