//! What the index holds of a document, and a document as the index takes it.

use serde::{Deserialize, Serialize};
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{IndexSettings, IndexSortByField, Order, TantivyDocument, Term};

use super::analyzer::{self, MARK};
use super::feed::{Doc, RawId};
use crate::time::Timestamp;

/// Raise it when documents are indexed differently: older indexes are then rebuilt.
pub(crate) const VERSION: u32 = 1;
/// Bytes of text of one document that are searched; the rest of a long log is not.
const MAX_INDEXED: usize = 256 * 1024;
/// Bytes of text of one document that are kept for snippets.
const MAX_KEPT: usize = 16 * 1024;
/// Fields of every document.
pub(crate) const BUILT_IN: [&str; 6] = ["host", "kind", "severity", "status", "time", "title"];
/// The facets, in the order of their columns.
pub(crate) const FACETS: [&str; 4] = ["kind", "severity", "status", "host"];

/// The index's fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The organization, a term of 16 bytes.
    pub(crate) org: Field,
    /// Organization, id and kind as one term, by which a document is replaced.
    pub(crate) key: Field,
    /// All text, with positions.
    pub(crate) text: Field,
    /// `name\0word` for each field, with positions.
    pub(crate) fields: Field,
    time: Field,
    id_high: Field,
    id_low: Field,
    facets: [Field; 4],
    /// The [`Kept`] document.
    kept: Field,
}

/// What a hit is made of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) kind: String,
    pub(crate) id: RawId,
    pub(crate) time: Timestamp,
    pub(crate) severity: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) title: String,
    pub(crate) text: Vec<(String, String)>,
    pub(crate) fields: serde_json::Value,
}

impl Fields {
    pub(crate) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let words = |tokenizer: &str, norms: bool| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_fieldnorms(norms)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fast = NumericOptions::default().set_fast();
        let fields = Self {
            org: schema.add_bytes_field("org", BytesOptions::default().set_indexed()),
            key: schema.add_bytes_field("key", BytesOptions::default().set_indexed()),
            text: schema.add_text_field("text", words(analyzer::TEXT, true)),
            fields: schema.add_text_field("fields", words(analyzer::FIELDS, false)),
            time: schema.add_i64_field("time", fast.clone()),
            id_high: schema.add_u64_field("id_high", fast.clone()),
            id_low: schema.add_u64_field("id_low", fast),
            facets: FACETS.map(|name| schema.add_text_field(name, TextOptions::default().set_fast("raw"))),
            kept: schema.add_bytes_field("kept", STORED),
        };
        (schema.build(), fields)
    }

    /// Segments are sorted newest first, so that the newest hits are the first of each. Kept documents are packed in
    /// small blocks, since a page unpacks one for nearly each of its hits.
    pub(crate) fn settings() -> IndexSettings {
        IndexSettings {
            sort_by_field: Some(IndexSortByField { field: "time".into(), order: Order::Desc }),
            docstore_blocksize: 4096,
            ..IndexSettings::default()
        }
    }

    /// The term by which one document is replaced.
    pub(crate) fn key_term(&self, org: RawId, kind: &str, id: RawId) -> Term {
        Term::from_field_bytes(self.key, &key(org, kind, id))
    }

    /// The term that all documents of an organization share, and no other.
    pub(crate) fn org_term(&self, org: RawId) -> Term {
        Term::from_field_bytes(self.org, &org)
    }

    /// The document as the index takes it.
    pub(crate) fn document(&self, doc: Doc) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_bytes(self.org, &doc.org);
        out.add_bytes(self.key, &key(doc.org, &doc.kind, doc.id));
        out.add_i64(self.time, doc.time.0);
        let (high, low) = halves(doc.id);
        out.add_u64(self.id_high, high);
        out.add_u64(self.id_low, low);

        let columns = [Some(&*doc.kind), doc.severity.as_deref(), doc.status.as_deref(), doc.host.as_deref()];
        for ((field, name), value) in self.facets.iter().zip(FACETS).zip(columns) {
            // A value for every document keeps the column dense, hence fast; the empty one is never counted.
            let value = value.unwrap_or_default();
            out.add_text(*field, value);
            if !value.is_empty() {
                self.add_field(&mut out, name, value);
            }
        }
        out.add_text(self.text, &doc.title);
        self.add_field(&mut out, "title", &doc.title);
        if let Some(host) = &doc.host {
            out.add_text(self.text, host);
        }
        let mut left = MAX_INDEXED;
        for (name, value) in &doc.text {
            let value = cut(value, left);
            left -= value.len();
            out.add_text(self.text, value);
            self.add_field(&mut out, name, value);
        }

        let mut left = MAX_KEPT;
        let text = doc.text.into_iter().map(|(name, value)| {
            let kept = cut(&value, left).to_owned();
            left -= kept.len();
            (name.into_owned(), kept)
        });
        let kept = Kept {
            kind: doc.kind.into_owned(),
            id: doc.id,
            time: doc.time,
            severity: doc.severity,
            status: doc.status,
            title: doc.title,
            text: text.filter(|(_, value)| !value.is_empty()).collect(),
            fields: doc.fields,
        };
        // Strings, numbers and values that were JSON already always encode.
        out.add_bytes(self.kept, &serde_json::to_vec(&kept).unwrap_or_default());
        out
    }

    fn add_field(&self, out: &mut TantivyDocument, name: &str, value: &str) {
        out.add_text(self.fields, format!("{name}{MARK}{value}"));
    }

    /// What [`Fields::document`] kept.
    pub(crate) fn kept(&self, document: &TantivyDocument) -> crate::Result<Kept> {
        use tantivy::schema::Value as _;
        let bytes = document.get_first(self.kept).and_then(|value| value.as_bytes()).unwrap_or_default();
        serde_json::from_slice(bytes).map_err(crate::Error::internal)
    }
}

fn key(org: RawId, kind: &str, id: RawId) -> Vec<u8> {
    [&org[..], &id[..], kind.as_bytes()].concat()
}

/// An id as two numbers that order as its bytes do.
pub(crate) fn halves(id: RawId) -> (u64, u64) {
    let id = u128::from_be_bytes(id);
    ((id >> 64) as u64, id as u64)
}

/// The id whose [`halves`] these are.
pub(crate) fn whole((high, low): (u64, u64)) -> RawId {
    ((u128::from(high) << 64) | u128::from(low)).to_be_bytes()
}

/// At most `most` bytes of the text.
fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most { text } else { &text[..text.floor_char_boundary(most)] }
}
