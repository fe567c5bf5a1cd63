//! The filter language (RFC 7644, 3.4.2.2) and the paths of PATCH (3.5.2): read, printed, and held against resources.
//!
//! Beyond the grammar, a value path in a filter may go on, since Entra ID sends
//! `emails[type eq "work"].value eq "a@b.example"`.

mod ast;
mod eval;
mod parser;
mod print;

pub use ast::{Filter, Op, Path};
pub use eval::Values;
pub use parser::{MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, ParseError, parse, parse_path};

pub(in crate::scim) use eval::{found_key, same_text};

#[cfg(test)]
mod tests;
