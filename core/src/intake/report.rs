//! What an import came to.

use serde::Serialize;

/// How many rejected rows are listed; more are only counted.
const LISTED: usize = 1000;

/// What an import came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Rows that were new.
    pub added: u64,
    /// Rows that changed something stored.
    pub changed: u64,
    /// Rows that were stored already.
    pub unchanged: u64,
    /// Rows that were left out, the first thousand of them.
    pub rejected: Vec<Rejected>,
    /// How many rows were left out.
    pub rejected_total: u64,
}

/// One row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Its line in the file, from 1, header included.
    pub line: u64,
    /// Why, lowercase, without a full stop.
    pub reason: String,
}

impl ImportReport {
    /// Notes a row that is left out.
    pub fn reject(&mut self, line: u64, reason: impl Into<String>) {
        self.rejected_total += 1;
        if self.rejected.len() < LISTED {
            self.rejected.push(Rejected { line, reason: reason.into() });
        }
    }

    /// Adds the counts of another part of the same import.
    pub fn absorb(&mut self, part: &Self) {
        self.added += part.added;
        self.changed += part.changed;
        self.unchanged += part.unchanged;
    }
}
