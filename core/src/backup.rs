//! Backups: one consistent file of the store, with the key that unseals its secrets sealed under a passphrase; and
//! the way back.
//!
//! The file is written from a snapshot, so writes go on meanwhile. Layout: magic, salt, wrapped key, then rows as
//! length-prefixed bytes, then a mark and the SHA-256 of everything before it, so that half a file is noticed. What can
//! be made again (the index, compiled connectors) is left out.

use std::io::{Read, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::sealing::{Sealer, write_private};
use crate::store::{RawRow, Store};

/// Names the format and its version.
const MAGIC: &[u8; 8] = b"GATEBK01";
const ROW: u8 = 1;
const END: u8 = 0;
/// The longest part of a row that is believed: larger than anything stored.
const MAX_PART: u32 = 64 << 20;
/// A passphrase has at least so many characters.
pub const MIN_PASSPHRASE: usize = 12;

/// Writes a backup of everything that is committed now; answers how many rows it holds. Blocks.
///
/// # Errors
/// [`Error::Invalid`] naming `passphrase` when it is too short; [`Error::Unavailable`] when a disk fails.
pub fn write(platform: &Platform, passphrase: &str, out: impl Write) -> Result<u64> {
    if passphrase.chars().count() < MIN_PASSPHRASE {
        return Err(Error::invalid("passphrase", format!("at least {MIN_PASSPHRASE} characters")));
    }
    let mut out = Hashed { inner: out, hash: Sha256::new() };
    out.put(MAGIC)?;
    out.part(&platform.sealer.wrap_key(passphrase)?)?;
    let mut rows = 0;
    platform.store.read()?.dump(|table, key, value| {
        rows += 1;
        out.put(&[ROW])?;
        out.part(table.as_bytes())?;
        out.part(key)?;
        out.part(value)
    })?;
    out.put(&[END])?;
    let hash = out.hash.clone().finalize();
    out.put(&hash)?;
    out.inner.flush().map_err(failed)?;
    Ok(rows)
}

/// Makes store and key file of a backup; answers how many rows it held. Blocks. What it made before an error has to be
/// removed by the caller.
///
/// # Errors
/// [`Error::Invalid`] naming `passphrase` or `file` when it is wrong, cut short or changed; [`Error::Conflict`] when
/// `store` is there already; [`Error::Unavailable`] when a disk fails.
pub fn restore(input: impl Read, passphrase: &str, store: &Path, key: &Path) -> Result<u64> {
    let mut input = Hashed { inner: input, hash: Sha256::new() };
    let mut magic = [0; 8];
    input.take(&mut magic)?;
    if &magic != MAGIC {
        return Err(Error::invalid("file", "is no gatehouse backup"));
    }
    let unwrapped = Sealer::unwrap_key(&input.part_in()?, passphrase)?;
    let mut rows = 0;
    Store::restore(store, || {
        let mut mark = [0];
        input.take(&mut mark)?;
        match mark[0] {
            ROW => {
                rows += 1;
                let table = String::from_utf8(input.part_in()?).map_err(|_| damaged())?;
                Ok(Some(RawRow { table, key: input.part_in()?, value: input.part_in()? }))
            }
            END => {
                let expected = input.hash.clone().finalize();
                let mut found = [0; 32];
                input.take(&mut found)?;
                if expected.as_slice() == found { Ok(None) } else { Err(damaged()) }
            }
            _ => Err(damaged()),
        }
    })?;
    write_private(key, unwrapped.as_slice()).map_err(failed)?;
    Ok(rows)
}

fn failed(cause: std::io::Error) -> Error {
    match cause.kind() {
        std::io::ErrorKind::UnexpectedEof => damaged(),
        _ => Error::Unavailable(format!("the backup could not be written or read: {cause}")),
    }
}

fn damaged() -> Error {
    Error::invalid("file", "is cut short or was changed; use another backup")
}

/// A stream and the hash of what went through it.
struct Hashed<S> {
    inner: S,
    hash: Sha256,
}

impl<S: Write> Hashed<S> {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.inner.write_all(bytes).map_err(failed)
    }

    fn part(&mut self, bytes: &[u8]) -> Result<()> {
        let length = u32::try_from(bytes.len()).map_err(Error::internal)?;
        self.put(&length.to_le_bytes())?;
        self.put(bytes)
    }
}

impl<S: Read> Hashed<S> {
    fn take(&mut self, out: &mut [u8]) -> Result<()> {
        self.inner.read_exact(out).map_err(failed)?;
        self.hash.update(out);
        Ok(())
    }

    fn part_in(&mut self) -> Result<Vec<u8>> {
        let mut length = [0; 4];
        self.take(&mut length)?;
        let length = u32::from_le_bytes(length);
        if length > MAX_PART {
            return Err(damaged());
        }
        let mut bytes = vec![0; usize::try_from(length).map_err(Error::internal)?];
        self.take(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{restore, write};
    use crate::platform::Platform;
    use crate::ports::SystemRandom;
    use crate::sealing::Sealer;
    use crate::store::{GlobalTable, Rows as _, Span, Store, StoreOptions};

    const ROWS: GlobalTable<u64, String> = GlobalTable::new("test.row");
    const PASSPHRASE: &str = "a dozen or more";

    #[test]
    fn comes_back_whole_or_not_at_all() {
        let platform = Platform::in_memory().unwrap();
        platform
            .store
            .write_blocking(|writer| {
                (0..50_000u64).try_for_each(|n| writer.insert(&ROWS, &n, &format!("row {n}")))
            })
            .unwrap();
        let secret = platform.sealer.seal("x", b"hunter2");
        let mut file = Vec::new();
        let rows = write(&platform, PASSPHRASE, &mut file).unwrap();
        assert!(write(&platform, "short", std::io::sink()).is_err());

        let folder = tempfile::tempdir().unwrap();
        let (store, key) = (folder.path().join("s"), folder.path().join("k"));
        assert_eq!(restore(file.as_slice(), PASSPHRASE, &store, &key).unwrap(), rows);
        let sealer = Sealer::from_file(&key, std::sync::Arc::new(SystemRandom)).unwrap();
        assert_eq!(sealer.open("x", &secret).unwrap().as_slice(), b"hunter2");
        let opened = Store::open(&store, &StoreOptions::default()).unwrap();
        let found = opened.read().unwrap().list(&ROWS, Span::all(), usize::MAX).unwrap();
        assert_eq!(found.len(), 50_000);
        assert_eq!(found[49_999], (49_999, "row 49999".to_owned()));
        assert!(restore(file.as_slice(), PASSPHRASE, &store, &key).is_err(), "nothing is overwritten");

        let elsewhere = |n: usize| folder.path().join(format!("s{n}"));
        let refused = restore(file.as_slice(), "another passphrase", &elsewhere(1), &key).unwrap_err();
        assert!(refused.to_string().contains("passphrase"), "{refused}");
        for (n, cut) in [3, 40, file.len() / 2, file.len() - 1].into_iter().enumerate() {
            assert!(restore(&file[..cut], PASSPHRASE, &elsewhere(10 + n), &key).is_err(), "cut at {cut}");
        }
        let middle = file.len() / 2;
        file[middle] ^= 1;
        assert!(
            restore(file.as_slice(), PASSPHRASE, &elsewhere(20), &key).is_err(),
            "a flipped bit is noticed"
        );
    }
}
