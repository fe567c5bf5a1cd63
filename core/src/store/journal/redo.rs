//! What a batch did to the rows, as bytes: how it is done again after a crash.

use crate::error::{Error, Result};
use crate::store::journal::frame::HEADER;

/// A batch with more bytes than this is not worth writing twice: it is committed to the tables at once.
const LARGE: usize = 4 << 20;

const PUT: u8 = 1;
const REMOVE: u8 = 2;

/// Rows put and taken away, in order. Room for a frame's header lies in front.
#[derive(Debug)]
pub(in crate::store) struct Redo {
    pub(super) bytes: Vec<u8>,
    large: bool,
}

impl Default for Redo {
    fn default() -> Self {
        Self { bytes: vec![0; HEADER], large: false }
    }
}

impl Redo {
    /// Forgets everything; keeps the memory.
    pub(in crate::store) fn clear(&mut self) {
        self.bytes.truncate(HEADER);
        self.bytes.shrink_to(LARGE / 4);
        self.large = false;
    }

    /// What was done, for [`Entries`].
    pub(in crate::store) fn content(&self) -> &[u8] {
        &self.bytes[HEADER..]
    }

    /// Whether nothing was done.
    pub(in crate::store) fn is_empty(&self) -> bool {
        self.bytes.len() == HEADER && !self.large
    }

    /// Whether there was too much to keep.
    pub(in crate::store) fn is_large(&self) -> bool {
        self.large
    }

    /// A row was put.
    pub(in crate::store) fn put(&mut self, table: &str, key: &[u8], value: &[u8]) {
        self.entry(PUT, table, key, Some(value));
    }

    /// A row was taken away.
    pub(in crate::store) fn remove(&mut self, table: &str, key: &[u8]) {
        self.entry(REMOVE, table, key, None);
    }

    fn entry(&mut self, kind: u8, table: &str, key: &[u8], value: Option<&[u8]>) {
        if self.large || self.bytes.len() + key.len() + value.map_or(0, <[u8]>::len) > LARGE {
            self.large = true;
            return;
        }
        self.bytes.push(kind);
        for part in [Some(table.as_bytes()), Some(key), value].into_iter().flatten() {
            // Bounded by LARGE, so it fits.
            self.bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
            self.bytes.extend_from_slice(part);
        }
    }

    /// The present end, for [`Self::back_to`].
    pub(in crate::store) fn mark(&self) -> usize {
        self.bytes.len()
    }

    /// Forgets what was done after `mark`.
    pub(in crate::store) fn back_to(&mut self, mark: usize) {
        self.bytes.truncate(mark);
    }
}

/// One row put, or with no value taken away.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) struct Entry<'a> {
    pub(in crate::store) table: &'a str,
    pub(in crate::store) key: &'a [u8],
    pub(in crate::store) value: Option<&'a [u8]>,
}

/// The entries of a frame's content.
pub(in crate::store) struct Entries<'a>(pub(in crate::store) &'a [u8]);

impl<'a> Entries<'a> {
    fn part(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (part, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        Some(part)
    }

    fn entry(&mut self) -> Option<Entry<'a>> {
        let (kind, rest) = self.0.split_first()?;
        self.0 = rest;
        let table = std::str::from_utf8(self.part()?).ok()?;
        let key = self.part()?;
        let value = match *kind {
            PUT => Some(self.part()?),
            REMOVE => None,
            _ => return None,
        };
        Some(Entry { table, key, value })
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let entry = self.entry();
        if entry.is_none() {
            self.0 = &[];
        }
        Some(entry.ok_or_else(|| Error::internal("the journal holds an entry that cannot be read")))
    }
}
