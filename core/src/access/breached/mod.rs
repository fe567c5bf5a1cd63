//! Passwords that everybody knows: a short list that is built in, and the published list of breached passwords, when
//! `gatehouse import passwords` put it into the data folder.

mod common;
mod file;
mod import;

pub(super) use common::is_common;
pub use file::PasswordFile;
pub use import::import_passwords;

/// The file's name in the data folder.
pub const PASSWORD_FILE: &str = "passwords.bin";

/// What the file starts with; its last byte is the layout's version.
const MAGIC: [u8; 8] = *b"ghpwned\x01";
/// Bytes of a row: SHA-1 and how often it was seen, big-endian. Rows are sorted.
const ROW: usize = 24;
/// Bytes of the hash in a row.
const HASH: usize = 20;
