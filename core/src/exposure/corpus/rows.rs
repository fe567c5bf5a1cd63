//! What the corpus stores.

use serde::{Deserialize, Serialize};

use crate::ports::{Artifact, SourceKind};
use crate::record;
use crate::store::GlobalTable;
use crate::time::Timestamp;

/// SHA-256 of a lower-case address.
pub(super) type AddressHash = [u8; 32];

/// What all rows of one breach share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CorpusBreach {
    /// As it was first spelled.
    pub(super) name: String,
    /// When it happened, if anybody knows.
    pub(super) date: Option<Timestamp>,
    /// Where it was read of.
    pub(super) source: SourceKind,
    /// Data classes in the file's words: those of the breach's first row.
    pub(super) classes: Vec<String>,
}

record!(CorpusBreach, 1);

/// What one row says beyond its breach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CorpusRow {
    /// Other classes than the breach's.
    pub(super) classes: Option<Vec<String>>,
    /// What a stealer log took.
    pub(super) artifacts: Vec<Artifact>,
    /// The site that a stealer log names.
    pub(super) domain: Option<String>,
}

record!(CorpusRow, 1);

/// Breaches by number.
pub(super) const BREACHES: GlobalTable<u32, CorpusBreach> = GlobalTable::new("exposure.corpus_breach");
/// Numbers by lower-case name.
pub(super) const BREACH_BY_NAME: GlobalTable<String, u64> =
    GlobalTable::new("exposure.corpus_breach_by_name");
/// The number of the next new breach.
pub(super) const NEXT: GlobalTable<(), u64> = GlobalTable::new("exposure.corpus_next_breach");
/// Rows by address and breach.
pub(super) const ROWS: GlobalTable<(AddressHash, u32), CorpusRow> = GlobalTable::new("exposure.corpus_row");
/// How many rows there are.
pub(super) const COUNT: GlobalTable<(), i64> = GlobalTable::new("exposure.corpus_count");
