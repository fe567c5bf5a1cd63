//! One organization as it is stored, and the few ways to make and find one.

use std::str::FromStr as _;

use serde::{Deserialize, Serialize};

use crate::access::Principal;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::record;
use crate::store::{GlobalTable, Id, Rows as _, Span, Writer};
use crate::time::Timestamp;

/// What an organization is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganizationType {
    /// A company that looks after itself, or that an MSSP looks after.
    Client,
    /// A managed security service provider: may act for those whose `managed_by` names it.
    Mssp,
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// What it is called; unique in the appliance, whatever the case.
    pub name: String,
    /// What it is.
    pub organization_type: OrganizationType,
    /// The MSSP that may act for it.
    pub managed_by: Option<Id>,
    /// IANA name of the time zone that its schedules and reports follow.
    pub time_zone: String,
    /// When it was made.
    pub created: Timestamp,
}

record!(Organization, 1);

const ORGANIZATIONS: GlobalTable<Id, Organization> = GlobalTable::new("tenancy.organization");

/// What it takes to make an organization.
#[derive(Debug, Clone)]
pub struct NewOrganization {
    /// What it is called, 1 to 120 characters.
    pub name: String,
    /// What it is.
    pub organization_type: OrganizationType,
    /// The MSSP that may act for it.
    pub managed_by: Option<Id>,
    /// IANA name of its time zone.
    pub time_zone: String,
}

impl NewOrganization {
    /// A client in UTC.
    pub fn client(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            organization_type: OrganizationType::Client,
            managed_by: None,
            time_zone: "UTC".into(),
        }
    }
}

/// Makes an organization in the caller's transaction. Only `access::Access::initialize` and an MSSP's own handlers have
/// a reason to.
///
/// # Errors
/// [`Error::Invalid`] naming `name`, `timeZone` or `managedBy`; [`Error::Conflict`] when the name is taken.
pub fn create(writer: &mut Writer<'_>, id: Id, now: Timestamp, new: NewOrganization) -> Result<Organization> {
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 120 || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "must be 1 to 120 printable characters"));
    }
    if chrono_tz::Tz::from_str(&new.time_zone).is_err() {
        return Err(Error::invalid("timeZone", format!("{} is no IANA time zone name", new.time_zone)));
    }
    for (other, organization) in writer.list(&ORGANIZATIONS, Span::all(), usize::MAX)? {
        if organization.name.to_lowercase() == name.to_lowercase() {
            return Err(Error::Conflict(format!("there is already an organization named {name} ({other})")));
        }
    }
    if let Some(manager) = new.managed_by {
        let manager = writer.get(&ORGANIZATIONS, &manager)?;
        if manager.is_none_or(|manager| manager.organization_type != OrganizationType::Mssp) {
            return Err(Error::invalid("managedBy", "names no MSSP organization"));
        }
    }
    let organization = Organization {
        name,
        organization_type: new.organization_type,
        managed_by: new.managed_by,
        time_zone: new.time_zone,
        created: now,
    };
    writer.insert(&ORGANIZATIONS, &id, &organization)?;
    Ok(organization)
}

/// The principal's own organization.
///
/// # Errors
/// [`Error::NotFound`] when it was removed meanwhile.
pub fn get(platform: &Platform, principal: &Principal) -> Result<Organization> {
    find(&platform.store.read()?, principal.scope().org())?.ok_or(Error::NotFound("organization"))
}

/// Goes on for the organization that runs the appliance: the first one, which `init` made. What it asks for concerns
/// everybody on the appliance.
///
/// # Errors
/// [`Error::Forbidden`] for every other organization.
pub fn require_operator(platform: &Platform, principal: &Principal) -> Result<()> {
    let first = platform.store.read()?.list(&ORGANIZATIONS, Span::all(), 1)?;
    match first.first() {
        Some((operator, _)) if *operator != principal.scope().org() => {
            Err(Error::Forbidden("only the organization that runs this appliance may do this".into()))
        }
        _ => Ok(()),
    }
}

/// An organization by id: for the platform's own work; handlers use [`get`].
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn find(rows: &impl crate::store::Rows, id: Id) -> Result<Option<Organization>> {
    rows.get(&ORGANIZATIONS, &id)
}

/// Every organization of the appliance, oldest first: for `init` and the command line, never for a handler.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn list(rows: &impl crate::store::Rows) -> Result<Vec<(Id, Organization)>> {
    rows.list(&ORGANIZATIONS, Span::all(), usize::MAX)
}
