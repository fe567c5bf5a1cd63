//! PATCH (RFC 7644, 3.5.2), with the dialects of Entra ID and Okta: operations in any case, values without a path whose
//! names are paths, elements that are made when a path names one that is missing.
//!
//! A group's members are rows of their own, so what becomes of them is answered as a list of changes and done elsewhere.

mod apply;
mod members;
mod read;
mod target;

pub(super) use apply::apply;
pub(super) use members::{Member, MemberChange, members_of};
pub(super) use read::read;
