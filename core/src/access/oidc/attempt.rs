//! The way to the provider. What the way back must show goes along in a cookie, sealed: nothing is kept here for somebody
//! who never returns.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::Access;
use crate::access::oidc::settings::{OIDC, Oidc};
use crate::access::oidc::{Challenge, domains};
use crate::error::{Error, Result};
use crate::sealing::new_token;
use crate::store::{Id, OrgRows as _, OrgScope};
use crate::tenancy;
use crate::time::Timestamp;

/// How long somebody may take at the provider, in seconds.
pub(super) const LASTS: i64 = 10 * 60;
/// What the cookie is sealed for.
pub(super) const PURPOSE: &str = "access.oidc_attempt";
/// The longest path to go on to that is kept.
const LONGEST_NEXT: usize = 1000;

/// What the cookie holds.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Attempt {
    pub(super) org: Id,
    /// Where it went: settings may change meanwhile, and a code must not go to another provider.
    pub(super) issuer: String,
    pub(super) client_id: String,
    pub(super) challenge: Challenge,
    /// The path to go on to.
    pub(super) next: String,
    pub(super) expires: Timestamp,
}

/// Somebody wants to sign in at their provider.
#[derive(Debug, Clone)]
pub struct OidcRequest {
    /// The address that they typed: its domain names the organization.
    pub email: Option<String>,
    /// The organization itself; comes before the address.
    pub organization: Option<Id>,
    /// Where the provider sends them back to.
    pub redirect: String,
    /// The path to go on to when they are in.
    pub next: String,
}

/// Where they are sent.
#[derive(Clone)]
pub struct OidcBegun {
    /// At the provider.
    pub url: String,
    /// For the browser to bring back.
    pub cookie: String,
    /// How long it is good, in seconds.
    pub lasts: i64,
}

impl std::fmt::Debug for OidcBegun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OidcBegun(…)")
    }
}

impl Access {
    /// The provider in use of an enabled organization.
    pub(super) fn oidc_in_use(&self, org: Id) -> Result<Option<Oidc>> {
        let enabled = tenancy::find(&self.platform().store.read()?, org)?.is_some_and(|org| org.enabled);
        let row = self.platform().store.org(OrgScope::of(org)).read()?.get(&OIDC, &())?;
        Ok(row.filter(|row| enabled && row.enabled))
    }

    /// Whose provider is meant: that of the organization named, else of the one that has the address's domain, else of the
    /// only one that there is.
    fn meant(&self, asked: &OidcRequest) -> Result<Option<Id>> {
        if asked.organization.is_some() {
            return Ok(asked.organization);
        }
        if let Some(email) = &asked.email
            && let Some(holder) = domains::holder(&self.platform().store.read()?, email)?
        {
            return Ok(Some(holder));
        }
        let all = self.scopes()?;
        Ok(if all.len() == 1 { Some(all[0].org()) } else { None })
    }

    /// Sends somebody to their provider.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no organization with a provider is meant, [`Error::Upstream`] when the provider does not do,
    /// [`Error::Limited`] after too many tries from one address.
    pub async fn begin_oidc(&self, asked: OidcRequest, address: Option<IpAddr>) -> Result<OidcBegun> {
        self.limits().check_address(address)?;
        let org = self.meant(&asked)?.ok_or(Error::NotFound("organization"))?;
        let row = self.oidc_in_use(org)?.ok_or(Error::NotFound("organization"))?;
        let platform = self.platform();
        let client = row.client(&platform.sealer, OrgScope::of(org))?;
        let random = platform.random.as_ref();
        let challenge = Challenge {
            redirect: asked.redirect,
            state: new_token(random, 32),
            nonce: new_token(random, 32),
            verifier: new_token(random, 32),
        };
        let hint =
            asked.email.as_deref().map(str::trim).filter(|email| email.contains('@') && email.len() <= 254);
        let found = self.identity_provider()?.address(&client, &challenge, hint).await;
        let url = found.map_err(|cause| {
            let cause = cause.to_string();
            self.note_oidc_refusal(org, &cause, address);
            Error::Upstream(cause)
        })?;
        let attempt = Attempt {
            org,
            issuer: row.issuer,
            client_id: row.client_id,
            challenge,
            next: if asked.next.len() <= LONGEST_NEXT { asked.next } else { "/".into() },
            expires: platform.now().plus_seconds(LASTS),
        };
        Ok(OidcBegun { url, cookie: platform.sealer.seal_token(PURPOSE, &attempt)?, lasts: LASTS })
    }
}
