//! Runs a compiled query over a snapshot of the index, for one organization, within a time limit.
//!
//! This is the only place where documents are read from the index, and each segment is read through
//! [`within`], which adds the organization: there is no path around it.

use std::time::{Duration, Instant};

use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, SegmentReader, TERMINATED, Term};

use super::facets::{self, Choice, SegmentFacets};
use super::index::{Segment, Snapshot};
use super::request::{Facets, SearchError, Sort};
use super::top::{Rank, Top};
use crate::Error;

/// What to run.
pub(crate) struct Run<'a> {
    pub(crate) snapshot: &'a Snapshot,
    /// The term of the organization.
    pub(crate) org: Term,
    pub(crate) query: Box<dyn Query>,
    pub(crate) sort: Sort,
    /// Matches to rank.
    pub(crate) k: usize,
    /// Set to count facets; then its filters are not in `query`.
    pub(crate) facets: Option<Choice>,
    pub(crate) deadline: Deadline,
}

/// What came of it.
pub(crate) struct Ran {
    pub(crate) best: Vec<Rank>,
    pub(crate) total: u64,
    pub(crate) facets: Option<Facets>,
}

/// When a search must end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self { at: Instant::now() + limit, limit }
    }

    fn check(&self) -> Result<(), SearchError> {
        if Instant::now() < self.at {
            return Ok(());
        }
        let limit = self.limit.as_secs_f32();
        Err(Error::Unavailable(format!("the search took longer than {limit} s; make it narrower")).into())
    }
}

/// Matches between two looks at the clock.
const BLOCKS_PER_CHECK: usize = 256;

impl Run<'_> {
    pub(crate) fn run(self) -> Result<Ran, SearchError> {
        let scoring = match self.sort {
            Sort::Newest => EnableScoring::disabled_from_searcher(&self.snapshot.searcher),
            Sort::Score => EnableScoring::enabled_from_searcher(&self.snapshot.searcher),
        };
        let weights = Weights::new(&*self.query, &self.org, scoring)?;
        let mut state = State { top: Top::new(self.k), total: 0, segments: Vec::new() };
        for segment in &self.snapshot.segments {
            let reader = self.snapshot.searcher.segment_reader(segment.ord);
            self.deadline.check()?;
            let Some(weight) = within(&weights, &self.org, reader)? else { continue };
            if self.sort == Sort::Newest && self.facets.is_none() {
                self.newest(segment, reader, weight, &mut state)?;
            } else {
                self.scan(segment, reader, weight, &mut state)?;
            }
        }
        let facets = self.facets.is_some().then(|| facets::merge(&state.segments)).transpose()?;
        Ok(Ran { best: state.top.into_sorted(), total: state.total, facets })
    }

    /// The segment is sorted newest first: once a match is too old for the page, the rest is only counted.
    fn newest(
        &self,
        segment: &Segment,
        reader: &SegmentReader,
        weight: &dyn Weight,
        state: &mut State,
    ) -> Result<(), SearchError> {
        if state.top.shuts_out(0.0, segment.newest) {
            state.total += self.count(reader, weight)?;
            return Ok(());
        }
        let alive = reader.alive_bitset();
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut seen = 0_u64;
        loop {
            let doc = scorer.doc();
            if doc == TERMINATED {
                state.total += seen;
                return Ok(());
            }
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                let time = segment.time(doc);
                if state.top.shuts_out(0.0, time) {
                    break;
                }
                state.top.offer(rank(segment, doc, 0.0, time));
                seen += 1;
                if seen.is_multiple_of(1 << 14) {
                    self.deadline.check()?;
                }
            }
            scorer.advance();
        }
        state.total += match self.counts_at_once(reader) {
            true => u64::from(weight.count(reader)?),
            false => seen + self.count_rest(&mut *scorer, reader)?,
        };
        Ok(())
    }

    /// Whether a count is written in the index: one word, nothing deleted, and (see [`Weights`]) one organization.
    fn counts_at_once(&self, reader: &SegmentReader) -> bool {
        self.query.is::<TermQuery>() && reader.alive_bitset().is_none()
    }

    fn count(&self, reader: &SegmentReader, weight: &dyn Weight) -> Result<u64, SearchError> {
        if self.counts_at_once(reader) {
            return Ok(u64::from(weight.count(reader)?));
        }
        let mut scorer = weight.scorer(reader, 1.0)?;
        self.count_rest(&mut *scorer, reader)
    }

    /// Counts from where the scorer stands. Small remainders take the index's own fast way, which cannot be stopped.
    fn count_rest(&self, scorer: &mut dyn Scorer, reader: &SegmentReader) -> Result<u64, SearchError> {
        const UNSTOPPED: u64 = 2_000_000;
        if scorer.cost() <= UNSTOPPED {
            return Ok(u64::from(match reader.alive_bitset() {
                Some(alive) => scorer.count(alive),
                None => scorer.count_including_deleted(),
            }));
        }
        let mut total = 0;
        self.blocks(scorer, reader, |docs| total += docs.len() as u64)?;
        Ok(total)
    }

    /// Looks at each match: for facets, scores, or both.
    fn scan(
        &self,
        segment: &Segment,
        reader: &SegmentReader,
        weight: &dyn Weight,
        state: &mut State,
    ) -> Result<(), SearchError> {
        let mut facets =
            self.facets.as_ref().map(|choice| SegmentFacets::open(reader, choice)).transpose()?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        if self.sort == Sort::Score {
            self.scan_scored(segment, reader, &mut *scorer, facets.as_mut(), state)?;
        } else {
            let (top, mut settled, mut total) = (&mut state.top, false, 0);
            self.blocks(&mut *scorer, reader, |docs| {
                if let Some(facets) = &mut facets {
                    facets.count(docs);
                }
                total += docs.len() as u64;
                for doc in &*docs {
                    settled = settled || top.shuts_out(0.0, segment.time(*doc));
                    if settled {
                        break;
                    }
                    top.offer(rank(segment, *doc, 0.0, segment.time(*doc)));
                }
            })?;
            state.total += total;
        }
        state.segments.extend(facets);
        Ok(())
    }

    fn scan_scored(
        &self,
        segment: &Segment,
        reader: &SegmentReader,
        scorer: &mut dyn Scorer,
        mut facets: Option<&mut SegmentFacets>,
        state: &mut State,
    ) -> Result<(), SearchError> {
        let alive = reader.alive_bitset();
        let mut one = Vec::with_capacity(1);
        let mut seen = 0_usize;
        loop {
            let doc = scorer.doc();
            if doc == TERMINATED {
                return Ok(());
            }
            seen += 1;
            if seen.is_multiple_of(1 << 14) {
                self.deadline.check()?;
            }
            one.clear();
            one.extend(alive.is_none_or(|alive| alive.is_alive(doc)).then_some(doc));
            if let Some(facets) = &mut facets {
                facets.count(&mut one);
            }
            if !one.is_empty() {
                state.total += 1;
                let (score, time) = (scorer.score(), segment.time(doc));
                if !state.top.shuts_out(score, time) {
                    state.top.offer(rank(segment, doc, score, time));
                }
            }
            scorer.advance();
        }
    }

    /// Shows all living matches in blocks, with a look at the clock now and then.
    fn blocks(
        &self,
        scorer: &mut dyn Scorer,
        reader: &SegmentReader,
        mut visit: impl FnMut(&mut Vec<DocId>),
    ) -> Result<(), SearchError> {
        let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
        let mut docs = Vec::with_capacity(buffer.len());
        for block in 1_usize.. {
            let filled = scorer.fill_buffer(&mut buffer);
            docs.clear();
            match reader.alive_bitset() {
                Some(alive) => docs.extend(buffer[..filled].iter().filter(|doc| alive.is_alive(**doc))),
                None => docs.extend_from_slice(&buffer[..filled]),
            }
            visit(&mut docs);
            if filled < buffer.len() {
                break;
            }
            if block.is_multiple_of(BLOCKS_PER_CHECK) {
                self.deadline.check()?;
            }
        }
        Ok(())
    }
}

