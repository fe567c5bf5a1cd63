//! The stream of a backup: length-prefixed parts, and the hash of all that went through.

use std::io::{Read, Write};

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

/// The longest part of a row that is believed: larger than anything stored.
const MAX_PART: u32 = 64 << 20;

pub(super) fn failed(cause: std::io::Error) -> Error {
    match cause.kind() {
        std::io::ErrorKind::UnexpectedEof => damaged(),
        _ => Error::Unavailable(format!("the backup could not be written or read: {cause}")),
    }
}

pub(super) fn damaged() -> Error {
    Error::invalid("file", "is cut short or was changed; use another backup")
}

/// A stream and the hash of what went through it.
pub(super) struct Hashed<S> {
    pub(super) inner: S,
    hash: Sha256,
}

impl<S> Hashed<S> {
    pub(super) fn new(inner: S) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// The hash of everything so far.
    pub(super) fn so_far(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }
}

impl<S: Write> Hashed<S> {
    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.inner.write_all(bytes).map_err(failed)
    }

    pub(super) fn part(&mut self, bytes: &[u8]) -> Result<()> {
        let length = u32::try_from(bytes.len()).map_err(Error::internal)?;
        self.put(&length.to_le_bytes())?;
        self.put(bytes)
    }
}

impl<S: Read> Hashed<S> {
    pub(super) fn take(&mut self, out: &mut [u8]) -> Result<()> {
        self.inner.read_exact(out).map_err(failed)?;
        self.hash.update(out);
        Ok(())
    }

    pub(super) fn part_in(&mut self) -> Result<Vec<u8>> {
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
