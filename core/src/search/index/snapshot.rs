//! One state of the index with what each search needs of it, opened once.

use std::collections::HashMap;

use tantivy::columnar::Column;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::search::feed::RawId;
use crate::search::schema;

/// One state of the index.
pub(crate) struct Snapshot {
    pub(crate) searcher: Searcher,
    /// Segments by their newest document, so that older ones are soon only counted.
    pub(crate) segments: Vec<Segment>,
}

/// What ranks a segment's documents.
pub(crate) struct Segment {
    /// Its place in the searcher.
    pub(crate) ord: u32,
    /// The time of its newest document.
    pub(crate) newest: i64,
    time: Column<i64>,
    id_high: Column<u64>,
    id_low: Column<u64>,
}

impl Snapshot {
    pub(crate) fn new(searcher: Searcher) -> tantivy::Result<Self> {
        let readers = searcher.segment_readers().iter().zip(0..);
        let mut segments =
            readers.map(|(reader, ord)| Segment::open(ord, reader)).collect::<Result<Vec<_>, _>>()?;
        segments.sort_by_key(|segment| std::cmp::Reverse(segment.newest));
        Ok(Self { searcher, segments })
    }

    /// The greatest id of each kind, of documents that were removed too. Looks at every document.
    pub(crate) fn greatest_ids(&self) -> tantivy::Result<HashMap<String, RawId>> {
        let mut greatest: HashMap<String, RawId> = HashMap::new();
        for segment in &self.segments {
            let reader = self.searcher.segment_reader(segment.ord);
            let Some(kinds) = reader.fast_fields().str("kind")? else { continue };
            let mut by_kind = vec![None; kinds.num_terms()];
            for doc in 0..reader.max_doc() {
                let kind =
                    kinds.ords().first(doc).and_then(|ord| by_kind.get_mut(usize::try_from(ord).ok()?));
                if let Some(known) = kind {
                    *known = (*known).max(Some(segment.id(doc)));
                }
            }
            for (ord, found) in (0..).zip(by_kind) {
                let (Some(halves), mut kind) = (found, String::new()) else { continue };
                kinds.ord_to_str(ord, &mut kind)?;
                let known = greatest.entry(kind).or_default();
                *known = schema::whole(halves).max(*known);
            }
        }
        Ok(greatest)
    }
}

impl Segment {
    fn open(ord: u32, reader: &SegmentReader) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let time = columns.i64("time")?;
        Ok(Self {
            ord,
            newest: time.max_value(),
            time,
            id_high: columns.u64("id_high")?,
            id_low: columns.u64("id_low")?,
        })
    }

    pub(crate) fn time(&self, doc: DocId) -> i64 {
        self.time.first(doc).unwrap_or(i64::MIN)
    }

    pub(crate) fn id(&self, doc: DocId) -> (u64, u64) {
        (self.id_high.first(doc).unwrap_or(0), self.id_low.first(doc).unwrap_or(0))
    }
}
