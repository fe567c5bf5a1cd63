//! The dashboard that a member has before them.

use crate::access::Principal;
use crate::dashboard::Board;
use crate::dashboard::owner::owner;
use crate::dashboard::stored::BOARDS;
use crate::error::Result;
use crate::services::Services;
use crate::store::OrgRows as _;

/// The member's dashboard; `None` until they saved one.
///
/// # Errors
/// [`crate::Error::Forbidden`] for everybody who is no member.
pub fn config(services: &Services, principal: &Principal) -> Result<Option<Board>> {
    let member = owner(principal)?;
    services.org(principal).read()?.get(&BOARDS, &member)
}

/// Saves the member's dashboard in place of the one before.
///
/// # Errors
/// [`crate::Error::Forbidden`] for everybody who is no member, [`crate::Error::Invalid`] naming the place,
/// `layout[2].w`.
pub async fn set_config(services: &Services, principal: &Principal, board: Board) -> Result<()> {
    let member = owner(principal)?;
    board.check()?;
    services.org(principal).write(move |writer| writer.insert(&BOARDS, &member, &board)).await
}
