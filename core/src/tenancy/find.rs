//! Finding organizations, and who may act for whom.

use crate::access::Principal;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::store::{Id, Rows, Span};
use crate::tenancy::organization::ORGANIZATIONS;
use crate::tenancy::{Organization, OrganizationType};

/// The organization that the principal works for.
///
/// # Errors
/// [`Error::NotFound`] when it was removed meanwhile.
pub fn get(platform: &Platform, principal: &Principal) -> Result<Organization> {
    find(&platform.store.read()?, principal.scope().org())?.ok_or(Error::NotFound("organization"))
}

/// Goes on for those who belong to the organization that runs the appliance: the first one, which `init` made. What
/// they ask for concerns everybody on the appliance.
///
/// # Errors
/// [`Error::Forbidden`] for everybody else.
pub fn require_operator(platform: &Platform, principal: &Principal) -> Result<()> {
    if is_operator(&platform.store.read()?, principal.home())? {
        return Ok(());
    }
    Err(Error::Forbidden("only the organization that runs this appliance may do this".into()))
}

/// Whether that organization runs the appliance.
pub(super) fn is_operator(rows: &impl Rows, organization: Id) -> Result<bool> {
    let first = rows.list(&ORGANIZATIONS, Span::all(), 1)?;
    Ok(first.first().is_none_or(|(operator, _)| *operator == organization))
}

/// An organization by id: for the platform's own work; handlers use [`get`].
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn find(rows: &impl Rows, id: Id) -> Result<Option<Organization>> {
    rows.get(&ORGANIZATIONS, &id)
}

/// Every organization of the appliance, oldest first: for `init` and the command line, never for a handler.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn list(rows: &impl Rows) -> Result<Vec<(Id, Organization)>> {
    rows.list(&ORGANIZATIONS, Span::all(), usize::MAX)
}

/// The organizations that name `mssp` as their manager, oldest first, without those that are disabled; none when it is no
/// MSSP.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn managed(rows: &impl Rows, mssp: Id) -> Result<Vec<(Id, Organization)>> {
    if find(rows, mssp)?.is_none_or(|own| own.organization_type != OrganizationType::Mssp) {
        return Ok(Vec::new());
    }
    Ok(list(rows)?.into_iter().filter(|(_, other)| other.managed_by == Some(mssp) && other.enabled).collect())
}
