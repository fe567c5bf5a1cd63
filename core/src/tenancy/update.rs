//! Changing an organization. `access` is the door to it, since a password must be hashed on the way.

use email_address::EmailAddress;

use crate::access::Principal;
use crate::audit;
use crate::error::{Error, Result};
use crate::intake::address;
use crate::jobs;
use crate::platform::Platform;
use crate::store::{Id, Rows as _, Writer};
use crate::tenancy::create::{free_name, is_manager_for, known_zone};
use crate::tenancy::find::is_operator;
use crate::tenancy::organization::ORGANIZATIONS;
use crate::tenancy::{NotificationPreference, Organization, OrganizationType};

/// What changes of an organization; what is `None` stays. Errors name the fields as seed 000 does.
#[derive(Clone, Default)]
pub struct OrganizationChange {
    /// What it is called, 1 to 120 characters.
    pub name: Option<String>,
    /// Who is told of endpoint alerts by mail; empty for nobody.
    pub contact_email: Option<String>,
    /// Who is told by text message; empty for nobody.
    pub contact_phone: Option<String>,
    /// By which ways they are told.
    pub notification_preferences: Option<NotificationPreference>,
    /// What it is: only the operator may change it.
    pub organization_type: Option<OrganizationType>,
    /// The MSSP that may act for it, or none: only the operator may change it.
    pub managed_by: Option<Option<Id>>,
    /// IANA name of its time zone.
    pub time_zone: Option<String>,
    /// The password that lets an agent be uninstalled, 6 to 128 characters; empty takes it away. Never read back.
    pub uninstall_password: Option<String>,
    /// The version that the caller saw; another one is a conflict. `None` changes whatever there is.
    pub version: Option<u64>,
}

impl std::fmt::Debug for OrganizationChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OrganizationChange")
            .field("name", &self.name)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// What [`update`] is given in place of the plain password: its hash, or that there is none any more.
pub(crate) type NewPassword = Option<Option<String>>;

fn checked_email(text: &str) -> Result<String> {
    let email = text.trim();
    // What the mailer would refuse each time is refused here: one address, without a name before it.
    if email.is_empty() || (address(email).is_ok() && EmailAddress::is_valid(email)) {
        return Ok(email.to_owned());
    }
    Err(Error::invalid("contact_email", "is no e-mail address"))
}

fn checked_phone(text: &str) -> Result<String> {
    let phone = text.trim();
    let plain: String = phone.chars().filter(|c| !"-(). /".contains(*c)).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    let known = (3..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if phone.is_empty() || (known && phone.len() <= 40) {
        return Ok(phone.to_owned());
    }
    let text = "must be 3 to 15 digits with -, (, ), dots, slashes and spaces, and a + before them at most";
    Err(Error::invalid("contact_phone", text))
}

/// Puts `value` in place and says what changed.
fn put<T: PartialEq>(place: &mut T, value: Option<T>, field: &'static str, changed: &mut Vec<&'static str>) {
    if let Some(value) = value.filter(|value| value != place) {
        *place = value;
        changed.push(field);
    }
}

/// Changes the principal's organization.
///
/// # Errors
/// [`Error::Forbidden`] for others than admins, and for what only the operator may change; [`Error::Invalid`] naming
/// the field; [`Error::Conflict`] when the name is taken or the version is another one. Then nothing changes.
pub(crate) async fn update(
    platform: &Platform,
    principal: &Principal,
    change: OrganizationChange,
    password: NewPassword,
) -> Result<Organization> {
    principal.require_admin()?;
    let (id, home) = (principal.scope().org(), principal.home());
    let (by_appliance, now) = (principal.is_system(), platform.now());
    let entry = audit::Entry::by(platform, principal, "organization.changed").target(id);
    platform
        .store
        .org(principal.scope())
        .write(move |writer| {
            let global = writer.global();
            let mut organization =
                global.get(&ORGANIZATIONS, &id)?.ok_or(Error::NotFound("organization"))?;
            let standing = (organization.organization_type, organization.managed_by);
            let changed = apply(global, id, &mut organization, change, password)?;
            if (organization.organization_type, organization.managed_by) != standing
                && !by_appliance
                && !is_operator(global, home)?
            {
                return Err(Error::Forbidden(
                    "only the organization that runs this appliance may change organization_type and managed_by"
                        .into(),
                ));
            }
            organization.version += 1;
            global.insert(&ORGANIZATIONS, &id, &organization)?;
            if changed.contains(&"time_zone") {
                jobs::move_to_zone(writer, &organization.time_zone, now)?;
            }
            audit::record(writer, &entry.detail(changed.join(", ")))?;
            Ok(organization)
        })
        .await
}

/// Checks and applies; answers the names of the fields that became others.
fn apply(
    writer: &Writer<'_>,
    id: Id,
    organization: &mut Organization,
    change: OrganizationChange,
    password: NewPassword,
) -> Result<Vec<&'static str>> {
    if change.version.is_some_and(|seen| seen != organization.version) {
        let now = organization.version;
        return Err(Error::Conflict(format!("the organization was changed meanwhile; its version is {now}")));
    }
    let name = change.name.map(|name| free_name(writer, &name, id)).transpose()?;
    let email = change.contact_email.map(|email| checked_email(&email)).transpose()?;
    let phone = change.contact_phone.map(|phone| checked_phone(&phone)).transpose()?;
    let zone = change.time_zone.map(|zone| known_zone(zone, "time_zone")).transpose()?;
    let manager = change.managed_by.filter(|manager| *manager != organization.managed_by);
    if let Some(Some(manager)) = manager
        && !is_manager_for(writer, manager, id)?
    {
        return Err(Error::invalid("managed_by", "names no MSSP organization"));
    }
    let mut changed = Vec::new();
    put(&mut organization.name, name, "name", &mut changed);
    put(&mut organization.contact_email, email, "contact_email", &mut changed);
    put(&mut organization.contact_phone, phone, "contact_phone", &mut changed);
    let ways = change.notification_preferences;
    put(&mut organization.notification_preferences, ways, "notification_preferences", &mut changed);
    put(&mut organization.organization_type, change.organization_type, "organization_type", &mut changed);
    put(&mut organization.managed_by, manager, "managed_by", &mut changed);
    put(&mut organization.time_zone, zone, "time_zone", &mut changed);
    put(&mut organization.uninstall_password, password, "uninstall_password", &mut changed);
    Ok(changed)
}

/// Lets the members and keys of an organization in, or no longer. In the operator's transaction.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for the organization that runs the appliance.
pub(crate) fn set_enabled(writer: &mut Writer<'_>, id: Id, enabled: bool) -> Result<Organization> {
    let mut organization = writer.get(&ORGANIZATIONS, &id)?.ok_or(Error::NotFound("organization"))?;
    if !enabled && is_operator(writer, id)? {
        return Err(Error::Conflict("the organization that runs this appliance cannot be disabled".into()));
    }
    organization.enabled = enabled;
    organization.version += 1;
    writer.insert(&ORGANIZATIONS, &id, &organization)?;
    Ok(organization)
}
