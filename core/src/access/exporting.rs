//! The token with which a SIEM reads an organization's alerts: one an organization, chosen by an admin, and how often it may
//! be used.
//!
//! A token is found by its organization's id, so its row is global. Here lies its SHA-256 only; two are compared in constant
//! time.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::access::limit::Keyed;
use crate::access::{Access, Principal};
use crate::error::{Error, Result};
use crate::record;
use crate::sealing::token_hash;
use crate::store::{GlobalTable, Id, OrgWriter, Rows};
use crate::tenancy;

/// Requests that an organization's SIEM may send in a minute (seed 003, "SIEM export").
const REQUESTS: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
/// How long a token must be (contract "Company"), and may be.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=256;

/// What opens an organization's export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ExportToken {
    hash: [u8; 32],
    /// `...` and its last four characters.
    hint: String,
}

record!(ExportToken, 1);

const EXPORT_TOKENS: GlobalTable<Id, ExportToken> = GlobalTable::new("access.export_token");

impl ExportToken {
    /// What is kept of a token that an admin chose.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `siemToken`.
    pub(crate) fn of(token: &str) -> Result<Self> {
        if !LENGTHS.contains(&token.len()) || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::invalid(
                "siemToken",
                "must be 16 to 256 letters, digits or signs of ASCII, without spaces",
            ));
        }
        Ok(Self { hash: token_hash(token), hint: format!("...{}", &token[token.len() - 4..]) })
    }

    /// `...` and its last four characters.
    pub(crate) fn hint(&self) -> &str {
        &self.hint
    }
}

/// Puts the organization's token in place of the one before; `None` closes the export.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn put_export_token(writer: &mut OrgWriter<'_, '_>, token: Option<&ExportToken>) -> Result<()> {
    let org = writer.scope().org();
    match token {
        Some(token) => writer.global().insert(&EXPORT_TOKENS, &org, token),
        None => writer.global().remove(&EXPORT_TOKENS, &org).map(drop),
    }
}

/// The last four characters of the organization's token; `None` while the export is closed.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn export_token_hint(rows: &impl Rows, org: Id) -> Result<Option<String>> {
    Ok(rows.get(&EXPORT_TOKENS, &org)?.map(|token| token.hint))
}

/// How often each organization's export was asked lately.
pub(super) struct Exports(Keyed<Id>);

impl Default for Exports {
    fn default() -> Self {
        Self(Keyed::new(REQUESTS, Duration::from_secs(60) / REQUESTS.get()))
    }
}

impl Access {
    /// Who reads the alerts of `org` with `token`. The request is counted first, whatever the token; an organization that
    /// does not exist is one without a token.
    ///
    /// # Errors
    /// [`Error::Limited`] when it was asked too often, [`Error::Unauthenticated`] for a token that is not the
    /// organization's, [`Error::Unavailable`] when the disk fails.
    pub fn authenticate_export(
        &self,
        org: Id,
        token: Option<&str>,
        address: Option<IpAddr>,
    ) -> Result<Principal> {
        self.exports().0.check(&org)?;
        let token = token.filter(|token| LENGTHS.contains(&token.len())).ok_or(Error::Unauthenticated)?;
        let reader = self.platform().store.read()?;
        let row = reader.get(&EXPORT_TOKENS, &org)?;
        // Without a row it is compared all the same, and with what no token hashes to.
        let (known, expected) = row.map_or((false, [0; 32]), |row| (true, row.hash));
        let same = bool::from(token_hash(token).ct_eq(&expected));
        let enabled = tenancy::find(&reader, org)?.is_some_and(|organization| organization.enabled);
        if !(known && same && enabled) {
            return Err(Error::Unauthenticated);
        }
        Ok(Principal::export(org).from_address(address))
    }
}
