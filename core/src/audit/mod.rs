//! Who did what: an append-only log for each organization, written in the transaction that did it.
//!
//! Search shows its entries as kind [`KIND`]. Entries are never changed or removed here.

mod entry;

pub use entry::{Entry, KIND, after, find, list, list_of_target, record};

#[cfg(test)]
mod tests;
