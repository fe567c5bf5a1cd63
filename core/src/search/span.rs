//! A stretch of time. Segments are sorted by time, so it is a stretch of document numbers too, found by bisection.

use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

/// Documents whose time lies in `from..until`, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpanQuery {
    pub(crate) from: i64,
    /// Exclusive; `None` for no end.
    pub(crate) until: Option<i64>,
}

impl Query for SpanQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(SpanWeight(*self)))
    }
}

struct SpanWeight(SpanQuery);

impl Weight for SpanWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let time = reader.fast_fields().i64("time")?;
        let at = |doc: DocId| time.first(doc).unwrap_or(i64::MIN);
        let first_where = |holds: &dyn Fn(i64) -> bool| {
            let (mut low, mut high) = (0, reader.max_doc());
            while low < high {
                let middle = low + (high - low) / 2;
                if holds(at(middle)) { high = middle } else { low = middle + 1 }
            }
            low
        };
        // Newest first: times fall as document numbers rise.
        let begin = self.0.until.map_or(0, |until| first_where(&|time| time < until));
        let end = first_where(&|time| time < self.0.from);
        if begin >= end {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConstScorer::new(Stretch { doc: begin, end }, boost)))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("time scores are not explained (document {doc})")))
    }
}

/// Consecutive documents.
struct Stretch {
    doc: DocId,
    end: DocId,
}

impl DocSet for Stretch {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = if target < self.end { target.max(self.doc) } else { TERMINATED };
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end.saturating_sub(self.doc)
    }
}
