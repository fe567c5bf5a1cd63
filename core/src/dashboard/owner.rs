//! Whose dashboard it is.

use crate::access::{Actor, Principal};
use crate::error::{Error, Result};
use crate::store::Id;

/// The member who asks: a dashboard is a person's.
///
/// # Errors
/// [`Error::Forbidden`] for everybody who is no member.
pub(super) fn owner(principal: &Principal) -> Result<Id> {
    principal.require_member()?;
    match principal.actor() {
        Actor::Member { id, .. } => Ok(*id),
        _ => Err(Error::Forbidden("this needs a user login".into())),
    }
}
