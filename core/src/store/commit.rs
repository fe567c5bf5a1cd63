//! Group commit: requests queue, one thread runs whatever waits in one transaction, one sync of the journal acknowledges
//! them all. The tables' own file is brought up to date in checkpoints.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use redb::{Database, Durability, WriteTransaction};
use tokio::sync::{oneshot, watch};

use crate::error::{Error, Result};
use crate::metrics::Metrics;
use crate::store::Writer;
use crate::store::engine::storage_failed;
use crate::store::journal::{Journal, Redo};
use crate::store::publish::{CLOSE, Rush, Visible, WITHIN};
use crate::store::recover;

/// How many requests one transaction takes at most.
const MAX_BATCH: usize = 512;
/// How many requests may wait before callers are told to come back.
pub(super) const QUEUE: usize = 8192;
/// How long a batch waits for writers that the last batch has just answered: they are about to write again.
const LINGER: Duration = Duration::from_micros(400);
/// Below this much free disk nothing is written, so that what is stored stays whole.
const MIN_FREE: u64 = 64 << 20;
/// A lap of the journal that has grown to this is brought into the tables. Longer laps write fewer pages a row, and take
/// longer to do again after a crash.
const LAP: u64 = 64 << 20;
/// How long nothing may be asked before the tables are brought up to date anyway.
const IDLE: Duration = Duration::from_secs(20);

/// Whether the store can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Health {
    Up = 0,
    Failed = 1,
}

