//! Rows gathered and sorted before they are stored: neighbours in the table are written together, so that a large
//! import touches each page a few times and not once a row.

use std::sync::Arc;

use crate::exposure::corpus::parse::Parsed;
use crate::exposure::corpus::rows::{AddressHash, CorpusRow};
use crate::ports::Artifact;

/// How many rows are gathered: about 16 MB.
pub(super) const GATHERED: usize = 200_000;

/// One gathered row. What is rare lies in a box.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) address: AddressHash,
    pub(super) breach: u32,
    /// Where it stood among the gathered rows.
    order: u32,
    extra: Option<Box<CorpusRow>>,
    /// The classes of its breach.
    shared: Arc<[String]>,
}

impl Gathered {
    /// What is stored of `parsed`; `shared` are the classes of its breach.
    pub(super) fn new(parsed: Parsed, breach: u32, order: usize, shared: &Arc<[String]>) -> Self {
        let own = (!parsed.classes.is_empty() && *parsed.classes != **shared).then_some(parsed.classes);
        let row = CorpusRow { classes: own, artifacts: parsed.artifacts, domain: parsed.domain };
        Self {
            address: parsed.address,
            breach,
            order: u32::try_from(order).unwrap_or(u32::MAX),
            extra: (row != CorpusRow::default()).then(|| Box::new(row)),
            shared: Arc::clone(shared),
        }
    }

    /// What is stored once this row is added to `known`.
    pub(super) fn added_to(&self, known: CorpusRow) -> CorpusRow {
        add(known, self.row(), &self.shared)
    }

    /// The row as it is stored.
    pub(super) fn row(&self) -> CorpusRow {
        self.extra.as_deref().cloned().unwrap_or_default()
    }

    fn key(&self) -> (AddressHash, u32) {
        (self.address, self.breach)
    }
}

/// Sorts by key and joins rows of one key: what they say adds up, so that neither order nor repetition matters.
pub(super) fn sort_and_join(mut rows: Vec<Gathered>) -> Vec<Gathered> {
    rows.sort_unstable_by_key(|row| (row.address, row.breach, row.order));
    let mut joined: Vec<Gathered> = Vec::with_capacity(rows.len());
    for row in rows {
        match joined.last_mut() {
            Some(last) if last.key() == row.key() => {
                let sum = row.added_to(last.row());
                last.extra = (sum != CorpusRow::default()).then(|| Box::new(sum));
            }
            _ => joined.push(row),
        }
    }
    joined
}

/// What two rows of one key say together. No classes of its own means those of the breach, `shared`.
fn add(known: CorpusRow, told: CorpusRow, shared: &[String]) -> CorpusRow {
    let classes = match (known.classes, told.classes) {
        (None, None) => None,
        (one, other) => {
            let mut all = one.unwrap_or_else(|| shared.to_vec());
            for class in other.unwrap_or_else(|| shared.to_vec()) {
                if !all.contains(&class) {
                    all.push(class);
                }
            }
            (all != shared).then_some(all)
        }
    };
    let mut artifacts: Vec<Artifact> = known.artifacts;
    artifacts.extend(told.artifacts);
    artifacts.sort_unstable();
    artifacts.dedup();
    CorpusRow { classes, artifacts, domain: known.domain.or(told.domain) }
}
