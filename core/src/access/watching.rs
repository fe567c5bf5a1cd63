//! The token with which a monitoring system reads the appliance's metrics: one for the whole appliance, made by an admin of
//! the organization that runs it, and how often it may be used.
//!
//! Only its SHA-256 is kept; two are compared in constant time.

use std::num::NonZeroU32;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::access::limit::Keyed;
use crate::access::{Access, Principal};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::record;
use crate::sealing::{new_token, token_hash};
use crate::store::{GlobalTable, Rows as _};
use crate::tenancy;
use crate::time::Timestamp;

/// Requests in a minute: more than two monitoring systems that look every five seconds.
const REQUESTS: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
/// What every such token begins with, so that a leaked one is known for what it is.
const PREFIX: &str = "ghm_";
/// Bytes of randomness in it.
const RANDOM: usize = 32;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct MetricsToken {
    hash: [u8; 32],
    created: Timestamp,
}

record!(MetricsToken, 1);

const METRICS_TOKEN: GlobalTable<String, MetricsToken> = GlobalTable::new("access.metrics_token");

/// The key of the one row.
fn row() -> String {
    "token".to_owned()
}

/// How often metrics were asked for lately.
pub(super) struct Watchers(Keyed<()>);

impl Default for Watchers {
    fn default() -> Self {
        Self(Keyed::new(REQUESTS, Duration::from_secs(60) / REQUESTS.get()))
    }
}

impl Access {
    /// Makes a token for metrics in place of the one before. It is not shown again.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the operator's admins, [`Error::Unavailable`] when the disk fails.
    pub async fn make_metrics_token(&self, principal: &Principal) -> Result<String> {
        self.require_watched(principal)?;
        let platform = self.platform();
        let token = format!("{PREFIX}{}", new_token(platform.random.as_ref(), RANDOM));
        let kept = MetricsToken { hash: token_hash(&token), created: platform.now() };
        let entry = Entry::by(platform, principal, "metrics_token.created");
        platform
            .store
            .org(principal.scope())
            .write(move |writer| {
                writer.global().insert(&METRICS_TOKEN, &row(), &kept)?;
                audit::record(writer, &entry)
            })
            .await?;
        Ok(token)
    }

    /// Closes the metrics; says whether they were open.
    ///
    /// # Errors
    /// As [`Self::make_metrics_token`].
    pub async fn remove_metrics_token(&self, principal: &Principal) -> Result<bool> {
        self.require_watched(principal)?;
        let entry = Entry::by(self.platform(), principal, "metrics_token.removed");
        self.platform()
            .store
            .org(principal.scope())
            .write(move |writer| {
                let there = writer.global().remove(&METRICS_TOKEN, &row())?;
                if there {
                    audit::record(writer, &entry)?;
                }
                Ok(there)
            })
            .await
    }

    /// When the token for metrics was made; `None` while there is none.
    ///
    /// # Errors
    /// As [`Self::make_metrics_token`].
    pub fn metrics_token(&self, principal: &Principal) -> Result<Option<Timestamp>> {
        self.require_watched(principal)?;
        let token = self.platform().store.read()?.get(&METRICS_TOKEN, &row())?;
        Ok(token.map(|token| token.created))
    }

    fn require_watched(&self, principal: &Principal) -> Result<()> {
        principal.require_admin()?;
        tenancy::require_operator(self.platform(), principal)
    }

    /// Goes on for whoever came with the token for metrics. The request is counted first, whatever the token.
    ///
    /// # Errors
    /// [`Error::Limited`] after 60 requests in a minute, [`Error::Unmet`] when no token was made,
    /// [`Error::Unauthenticated`] for another one, [`Error::Unavailable`] when the disk fails.
    pub fn authenticate_watcher(&self, token: Option<&str>) -> Result<()> {
        self.watchers().0.check(&())?;
        let Some(kept) = self.platform().store.read()?.get(&METRICS_TOKEN, &row())? else {
            let hint = "metrics are closed: an admin opens them with POST /api/console/metrics-token, or `gatehouse \
                metrics-token create` while the appliance is stopped";
            return Err(Error::Unmet(hint.into()));
        };
        let hash = token_hash(token.unwrap_or_default());
        if bool::from(hash.ct_eq(&kept.hash)) { Ok(()) } else { Err(Error::Unauthenticated) }
    }
}
