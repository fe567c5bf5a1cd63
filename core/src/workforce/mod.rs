//! The people of an organization: who works there, in which department, under which address.
//!
//! People come from files and from directories. What was found about them lives in `exposure`.

mod employee;
mod import;
mod ldif;
mod linked;
mod list;
mod upsert;

pub use employee::{Employee, EmployeeSource, KIND, Link};
pub use import::{BATCH, import_csv};
pub use ldif::import_ldif;
pub use linked::{Linked, Listed, by_link, linked_after, release, settle, settle_from, unlink, weigh};
pub use list::{
    Page, active_after, all_after, by_email, count, find, get, list, named_after, second_factors,
};
pub use upsert::{Change, Details, set_active, upsert};

#[cfg(test)]
mod tests;
