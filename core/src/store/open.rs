//! Opening the store: its file, its lock, its format; and the handle that everybody holds.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{JoinHandle, ThreadId};

use redb::{Builder, Database, DatabaseError, StorageError};
use tokio::sync::watch;

use crate::error::{Error, Result};
use crate::metrics::Metrics;
use crate::store::changes::CHANGES;
use crate::store::commit::{Committer, Health, QUEUE, Request, Work};
use crate::store::engine::storage_failed;
use crate::store::journal::{Device, Redo, open_file};
use crate::store::publish::{Demand, Visible};
use crate::store::recover::{META, recover};
use crate::store::rows::Rows as _;
use crate::store::{OrgScope, OrgStore, Reader, Span, Writer};

/// The cache on a machine with little memory, and on one with plenty; between them a hundred and twenty-eighth of it.
const CACHE: [u64; 2] = [24 << 20, 64 << 20];

/// How to open a store.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Bytes of memory for pages, shared by reading and writing. Half of it holds pages that are not written yet: a flood
    /// of alerts over a million stored ones wants as much as there is.
    pub cache_bytes: usize,
}

impl Default for StoreOptions {
    fn default() -> Self {
        let [least, most] = CACHE;
        Self { cache_bytes: (memory() / 128).clamp(least, most) as usize }
    }
}

impl StoreOptions {
    /// Bytes of pages that fit. A page of 4,096 bytes lies behind a count of its holders, and the allocator has no block
    /// between 4,096 and 5,120 bytes.
    fn pages(&self) -> usize {
        self.cache_bytes / 5 * 4
    }
}

/// Bytes of memory that the machine has; 0 where nobody says.
fn memory() -> u64 {
    #[cfg(target_os = "linux")]
    {
        let all = rustix::system::sysinfo();
        #[allow(clippy::useless_conversion, reason = "as wide as the machine's words")]
        u64::from(all.totalram).saturating_mul(u64::from(all.mem_unit))
    }
    #[cfg(not(target_os = "linux"))]
    0
}

/// The store. Cheap to clone; the file closes when [`Store::close`] is called or the last clone is gone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    db: Arc<Database>,
    queue: Mutex<Option<mpsc::SyncSender<Box<dyn Work>>>>,
    changes: watch::Receiver<u64>,
    visible: Arc<Visible>,
    /// The writer's thread: what it reads outside its transaction it cannot wait for.
    writer: ThreadId,
    health: Arc<AtomicU8>,
    thread: Mutex<Option<JoinHandle<()>>>,
    metrics: Arc<Metrics>,
    folder: Option<PathBuf>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

fn open_error(path: &Path, cause: &DatabaseError) -> Error {
    let path = path.display();
    Error::Unavailable(match cause {
        DatabaseError::DatabaseAlreadyOpen => {
            format!("{path} is in use by another gatehouse; stop that one first")
        }
        DatabaseError::UpgradeRequired(version) => {
            format!(
                "{path} has the file format {version}, which this release cannot open; run the release that wrote it"
            )
        }
        DatabaseError::Storage(StorageError::Io(cause))
            if cause.kind() == std::io::ErrorKind::InvalidData =>
        {
            format!("{path} is not a gatehouse store or is damaged ({cause}); restore a backup")
        }
        DatabaseError::Storage(StorageError::Corrupted(what)) => {
            format!("{path} is damaged ({what}); restore a backup")
        }
        DatabaseError::Storage(StorageError::Io(cause)) => format!("{path} cannot be opened: {cause}"),
        other => format!("{path} cannot be opened: {other}"),
    })
}

