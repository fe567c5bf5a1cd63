//! A feed in memory that tests can trim, break and hold.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

use tokio::sync::watch;

use crate::search::{Doc, Feed, FeedChange, RawId};
use crate::{Error, Result};

#[derive(Default)]
struct Inner {
    docs: BTreeMap<(RawId, String, RawId), Doc>,
    log: Vec<FeedChange>,
    last: u64,
    identity: RawId,
}

pub(super) struct MemoryFeed {
    inner: Mutex<Inner>,
    news: watch::Sender<u64>,
    pub(super) broken: AtomicBool,
    /// How often everything was asked for.
    pub(super) builds: AtomicUsize,
    held: Mutex<bool>,
    released: Condvar,
}

impl Default for MemoryFeed {
    fn default() -> Self {
        Self {
            inner: Mutex::default(),
            news: watch::Sender::new(0),
            broken: AtomicBool::new(false),
            builds: AtomicUsize::new(0),
            held: Mutex::new(false),
            released: Condvar::new(),
        }
    }
}

impl MemoryFeed {
    pub(super) fn put(&self, doc: Doc) {
        let key = (doc.org, doc.kind.to_string(), doc.id);
        self.write(key, Some(doc));
    }

    pub(super) fn remove(&self, org: RawId, kind: &str, id: RawId) {
        self.write((org, kind.to_owned(), id), None);
    }

    fn write(&self, key: (RawId, String, RawId), doc: Option<Doc>) {
        let mut inner = self.inner.lock().unwrap();
        inner.last += 1;
        let (seq, (org, kind, id)) = (inner.last, key.clone());
        inner.log.push(FeedChange { seq, org, kind, id });
        match doc {
            Some(doc) => inner.docs.insert(key, doc),
            None => inner.docs.remove(&key),
        };
        self.news.send_replace(seq);
    }

    /// Writes without a trace in the log, as if the log had been trimmed since.
    pub(super) fn put_and_trim(&self, doc: Doc) {
        self.put(doc);
        self.inner.lock().unwrap().log.clear();
    }

    pub(super) fn become_another(&self) {
        self.inner.lock().unwrap().identity = [9; 16];
    }

    /// Goes back to the time before the last `count` entries, as a restored backup does.
    pub(super) fn go_back(&self, count: u64) {
        let mut inner = self.inner.lock().unwrap();
        inner.last -= count;
        let last = inner.last;
        let undone: Vec<_> = inner.log.extract_if(.., |change| change.seq > last).collect();
        for change in undone {
            inner.docs.remove(&(change.org, change.kind, change.id));
        }
    }

    /// Makes the next build stop after its first document until [`MemoryFeed::release`].
    pub(super) fn hold(&self) {
        *self.held.lock().unwrap() = true;
    }

    pub(super) fn release(&self) {
        *self.held.lock().unwrap() = false;
        self.released.notify_all();
    }
}

impl Feed for MemoryFeed {
    fn identity(&self) -> RawId {
        self.inner.lock().unwrap().identity
    }

    fn last(&self) -> u64 {
        self.inner.lock().unwrap().last
    }

    fn oldest(&self) -> u64 {
        let inner = self.inner.lock().unwrap();
        inner.log.first().map_or(inner.last + 1, |change| change.seq)
    }

    fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<FeedChange>> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(Error::Unavailable("the disk is gone".into()));
        }
        let inner = self.inner.lock().unwrap();
        Ok(inner.log.iter().filter(|change| change.seq > seq).take(limit).cloned().collect())
    }

    fn document(&self, org: RawId, kind: &str, id: RawId) -> Result<Option<Doc>> {
        Ok(self.inner.lock().unwrap().docs.get(&(org, kind.to_owned(), id)).cloned())
    }

    fn all(&self, visit: &mut dyn FnMut(Doc) -> Result<()>) -> Result<u64> {
        self.builds.fetch_add(1, Ordering::SeqCst);
        let (docs, last) = {
            let inner = self.inner.lock().unwrap();
            (inner.docs.values().cloned().collect::<Vec<_>>(), inner.last)
        };
        for doc in docs {
            visit(doc)?;
            let held = self.held.lock().unwrap();
            drop(self.released.wait_while(held, |held| *held).unwrap());
        }
        Ok(last)
    }

    fn watch(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }
}
