//! Who may do what: members, sessions, and the principal that every handler asks first.

mod principal;

pub use principal::{Actor, Principal, Role};
