//! The journal: batches are acknowledged by one write at the end of one file; the tables follow in their own time.
//!
//! A batch changes pages all over the tables' file, and a disk is slow at scattered pages. So a batch is first written
//! here, in one piece behind the last, and is durable with one sync; the engine commits it in memory only, where
//! readers see it. Once in a while (a *checkpoint*) the engine writes all of its pages, each once for many batches, and
//! the journal starts over at the front of its file: a new *lap*. At start what a crash left in the lap is done again.
//!
//! The row `store.journal` says which lap comes after what the tables hold. It is written in the checkpoint's own
//! transaction, so the two never disagree. Doing a lap again is harmless: entries say what rows are, not how they change.

mod device;
mod frame;
mod redo;

use std::io;

use serde::{Deserialize, Serialize};

pub(super) use device::{Device, open_file};
pub(super) use redo::{Entries, Entry, Redo};

use crate::error::{Error, Result};
use crate::record;
use crate::store::GlobalTable;
use frame::{BLOCK, HEADER, Header, Seal, room};

/// The file grows by at most this much at a time; what is grown is filled with zeros, so that a frame that is written
/// there later changes nothing but its own blocks and one sync is one write.
const LARGEST_STEP: u64 = 4 << 20;
const SMALLEST_STEP: u64 = 128 << 10;

/// What the tables know of their journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// Seals the frames; never the same in two stores.
    pub(super) key: [u8; 32],
    /// The lap whose frames are not in the tables yet.
    pub(super) lap: u64,
}

record!(Place, 1);

/// The one row of `store.journal`.
pub(super) const PLACE: GlobalTable<String, Place> = GlobalTable::new("store.journal");
/// Its key.
pub(super) fn place() -> String {
    "place".to_owned()
}

pub(super) struct Journal {
    device: Box<dyn Device>,
    seal: Seal,
    place: Place,
    /// Number of the next frame in the lap.
    number: u64,
    /// Where it will begin.
    end: u64,
    /// How long the file is.
    length: u64,
}

impl Journal {
    /// Over `device`, before the lap of `place` was read.
    pub(super) fn new(device: Box<dyn Device>, place: Place) -> Result<Self> {
        let length = device.length().map_err(Error::internal)?;
        Ok(Self { device, seal: Seal::new(&place.key)?, place, number: 0, end: 0, length })
    }

    /// How many bytes the lap has so far.
    pub(super) fn bytes(&self) -> u64 {
        self.end
    }

    /// Writes a batch; durable when this answers.
    pub(super) fn append(&mut self, redo: &mut Redo) -> io::Result<()> {
        let frame = &mut redo.bytes;
        self.seal.close(self.place.lap, self.number, frame);
        let room = room((frame.len() - HEADER) as u64);
        frame.resize(room as usize, 0);
        self.make_room(self.end + room)?;
        self.device.write(self.end, frame)?;
        self.device.sync()?;
        self.end += room;
        self.number += 1;
        Ok(())
    }

    fn make_room(&mut self, needed: u64) -> io::Result<()> {
        if needed <= self.length {
            return Ok(());
        }
        let step = self.length.clamp(SMALLEST_STEP, LARGEST_STEP);
        let length = needed.max(self.length + step).next_multiple_of(BLOCK);
        let zeros = vec![0; (length - self.length) as usize];
        self.device.write(self.length, &zeros)?;
        self.length = length;
        Ok(())
    }

    /// What the tables have to say of the journal, in the transaction that holds all of this lap.
    pub(super) fn next_place(&self) -> Place {
        Place { lap: self.place.lap + 1, ..self.place.clone() }
    }

    /// Starts over: the tables durably hold this lap, and say so by [`Self::next_place`].
    pub(super) fn start_over(&mut self) {
        self.place = self.next_place();
        (self.number, self.end) = (0, 0);
    }

    /// Shows the content of every frame of the lap, in order. What a crash left half written ends it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when a frame in the middle is damaged, which no crash does, or the disk fails; what `visit`
    /// answered.
    pub(super) fn replay(&mut self, mut visit: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        while let Some(frame) = self.frame_at(self.end)? {
            visit(&frame[HEADER..])?;
            self.end += room((frame.len() - HEADER) as u64);
            self.number += 1;
        }
        // A frame is written only when the one before it is durable. So one beyond the end means that bytes which were
        // safe have changed.
        let mut at = self.end + BLOCK;
        while at + HEADER as u64 <= self.length {
            let header = self.header_at(at)?;
            if header.lap == self.place.lap
                && header.number > self.number
                && self.whole_at(at, header)?.is_some()
            {
                return Err(Error::Unavailable(format!(
                    "the journal is damaged at byte {}: restore a backup, or move the file away to go on without the writes that it holds",
                    self.end
                )));
            }
            at += BLOCK;
        }
        Ok(())
    }

    fn header_at(&mut self, at: u64) -> Result<Header> {
        let mut front = [0; HEADER];
        self.device.read(at, &mut front).map_err(unreadable)?;
        Ok(Header::read(&front))
    }

    /// The next frame of the lap, if it lies at `at` and is whole.
    fn frame_at(&mut self, at: u64) -> Result<Option<Vec<u8>>> {
        if at + HEADER as u64 > self.length {
            return Ok(None);
        }
        let header = self.header_at(at)?;
        if (header.lap, header.number) != (self.place.lap, self.number) {
            return Ok(None);
        }
        self.whole_at(at, header)
    }

    fn whole_at(&mut self, at: u64, header: Header) -> Result<Option<Vec<u8>>> {
        let left = self.length - at - HEADER as u64;
        if header.length > left {
            return Ok(None);
        }
        let mut frame = vec![0; HEADER + header.length as usize];
        self.device.read(at, &mut frame).map_err(unreadable)?;
        Ok(self.seal.holds(&frame).then_some(frame))
    }
}

fn unreadable(cause: io::Error) -> Error {
    Error::Unavailable(format!("the journal cannot be read: {cause}"))
}
