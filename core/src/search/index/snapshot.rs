//! One state of the index with what each search needs of it, opened once.

use tantivy::columnar::Column;
use tantivy::{DocId, Searcher, SegmentReader};

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
