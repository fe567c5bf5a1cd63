//! Passwords that everybody knows: a short list that is built in, and the published list of breached passwords, when
//! `gatehouse import passwords` put it into the data folder.

mod common;
mod count;
mod file;
mod import;
mod layout;
mod line;
mod search;
#[cfg(test)]
mod tests;
mod write;

pub(super) use common::is_common;
pub use file::{PasswordFile, PasswordRange, PasswordRow};
pub use import::import_passwords;

/// The file's name in the data folder.
pub const PASSWORD_FILE: &str = "passwords.bin";

/// A SHA-1 hash, as the published list has it.
type Hash = [u8; 20];
