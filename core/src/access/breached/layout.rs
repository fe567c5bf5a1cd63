//! The file's bytes. A head: magic, number of rows, for each two leading bytes of a hash where its rows end, a checksum,
//! zeros up to a page. Then blocks of a page each: rows sorted by hash without those two bytes, a checksum, zeros.
//! Numbers are little-endian.

use crate::access::breached::{Hash, count};

/// What the file starts with; its last byte is the layout's version.
pub(super) const MAGIC: [u8; 8] = *b"ghpwned\x02";
/// A page of the operating system and of a disk.
pub(super) const BLOCK: usize = 4096;
/// Bytes of a row: what is left of the hash, and [`count`].
pub(super) const ROW: usize = TAIL + 2;
/// Bytes of a hash that a row holds.
pub(super) const TAIL: usize = 18;
/// Rows of a full block.
pub(super) const BLOCK_ROWS: u64 = BLOCK_ROW_COUNT as u64;
/// Segments: one for each two leading bytes.
pub(super) const SEGMENTS: usize = 1 << 16;
/// Bytes before the first block.
pub(super) const HEAD: usize = HEAD_SUM.next_multiple_of(BLOCK);
/// More rows are not taken: far beyond any list, and no offset overflows.
pub(super) const MOST_ROWS: u64 = 1 << 40;

const BLOCK_ROW_COUNT: usize = (BLOCK - 4) / ROW;
/// Where a block's checksum stands.
const BLOCK_SUM: usize = BLOCK_ROW_COUNT * ROW;
/// Where the head's checksum ends.
const HEAD_SUM: usize = 16 + SEGMENTS * 8 + 4;

/// The segment that a hash belongs to.
pub(super) fn segment_of(hash: &Hash) -> usize {
    usize::from(u16::from_be_bytes([hash[0], hash[1]]))
}

/// Bytes of a file of so many rows.
pub(super) fn file_bytes(rows: u64) -> u64 {
    offset(rows.div_ceil(BLOCK_ROWS))
}

/// Where a block begins.
pub(super) fn offset(block: u64) -> u64 {
    HEAD as u64 + block * BLOCK as u64
}

/// The file's head.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) rows: u64,
    /// For each segment the number of rows up to its end.
    pub(super) ends: Box<[u64]>,
}

impl Head {
    /// The bytes, [`HEAD`] of them.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&self.rows.to_le_bytes());
        bytes.extend(self.ends.iter().flat_map(|end| end.to_le_bytes()));
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
        bytes.resize(HEAD, 0);
        bytes
    }

    /// Reads [`HEAD`] bytes; `None` when they are none of ours or damaged.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (said, sum) = bytes.get(..HEAD_SUM)?.split_at(HEAD_SUM - 4);
        if crc32fast::hash(said).to_le_bytes() != sum || !said.starts_with(&MAGIC) {
            return None;
        }
        let (numbers, _) = said[MAGIC.len()..].as_chunks::<8>();
        let (rows, ends) = numbers.split_first()?;
        let rows = u64::from_le_bytes(*rows);
        let ends: Box<[u64]> = ends.iter().map(|end| u64::from_le_bytes(*end)).collect();
        (rows <= MOST_ROWS && ends.is_sorted() && ends.last() == Some(&rows)).then_some(Self { rows, ends })
    }

    /// The rows of a segment: number of the first, and of the one behind the last.
    pub(super) fn segment(&self, segment: usize) -> (u64, u64) {
        (segment.checked_sub(1).map_or(0, |before| self.ends[before]), self.ends[segment])
    }
}

/// A page of rows.
#[derive(Debug, Clone)]
pub(super) struct Block {
    bytes: [u8; BLOCK],
}

impl Block {
    /// One without rows.
    pub(super) fn empty() -> Self {
        Self { bytes: [0; BLOCK] }
    }

    /// Writes the row with that place in the block.
    pub(super) fn put(&mut self, place: usize, hash: &Hash, seen: u64) {
        let row = &mut self.bytes[place * ROW..][..ROW];
        row[..TAIL].copy_from_slice(&hash[hash.len() - TAIL..]);
        row[TAIL..].copy_from_slice(&count::encode(seen).to_le_bytes());
    }

    /// What is left of the hash in the row with that place.
    pub(super) fn tail(&self, place: usize) -> &[u8] {
        &self.bytes[place * ROW..][..TAIL]
    }

    /// How often the password of that row was seen.
    pub(super) fn count(&self, place: usize) -> u64 {
        let at = place * ROW + TAIL;
        count::decode(u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]]))
    }

    /// The bytes to write as block `number`, with their checksum.
    pub(super) fn seal(&mut self, number: u64) -> &[u8; BLOCK] {
        let sum = self.sum(number).to_le_bytes();
        self.bytes[BLOCK_SUM..][..sum.len()].copy_from_slice(&sum);
        &self.bytes
    }

    /// Where to read block `number` to, before [`Block::is_whole`] is asked.
    pub(super) fn space(&mut self) -> &mut [u8; BLOCK] {
        &mut self.bytes
    }

    /// Whether this is block `number` as it was written.
    pub(super) fn is_whole(&self, number: u64) -> bool {
        self.bytes[BLOCK_SUM..].starts_with(&self.sum(number).to_le_bytes())
    }

    /// The number is part of it, so that a block that lies elsewhere is not taken for this one.
    fn sum(&self, number: u64) -> u32 {
        let mut sum = crc32fast::Hasher::new();
        sum.update(&number.to_le_bytes());
        sum.update(&self.bytes[..BLOCK_SUM]);
        sum.finalize()
    }
}
