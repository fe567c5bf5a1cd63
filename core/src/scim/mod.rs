//! SCIM 2.0 (RFC 7643, 7644): identity providers push users and groups, and the workforce follows.
//!
//! What a client sends is kept whole and returned; what the schemas know of it is brought to their names and types. Each
//! user has a person in the workforce, found by the user's id or by address. A user who is deactivated, in whichever form
//! a provider does it, is a person who is gone; so is one who is deleted, and what was found of them stays.

mod bulk;
mod cursor;
mod desk;
mod fault;
pub mod filter;
mod groups;
mod list;
mod narrow;
mod patch;
mod projection;
mod resource;
mod rows;
mod schema;
mod users;
mod view;
mod work;

pub use bulk::MAX_OPERATIONS;
pub use desk::{Desk, MAX_RESOURCE, Shown, names_version};
pub use fault::{Fault, Outcome, error_body};
pub use list::{DEFAULT_COUNT, MAX_COUNT, Query};
pub use projection::Projection;
pub(crate) use rows::forget;
pub use schema::{Kind, resource_types, schemas};

#[cfg(test)]
mod tests;
