//! The handle to this room: its settings, and what it holds in memory.

use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::access::exporting::Exports;
use crate::access::keys::KnownKeys;
use crate::access::limit::SignInLimits;
use crate::access::password::Passwords;
use crate::access::provisioning::Paces;
use crate::access::token::SigningKey;
use crate::access::watching::Watchers;
use crate::access::{HashCost, IdentityProvider, token};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::ports::BreachedPasswords;

/// How long sessions last and how often somebody may try to sign in.
#[derive(Debug, Clone)]
pub struct AccessSettings {
    /// A session that nobody used for so many seconds is over.
    pub idle_seconds: i64,
    /// A session is over after so many seconds in any case.
    pub absolute_seconds: i64,
    /// An access token of the endpoint API is over after so many seconds.
    pub token_seconds: i64,
    /// Tries to sign in that one address has at once.
    pub tries_by_address: NonZeroU32,
    /// An address gets another try each time this has passed.
    pub try_again_by_address: Duration,
    /// Tries to sign in that one account has at once.
    pub tries_by_account: NonZeroU32,
    /// An account gets another try each time this has passed.
    pub try_again_by_account: Duration,
    /// What a password hash costs.
    pub hash_cost: HashCost,
}

impl Default for AccessSettings {
    /// Idle 24 hours, 30 days in all; tokens 12 hours; 30 tries an address and one every 2 s; 10 tries an account and one every 30 s.
    fn default() -> Self {
        Self {
            idle_seconds: 24 * 3600,
            absolute_seconds: 30 * 24 * 3600,
            token_seconds: 12 * 3600,
            tries_by_address: NonZeroU32::new(30).unwrap_or(NonZeroU32::MIN),
            try_again_by_address: Duration::from_secs(2),
            tries_by_account: NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN),
            try_again_by_account: Duration::from_secs(30),
            hash_cost: HashCost::default(),
        }
    }
}

/// Members, sessions, sign-in and API keys. Cheap to clone.
#[derive(Clone)]
pub struct Access(Arc<Inner>);

struct Inner {
    platform: Platform,
    settings: AccessSettings,
    passwords: Passwords,
    limits: SignInLimits,
    paces: Paces,
    exports: Exports,
    watchers: Watchers,
    known_keys: KnownKeys,
    signing_key: OnceLock<SigningKey>,
    identity_provider: OnceLock<Arc<dyn IdentityProvider>>,
    breached_trouble: OnceLock<String>,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Access")
    }
}

impl Access {
    /// Over this platform.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the hash cost is out of argon2's bounds.
    pub fn new(platform: Platform, settings: AccessSettings) -> Result<Self> {
        let passwords = Passwords::new(settings.hash_cost, Arc::clone(&platform.random))?;
        let limits = SignInLimits::new(&settings);
        token::install();
        Ok(Self(Arc::new(Inner {
            platform,
            settings,
            passwords,
            limits,
            paces: Paces::default(),
            exports: Exports::default(),
            watchers: Watchers::default(),
            known_keys: KnownKeys::default(),
            signing_key: OnceLock::new(),
            identity_provider: OnceLock::new(),
            breached_trouble: OnceLock::new(),
        })))
    }

    /// The same, asking `breached` about new passwords from now on. Without one only the built-in list is asked.
    #[must_use]
    pub fn with_breached(self, breached: Arc<dyn BreachedPasswords>) -> Self {
        self.0.passwords.ask(breached);
        self
    }

    /// The same, signing people in at identity providers through this one from now on; the first one that is given stays.
    #[must_use]
    pub fn with_identity_provider(self, provider: Arc<dyn IdentityProvider>) -> Self {
        drop(self.0.identity_provider.set(provider));
        self
    }

    /// Who speaks with identity providers.
    pub(super) fn identity_provider(&self) -> Result<&dyn IdentityProvider> {
        let provider = self.0.identity_provider.get();
        provider.map(AsRef::as_ref).ok_or_else(|| Error::Unmet("single sign-on is not wired here".into()))
    }

    /// The same, which says why it does not ask about new passwords though a list is there.
    #[must_use]
    pub fn without_breached(self, why: String) -> Self {
        drop(self.0.breached_trouble.set(why));
        self
    }

    /// Why new passwords are not held against the list of breached ones; `None` when they are, or when there is none.
    pub fn breached_trouble(&self) -> Option<&str> {
        self.0.breached_trouble.get().map(String::as_str)
    }

    pub(super) fn platform(&self) -> &Platform {
        &self.0.platform
    }

    pub(super) fn settings(&self) -> &AccessSettings {
        &self.0.settings
    }

    pub(super) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(super) fn limits(&self) -> &SignInLimits {
        &self.0.limits
    }

    pub(super) fn paces(&self) -> &Paces {
        &self.0.paces
    }

    pub(super) fn exports(&self) -> &Exports {
        &self.0.exports
    }

    pub(super) fn watchers(&self) -> &Watchers {
        &self.0.watchers
    }

    pub(super) fn known_keys(&self) -> &KnownKeys {
        &self.0.known_keys
    }

    pub(super) fn signing_key(&self) -> &OnceLock<SigningKey> {
        &self.0.signing_key
    }
}
