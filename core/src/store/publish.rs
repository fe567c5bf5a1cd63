//! When readers see what was acknowledged.
//!
//! A write is durable with its frame in the journal; bringing it into the engine's tree for readers costs a commit there. With
//! writers back to back and nobody reading, many batches share one such commit. Whoever reads asks for it first, and while
//! anybody reads each batch is shown at once: nobody ever reads less than what was acknowledged.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use crate::error::Result;
use crate::store::Writer;
use crate::store::commit::Work;

/// How long what was acknowledged may wait for its commit while nobody asks. Pages that a commit wrote are copied when they
/// are written again; whoever reads waits for a commit of at most so much work, some milliseconds.
pub(super) const WITHIN: Duration = Duration::from_millis(200);
/// Batches that follow each other within this time are back to back.
pub(super) const CLOSE: Duration = Duration::from_millis(2);
/// So many of them in a row, without a reader, are a flood.
const FLOOD: u32 = 8;

/// How far writers and readers are; shared by all handles.
#[derive(Debug, Default)]
pub(super) struct Visible {
    acknowledged: AtomicU64,
    shown: AtomicU64,
    reads: AtomicU64,
}

impl Visible {
    /// Somebody reads; whether something acknowledged has to be shown first.
    pub(super) fn read(&self) -> bool {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.shown.load(Ordering::Acquire) < self.acknowledged.load(Ordering::Acquire)
    }

    /// One more batch is durable. To be called before its callers hear of it.
    pub(super) fn acknowledge(&self) {
        self.acknowledged.fetch_add(1, Ordering::Release);
    }

    /// Readers see everything now.
    pub(super) fn show(&self) {
        self.shown.store(self.acknowledged.load(Ordering::Acquire), Ordering::Release);
    }
}

/// Tells whether a batch is part of a flood that nobody reads in.
#[derive(Debug, Default)]
pub(super) struct Rush {
    reads: u64,
    run: u32,
}

impl Rush {
    /// Notes a batch that came `close` behind the one before it.
    pub(super) fn note(&mut self, visible: &Visible, close: bool) -> bool {
        let reads = visible.reads.load(Ordering::Relaxed);
        self.run = if close && reads == self.reads { self.run.saturating_add(1) } else { 0 };
        self.reads = reads;
        self.run >= FLOOD
    }
}

/// Asks the writer to show what was acknowledged.
pub(super) struct Demand(mpsc::SyncSender<()>);

impl Demand {
    /// The work, and where it tells that it is done.
    pub(super) fn boxed() -> (Box<dyn Work>, mpsc::Receiver<()>) {
        let (done, heard) = mpsc::sync_channel(1);
        (Box::new(Self(done)), heard)
    }
}

impl Work for Demand {
    fn run(&mut self, _: &mut Writer<'_>) {}

    fn wants_showing(&self) -> bool {
        true
    }

    fn settle(self: Box<Self>, _: Result<()>) {
        // A store that failed shows what it can; a reader that went away does not wait.
        let _ = self.0.send(());
    }
}

#[cfg(test)]
mod tests {
    use super::{FLOOD, Rush, Visible};

    #[test]
    fn a_reader_ends_a_rush() {
        let (visible, mut rush) = (Visible::default(), Rush::default());
        for _ in 1..FLOOD {
            assert!(!rush.note(&visible, true));
        }
        assert!(rush.note(&visible, true));
        assert!(!visible.read(), "nothing was acknowledged yet");
        assert!(!rush.note(&visible, true));
        for _ in 1..FLOOD {
            assert!(!rush.note(&visible, true));
        }
        assert!(rush.note(&visible, true));
        assert!(!rush.note(&visible, false), "and so does a pause");
    }

    #[test]
    fn what_is_acknowledged_is_to_be_shown() {
        let visible = Visible::default();
        visible.acknowledge();
        assert!(visible.read());
        visible.show();
        assert!(!visible.read());
    }
}
