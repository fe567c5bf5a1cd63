//! The people of an organization: who works there, in which department, under which address.
//!
//! People come from CSV now and from directories later. What was found about them lives in `exposure`.

mod employee;
mod import;
mod ldif;
mod list;
mod upsert;

pub use employee::{Employee, EmployeeSource, KIND};
pub use import::{BATCH, import_csv};
pub use ldif::import_ldif;
pub use list::{Page, active_after, all_after, by_email, count, find, get, list};
pub use upsert::{Change, Details, set_active, upsert};

#[cfg(test)]
mod tests;