impl Store {
    /// Opens the store file at `path`, making it when missing.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with one sentence that says what to do: in use, unreadable, damaged, of a newer release.
    pub fn open(path: &Path, options: &StoreOptions) -> Result<Self> {
        let db = Builder::new()
            .set_cache_size(options.pages())
            .create(path)
            .map_err(|cause| open_error(path, &cause))?;
        let beside = path.with_extension("journal");
        let (journal, new) = open_file(&beside)
            .map_err(|cause| Error::Unavailable(format!("{} cannot be opened: {cause}", beside.display())))?;
        let store = Self::over(db, Some(Box::new(journal)), Some(path))?;
        if new && *store.0.changes.borrow() > 0 {
            tracing::warn!(
                journal = %beside.display(),
                "the journal was missing: writes that were acknowledged shortly before gatehouse last ended without closing are lost"
            );
        }
        Ok(store)
    }

    /// Opens over a backend that a test controls.
    ///
    /// # Errors
    /// As [`Store::open`].
    #[cfg(any(test, feature = "faults"))]
    pub fn open_with(backend: super::FailingBackend, options: &StoreOptions) -> Result<Self> {
        let journal = backend.journal().map_err(Error::internal)?;
        let db = Builder::new()
            .set_cache_size(options.pages())
            .create_with_backend(backend)
            .map_err(|cause| open_error(Path::new("test backend"), &cause))?;
        Self::over(db, Some(Box::new(journal)), None)
    }

    /// A store in memory: for tests.
    ///
    /// # Errors
    /// None in practice.
    pub fn in_memory() -> Result<Self> {
        let db = Builder::new()
            .create_with_backend(redb::backends::InMemoryBackend::new())
            .map_err(|cause| open_error(Path::new("memory"), &cause))?;
        Self::over(db, None, None)
    }

