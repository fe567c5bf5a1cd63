//! Making an organization, and the rules that its fields follow.

use std::str::FromStr as _;

use crate::error::{Error, Result};
use crate::store::{Id, Rows, Span, Writer};
use crate::tenancy::organization::ORGANIZATIONS;
use crate::tenancy::{NotificationPreference, Organization, OrganizationType};
use crate::time::Timestamp;

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

/// A name as it is kept; no other organization than `own` may have it, whatever the case.
pub(super) fn free_name(rows: &impl Rows, text: &str, own: Id) -> Result<String> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > 120 || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "must be 1 to 120 printable characters"));
    }
    for (other, organization) in rows.list(&ORGANIZATIONS, Span::all(), usize::MAX)? {
        if other != own && organization.name.to_lowercase() == name.to_lowercase() {
            return Err(Error::Conflict(format!("there is already an organization named {name}")));
        }
    }
    Ok(name.to_owned())
}

/// Whether that is an MSSP which may manage `own`.
pub(super) fn is_manager_for(rows: &impl Rows, manager: Id, own: Id) -> Result<bool> {
    let found = rows.get(&ORGANIZATIONS, &manager)?;
    Ok(manager != own && found.is_some_and(|found| found.organization_type == OrganizationType::Mssp))
}

/// A time zone's name as it is kept.
pub(super) fn known_zone(name: String, field: &str) -> Result<String> {
    if chrono_tz::Tz::from_str(&name).is_err() {
        return Err(Error::invalid(field, format!("{name} is no IANA time zone name")));
    }
    Ok(name)
}

/// Makes an organization in the caller's transaction. Only `access` has a reason to: an organization comes with its
/// first admin.
///
/// # Errors
/// [`Error::Invalid`] naming `name`, `timeZone` or `managedBy`; [`Error::Conflict`] when the name is taken.
pub fn create(writer: &mut Writer<'_>, id: Id, now: Timestamp, new: NewOrganization) -> Result<Organization> {
    let name = free_name(writer, &new.name, Id::NIL)?;
    let time_zone = known_zone(new.time_zone, "timeZone")?;
    if let Some(manager) = new.managed_by
        && !is_manager_for(writer, manager, id)?
    {
        return Err(Error::invalid("managedBy", "names no MSSP organization"));
    }
    let organization = Organization {
        name,
        organization_type: new.organization_type,
        managed_by: new.managed_by,
        time_zone,
        created: now,
        contact_email: String::new(),
        contact_phone: String::new(),
        notification_preferences: NotificationPreference::None,
        uninstall_password: None,
        enabled: true,
        version: 1,
    };
    writer.insert(&ORGANIZATIONS, &id, &organization)?;
    Ok(organization)
}
