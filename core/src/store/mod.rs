//! Where everything is kept: one file, one writer with group commit, snapshots for readers.
//!
//! Subjects see typed tables ([`OrgTable`], [`GlobalTable`]), snapshots ([`Reader`], [`OrgReader`]) and write
//! transactions ([`Writer`], [`OrgWriter`]). Keys are ordered bytes, values are versioned records; nothing outside
//! this room knows the engine, so that another ordered, transactional engine can stand behind the same types.
//!
//! Guarantees: a write is acknowledged only when it is durable (in the journal, one sync for all that waited); a failing
//! write is undone alone, its neighbours commit; a change log names every changed document in order.

mod changes;
mod commit;
mod dump;
mod engine;
#[cfg(any(test, feature = "faults"))]
mod faults;
mod id;
mod journal;
mod key;
mod open;
mod org;
mod publish;
mod record;
mod recover;
mod rows;
mod span;
mod sums;
mod table;
mod writer;

pub use changes::Change;
pub use dump::RawRow;
pub use engine::Reader;
#[cfg(any(test, feature = "faults"))]
pub use faults::FailingBackend;
pub use id::{Id, Ids};
pub use key::{Desc, Key};
pub use open::{Store, StoreOptions};
pub use org::{OrgReader, OrgScope, OrgStore, OrgWriter};
pub use record::Record;
#[doc(hidden)]
pub use record::{from_postcard, split_version, to_postcard};
pub use rows::{OrgRows, Rows};
pub use span::Span;
pub use sums::Sums;
pub use table::{GlobalTable, OrgTable};
pub use writer::Writer;

#[cfg(test)]
mod tests;