    /// Over `db`, whose file lies at `path`, with a journal unless it lies in memory.
    fn over(db: Database, journal: Option<Box<dyn Device>>, path: Option<&Path>) -> Result<Self> {
        let journal = recover(&db, journal)?;
        let reader = Reader::new(db_read(&db)?);
        let last_change =
            reader.list(&CHANGES, Span::all().reversed(), 1)?.first().map_or(0, |(seq, _)| *seq);
        // The log may have been trimmed to nothing: the mark remembers how far it had come.
        let mark = reader.get(&META, &"change-mark".to_owned())?.unwrap_or(0);
        drop(reader);
        let db = Arc::new(db);
        let health = Arc::new(AtomicU8::new(Health::Up as u8));
        let visible = Arc::new(Visible::default());
        let (queue, requests) = mpsc::sync_channel(QUEUE);
        let last_change = last_change.max(mark);
        let metrics = Arc::new(Metrics::default());
        let folder = path.and_then(Path::parent).map(Path::to_path_buf);
        let (changes_tx, changes) = watch::channel(last_change);
        let committer = Committer {
            db: Arc::clone(&db),
            queue: requests,
            next_change: last_change + 1,
            changes: changes_tx,
            visible: Arc::clone(&visible),
            open: None,
            unshown: Vec::new(),
            health: Arc::clone(&health),
            folder: folder.clone(),
            journal,
            metrics: Arc::clone(&metrics),
            redo: Redo::default(),
        };
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || committer.run())
            .map_err(Error::internal)?;
        let store = Self(Arc::new(Inner {
            db,
            queue: Mutex::new(Some(queue)),
            changes,
            visible,
            writer: thread.thread().id(),
            health,
            thread: Mutex::new(Some(thread)),
            metrics,
            folder,
        }));
        Ok(store)
    }

    /// What is counted over this store, by itself and by whoever works with it.
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.0.metrics
    }

    /// Bytes that are free where the store lies; `None` in memory, and when the system does not say.
    pub fn free_bytes(&self) -> Option<u64> {
        self.0.folder.as_deref().and_then(|folder| fs4::available_space(folder).ok())
    }

    /// A snapshot of the appliance's own tables: everything that was acknowledged before.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn read(&self) -> Result<Reader> {
        if self.0.visible.read() && std::thread::current().id() != self.0.writer {
            self.show();
        }
        self.read_shown()
    }

    /// A snapshot of what readers were last shown: in a flood of writes some milliseconds old, and no reason to end it. For
    /// those who follow the change log.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn read_shown(&self) -> Result<Reader> {
        db_read(&self.0.db).map(Reader::new)
    }

    /// Waits until readers see what was acknowledged: the writer's current batch at most.
    fn show(&self) {
        let (work, done) = Demand::boxed();
        let queue = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // A store that is closed has shown everything, or is about to; then the channel ends.
        if queue.is_some_and(|queue| queue.send(work).is_ok()) {
            // An end without a word is the store's end: there is nothing more to wait for.
            let _ = done.recv();
        }
    }

    /// The store, bound to one organization.
    pub fn org(&self, scope: OrgScope) -> OrgStore {
        OrgStore::new(self.clone(), scope)
    }

    fn submit(&self, work: Box<dyn Work>) -> Result<()> {
        let queue = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner);
        match queue.as_ref().map(|queue| queue.try_send(work)) {
            Some(Ok(())) => Ok(()),
            Some(Err(mpsc::TrySendError::Full(_))) => {
                Err(Error::Unavailable("too many writes are waiting; try again in a second".into()))
            }
            _ => Err(Error::Unavailable("gatehouse is shutting down".into())),
        }
    }

    /// Runs `run` in the next batch and answers when what it wrote is durable. When it fails, its own writes are undone
    /// and its neighbours commit. It runs on the writer's thread: keep it short and free of waiting.
    ///
    /// # Errors
    /// What `run` answered, or [`Error::Unavailable`] when the queue or the disk is full or the disk failed.
    pub async fn write<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Writer<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (work, answer) = Request::boxed(run);
        self.submit(work)?;
        answer.await.unwrap_or_else(|_| Err(Error::Unavailable("gatehouse is shutting down".into())))
    }

    /// [`Self::write`] for threads that may block; must not be called from async code.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_blocking<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Writer<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (work, answer) = Request::boxed(run);
        self.submit(work)?;
        answer
            .blocking_recv()
            .unwrap_or_else(|_| Err(Error::Unavailable("gatehouse is shutting down".into())))
    }

    /// The sequence number of the last change that readers were shown, followed live.
    pub fn watch_changes(&self) -> watch::Receiver<u64> {
        self.0.changes.clone()
    }

    /// The oldest change that the log still holds; one past the last when it holds none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn oldest_change(&self) -> Result<u64> {
        let last = *self.0.changes.borrow();
        Ok(self.read_shown()?.list(&CHANGES, Span::all(), 1)?.first().map_or(last + 1, |(seq, _)| *seq))
    }

    /// Drops changes up to and including `seq`, in bounded steps so that writers never wait long. Whoever follows the
    /// log has to be past it.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn trim_changes(&self, seq: u64) -> Result<()> {
        loop {
            let more = self
                .write(move |writer| {
                    let old = writer.list(&CHANGES, Span::all().until(&seq), 256)?;
                    for (seq, _) in &old {
                        writer.remove(&CHANGES, seq)?;
                    }
                    if let Some((last, _)) = old.last() {
                        writer.insert(&META, &"change-mark".to_owned(), last)?;
                    }
                    Ok(old.len() == 256)
                })
                .await?;
            if !more {
                return Ok(());
            }
        }
    }

    /// Whether the store still writes: it was not closed and its disk did not fail.
    pub fn is_healthy(&self) -> bool {
        let open = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        open && self.0.health.load(Ordering::Acquire) == Health::Up as u8
    }

    /// Commits what waits, then refuses further writes. Blocks until done.
    pub fn close(&self) {
        drop(self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.0.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the store's writer panicked");
        }
    }
}

fn db_read(db: &Database) -> Result<redb::ReadTransaction> {
    redb::ReadableDatabase::begin_read(db).map_err(storage_failed)
}

impl Drop for Inner {
    fn drop(&mut self) {
        // The committer ends with the queue; joining it here makes "dropped" mean "file closed".
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
        {
            drop(thread.join());
        }
    }
}
