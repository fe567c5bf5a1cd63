//! Brings the index up to the feed's state: replays the change log, or builds anew what cannot be caught up.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::{LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::{Index, IndexWriter};
use tokio::sync::oneshot;

use super::flood::Flood;
use super::folder;
use super::live::Live;
use super::shared::{Progress, Shared};
use crate::search::feed::RawId;
use crate::{Error, Result};

/// Log entries that are read at once.
const BATCH: usize = 1_000;
/// How long what was applied may stay uncommitted while more comes in.
const COMMIT_EVERY: Duration = Duration::from_millis(600);
/// How often a build shows what it has so far.
const SHOW_EVERY: Duration = Duration::from_secs(5);

/// Owns the index's writer. Used from one blocking thread at a time.
pub(crate) struct Worker {
    shared: Arc<Shared>,
    writer: Option<IndexWriter>,
    /// The last change given to the writer.
    applied: u64,
    must_rebuild: bool,
    /// Whether the index was compared with the feed since it was opened.
    compared: bool,
    /// No document of a kind has a greater id than this, in the index or given to the writer; `None` before anybody looked.
    greatest: Option<HashMap<String, RawId>>,
    /// Organizations to remove, until that is committed.
    leaving: Vec<(RawId, oneshot::Sender<()>)>,
}

impl Worker {
    pub(crate) fn new(shared: Arc<Shared>, must_rebuild: bool) -> Self {
        let applied = shared.progress.borrow().seq;
        Self {
            shared,
            writer: None,
            applied,
            must_rebuild,
            compared: false,
            greatest: None,
            leaving: Vec::new(),
        }
    }

    /// Catches up with the feed; everything is committed when it answers `Ok`.
    pub(crate) fn turn(&mut self) -> Result<()> {
        if self.shared.take_suspicion() && self.is_damaged() {
            self.must_rebuild = true;
        }
        loop {
            // A feed that is behind the index was restored from a backup. That happens between runs only.
            self.must_rebuild |= !self.compared && self.shared.feed.last() < self.applied;
            self.compared = true;
            self.must_rebuild |= self.has_lost_the_log();
            if self.must_rebuild {
                self.rebuild()?;
            }
            if self.catch_up()? {
                return Ok(());
            }
        }
    }

    /// Nothing has changed for a while: lets merges end, takes them up, and gives the writer's memory back.
    pub(crate) fn rest(&mut self) -> Result<()> {
        if let Some(writer) = self.writer.take() {
            writer.wait_merging_threads().map_err(Error::internal)?;
        }
        self.shared.live.load().refresh().map_err(Error::internal)
    }

    /// Forgets what was not committed.
    pub(crate) fn reset(&mut self) {
        self.writer = None;
        self.greatest = None;
        self.applied = self.shared.progress.borrow().seq;
    }

    /// Whether the log was trimmed past what the index has.
    fn has_lost_the_log(&self) -> bool {
        self.shared.feed.oldest() > self.applied.saturating_add(1)
    }

    /// Reads all of the index against its checksums.
    fn is_damaged(&self) -> bool {
        match self.shared.live.load().index.validate_checksum() {
            Ok(damaged) if damaged.is_empty() => false,
            Ok(damaged) => {
                tracing::warn!(?damaged, "search index is damaged and will be rebuilt");
                true
            }
            Err(error) => {
                tracing::warn!(%error, "search index cannot be read and will be rebuilt");
                true
            }
        }
    }

