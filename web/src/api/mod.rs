//! One room an API. A room's `router` registers its handlers and makes its OpenAPI document.
//!
//! A handler reads: doc comment (its description in the document), `#[utoipa::path]` with every answer it gives,
//! authorization on the first line, validation, one call into `core`, one mapping to a view. New endpoints also go into
//! the table of `tests/authorization.rs`.

pub mod console;
pub mod endpoint;
pub mod exposure;
mod refusals;
pub mod scim;
mod words;

pub(crate) use refusals::{
    AdminOnly, AdminsOnly, AgentsOnly, MembersOnly, ReadersOnly, ScimOnly, SignedInOnly,
};
