//! The query language that people type: text in, a tree out, and back. It knows no index and no field names; what a
//! clause means is decided in [`super::compile`].
//!
//! ```text
//! anna "password reset" email:anna@example.com severity:>=high -status:resolved
//! time:[2026-01-01 TO 2026-02-01] (svch* OR path:"C:\Users\x") NOT host:web01
//! ```
//!
//! Words side by side must all match; `AND` binds closer than `OR`; operators are upper case. `*` ends a prefix. A
//! backslash before one of `" ( ) * : \ / - [ ] { } < >` makes it an ordinary character, before anything else it is
//! itself, so that Windows paths can be typed as they are.

mod ast;
mod error;
mod parser;
mod print;
#[cfg(test)]
mod tests;

pub use ast::{Bound, Clause, Expr, Position, Value};
pub use error::QueryError;
pub use parser::{MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, Typing, parse};
