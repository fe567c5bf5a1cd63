//! The room's doors: [`Search`] for the appliance, [`SearchOrg`] for everybody else.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::query::{AllQuery, BooleanQuery, Query};
use tokio::task::JoinHandle;

use super::compile::{Compiled, compile, one_of};
use super::facets::Choice;
use super::feed::RawId;
use super::index::{Live, Progress, Shared, follow, open};
use super::request::{Answer, Hit, MAX_DEPTH_OF_PAGE, Request, SearchError};
use super::run::{Deadline, Ran, Run};
use super::snippet::snippet;
use super::span::SpanQuery;
use super::{Feed, Options, query};
use crate::store::OrgScope;
use crate::{Error, Result};

/// The index and the worker that keeps it. One for each data folder.
pub struct Search {
    shared: Arc<Shared>,
    must_rebuild: bool,
    worker: Mutex<Option<JoinHandle<()>>>,
}

impl Search {
    /// Opens the index in `dir`, which is made when it is missing. Never fails for the index's sake: one that is
    /// missing, damaged, unfinished or of another make is rebuilt once [`Search::start`] is called.
    ///
    /// # Errors
    /// [`Error::Internal`] when not even an empty index in memory can be made.
    pub fn open(dir: &Path, feed: Arc<dyn Feed>, options: Options) -> Result<Self> {
        let (live, progress) = match open(dir, &*feed, &options) {
            Some((live, seq)) => (live, Progress { seq, complete: true }),
            None => (Live::in_memory().map_err(Error::internal)?, Progress { seq: 0, complete: false }),
        };
        let shared = Arc::new(Shared::new(dir.to_owned(), feed, options, live, progress));
        Ok(Self { shared, must_rebuild: !progress.complete, worker: Mutex::new(None) })
    }

    /// Starts to follow the feed, on the current tokio runtime. Once is enough.
    pub fn start(&self) {
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        worker.get_or_insert_with(|| tokio::spawn(follow(self.shared.clone(), self.must_rebuild)));
    }

    /// The handle that searches within one organization.
    pub fn org(&self, scope: OrgScope) -> SearchOrg {
        SearchOrg { shared: self.shared.clone(), org: scope.org().0 }
    }

    /// Whether everything up to [`Search::indexed`] can be found; false while the index is being built.
    pub fn is_complete(&self) -> bool {
        self.shared.progress.borrow().complete
    }

    /// The last change that can be found.
    pub fn indexed(&self) -> u64 {
        self.shared.progress.borrow().seq
    }

    /// How many documents can be found.
    pub fn documents(&self) -> u64 {
        self.shared.live.load().snapshot().searcher.num_docs()
    }

    /// Waits until the index is complete and the change `seq` can be found.
    pub async fn wait_for(&self, seq: u64) {
        let mut progress = self.shared.progress.subscribe();
        // The sender lives as long as `self`.
        let _ = progress.wait_for(|progress| progress.complete && progress.seq >= seq).await;
    }

    /// Removes everything of an organization and waits until it cannot be found. Its records must be gone from the
    /// feed already, or later changes bring them back.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the room shuts down first.
    pub async fn delete_org(&self, org: RawId) -> Result<()> {
        let done = self.shared.leave(org);
        done.await.map_err(|_| Error::Unavailable("search is shutting down".into()))
    }

    /// Commits what was read from the feed and ends the worker. Searching still works.
    pub async fn shutdown(&self) {
        self.shared.stop();
        let worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(worker) = worker {
            // A worker that was aborted with its runtime has nothing more to say.
            let _ = worker.await;
        }
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.shared.stop();
    }
}

/// Searches within one organization, and only there.
#[derive(Clone)]
pub struct SearchOrg {
    shared: Arc<Shared>,
    org: RawId,
}

