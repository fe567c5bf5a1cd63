//! The change log: which documents changed, in the order of their commits. Search follows it.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::record;
use crate::store::{GlobalTable, Id, Reader, Rows as _, Span};

/// Changed documents of one kind. What they now look like is in the tables; the log only names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The organization that the documents belong to.
    pub org: Id,
    /// What they are: `exposure_alert`, `employee`, ….
    pub kind: String,
    /// Their ids; never empty.
    pub ids: Vec<Id>,
}

/// Until version 2 an entry named one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ChangeV1 {
    org: Id,
    kind: String,
    id: Id,
}

impl From<ChangeV1> for Change {
    fn from(old: ChangeV1) -> Self {
        Self { org: old.org, kind: old.kind, ids: vec![old.id] }
    }
}

record!(Change, 2, 1 => ChangeV1);

/// Changes by sequence number, from 1.
pub(super) const CHANGES: GlobalTable<u64, Change> = GlobalTable::new("store.change");

impl Reader {
    /// Shows the entries after `seq`, oldest first, with their sequence numbers, until `visit` breaks.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails; what `visit` answered.
    pub fn changes_after(
        &self,
        seq: u64,
        visit: impl FnMut(u64, Change) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        self.walk(&CHANGES, Span::all().after(&seq), visit)
    }
}

#[cfg(test)]
impl crate::store::Store {
    /// Every entry after `seq`, with its sequence number.
    pub(crate) fn changes_since(&self, seq: u64) -> Vec<(u64, Change)> {
        let mut all = Vec::new();
        let reader = self.read().expect("a store in memory can be read");
        reader
            .changes_after(seq, |seq, change| {
                all.push((seq, change));
                Ok(ControlFlow::Continue(()))
            })
            .expect("what was written reads");
        all
    }
}
