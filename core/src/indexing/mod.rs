//! What search finds: each subject's rows as documents, and the store's change log as the feed that search follows.
//!
//! The search room knows no subject and the store knows no document; this room knows both. A subject that wants to be
//! found gets a line in [`KINDS`](feed) and a function in [`documents`].

mod documents;
mod feed;

pub use feed::StoreFeed;

use crate::search::Options;

/// Raised when documents are worded differently than before, so that indexes are rebuilt.
const WORDING: u32 = 1;

/// The search room's options for our documents: which fields people may name in a query.
pub fn options() -> Options {
    Options {
        fields: vec![
            "action",
            "actor",
            "breach",
            "confidence",
            "data",
            "department",
            "email",
            "employee",
            "location",
            "provider",
            "source",
            "target",
        ],
        version: WORDING,
        ..Options::default()
    }
}

#[cfg(test)]
mod tests;
