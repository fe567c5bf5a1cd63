//! All words that begin with a text, as one constant-score query over a range of the dictionary.

use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, SegmentReader, TantivyError};

use super::analyzer::MARK;
use super::text::is_separator;

/// Documents with a word that begins so.
#[derive(Debug, Clone)]
pub(crate) struct PrefixQuery {
    field: Field,
    /// Folded; with its `name\0` in front when the field has those.
    prefix: String,
    /// Where the text proper begins in `prefix`.
    begin: usize,
    /// Whether the text is a single part. Then tails can be passed over: their first part is a word itself.
    single: bool,
}

impl PrefixQuery {
    pub(crate) fn new(field: Field, prefix: String) -> Self {
        let begin = prefix.find(MARK).map_or(0, |mark| mark + 1);
        let single = !prefix[begin..].contains(is_separator);
        Self { field, prefix, begin, single }
    }

    /// Takes every word, for fields whose values are not split.
    pub(crate) fn of_keyword(field: Field, prefix: String) -> Self {
        Self { single: false, ..Self::new(field, prefix) }
    }

    fn wants(&self, word: &[u8]) -> bool {
        // Not-ASCII words are rare; reading their postings twice is harmless.
        !self.single || word[self.begin..].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
    }
}

impl Query for PrefixQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PrefixWeight(self.clone())))
    }
}

struct PrefixWeight(PrefixQuery);

impl Weight for PrefixWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let query = &self.0;
        let inverted = reader.inverted_index(query.field)?;
        let mut range = inverted.terms().range().ge(query.prefix.as_bytes());
        let mut end = query.prefix.clone().into_bytes();
        // UTF-8 never holds 0xff, so the last byte can always be counted up.
        if let Some(last) = end.last_mut() {
            *last += 1;
            range = range.lt(&end);
        }
        let mut words = range.into_stream()?;
        let mut infos = Vec::new();
        while words.advance() {
            if query.wants(words.key()) {
                infos.push(words.value().clone());
            }
        }
        if let [info] = &infos[..] {
            let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            return Ok(Box::new(ConstScorer::new(postings, boost)));
        }
        if infos.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut docs = BitSet::with_max_value(reader.max_doc());
        for info in &infos {
            let mut postings = inverted.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !postings.docs().is_empty() {
                for doc in postings.docs() {
                    docs.insert(*doc);
                }
                postings.advance();
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("prefix scores are not explained (document {doc})")))
    }
}
