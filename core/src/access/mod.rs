//! Who may do what: members, passwords, sessions, and the principal that every handler asks first.
//!
//! [`Access`] is the one handle: it signs people in and out, turns a session's token into a [`Principal`], and keeps
//! the members. Organizations live in `tenancy`; what people did is told to `audit`.

mod handle;
mod limit;
mod member;
mod members;
mod password;
mod principal;
mod session;
mod signin;

pub use handle::{Access, AccessSettings, FirstSteps};
pub use member::{MemberView, NewMember};
pub use password::HashCost;
pub use principal::{Actor, Principal, Role};
pub use session::SessionView;
pub use signin::SignedIn;

#[cfg(test)]
mod tests;
