//! Invitations as they are stored.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::error::Result;
use crate::record;
use crate::store::{GlobalTable, Id, OrgRows, OrgTable, OrgWriter, Span};
use crate::time::Timestamp;

/// How long an invitation is good, in seconds.
pub(super) const LASTS: i64 = 7 * 24 * 3600;

pub(super) type TokenHash = [u8; 32];

/// An invitation that waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Invitation {
    /// Address, lower case; once among the organization's invitations.
    pub(super) email: String,
    pub(super) role: Role,
    /// Of the newest link.
    pub(super) hash: TokenHash,
    /// Who invited, as they are shown.
    pub(super) by: String,
    pub(super) created: Timestamp,
    pub(super) expires: Timestamp,
    /// Whether the newest link went by mail.
    pub(super) mailed: bool,
}

record!(Invitation, 1);

/// Where the invitation with a link is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) org: Id,
    pub(super) invitation: Id,
}

record!(Place, 1);

pub(super) const INVITATIONS: OrgTable<Id, Invitation> = OrgTable::new("access.invitation");
pub(super) const BY_TOKEN: GlobalTable<TokenHash, Place> = GlobalTable::new("access.invitation_by_token");

/// Every invitation of the organization, oldest first; their number is bounded.
pub(super) fn all(rows: &impl OrgRows) -> Result<Vec<(Id, Invitation)>> {
    rows.list(&INVITATIONS, Span::all(), 0, usize::MAX)
}

/// Writes an invitation whose link is new; the link that it had before is no longer good.
pub(super) fn put(writer: &mut OrgWriter<'_, '_>, id: Id, invitation: &Invitation) -> Result<()> {
    if let Some(before) = writer.get(&INVITATIONS, &id)? {
        writer.global().remove(&BY_TOKEN, &before.hash)?;
    }
    let org = writer.scope().org();
    writer.global().insert(&BY_TOKEN, &invitation.hash, &Place { org, invitation: id })?;
    writer.insert(&INVITATIONS, &id, invitation)
}

/// Takes an invitation away; answers it.
pub(super) fn remove(writer: &mut OrgWriter<'_, '_>, id: Id) -> Result<Option<Invitation>> {
    let Some(found) = writer.get(&INVITATIONS, &id)? else { return Ok(None) };
    writer.global().remove(&BY_TOKEN, &found.hash)?;
    writer.remove(&INVITATIONS, &id)?;
    Ok(Some(found))
}

/// Takes away the invitation of an address that becomes a member's. Answers the role that it gives, if it still does.
pub(in crate::access) fn take_for(
    writer: &mut OrgWriter<'_, '_>,
    email: &str,
    now: Timestamp,
) -> Result<Option<Role>> {
    let Some((id, _)) = all(writer)?.into_iter().find(|(_, one)| one.email == email) else { return Ok(None) };
    let taken = remove(writer, id)?;
    Ok(taken.filter(|invitation| now < invitation.expires).map(|invitation| invitation.role))
}
