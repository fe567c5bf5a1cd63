//! Passwords: the rule that they follow (length, and that nobody's list has them), and argon2id on a bounded pool, since each hash costs memory and time.

use std::sync::{Arc, OnceLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use sha1::{Digest as _, Sha1};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::access::breached::is_common;
use crate::error::{Error, Result};
use crate::ports::{BreachedPasswords, Random};

/// Shortest password, in characters (NIST SP 800-63B-4 asks for 15 where it is the only factor, at least 8 otherwise).
const SHORTEST: usize = 12;
/// Longest password, in characters.
const LONGEST: usize = 128;
/// Shortest password for uninstalling an agent, in characters.
const SHORTEST_UNINSTALL: usize = 6;
/// Hashes that run at once.
const AT_ONCE: usize = 2;
/// Hashes that may wait; whoever comes later is told to come back.
const WAITING: usize = 64;

/// What one argon2id hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for HashCost {
    /// What OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, lanes: 1 }
    }
}

/// Hashes and compares passwords.
pub(super) struct Passwords {
    argon2: Argon2<'static>,
    /// A hash that no password has: verified in place of the one that an unknown user lacks.
    nobody: String,
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
    random: Arc<dyn Random>,
    breached: OnceLock<Arc<dyn BreachedPasswords>>,
}

impl Passwords {
    pub(super) fn new(cost: HashCost, random: Arc<dyn Random>) -> Result<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(Error::internal)?;
        let nobody = format!(
            "$argon2id$v=19$m={},t={},p={}${}${}",
            cost.memory_kib,
            cost.passes,
            cost.lanes,
            "A".repeat(22),
            "A".repeat(43)
        );
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            nobody,
            running: Arc::new(Semaphore::new(AT_ONCE)),
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            random,
            breached: OnceLock::new(),
        })
    }

    /// Asks this list about new passwords from now on; the first one that is given stays.
    pub(super) fn ask(&self, breached: Arc<dyn BreachedPasswords>) {
        drop(self.breached.set(breached));
    }

    /// The PHC string of a new password.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `password` when it breaks the rule.
    pub(super) async fn hash(&self, password: &str) -> Result<String> {
        check_length(password)?;
        let (breached, asked) = (self.breached.get().cloned(), Zeroizing::new(password.to_owned()));
        let known = tokio::task::spawn_blocking(move || is_known(breached.as_deref(), &asked));
        if known.await.map_err(Error::internal)?? {
            let reason = "is in a list of breached passwords; choose another";
            return Err(Error::invalid("password", reason));
        }
        self.hash_checked(password).await
    }

    /// The PHC string of a new password for uninstalling agents: one that people type at a machine, tried a few times
    /// at most, so that a shorter one does.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `uninstall_password`.
    pub(super) async fn hash_uninstall(&self, password: &str) -> Result<String> {
        if !(SHORTEST_UNINSTALL..=LONGEST).contains(&password.chars().count()) {
            let reason = format!("must have {SHORTEST_UNINSTALL} to {LONGEST} characters");
            return Err(Error::invalid("uninstall_password", reason));
        }
        self.hash_checked(password).await
    }

    async fn hash_checked(&self, password: &str) -> Result<String> {
        let mut salt = [0u8; 16];
        self.random.fill(&mut salt);
        let (argon2, password) = (self.argon2.clone(), Zeroizing::new(password.to_owned()));
        self.blocking(move || {
            argon2
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map(|hash: argon2::PasswordHash| hash.to_string())
                .map_err(Error::internal)
        })
        .await?
    }

    /// Whether `password` is the one behind `hash`. Without a hash it takes the same time and answers no.
    pub(super) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        // Longer ones cannot have been set; hashing megabytes would be a gift to whoever sends them.
        let password = if password.chars().count() > LONGEST { "" } else { password };
        // Empty for who has none.
        let hash = hash.filter(|hash| !hash.is_empty());
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let (argon2, password) = (self.argon2.clone(), Zeroizing::new(password.to_owned()));
        self.blocking(move || {
            let hash = PasswordHash::new(&hash).map_err(Error::internal)?;
            Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await?
    }

    async fn blocking<T: Send + 'static>(&self, run: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let Ok(_place) = self.places.try_acquire() else {
            return Err(Error::Unavailable("too many people sign in at once; try again in a second".into()));
        };
        let slot = Arc::clone(&self.running).acquire_owned().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let done = run();
            drop(slot);
            done
        })
        .await
        .map_err(Error::internal)
    }
}

/// Whether a list has it. The published one is made of SHA-1 hashes.
fn is_known(breached: Option<&dyn BreachedPasswords>, password: &str) -> Result<bool> {
    if is_common(password) {
        return Ok(true);
    }
    let Some(breached) = breached else { return Ok(false) };
    Ok(breached.count(&Sha1::digest(password.as_bytes()).into())? > 0)
}

/// Length only: classes of characters make passwords worse (NIST SP 800-63B-4 §3.1.1.2).
fn check_length(password: &str) -> Result<()> {
    match password.chars().count() {
        n if n < SHORTEST => {
            Err(Error::invalid("password", format!("must have at least {SHORTEST} characters")))
        }
        n if n > LONGEST => {
            Err(Error::invalid("password", format!("must have at most {LONGEST} characters")))
        }
        _ => Ok(()),
    }
}
