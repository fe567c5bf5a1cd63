//! Secrets at rest: sealed with an AEAD under the appliance's key; and hashes of tokens that are only compared.
//!
//! The key is 32 bytes in a file with mode 0600, or comes from the environment. What is sealed names what it is for, so
//! that a sealed value moved to another row or organization does not open.

mod file;

use std::path::Path;
use std::sync::Arc;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::ports::Random;

pub use file::{FileOpener, FileSealer};

const NONCE: usize = 24;
const SALT: usize = 16;

/// A sealed secret, as it is stored: nonce and ciphertext.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed(Vec<u8>);

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// Seals and opens secrets.
#[derive(Clone)]
pub struct Sealer {
    key: Arc<Zeroizing<[u8; 32]>>,
    cipher: XChaCha20Poly1305,
    random: Arc<dyn Random>,
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer")
    }
}

impl Sealer {
    /// Under this key.
    pub fn new(key: &[u8; 32], random: Arc<dyn Random>) -> Self {
        let cipher = XChaCha20Poly1305::new(&Key::from(*key));
        Self { key: Arc::new(Zeroizing::new(*key)), cipher, random }
    }

    /// Under the key in `path`, made with mode 0600 when missing.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with a sentence that says what is wrong with the file.
    pub fn from_file(path: &Path, random: Arc<dyn Random>) -> Result<Self> {
        let shown = path.display();
        match std::fs::read(path) {
            Ok(bytes) => {
                let bytes = Zeroizing::new(bytes);
                let key: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| {
                    Error::Unavailable(format!("{shown} is not a key of 32 bytes; restore it from a backup"))
                })?;
                refuse_open_mode(path)?;
                Ok(Self::new(key, random))
            }
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                let mut key = Zeroizing::new([0u8; 32]);
                random.fill(key.as_mut());
                write_private(path, key.as_ref())
                    .map_err(|cause| Error::Unavailable(format!("{shown} cannot be written: {cause}")))?;
                Ok(Self::new(&key, random))
            }
            Err(cause) => Err(Error::Unavailable(format!("{shown} cannot be read: {cause}"))),
        }
    }

    /// The key itself, sealed under a passphrase (argon2id): what a backup carries. Blocks for a moment, on purpose.
    ///
    /// # Errors
    /// [`Error::Internal`] when the passphrase cannot be stretched.
    pub fn wrap_key(&self, passphrase: &str) -> Result<Vec<u8>> {
        let mut salt = [0u8; SALT];
        self.random.fill(&mut salt);
        let stretched = stretch(passphrase, &salt)?;
        let outer = Self::new(&stretched, Arc::clone(&self.random));
        Ok([salt.as_slice(), &outer.seal("backup key", self.key.as_slice()).0].concat())
    }

    /// The key that [`Self::wrap_key`] sealed.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `passphrase` when it is another one.
    pub fn unwrap_key(wrapped: &[u8], passphrase: &str) -> Result<Zeroizing<[u8; 32]>> {
        let wrong = || Error::invalid("passphrase", "is not the one that this backup was made with");
        let (salt, sealed) = wrapped.split_at_checked(SALT).ok_or_else(wrong)?;
        let stretched = stretch(passphrase, salt)?;
        let outer = Self::new(&stretched, Arc::new(crate::ports::SystemRandom));
        let key = outer.open("backup key", &Sealed(sealed.to_vec())).map_err(|_| wrong())?;
        key.as_slice().try_into().map(Zeroizing::new).map_err(|_| wrong())
    }

    /// Seals `secret` for `purpose` (table, organization and row it belongs to).
    pub fn seal(&self, purpose: &str, secret: &[u8]) -> Sealed {
        let mut nonce = [0u8; NONCE];
        self.random.fill(&mut nonce);
        let payload = Payload { msg: secret, aad: purpose.as_bytes() };
        let ciphertext = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .expect("XChaCha20-Poly1305 seals anything that fits in memory");
        Sealed([nonce.as_slice(), &ciphertext].concat())
    }

    /// Opens what was sealed for the same `purpose`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the key is another one or the value was tampered with.
    pub fn open(&self, purpose: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>> {
        let broken = || {
            Error::Unavailable(
                "a stored secret does not open: the key file is not the one that sealed it; restore both together"
                    .into(),
            )
        };
        let (nonce, ciphertext) = sealed.0.split_at_checked(NONCE).ok_or_else(broken)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| broken())?;
        let payload = Payload { msg: ciphertext, aad: purpose.as_bytes() };
        self.cipher.decrypt(&XNonce::from(nonce), payload).map(Zeroizing::new).map_err(|_| broken())
    }

    /// Seals `content` as text that may stand in a URL: a link that nobody else can make or read.
    pub fn seal_token(&self, purpose: &str, content: &impl Serialize) -> Result<String> {
        use base64::Engine as _;
        let content = serde_json::to_vec(content).map_err(Error::internal)?;
        Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.seal(purpose, &content).0))
    }

    /// Opens what [`Self::seal_token`] sealed for the same `purpose`; `None` for anything else.
    pub fn open_token<T: serde::de::DeserializeOwned>(&self, purpose: &str, token: &str) -> Option<T> {
        use base64::Engine as _;
        let sealed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token).ok()?;
        serde_json::from_slice(&self.open(purpose, &Sealed(sealed)).ok()?).ok()
    }

    /// [`Self::open`] for text.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_text(&self, purpose: &str, sealed: &Sealed) -> Result<Zeroizing<String>> {
        let bytes = self.open(purpose, sealed)?;
        String::from_utf8(bytes.to_vec()).map(Zeroizing::new).map_err(Error::internal)
    }
}

