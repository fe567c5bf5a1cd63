//! The imported list: rows sorted by hash in one file, searched where they lie. A search reads some thirty rows, which
//! the operating system keeps in memory after the first; nothing is read at the start.

use std::fs::File;
use std::path::Path;

use crate::access::breached::{HASH, MAGIC, ROW};
use crate::error::{Error, Result};
use crate::ports::BreachedPasswords;

/// The list that `gatehouse import passwords` made.
#[derive(Debug)]
pub struct PasswordFile {
    file: File,
    rows: u64,
}

impl PasswordFile {
    /// Opens the list at `path`; `None` when nothing was imported.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with a sentence that says what to do when the file is none of ours.
    pub fn open(path: &Path) -> Result<Option<Self>> {
        let shown = path.display();
        let unreadable =
            |cause: std::io::Error| Error::Unavailable(format!("{shown} cannot be read: {cause}"));
        let file = match File::open(path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(unreadable(cause)),
        };
        let bytes = file.metadata().map_err(unreadable)?.len();
        let mut magic = [0u8; MAGIC.len()];
        let head = MAGIC.len() as u64;
        let whole = bytes >= head && (bytes - head).is_multiple_of(ROW as u64);
        if !whole || read_at(&file, &mut magic, 0).is_err() || magic != MAGIC {
            return Err(Error::Unavailable(format!(
                "{shown} is no list of passwords or is damaged; import the list again, or remove the file"
            )));
        }
        Ok(Some(Self { file, rows: (bytes - head) / ROW as u64 }))
    }

    /// How many passwords it knows.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    fn row(&self, at: u64) -> Result<[u8; ROW]> {
        let mut row = [0u8; ROW];
        read_at(&self.file, &mut row, MAGIC.len() as u64 + at * ROW as u64)
            .map_err(|cause| Error::Unavailable(format!("the list of passwords cannot be read: {cause}")))?;
        Ok(row)
    }
}

impl BreachedPasswords for PasswordFile {
    fn count(&self, sha1: &[u8; 20]) -> Result<u64> {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            let row = self.row(middle)?;
            let (hash, count) = row.split_at(HASH);
            match hash.cmp(sha1) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    return Ok(count.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
                }
            }
        }
        Ok(0)
    }
}

#[cfg(unix)]
fn read_at(file: &File, out: &mut [u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, out, at)
}

#[cfg(not(unix))]
fn read_at(file: &File, out: &mut [u8], at: u64) -> std::io::Result<()> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    // A handle of its own: the position is shared otherwise.
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(out)
}
