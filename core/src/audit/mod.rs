//! Who did what: an append-only log for each organization, written in the transaction that did it.
//!
//! Search shows its entries as kind [`KIND`]. Entries are never changed; `retention` lets go of those that are older than an
//! organization wants, but of the register's, which are evidence.

mod entry;

pub use entry::{Entry, KIND, after, entries_before, find, list, list_of_target, record, remove_entries};

#[cfg(test)]
mod tests;
