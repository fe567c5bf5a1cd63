//! Files at rest, sealed piece by piece: what is large, or must not lie on the disk as it came (a quarantined program).
//!
//! The STREAM construction over XChaCha20-Poly1305 (crate `aead-stream`): pieces of 64 KiB, each authenticated with its
//! place and whether it is the last, so that a file that was cut, reordered or changed does not open. Each file has a
//! key of its own.

use std::io::{Error, ErrorKind, Read};

use aead_stream::{DecryptorBE32, EncryptorBE32, Nonce, StreamBE32};
use chacha20poly1305::{Key, KeyInit as _, XChaCha20Poly1305};

use crate::error::Result;

/// Bytes of a piece before sealing.
const PIECE: usize = 64 << 10;
/// Bytes that sealing adds to a piece.
const TAG: usize = 16;

type Stream = StreamBE32<XChaCha20Poly1305>;

fn parts(key: &[u8; 32]) -> (XChaCha20Poly1305, Nonce<XChaCha20Poly1305, Stream>) {
    // A key seals one file only, so its nonce need not be random.
    (XChaCha20Poly1305::new(&Key::from(*key)), Nonce::<XChaCha20Poly1305, Stream>::default())
}

/// Seals a file as it comes.
pub struct FileSealer {
    stream: EncryptorBE32<XChaCha20Poly1305>,
    waiting: Vec<u8>,
}

impl std::fmt::Debug for FileSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileSealer")
    }
}

impl FileSealer {
    /// Under `key`, which seals this one file.
    pub fn new(key: &[u8; 32]) -> Self {
        let (cipher, nonce) = parts(key);
        Self { stream: EncryptorBE32::from_aead(cipher, &nonce), waiting: Vec::with_capacity(2 * PIECE) }
    }

    /// Takes the next bytes and gives what is sealed of them to `out`.
    ///
    /// # Errors
    /// What `out` answered; [`crate::Error::Internal`] past 256 TiB.
    pub fn push(&mut self, bytes: &[u8], mut out: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        self.waiting.extend_from_slice(bytes);
        // One byte more than a piece: the last piece is sealed as such, at the end.
        while self.waiting.len() > PIECE {
            let sealed = self.stream.encrypt_next(&self.waiting[..PIECE]).map_err(crate::Error::internal)?;
            self.waiting.drain(..PIECE);
            out(&sealed)?;
        }
        Ok(())
    }

    /// Seals the end.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn finish(self, mut out: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let sealed = self.stream.encrypt_last(self.waiting.as_slice()).map_err(crate::Error::internal)?;
        out(&sealed)
    }
}

/// Opens a sealed file as it is read. Damage is an error of kind [`ErrorKind::InvalidData`].
pub struct FileOpener<R> {
    inner: R,
    stream: Option<DecryptorBE32<XChaCha20Poly1305>>,
    sealed: Vec<u8>,
    open: Vec<u8>,
    at: usize,
}

impl<R> std::fmt::Debug for FileOpener<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileOpener")
    }
}

impl<R: Read> FileOpener<R> {
    /// What [`FileSealer`] sealed under `key`.
    pub fn new(key: &[u8; 32], inner: R) -> Self {
        let (cipher, nonce) = parts(key);
        let stream = Some(DecryptorBE32::from_aead(cipher, &nonce));
        Self { inner, stream, sealed: Vec::new(), open: Vec::new(), at: 0 }
    }

    /// Opens the next piece; leaves none after the last.
    fn next_piece(&mut self) -> std::io::Result<()> {
        self.open.clear();
        self.at = 0;
        let Some(mut stream) = self.stream.take() else { return Ok(()) };
        // One byte of the next piece tells that this one is not the last.
        let wanted = (PIECE + TAG + 1 - self.sealed.len()) as u64;
        self.inner.by_ref().take(wanted).read_to_end(&mut self.sealed)?;
        let damaged = |_| Error::new(ErrorKind::InvalidData, "a stored file is damaged");
        if self.sealed.len() > PIECE + TAG {
            self.open = stream.decrypt_next(&self.sealed[..PIECE + TAG]).map_err(damaged)?;
            self.sealed.drain(..PIECE + TAG);
            self.stream = Some(stream);
        } else {
            self.open = stream.decrypt_last(self.sealed.as_slice()).map_err(damaged)?;
        }
        Ok(())
    }
}

impl<R: Read> Read for FileOpener<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.open.len() {
            self.next_piece()?;
        }
        let bytes = buffer.len().min(self.open.len() - self.at);
        buffer[..bytes].copy_from_slice(&self.open[self.at..self.at + bytes]);
        self.at += bytes;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Read as _;

    use proptest::prelude::*;

    use super::{FileOpener, FileSealer, PIECE, TAG};

    fn keep(out: &mut Vec<u8>, bytes: &[u8]) -> crate::Result<()> {
        out.extend_from_slice(bytes);
        Ok(())
    }

    fn sealed(content: &[u8], step: usize) -> Vec<u8> {
        let (mut sealer, mut out) = (FileSealer::new(&[7; 32]), Vec::new());
        for piece in content.chunks(step) {
            sealer.push(piece, |bytes| keep(&mut out, bytes)).unwrap();
        }
        sealer.finish(|bytes| keep(&mut out, bytes)).unwrap();
        out
    }

    fn opened(sealed: &[u8], key: u8) -> std::io::Result<Vec<u8>> {
        let mut content = Vec::new();
        FileOpener::new(&[key; 32], sealed).read_to_end(&mut content).map(|_| content)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn opens_what_it_sealed(pieces in 0usize..4, more in prop_oneof![Just(0usize), Just(1), 0..PIECE], step in 1usize..200_000) {
            let content: Vec<u8> = (0..pieces * PIECE + more).map(|n| (n % 251) as u8).collect();
            let sealed = sealed(&content, step);
            prop_assert_eq!(opened(&sealed, 7).unwrap(), content);
        }
    }

    #[test]
    fn a_cut_changed_or_reordered_file_does_not_open() {
        let content = vec![3; 3 * PIECE];
        let whole = sealed(&content, 1000);
        assert!(opened(&whole, 8).is_err(), "another key");
        assert!(opened(&whole[..whole.len() - 1], 7).is_err());
        assert!(opened(&whole[..PIECE + TAG], 7).is_err(), "cut between pieces");
        let mut changed = whole.clone();
        changed[PIECE] ^= 1;
        assert!(opened(&changed, 7).is_err());
        let mut reordered = whole[PIECE + TAG..2 * (PIECE + TAG)].to_vec();
        reordered.extend_from_slice(&whole[..PIECE + TAG]);
        reordered.extend_from_slice(&whole[2 * (PIECE + TAG)..]);
        assert!(opened(&reordered, 7).is_err());
        assert!(opened(&[], 7).is_err());
    }
}