struct State {
    top: Top,
    total: u64,
    segments: Vec<SegmentFacets>,
}

/// The query as asked, and as it must be asked where several organizations share a segment.
struct Weights {
    alone: Box<dyn Weight>,
    shared: Box<dyn Weight>,
}

impl Weights {
    fn new(query: &dyn Query, org: &Term, scoring: EnableScoring<'_>) -> tantivy::Result<Self> {
        let org = TermQuery::new(org.clone(), IndexRecordOption::Basic);
        let org: Box<dyn Query> = Box::new(ConstScoreQuery::new(Box::new(org), 0.0));
        let shared = BooleanQuery::new(vec![(Occur::Must, query.box_clone()), (Occur::Must, org)]);
        Ok(Self { alone: query.weight(scoring)?, shared: shared.weight(scoring)? })
    }
}

/// The query within the organization in this segment; `None` when the segment holds nothing of it.
///
/// The filter may be left out exactly when the segment's own dictionary says that every document in it, deleted ones
/// included, has this organization. That is the rule on an appliance with one.
fn within<'w>(
    weights: &'w Weights,
    org: &Term,
    reader: &SegmentReader,
) -> tantivy::Result<Option<&'w dyn Weight>> {
    let theirs = reader.inverted_index(org.field())?.doc_freq(org)?;
    Ok(match theirs {
        0 => None,
        all if all == reader.max_doc() => Some(&*weights.alone),
        _ => Some(&*weights.shared),
    })
}

fn rank(segment: &Segment, doc: DocId, score: f32, time: i64) -> Rank {
    Rank { score, time, id: segment.id(doc), address: DocAddress::new(segment.ord, doc) }
}