    /// Applies the log; false when it ran away underneath.
    fn catch_up(&mut self) -> Result<bool> {
        let live = self.shared.live.load_full();
        self.leaving.append(&mut self.shared.take_leaving());
        let mut writer = self.take_writer(&live.index)?;
        writer.set_merge_policy(usual_merging());
        let mut flood = Flood::after(self.shared.feed.last());
        let mut dirty = !self.leaving.is_empty();
        for (org, _) in &self.leaving {
            writer.delete_term(live.fields.org_term(*org));
        }
        let mut since = Instant::now();
        loop {
            if self.has_lost_the_log() {
                return Ok(false);
            }
            let began = Instant::now();
            let mut changes = self.shared.feed.changes_after(self.applied, BATCH)?;
            let behind = changes.len() >= BATCH;
            let Some(last) = changes.last().map(|change| change.seq) else { break };
            let greatest = match &mut self.greatest {
                Some(known) => known,
                unknown => unknown.insert(greatest_ids(&live)?),
            };
            // The feed answers with the record as it is now, so once is enough.
            let mut seen = HashSet::with_capacity(changes.len());
            changes.retain(|change| seen.insert((change.org, change.kind.clone(), change.id)));
            self.shared.feed.documents(&changes, &mut |change, doc| {
                // Looking for what a new document replaces is dear, and in a flood all of them are new.
                if !passes(greatest, &change.kind, change.id) {
                    writer.delete_term(live.fields.key_term(change.org, &change.kind, change.id));
                }
                if let Some(doc) = doc {
                    writer.add_document(live.fields.document(doc)).map_err(Error::internal)?;
                }
                Ok(())
            })?;
            self.applied = last;
            dirty = true;
            match flood.note(behind, self.shared.feed.last(), Instant::now()) {
                Some(true) => writer.set_merge_policy(Box::new(NoMergePolicy)),
                Some(false) => writer.set_merge_policy(usual_merging()),
                None => {}
            }
            std::thread::sleep(flood.rest(began.elapsed()));
            if since.elapsed() >= flood.commit_every(COMMIT_EVERY) {
                self.commit(&mut writer, &live, self.applied, true)?;
                (dirty, since) = (false, Instant::now());
            }
            if self.shared.stopping() {
                break;
            }
        }
        if dirty {
            self.commit(&mut writer, &live, self.applied, true)?;
        }
        self.writer = Some(writer);
        for (_, done) in self.leaving.drain(..) {
            // Whoever asked may have gone.
            let _ = done.send(());
        }
        Ok(true)
    }

    /// Builds a new index of everything, and shows it as it grows.
    fn rebuild(&mut self) -> Result<()> {
        let shared = self.shared.clone();
        tracing::info!("building the search index");
        let began = Instant::now();
        self.writer = None;
        self.applied = 0;
        shared.progress.send_replace(Progress { seq: 0, complete: false });
        let path = folder::start_over(&shared.dir).map_err(Error::internal)?;
        let live = Arc::new(Live::create(&path).map_err(Error::internal)?);
        let mut writer = self.take_writer(&live.index)?;
        shared.live.store(live.clone());

        let (mut count, mut shown, mut greatest) = (0_u64, Instant::now(), HashMap::new());
        let seq = shared.feed.all(&mut |doc| {
            if shared.stopping() {
                return Err(Error::Unavailable("shutting down".into()));
            }
            passes(&mut greatest, &doc.kind, doc.id);
            writer.add_document(live.fields.document(doc)).map_err(Error::internal)?;
            count += 1;
            if shown.elapsed() >= SHOW_EVERY {
                self.commit(&mut writer, &live, 0, false)?;
                shown = Instant::now();
            }
            Ok(())
        })?;
        self.commit(&mut writer, &live, seq, true)?;
        self.applied = seq;
        self.writer = Some(writer);
        self.greatest = Some(greatest);
        self.must_rebuild = false;
        folder::keep_only(&shared.dir, live.path.as_deref());
        tracing::info!(documents = count, took = ?began.elapsed(), "the search index is built");
        Ok(())
    }

    /// Makes what was written durable and findable.
    fn commit(&self, writer: &mut IndexWriter, live: &Live, seq: u64, complete: bool) -> Result<()> {
        let shared = &self.shared;
        let mark = folder::mark(&*shared.feed, &shared.options, seq, complete);
        let payload = serde_json::to_string(&mark).map_err(Error::internal)?;
        let mut prepared = writer.prepare_commit().map_err(Error::internal)?;
        prepared.set_payload(&payload);
        prepared.commit().map_err(Error::internal)?;
        live.reload().map_err(Error::internal)?;
        shared.progress.send_replace(Progress { seq, complete });
        Ok(())
    }

    /// The writer, out of its place, so that a failure drops it with what it had not committed.
    fn take_writer(&mut self, index: &Index) -> Result<IndexWriter> {
        if let Some(writer) = self.writer.take() {
            return Ok(writer);
        }
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(self.shared.options.heap.max(15_000_000))
            .build();
        let writer = index.writer_with_options(options).map_err(Error::internal)?;
        writer.set_merge_policy(usual_merging());
        Ok(writer)
    }
}

fn usual_merging() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(0.3);
    Box::new(policy)
}

/// What the index holds, with what was committed and not taken up yet.
fn greatest_ids(live: &Live) -> Result<HashMap<String, RawId>> {
    live.reload().and_then(|()| live.snapshot().greatest_ids()).map_err(Error::internal)
}

/// Whether `id` is greater than every other of its kind, which it then is itself.
fn passes(greatest: &mut HashMap<String, RawId>, kind: &str, id: RawId) -> bool {
    match greatest.get_mut(kind) {
        Some(known) if id <= *known => false,
        Some(known) => {
            *known = id;
            true
        }
        None => {
            greatest.insert(kind.to_owned(), id);
            true
        }
    }
}
