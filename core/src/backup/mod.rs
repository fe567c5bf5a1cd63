//! Backups: one consistent file of the store, with the key that unseals its secrets sealed under a passphrase; and
//! the way back.
//!
//! The file is written from a snapshot, so writes go on meanwhile. Layout: magic, salt, wrapped key, then rows as
//! length-prefixed bytes, then stored files, then a mark and the SHA-256 of everything before it, so that half a file is
//! noticed. Files come after the rows that name them were read: a file is there before its row is. What can be made again
//! (the index, compiled connectors) is left out.

mod stream;

use std::io::{Read, Write};
use std::path::Path;

use crate::backup::stream::{Hashed, damaged, failed};
use crate::blobs::{BlobId, Blobs};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::sealing::{Sealer, write_private};
use crate::store::{RawRow, Store};

/// Names the format and its version.
const MAGIC: &[u8; 8] = b"GATEBK02";
/// The version before files were in it; it still restores.
const MAGIC_WITHOUT_FILES: &[u8; 8] = b"GATEBK01";
const END: u8 = 0;
const ROW: u8 = 1;
const FILE: u8 = 2;
/// Bytes of a file that are read at a time.
const PIECE: usize = 64 << 10;
/// A passphrase has at least so many characters.
pub const MIN_PASSPHRASE: usize = 12;

/// Writes a backup of everything that is committed now; answers how many rows it holds. Blocks.
///
/// # Errors
/// [`Error::Invalid`] naming `passphrase` when it is too short; [`Error::Unavailable`] when a disk fails.
pub fn write(platform: &Platform, blobs: &Blobs, passphrase: &str, out: impl Write) -> Result<u64> {
    if passphrase.chars().count() < MIN_PASSPHRASE {
        return Err(Error::invalid("passphrase", format!("at least {MIN_PASSPHRASE} characters")));
    }
    let mut out = Hashed::new(out);
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
    for id in blobs.all()? {
        write_file(&mut out, blobs, id)?;
    }
    out.put(&[END])?;
    let hash = out.so_far();
    out.put(&hash)?;
    out.inner.flush().map_err(failed)?;
    Ok(rows)
}

fn write_file(out: &mut Hashed<impl Write>, blobs: &Blobs, id: BlobId) -> Result<()> {
    let file = match blobs.open_blob(id) {
        // Removed since it was listed: no row of the snapshot's future names it.
        Err(Error::NotFound(_)) => return Ok(()),
        opened => opened?,
    };
    let length = file.metadata().map_err(failed)?.len();
    out.put(&[FILE])?;
    out.put(&id.0)?;
    out.put(&length.to_le_bytes())?;
    let (mut file, mut piece, mut left) = (file.take(length), vec![0; PIECE], length);
    while left > 0 {
        let bytes = file.read(&mut piece).map_err(failed)?;
        if bytes == 0 {
            return Err(Error::Unavailable(format!("the stored file {id} is cut short")));
        }
        out.put(&piece[..bytes])?;
        left -= bytes as u64;
    }
    Ok(())
}

fn read_file(input: &mut Hashed<impl Read>, blobs: &Blobs) -> Result<()> {
    let (mut id, mut length) = ([0; 32], [0; 8]);
    input.take(&mut id)?;
    input.take(&mut length)?;
    let mut left = u64::from_le_bytes(length);
    let mut upload = blobs.receive(left)?;
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let bytes = PIECE.min(usize::try_from(left).unwrap_or(PIECE));
        input.take(&mut piece[..bytes])?;
        upload.write(&piece[..bytes])?;
        left -= bytes as u64;
    }
    if upload.finish()?.0.0 == id { Ok(()) } else { Err(damaged()) }
}

