//! The imported list, searched where it lies. SHA-1 spreads evenly, so the place of a hash can be guessed to within a
//! page; a list that is not even is found by halving. Blocks are read, not mapped: a disk that fails to read a mapped
//! page kills the process, and that page is in the operating system's cache either way.

use std::fmt::{self, Display};
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::access::breached::Hash;
use crate::access::breached::layout::{HEAD, Head, MAGIC, file_bytes, segment_of};
use crate::access::breached::search::{Reader, read_at};
use crate::error::{Error, Result};
use crate::ports::BreachedPasswords;

/// The list that `gatehouse import passwords` made. Holds half a megabyte, whatever the list's length.
#[derive(Debug)]
pub struct PasswordFile {
    pub(super) path: PathBuf,
    pub(super) file: File,
    pub(super) head: Head,
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRow {
    /// The password's SHA-1.
    pub sha1: Hash,
    /// How often it was seen: exact up to 32,767, above at most 0.1 % too low.
    pub count: u64,
}

/// As a line of an answer to a range: the hash without its first five digits, a colon, the count.
impl Display for PasswordRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = hex::encode_upper(self.sha1);
        write!(out, "{}:{}", &digits[PREFIX..], self.count)
    }
}

/// Hexadecimal digits that name a range.
const PREFIX: usize = 5;

impl PasswordFile {
    /// Opens the list at `path`; `None` when nothing was imported.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with a sentence that says what to do when the file is none of ours, is of an earlier
    /// layout, or is damaged or cut short.
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
        let mut head = vec![0; HEAD.min(usize::try_from(bytes).unwrap_or(HEAD))];
        read_at(&file, &mut head, 0).map_err(unreadable)?;
        let (ours, version) = MAGIC.split_at(MAGIC.len() - 1);
        if head.strip_prefix(ours).and_then(|rest| rest.first()).is_some_and(|other| *other != version[0]) {
            return Err(Error::Unavailable(format!(
                "{shown} is of another release's form; import the list again, or remove the file"
            )));
        }
        match Head::decode(&head) {
            Some(head) if file_bytes(head.rows) == bytes => {
                Ok(Some(Self { path: path.to_owned(), file, head }))
            }
            _ => Err(damaged(path)),
        }
    }

    /// How many passwords it knows.
    pub fn rows(&self) -> u64 {
        self.head.rows
    }

    /// Every row whose hash begins with five hexadecimal digits, in order: what the k-anonymity service answers to a
    /// range. Some two thousand of two billion. Reads the file: for threads that may block.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `prefix` when it is something else; [`Error::Unavailable`] when the list cannot be
    /// read or is damaged.
    pub fn range(&self, prefix: &str) -> Result<PasswordRange<'_>> {
        let digits = prefix.len() == PREFIX && prefix.bytes().all(|byte| byte.is_ascii_hexdigit());
        let prefix = digits.then(|| u32::from_str_radix(prefix, 16).ok()).flatten();
        let prefix = prefix.ok_or_else(|| Error::invalid("prefix", "must be five hexadecimal digits"))?;
        let first = |prefix: u32| {
            let mut hash = Hash::default();
            hash[..4].copy_from_slice(&(prefix << 12).to_be_bytes());
            hash
        };
        let mut reader = Reader::new(self);
        let next = reader.rank(&first(prefix))?;
        // The first row behind: in this segment, or where it ends.
        let end = match prefix & 0xf {
            0xf => self.head.segment(segment_of(&first(prefix))).1,
            _ => reader.rank(&first(prefix + 1))?,
        };
        let [_, leading @ .., _] = (prefix << 4).to_be_bytes();
        Ok(PasswordRange { reader, leading, next, end })
    }
}

pub(super) fn damaged(path: &Path) -> Error {
    Error::Unavailable(format!(
        "{} is no list of passwords or is damaged; import the list again, or remove the file",
        path.display()
    ))
}

impl BreachedPasswords for PasswordFile {
    fn count(&self, sha1: &Hash) -> Result<u64> {
        Reader::new(self).count(sha1)
    }
}

/// Rows of a range as they are read; ends behind the first that cannot be read.
#[derive(Debug)]
pub struct PasswordRange<'a> {
    reader: Reader<'a>,
    leading: [u8; 2],
    next: u64,
    end: u64,
}

impl Iterator for PasswordRange<'_> {
    type Item = Result<PasswordRow>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let row = self.reader.row(self.leading, self.next);
        self.next = if row.is_ok() { self.next + 1 } else { self.end };
        Some(row)
    }
}
