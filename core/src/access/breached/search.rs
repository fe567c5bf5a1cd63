//! Finding rows: one block in memory at a time.

use std::fs::File;

use crate::access::breached::Hash;
use crate::access::breached::file::{PasswordFile, PasswordRow, damaged};
use crate::access::breached::layout::{BLOCK_ROWS, Block, TAIL, offset, segment_of};
use crate::error::{Error, Result};

/// Blocks that are looked at beside the guess before the search halves what is left.
const NEIGHBOURS: u32 = 3;

/// Reads blocks of a list, keeping the last.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    list: &'a PasswordFile,
    /// Which block that is.
    number: Option<u64>,
    block: Block,
}

impl<'a> Reader<'a> {
    /// One that has read nothing yet.
    pub(super) fn new(list: &'a PasswordFile) -> Self {
        Self { list, number: None, block: Block::empty() }
    }

    /// How often the password with that hash was seen; 0 when it is not in the list.
    pub(super) fn count(&mut self, hash: &Hash) -> Result<u64> {
        let (_, end) = self.list.head.segment(segment_of(hash));
        let rank = self.rank(hash)?;
        if rank == end {
            return Ok(0);
        }
        let place = self.load(rank)?;
        Ok(if self.block.tail(place) == tail(hash) { self.block.count(place) } else { 0 })
    }

    /// The row with that number, which is of the segment `leading`.
    pub(super) fn row(&mut self, leading: [u8; 2], number: u64) -> Result<PasswordRow> {
        let place = self.load(number)?;
        let mut sha1 = Hash::default();
        sha1[..leading.len()].copy_from_slice(&leading);
        sha1[leading.len()..].copy_from_slice(self.block.tail(place));
        Ok(PasswordRow { sha1, count: self.block.count(place) })
    }

    /// The number of the first row of the hash's segment that is not below the hash, or the segment's end.
    pub(super) fn rank(&mut self, hash: &Hash) -> Result<u64> {
        let (mut low, mut high) = self.list.head.segment(segment_of(hash));
        let wanted = tail(hash);
        let mut guess = low + share(wanted, high - low);
        let mut tries = 0;
        while low < high {
            let place = self.load(guess)?;
            let block = guess - place as u64;
            // What of the block is still in question.
            let (first, end) = (low.max(block), high.min(block + BLOCK_ROWS));
            let below = self.below(wanted, (first - block) as usize, (end - block) as usize);
            let rank = block + below as u64;
            if rank == end {
                low = end;
            } else if rank > first || self.block.tail(below) == wanted {
                return Ok(rank);
            } else {
                high = first;
            }
            tries += 1;
            guess = if tries > NEIGHBOURS {
                low + (high - low) / 2
            } else if rank == end {
                low
            } else {
                high.saturating_sub(1)
            };
        }
        Ok(low)
    }

    /// The first place from `first` on, before `end`, whose row is not below; `end` when there is none.
    fn below(&self, wanted: &[u8], first: usize, end: usize) -> usize {
        let (mut low, mut high) = (first, end);
        while low < high {
            let middle = low.midpoint(high);
            if self.block.tail(middle) < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Has the block of that row in memory; the row's place in it.
    fn load(&mut self, row: u64) -> Result<usize> {
        let number = row / BLOCK_ROWS;
        if self.number != Some(number) {
            self.number = None;
            read_at(&self.list.file, self.block.space(), offset(number)).map_err(|cause| {
                Error::Unavailable(format!("the list of passwords cannot be read: {cause}"))
            })?;
            if !self.block.is_whole(number) {
                return Err(damaged(&self.list.path));
            }
            self.number = Some(number);
        }
        Ok((row % BLOCK_ROWS) as usize)
    }
}

/// What a row holds of the hash.
fn tail(hash: &Hash) -> &[u8] {
    &hash[hash.len() - TAIL..]
}

/// How many of `rows` rows are below `tail` when they are spread evenly; less than `rows` unless that is 0.
fn share(tail: &[u8], rows: u64) -> u64 {
    let leading = tail.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    ((u128::from(leading) * u128::from(rows)) >> 64) as u64
}

/// Fills `out` with what stands at `at`.
#[cfg(unix)]
pub(super) fn read_at(file: &File, out: &mut [u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, out, at)
}

/// Fills `out` with what stands at `at`.
#[cfg(not(unix))]
pub(super) fn read_at(file: &File, out: &mut [u8], at: u64) -> std::io::Result<()> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    // A handle of its own: the position is shared otherwise.
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(out)
}
