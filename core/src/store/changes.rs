//! The change log: which documents changed, in the order of their commits. Search follows it.

use serde::{Deserialize, Serialize};

use crate::record;
use crate::store::{GlobalTable, Id};

/// One changed document. What it now looks like is in the tables; the log only names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The organization that the document belongs to.
    pub org: Id,
    /// What it is: `exposure_alert`, `employee`, ….
    pub kind: String,
    /// Its id.
    pub id: Id,
}

record!(Change, 1);

/// Changes by sequence number, from 1.
pub(super) const CHANGES: GlobalTable<u64, Change> = GlobalTable::new("store.change");
