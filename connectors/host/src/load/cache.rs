//! Compiled code, kept in `<data>/cache/connectors/` so that a start takes milliseconds.
//!
//! An entry is named by the connector's SHA-256 and the engine's compatibility hash, and carries an HMAC under a key
//! of this data folder. An entry that does not verify is thrown away and made anew. The folder can be deleted at
//! any time.

use std::fs;
use std::hash::{Hash as _, Hasher};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};
use wasmtime::Engine;
use wasmtime::component::Component;

use super::precompiled::load_verified;
use crate::error::{HostError, Result};

const KEY_BYTES: usize = 32;

/// A component ready to be linked.
pub(crate) struct Compiled {
    pub(crate) component: Component,
    /// Why an entry of the cache was thrown away on the way here.
    pub(crate) discarded: Option<String>,
}

/// The cache of one data folder and one engine.
pub(crate) struct CompileCache {
    folder: PathBuf,
    key: [u8; KEY_BYTES],
    engine: Engine,
    engine_hash: String,
}

impl CompileCache {
    /// Opens or makes the folder and its key.
    pub(crate) fn open(data_dir: &Path, engine: &Engine) -> Result<Self> {
        let folder = data_dir.join("cache/connectors");
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        made.map_err(HostError::io(format!("create {}", folder.display())))?;
        let key = key_of(&folder)?;
        let mut hasher = Sha256Hasher(Sha256::new());
        engine.precompile_compatibility_hash().hash(&mut hasher);
        let engine_hash = hex::encode(&hasher.0.finalize()[..8]);
        Ok(Self { folder, key, engine: engine.clone(), engine_hash })
    }

    /// The compiled form of `bytes`, from the cache if it is there and sound. Blocks: compiling takes up to seconds.
    pub(crate) fn load(&self, bytes: &[u8], sha256: &str) -> Result<Compiled> {
        let (code, mark) = self.files(sha256);
        let discarded = match self.cached(&code, &mark) {
            Ok(Some(component)) => return Ok(Compiled { component, discarded: None }),
            Ok(None) => None,
            Err(why) => Some(why),
        };
        let rejected = |why: wasmtime::Error| HostError::Rejected(format!("not a component: {why:#}"));
        let compiled = self.engine.precompile_component(bytes).map_err(rejected)?;
        write_whole(&code, &compiled)?;
        write_whole(&mark, self.mark_of(&compiled).as_bytes())?;
        let component = load_verified(&self.engine, &compiled).map_err(HostError::engine)?;
        Ok(Compiled { component, discarded })
    }

    /// Deletes entries of other engines and of connectors that are not in `used` (SHA-256 in hex).
    pub(crate) fn prune(&self, used: &[String]) {
        let keep: Vec<String> = used.iter().map(|sha256| format!("{sha256}-{}", self.engine_hash)).collect();
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let is_entry = path
                .extension()
                .is_some_and(|ending| ending == "code" || ending == "hmac" || ending == "part");
            if is_entry && !keep.iter().any(|kept| kept == stem) {
                // What cannot be deleted now is tried again at the next start.
                let _ = fs::remove_file(path);
            }
        }
    }

    fn files(&self, sha256: &str) -> (PathBuf, PathBuf) {
        let name = format!("{sha256}-{}", self.engine_hash);
        (self.folder.join(format!("{name}.code")), self.folder.join(format!("{name}.hmac")))
    }

    fn cached(&self, code: &Path, mark: &Path) -> Result<Option<Component>, String> {
        let Ok(compiled) = fs::read(code) else { return Ok(None) };
        let before = fs::read_to_string(mark).map_err(|why| format!("its mark cannot be read: {why}"))?;
        if before != self.mark_of(&compiled) {
            return Err("its mark does not match".into());
        }
        load_verified(&self.engine, &compiled).map(Some).map_err(|why| format!("{why:#}"))
    }

    fn mark_of(&self, compiled: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        mac.update(compiled);
        hex::encode(mac.finalize().into_bytes())
    }
}

fn key_of(folder: &Path) -> Result<[u8; KEY_BYTES]> {
    let path = folder.join("key");
    if let Ok(Ok(key)) = fs::read(&path).map(<[u8; KEY_BYTES]>::try_from) {
        return Ok(key);
    }
    // Without the key that wrote them, the entries that are there will not verify, and are made anew.
    let key: [u8; KEY_BYTES] = rand::random();
    write_whole(&path, &key)?;
    Ok(key)
}

/// SHA-256 in hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Writes a file of mode 0600 so that whoever reads it sees the old one or the new one, never half.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    // Two hosts of one process (tests) may write the same entry at once.
    let part = path.with_extension(format!("{:016x}.part", rand::random::<u64>()));
    let write = || -> std::io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(&part, path)
    };
    write().map_err(HostError::io(format!("write {}", path.display())))
}

/// The engine tells what it is only through `Hash`; std's hasher may differ from one compiler to the next.
struct Sha256Hasher(Sha256);

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        u64::from_le_bytes(digest[..8].try_into().expect("a digest has 32 bytes"))
    }
}