impl SearchOrg {
    /// Searches on a blocking thread, when it is this search's turn.
    ///
    /// # Errors
    /// As [`SearchOrg::search_blocking`].
    pub async fn search(&self, request: Request) -> Result<Answer, SearchError> {
        let turn = self.shared.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|_| Error::Unavailable("search is shutting down".into()))?;
        let this = self.clone();
        let task = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            this.search_blocking(&request)
        });
        task.await.map_err(Error::internal)?
    }

    /// Searches on this thread.
    ///
    /// # Errors
    /// [`SearchError::Query`] says where the query makes no sense; [`Error::Invalid`] when the page is too deep;
    /// [`Error::Unavailable`] when it takes too long; [`Error::Internal`] when the index cannot be read, which also
    /// has it checked and, if need be, rebuilt.
    pub fn search_blocking(&self, request: &Request) -> Result<Answer, SearchError> {
        if request.offset.saturating_add(request.limit) > MAX_DEPTH_OF_PAGE {
            let reason = format!("offset and limit together must not exceed {MAX_DEPTH_OF_PAGE}");
            return Err(Error::invalid("offset", reason).into());
        }
        // Both before and after: what was complete when it was read stays so, what becomes so meanwhile does not count.
        let complete = self.shared.progress.borrow().complete;
        let live = self.shared.live.load_full();
        let answer = catch_unwind(AssertUnwindSafe(|| self.search_in(&live, request)));
        let answer = answer.unwrap_or_else(|_| Err(Error::Internal("the search panicked".into()).into()));
        if let Err(SearchError::Other(Error::Internal(_))) = &answer {
            self.shared.suspect();
        }
        let mut answer = answer?;
        answer.complete = complete && self.shared.progress.borrow().complete;
        Ok(answer)
    }

    fn search_in(&self, live: &Live, request: &Request) -> Result<Answer, SearchError> {
        let deadline = Deadline::after(self.shared.options.time_limit);
        let expr = query::parse(&request.query, request.typing)?;
        let Compiled { query, patterns } = compile(expr.as_ref(), &live.fields, &self.shared.options.fields)?;
        let snapshot = live.snapshot();
        let run = Run {
            snapshot: &snapshot,
            org: live.fields.org_term(self.org),
            query: filtered(live, request, query),
            sort: request.sort,
            k: if request.limit == 0 { 0 } else { request.offset + request.limit },
            facets: request.facets.then(|| Choice::of(request)),
            deadline,
        };
        let Ran { best, total, facets } = run.run()?;
        let mut hits = Vec::with_capacity(request.limit.min(best.len()));
        for rank in best.iter().skip(request.offset) {
            let kept = live.fields.kept(&snapshot.searcher.doc(rank.address)?)?;
            let snippet = snippet(&kept.text, &patterns);
            hits.push(Hit {
                kind: kept.kind,
                id: kept.id,
                time: kept.time,
                severity: kept.severity,
                status: kept.status,
                title: kept.title,
                snippet: snippet.text,
                highlights: snippet.highlights,
                fields: kept.fields,
            });
        }
        Ok(Answer { hits, total, facets, complete: false })
    }
}

/// The query with the request's filters, but for those that facets look at themselves.
fn filtered(live: &Live, request: &Request, query: Box<dyn Query>) -> Box<dyn Query> {
    let mut all = vec![query];
    if !request.facets {
        let filters =
            [("kind", &request.kinds), ("severity", &request.severities), ("status", &request.statuses)];
        all.extend(filters.into_iter().filter_map(|(name, values)| one_of(&live.fields, name, values)));
    }
    if request.from.is_some() || request.until.is_some() {
        let from = request.from.map_or(i64::MIN, |from| from.0);
        all.push(Box::new(SpanQuery { from, until: request.until.map(|until| until.0) }));
    }
    if all.len() > 1 && all[0].is::<AllQuery>() {
        all.swap_remove(0);
    }
    if all.len() == 1 { all.swap_remove(0) } else { Box::new(BooleanQuery::intersection(all)) }
}
