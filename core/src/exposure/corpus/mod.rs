//! The appliance's own breach corpus: files that an admin imports, looked up by the hash of an address.
//!
//! It belongs to the appliance and not to an organization. Addresses are kept as SHA-256 only. A row is a key of 36
//! bytes and, in most cases, three more: what all rows of a breach share is kept once.

mod import;
mod lookup;
mod parse;
mod rows;
mod sorted;

pub use import::import_corpus;
pub use lookup::{LocalCorpus, corpus_rows};

#[cfg(test)]
mod tests;
