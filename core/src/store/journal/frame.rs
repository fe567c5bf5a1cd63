//! A frame: one batch in the journal, sealed so that neither a torn write nor a stranger's bytes pass for one.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::error::{Error, Result};

/// Bytes in front of a frame's content: lap, number, length (8 each, little-endian), then the seal.
pub(super) const HEADER: usize = 24 + 32;
/// Frames begin at multiples of this, so that no frame shares a disk's block with another.
pub(super) const BLOCK: u64 = 4096;

/// What a frame says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// Which run through the file wrote it.
    pub(super) lap: u64,
    /// Its number in the lap, from 0.
    pub(super) number: u64,
    /// Bytes of content.
    pub(super) length: u64,
}

/// How many bytes a frame with that much content takes.
pub(super) fn room(length: u64) -> u64 {
    (HEADER as u64 + length).next_multiple_of(BLOCK)
}

impl Header {
    fn bytes(self) -> [u8; 24] {
        let mut out = [0; 24];
        for (part, number) in out.chunks_exact_mut(8).zip([self.lap, self.number, self.length]) {
            part.copy_from_slice(&number.to_le_bytes());
        }
        out
    }

    /// What the first bytes of a frame say; whether they are true only [`Seal::holds`] tells.
    pub(super) fn read(bytes: &[u8; HEADER]) -> Self {
        let number = |at: usize| {
            let mut part = [0; 8];
            part.copy_from_slice(&bytes[at..at + 8]);
            u64::from_le_bytes(part)
        };
        Self { lap: number(0), number: number(8), length: number(16) }
    }
}

/// Seals frames: HMAC-SHA-256 (RFC 2104) under the store's own key, so that a frame cannot be made by putting its bytes
/// into a row and cutting the power at the right moment.
pub(super) struct Seal(Hmac<Sha256>);

impl Seal {
    pub(super) fn new(key: &[u8]) -> Result<Self> {
        Hmac::new_from_slice(key).map(Self).map_err(Error::internal)
    }

    fn mac(&self, header: Header, content: &[u8]) -> Hmac<Sha256> {
        self.0.clone().chain_update(header.bytes()).chain_update(content)
    }

    /// Fills in the header of `frame`, whose content lies behind [`HEADER`] bytes.
    pub(super) fn close(&self, lap: u64, number: u64, frame: &mut [u8]) {
        let (front, content) = frame.split_at_mut(HEADER);
        let header = Header { lap, number, length: content.len() as u64 };
        front[..24].copy_from_slice(&header.bytes());
        front[24..].copy_from_slice(&self.mac(header, content).finalize().into_bytes());
    }

    /// Whether `frame`, header and content, is one of ours and whole.
    pub(super) fn holds(&self, frame: &[u8]) -> bool {
        let Some((front, content)) = frame.split_first_chunk::<HEADER>() else { return false };
        let header = Header::read(front);
        header.length == content.len() as u64 && self.mac(header, content).verify_slice(&front[24..]).is_ok()
    }
}
