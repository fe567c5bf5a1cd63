//! Reading what people hand in: CSV, LDIF and lines of JSON, from anywhere, of any quality.
//!
//! Everything here is bounded (a record, its fields, its columns) and names lines from 1, header included. A bad record
//! costs itself and never its neighbours. This room knows no subject; it also says what an e-mail address is.

mod address;
mod ldif;
mod records;
mod report;
mod table;

pub use address::{address, address_hash};
pub use ldif::{Ldif, LdifEntry};
pub use records::{MAX_RECORD_BYTES, Raw, Records};
pub use report::{ImportReport, Rejected};
pub use table::{Row, Table};

#[cfg(test)]
mod tests;
