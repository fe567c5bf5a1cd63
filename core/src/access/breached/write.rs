//! Writing the list: rows come in order of their hashes, blocks leave one after the other, the head comes last. What is
//! held is a block and the head's table, whatever the length of the list.

use std::fs::File;
use std::io::{BufWriter, Result, Seek as _, SeekFrom, Write as _};

use crate::access::breached::Hash;
use crate::access::breached::layout::{BLOCK_ROWS, Block, HEAD, Head, SEGMENTS, segment_of};

/// Bytes that go to the file at once.
const BUFFER: usize = 1 << 20;

/// A list that is being written.
pub(super) struct ListWriter<'a> {
    out: BufWriter<&'a File>,
    block: Block,
    rows: u64,
    /// Rows of each segment.
    lengths: Box<[u64]>,
}

impl<'a> ListWriter<'a> {
    /// Begins a list in an empty file.
    pub(super) fn begin(mut file: &'a File) -> Result<Self> {
        file.seek(SeekFrom::Start(HEAD as u64))?;
        Ok(Self {
            out: BufWriter::with_capacity(BUFFER, file),
            block: Block::empty(),
            rows: 0,
            lengths: vec![0; SEGMENTS].into(),
        })
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Adds a row; its hash is above that of the row before.
    pub(super) fn push(&mut self, hash: &Hash, count: u64) -> Result<()> {
        let place = (self.rows % BLOCK_ROWS) as usize;
        self.block.put(place, hash, count);
        self.lengths[segment_of(hash)] += 1;
        self.rows += 1;
        if self.rows.is_multiple_of(BLOCK_ROWS) {
            self.write_block()?;
        }
        Ok(())
    }

    /// Writes what is left and the head. The caller syncs.
    pub(super) fn finish(mut self) -> Result<()> {
        if !self.rows.is_multiple_of(BLOCK_ROWS) {
            self.write_block()?;
        }
        let mut ends = self.lengths;
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&Head { rows: self.rows, ends }.encode())?;
        self.out.flush()
    }

    fn write_block(&mut self) -> Result<()> {
        let number = (self.rows - 1) / BLOCK_ROWS;
        self.out.write_all(self.block.seal(number))?;
        self.block = Block::empty();
        Ok(())
    }
}