/// One request with its way back to the caller.
pub(super) trait Work: Send {
    /// Runs in the batch; a failing one has been undone when this returns.
    fn run(&mut self, writer: &mut Writer<'_>);
    /// Whether readers are to see everything before it is settled.
    fn wants_showing(&self) -> bool {
        false
    }
    /// Tells the caller, once the batch is durable or has failed.
    fn settle(self: Box<Self>, commit: Result<()>);
}

pub(super) struct Request<F, T> {
    run: Option<F>,
    outcome: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<F, T> Request<F, T>
where
    F: FnOnce(&mut Writer<'_>) -> Result<T> + Send + 'static,
    T: Send + 'static,
{
    pub(super) fn boxed(run: F) -> (Box<dyn Work>, oneshot::Receiver<Result<T>>) {
        let (reply, answer) = oneshot::channel();
        (Box::new(Self { run: Some(run), outcome: None, reply }), answer)
    }
}

impl<F, T> Work for Request<F, T>
where
    F: FnOnce(&mut Writer<'_>) -> Result<T> + Send,
    T: Send,
{
    fn run(&mut self, writer: &mut Writer<'_>) {
        if let Some(run) = self.run.take() {
            self.outcome = Some(writer.guarded(run));
        }
    }

    fn settle(self: Box<Self>, commit: Result<()>) {
        let answer = match commit {
            Ok(()) => self.outcome.unwrap_or_else(|| Err(Error::internal("a request was not run"))),
            Err(cause) => Err(cause),
        };
        // A caller that went away does not want to know.
        drop(self.reply.send(answer));
    }
}

/// Bytes of memory that are kept for what the engine did not commit yet.
const MOST_UNSHOWN: usize = 1 << 20;

/// Acknowledged batches that the engine did not commit yet.
pub(super) struct Open {
    txn: WriteTransaction,
    since: Instant,
}

pub(super) struct Committer {
    pub(super) db: Arc<Database>,
    pub(super) queue: Receiver<Box<dyn Work>>,
    pub(super) next_change: u64,
    pub(super) changes: watch::Sender<u64>,
    pub(super) visible: Arc<Visible>,
    pub(super) open: Option<Open>,
    /// What the batches in `open` did, for readers should that transaction have to be given up.
    pub(super) unshown: Vec<u8>,
    pub(super) health: Arc<AtomicU8>,
    /// Folder whose free space is watched; none for stores in memory.
    pub(super) folder: Option<std::path::PathBuf>,
    /// None for stores in memory.
    pub(super) journal: Option<Journal>,
    pub(super) metrics: Arc<Metrics>,
    /// Memory for the next batch's part of the journal.
    pub(super) redo: Redo,
}

impl Committer {
    /// Runs until the last handle to the store is gone.
    pub(super) fn run(mut self) {
        let (mut last_batch, mut rush) = (1, Rush::default());
        loop {
            let (waits, patience) = (Instant::now(), self.left().unwrap_or(IDLE));
            match self.queue.recv_timeout(patience) {
                Ok(first) => {
                    let flood = rush.note(&self.visible, waits.elapsed() < CLOSE);
                    let mut batch = self.gather(first, last_batch);
                    last_batch = batch.len();
                    let mut outcome = self.commit(&mut batch);
                    let later = flood && self.left().is_some_and(|left| !left.is_zero());
                    if !later || batch.iter().any(|work| work.wants_showing()) {
                        outcome = outcome.and(self.show());
                    }
                    for work in batch {
                        work.settle(outcome.clone());
                    }
                    self.checkpoint(LAP);
                }
                Err(RecvTimeoutError::Timeout) if self.open.is_some() => drop(self.show()),
                Err(RecvTimeoutError::Timeout) => self.checkpoint(1),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.checkpoint(1);
    }

    fn gather(&mut self, first: Box<dyn Work>, last_batch: usize) -> Vec<Box<dyn Work>> {
        let mut batch = vec![first];
        let mut waited_since: Option<Instant> = None;
        while batch.len() < MAX_BATCH {
            match self.queue.try_recv() {
                Ok(work) => {
                    batch.push(work);
                    waited_since = None;
                }
                Err(_) if batch.len() >= last_batch => break,
                Err(_) => {
                    if waited_since.get_or_insert_with(Instant::now).elapsed() > LINGER {
                        break;
                    }
                    std::thread::yield_now();
                }
            }
        }
        batch
    }

    fn commit(&mut self, batch: &mut [Box<dyn Work>]) -> Result<()> {
        if self.health.load(Ordering::Acquire) != Health::Up as u8 {
            return Err(storage_failed("an earlier write failed"));
        }
        if let Some(folder) = &self.folder
            && fs4::available_space(folder).is_ok_and(|free| free < MIN_FREE)
        {
            return Err(Error::Unavailable(format!(
                "the disk is nearly full (under {} MiB free): free some space, writing resumes by itself",
                MIN_FREE >> 20
            )));
        }
        self.guarded(|committer| committer.transact(batch))
    }

    /// Runs `act`; when it fails the store is shut, since what the engine then holds in memory cannot be trusted.
    fn guarded(&mut self, act: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        // The engine panics over pages that cannot be: that must not silence the writer.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| act(self)))
            .unwrap_or_else(|_| Err(storage_failed("the engine panicked")));
        if outcome.is_err() {
            self.health.store(Health::Failed as u8, Ordering::Release);
            // Readers wait for nothing any more.
            let (open, unshown) = (self.open.take(), std::mem::take(&mut self.unshown));
            let brought = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                drop(open);
                if unshown.is_empty() { Ok(()) } else { recover::bring_back(&self.db, &unshown) }
            }));
            if !matches!(brought, Ok(Ok(()))) {
                tracing::error!("the last writes are in the journal; they are read after the next start");
            }
            self.visible.show();
        }
        outcome
    }

    /// How much longer acknowledged batches may wait for the engine's commit; `None` when none waits.
    fn left(&self) -> Option<Duration> {
        self.open.as_ref().map(|open| WITHIN.saturating_sub(open.since.elapsed()))
    }

    /// Lets readers see what was acknowledged.
    fn show(&mut self) -> Result<()> {
        if self.open.is_none() {
            return Ok(());
        }
        // What fails here was told to the log; the journal has it, and the next start brings it in.
        self.guarded(|committer| {
            if let Some(Open { mut txn, .. }) = committer.open.take() {
                txn.set_durability(Durability::None).map_err(storage_failed)?;
                txn.commit().map_err(storage_failed)?;
            }
            committer.shown();
            Ok(())
        })
    }

    /// Tells those who follow that readers see everything.
    fn shown(&mut self) {
        self.visible.show();
        self.unshown.clear();
        self.unshown.shrink_to(MOST_UNSHOWN);
        let last = self.next_change - 1;
        self.changes.send_if_modified(|told| {
            let new = *told != last;
            *told = last;
            new
        });
    }

    /// The transaction that earlier batches left open, or a new one.
    fn begin(&mut self) -> Result<Open> {
        match self.open.take() {
            Some(open) => Ok(open),
            None => Ok(Open { txn: self.db.begin_write().map_err(storage_failed)?, since: Instant::now() }),
        }
    }

    fn transact(&mut self, batch: &mut [Box<dyn Work>]) -> Result<()> {
        let goes_on = self.open.is_some();
        let Open { txn, since } = self.begin()?;
        let mut writer = Writer::new(&txn, self.next_change, std::mem::take(&mut self.redo));
        for work in batch.iter_mut() {
            work.run(&mut writer);
            if writer.is_fatal() {
                drop(writer);
                drop(txn.abort());
                return Err(storage_failed("the batch was given up"));
            }
        }
        let (next_change, mut redo, rows) = writer.finish();
        self.next_change = next_change;
        match &mut self.journal {
            _ if redo.is_empty() && goes_on => self.open = Some(Open { txn, since }),
            _ if redo.is_empty() => txn.abort().map_err(storage_failed)?,
            Some(journal) if !redo.is_large() => {
                let (begun, known) = (Instant::now(), self.unshown.len());
                self.unshown.extend_from_slice(redo.content());
                if let Err(cause) = journal.append(&mut redo) {
                    self.unshown.truncate(known);
                    return Err(storage_failed(cause));
                }
                self.metrics.store_sync.observe(begun.elapsed().as_secs_f64());
                self.visible.acknowledge();
                self.open = Some(Open { txn, since });
            }
            _ => self.settle(txn)?,
        }
        redo.clear();
        self.redo = redo;
        self.count(batch.len(), rows);
        Ok(())
    }

    fn count(&self, writes: usize, rows: u64) {
        self.metrics.store_batches.inc();
        self.metrics.store_writes.inc_by(writes as u64);
        self.metrics.store_rows.inc_by(rows);
        self.note_lap();
    }

    fn note_lap(&self) {
        let bytes = self.journal.as_ref().map_or(0, Journal::bytes);
        self.metrics.journal_bytes.set(i64::try_from(bytes).unwrap_or(i64::MAX));
    }

    /// Brings the tables up to date with everything in `txn`; the journal starts over.
    fn settle(&mut self, mut txn: WriteTransaction) -> Result<()> {
        recover::settle(&mut txn, self.journal.as_ref())?;
        txn.commit().map_err(storage_failed)?;
        self.journal.as_mut().map(Journal::start_over);
        self.note_lap();
        self.shown();
        Ok(())
    }

    /// Brings the tables up to date when the journal's lap has at least `least` bytes.
    fn checkpoint(&mut self, least: u64) {
        let due = self.journal.as_ref().is_some_and(|journal| journal.bytes() >= least);
        if !due || self.health.load(Ordering::Acquire) != Health::Up as u8 {
            return;
        }
        // What fails here was told to the log, and the next caller hears it.
        drop(self.guarded(|committer| {
            let open = committer.begin()?;
            committer.settle(open.txn)
        }));
    }
}
