//! One organization as it is stored.

use serde::{Deserialize, Serialize};

use crate::record;
use crate::store::{GlobalTable, Id};
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

/// By which ways an organization (or an agent) wants to be told of endpoint alerts (seed 000).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationPreference {
    /// Not by these ways; channels are told all the same.
    #[default]
    None,
    /// By mail to the contact's address.
    Email,
    /// By text message to the contact's phone.
    Sms,
    /// By both.
    EmailAndSms,
}

impl NotificationPreference {
    /// Whether mail is wanted.
    pub fn mail(self) -> bool {
        matches!(self, Self::Email | Self::EmailAndSms)
    }

    /// Whether text messages are wanted.
    pub fn sms(self) -> bool {
        matches!(self, Self::Sms | Self::EmailAndSms)
    }
}

/// An organization.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Address of whoever is told of endpoint alerts; empty when nobody is.
    pub contact_email: String,
    /// Their phone number as it was written; empty when nobody is.
    pub contact_phone: String,
    /// By which ways they are told.
    pub notification_preferences: NotificationPreference,
    /// PHC string (argon2id) of the password that lets an agent be uninstalled. Compared, never read back.
    pub(crate) uninstall_password: Option<String>,
    /// Whether its members may sign in and its API keys open anything.
    pub enabled: bool,
    /// Raised by each change; starts at 1.
    pub version: u64,
}

impl Organization {
    /// Whether a password for uninstalling agents is set.
    pub fn has_uninstall_password(&self) -> bool {
        self.uninstall_password.is_some()
    }
}

impl std::fmt::Debug for Organization {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Organization")
            .field("name", &self.name)
            .field("organization_type", &self.organization_type)
            .finish_non_exhaustive()
    }
}

/// As version 0.1.0 stored it.
#[derive(Deserialize)]
struct OrganizationV1 {
    name: String,
    organization_type: OrganizationType,
    managed_by: Option<Id>,
    time_zone: String,
    created: Timestamp,
}

impl From<OrganizationV1> for Organization {
    fn from(old: OrganizationV1) -> Self {
        let OrganizationV1 { name, organization_type, managed_by, time_zone, created } = old;
        Self {
            name,
            organization_type,
            managed_by,
            time_zone,
            created,
            contact_email: String::new(),
            contact_phone: String::new(),
            notification_preferences: NotificationPreference::None,
            uninstall_password: None,
            enabled: true,
            version: 1,
        }
    }
}

record!(Organization, 2, 1 => OrganizationV1);

pub(super) const ORGANIZATIONS: GlobalTable<Id, Organization> = GlobalTable::new("tenancy.organization");