/// Makes store, key file and folder of stored files of a backup; answers how many rows it held. Blocks. What it made before an error has to be
/// removed by the caller.
///
/// # Errors
/// [`Error::Invalid`] naming `passphrase` or `file` when it is wrong, cut short or changed; [`Error::Conflict`] when
/// `store` is there already; [`Error::Unavailable`] when a disk fails.
pub fn restore(input: impl Read, passphrase: &str, store: &Path, key: &Path, blobs: &Path) -> Result<u64> {
    let mut input = Hashed::new(input);
    let mut magic = [0; 8];
    input.take(&mut magic)?;
    if &magic != MAGIC && &magic != MAGIC_WITHOUT_FILES {
        return Err(Error::invalid("file", "is no gatehouse backup"));
    }
    let unwrapped = Sealer::unwrap_key(&input.part_in()?, passphrase)?;
    let blobs = Blobs::open(blobs)?;
    let mut rows = 0;
    Store::restore(store, || {
        loop {
            let mut mark = [0];
            input.take(&mut mark)?;
            match mark[0] {
                ROW => {
                    rows += 1;
                    let table = String::from_utf8(input.part_in()?).map_err(|_| damaged())?;
                    return Ok(Some(RawRow { table, key: input.part_in()?, value: input.part_in()? }));
                }
                FILE => read_file(&mut input, &blobs)?,
                END => {
                    let expected = input.so_far();
                    let mut found = [0; 32];
                    input.take(&mut found)?;
                    return if expected == found { Ok(None) } else { Err(damaged()) };
                }
                _ => return Err(damaged()),
            }
        }
    })?;
    write_private(key, unwrapped.as_slice()).map_err(failed)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Read as _;

    use super::{restore, write};
    use crate::blobs::Blobs;
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
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(&folder.path().join("blobs")).unwrap();
        let stored: Vec<_> = [b"".as_slice(), b"crash", &[7; 200_000]]
            .map(|content| {
                let mut upload = blobs.receive(1 << 20).unwrap();
                upload.write(content).unwrap();
                (upload.finish().unwrap().0, content.to_vec())
            })
            .into();
        let mut file = Vec::new();
        let rows = write(&platform, &blobs, PASSPHRASE, &mut file).unwrap();
        assert!(write(&platform, &blobs, "short", std::io::sink()).is_err());

        let (store, key, again) = (folder.path().join("s"), folder.path().join("k"), folder.path().join("b"));
        assert_eq!(restore(file.as_slice(), PASSPHRASE, &store, &key, &again).unwrap(), rows);
        let restored = Blobs::open(&again).unwrap();
        for (id, content) in stored {
            let mut found = Vec::new();
            restored.open_blob(id).unwrap().read_to_end(&mut found).unwrap();
            assert_eq!(found, content);
        }
        let sealer = Sealer::from_file(&key, std::sync::Arc::new(SystemRandom)).unwrap();
        assert_eq!(sealer.open("x", &secret).unwrap().as_slice(), b"hunter2");
        let opened = Store::open(&store, &StoreOptions::default()).unwrap();
        let found = opened.read().unwrap().list(&ROWS, Span::all(), usize::MAX).unwrap();
        assert_eq!(found.len(), 50_000);
        assert_eq!(found[49_999], (49_999, "row 49999".to_owned()));
        assert!(
            restore(file.as_slice(), PASSPHRASE, &store, &key, &again).is_err(),
            "nothing is overwritten"
        );

        let elsewhere = |n: usize| folder.path().join(format!("s{n}"));
        let refused =
            restore(file.as_slice(), "another passphrase", &elsewhere(1), &key, &again).unwrap_err();
        assert!(refused.to_string().contains("passphrase"), "{refused}");
        for (n, cut) in [3, 40, file.len() / 2, file.len() - 1].into_iter().enumerate() {
            assert!(
                restore(&file[..cut], PASSPHRASE, &elsewhere(10 + n), &key, &again).is_err(),
                "cut at {cut}"
            );
        }
        let middle = file.len() / 2;
        file[middle] ^= 1;
        assert!(
            restore(file.as_slice(), PASSPHRASE, &elsewhere(20), &key, &again).is_err(),
            "a flipped bit is noticed"
        );
    }
}