/// A key from a passphrase: argon2id with its crate's defaults (19 MiB, two passes).
fn stretch(passphrase: &str, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0u8; 32]);
    argon2::Argon2::default()
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut())
        .map_err(Error::internal)?;
    Ok(key)
}

/// SHA-256 of a token: what is stored of tokens that are only compared. They are random, so no stretching is needed.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A new token: `bytes` of randomness in URL-safe base64.
pub fn new_token(random: &dyn Random, bytes: usize) -> String {
    use base64::Engine as _;
    let mut noise = Zeroizing::new(vec![0u8; bytes]);
    random.fill(noise.as_mut());
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(noise.as_slice())
}

/// Writes a file that only its owner may read, whole or not at all.
pub fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    // tempfile makes its files with mode 0600.
    file.persist(path)?;
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(unix)]
fn refuse_open_mode(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).map_err(Error::internal)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Error::Unavailable(format!(
            "{0} may be read by others (mode {mode:o}); run: chmod 600 {0}",
            path.display()
        )));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_open_mode(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::Sealer;
    use crate::ports::SystemRandom;

    #[test]
    fn opens_only_for_its_purpose_and_key() {
        let sealer = Sealer::new(&[7; 32], Arc::new(SystemRandom));
        let sealed = sealer.seal("credential/1", b"hunter2");
        assert_eq!(sealer.open("credential/1", &sealed).unwrap().as_slice(), b"hunter2");
        assert!(sealer.open("credential/2", &sealed).is_err());
        assert!(Sealer::new(&[8; 32], Arc::new(SystemRandom)).open("credential/1", &sealed).is_err());
        assert_ne!(sealer.seal("credential/1", b"hunter2"), sealed, "a nonce is used once");
    }

    #[test]
    fn a_key_file_is_private_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let sealed = Sealer::from_file(&path, Arc::new(SystemRandom)).unwrap().seal("x", b"y");
        let again = Sealer::from_file(&path, Arc::new(SystemRandom)).unwrap();
        assert_eq!(again.open("x", &sealed).unwrap().as_slice(), b"y");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            let refusal = Sealer::from_file(&path, Arc::new(SystemRandom)).unwrap_err().to_string();
            assert!(refusal.contains("chmod 600"), "{refusal}");
        }
    }
}
