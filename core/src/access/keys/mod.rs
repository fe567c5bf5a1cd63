//! API keys: what programs (endpoint agents, scripts) show instead of signing in. The secret is shown once, at its
//! making; here lies its SHA-256. A key belongs to one organization.

mod known;
mod manage;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::record;
use crate::store::{GlobalTable, Id, OrgTable};
use crate::time::Timestamp;

pub(super) use known::KnownKeys;

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyPermission {
    /// Read, and write what agents write.
    Full,
    /// Read only.
    Read,
}

type SecretHash = [u8; 32];

/// A key as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ApiKey {
    hash: SecretHash,
    label: String,
    hint: String,
    enabled: bool,
    permission: KeyPermission,
    version: u64,
    created: Timestamp,
    last_used: Option<Timestamp>,
}

record!(ApiKey, 1);

/// Where the key with a secret is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct KeyPlace {
    org: Id,
    key: Id,
}

record!(KeyPlace, 1);

const KEYS: OrgTable<Id, ApiKey> = OrgTable::new("access.api_key");
const BY_HASH: GlobalTable<SecretHash, KeyPlace> = GlobalTable::new("access.api_key_by_hash");

/// A key as admins see it: never its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyView {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub label: String,
    /// The secret with all but its last four characters left out: `gh_…a1B2`.
    pub hint: String,
    /// Whether it opens anything (`status` in seed 000).
    pub enabled: bool,
    /// What it may do.
    pub permission: KeyPermission,
    /// Raised by each change; starts at 1.
    pub version: u64,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last used, to within five minutes.
    pub last_used: Option<Timestamp>,
}

impl KeyView {
    fn of(id: Id, row: ApiKey) -> Self {
        let ApiKey { label, hint, enabled, permission, version, created, last_used, .. } = row;
        Self { id, label, hint, enabled, permission, version, created, last_used }
    }
}

/// What it takes to make a key.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What it is called, 1 to 100 characters.
    pub label: String,
    /// Whether it opens anything.
    pub enabled: bool,
    /// What it may do.
    pub permission: KeyPermission,
}

/// What changes of a key; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct KeyChange {
    /// What it is called, 1 to 100 characters.
    pub label: Option<String>,
    /// Whether it opens anything.
    pub enabled: Option<bool>,
    /// What it may do.
    pub permission: Option<KeyPermission>,
    /// The version that the caller saw; another one is a conflict. `None` changes whatever there is.
    pub version: Option<u64>,
}

/// A label as it is kept.
fn normal_label(text: &str) -> Result<String> {
    let label = text.trim();
    if label.is_empty() || label.chars().count() > 100 || label.chars().any(char::is_control) {
        return Err(Error::invalid("label", "must be 1 to 100 printable characters"));
    }
    Ok(label.to_owned())
}
