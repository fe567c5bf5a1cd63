//! Provider keys: sealed at rest, shown as a hint only. Admins only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::exposure::providers;
use crate::record;
use crate::sealing::Sealed;
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgScope, OrgTable, OrgWriter, Span};
use crate::time::Timestamp;

const MAX_KEY: usize = 4096;
const MAX_SETTINGS: usize = 16;
/// Keys shorter than this show nothing of themselves.
const SHOWN_FROM: usize = 8;

/// A provider's key as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id.
    pub id: Id,
    /// The provider's name for people.
    pub label: String,
    /// The key, sealed.
    pub(super) key: Sealed,
    /// `****` and the key's last four characters.
    pub key_hint: String,
    /// More settings for the connector: a base URL, a pace. None is secret.
    pub settings: BTreeMap<String, String>,
    /// When a scan last used it.
    pub last_used: Option<Timestamp>,
    /// Why the provider refused the last scan.
    pub last_error: Option<String>,
    /// When it was first entered.
    pub created: Timestamp,
}

record!(Credential, 1);

/// Credentials by provider, as APIs name it.
pub(super) const CREDENTIALS: OrgTable<String, Credential> = OrgTable::new("exposure.credential");

/// What a key is sealed for.
pub(super) fn key_purpose(scope: OrgScope, provider: &str) -> String {
    format!("exposure.credential/{}/{provider}", scope.org())
}

/// The stored credentials by provider.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn credentials(services: &Services, principal: &Principal) -> Result<Vec<(String, Credential)>> {
    principal.require_admin()?;
    services.org(principal).read()?.list(&CREDENTIALS, Span::all(), 0, usize::MAX)
}

/// Stores a provider's key in place of the one before.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming `provider`, `key` or `settings`.
pub async fn put_credential(
    services: &Services,
    principal: &Principal,
    provider: &str,
    key: &str,
    settings: BTreeMap<String, String>,
) -> Result<Credential> {
    principal.require_admin()?;
    let label = providers::keyed_provider(services.connectors.as_ref(), provider)
        .ok_or_else(|| Error::invalid("provider", "no such provider, or it takes no key"))?;
    let key = key.trim();
    if key.is_empty() || key.len() > MAX_KEY || key.contains(char::is_control) {
        return Err(Error::invalid(
            "key",
            format!("1 to {MAX_KEY} characters, none of them a control character"),
        ));
    }
    let long = |text: &String| text.len() > 512;
    if settings.len() > MAX_SETTINGS || settings.iter().any(|(name, value)| long(name) || long(value)) {
        return Err(Error::invalid("settings", "at most 16, with names and values of at most 512 bytes"));
    }
    let (platform, scope, provider) = (&services.platform, principal.scope(), provider.to_owned());
    let sealed = platform.sealer.seal(&key_purpose(scope, &provider), key.as_bytes());
    let fresh = Credential {
        id: platform.new_id(),
        label,
        key: sealed,
        key_hint: hint(key),
        settings,
        last_used: None,
        last_error: None,
        created: platform.now(),
    };
    let entry = Entry::by(platform, principal, "credential.stored").target(&provider).detail(&fresh.key_hint);
    services
        .org(principal)
        .write(move |writer| {
            let mut row = fresh;
            if let Some(old) = writer.get(&CREDENTIALS, &provider)? {
                (row.id, row.created, row.last_used) = (old.id, old.created, old.last_used);
            }
            writer.insert(&CREDENTIALS, &provider, &row)?;
            audit::record(writer, &entry)?;
            Ok(row)
        })
        .await
}

/// Removes a credential.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn remove_credential(services: &Services, principal: &Principal, id: Id) -> Result<()> {
    principal.require_admin()?;
    let entry = Entry::by(&services.platform, principal, "credential.removed");
    services
        .org(principal)
        .write(move |writer| {
            let all = writer.list(&CREDENTIALS, Span::all(), 0, usize::MAX)?;
            let (provider, _) =
                all.into_iter().find(|(_, row)| row.id == id).ok_or(Error::NotFound("credential"))?;
            writer.remove(&CREDENTIALS, &provider)?;
            audit::record(writer, &entry.target(provider))
        })
        .await
}

/// Notes that a scan used a provider's key, and what the provider had against it.
pub(super) fn note_use(
    writer: &mut OrgWriter<'_, '_>,
    provider: &str,
    now: Timestamp,
    error: Option<String>,
) -> Result<()> {
    let provider = provider.to_owned();
    let Some(mut row) = writer.get(&CREDENTIALS, &provider)? else { return Ok(()) };
    (row.last_used, row.last_error) = (Some(now), error);
    writer.insert(&CREDENTIALS, &provider, &row)
}

fn hint(key: &str) -> String {
    let characters = key.chars().count();
    let tail = if characters < SHOWN_FROM { 0 } else { 4 };
    let last: String = key.chars().skip(characters - tail).collect();
    format!("****{last}")
}
