//! Words that several rooms share, as schemas of their documents.

use gatehouse_core::{access, exposure, ports, severity, tenancy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How grave something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Severity {
    Critical,
    High,
    Medium,
    Low,
}

/// Where an alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum AlertStatus {
    Open,
    Acknowledged,
    Resolved,
}

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum MemberRole {
    Admin,
    Viewer,
}

impl From<access::Role> for MemberRole {
    fn from(role: access::Role) -> Self {
        match role {
            access::Role::Admin => Self::Admin,
            access::Role::Viewer => Self::Viewer,
        }
    }
}

impl From<MemberRole> for access::Role {
    fn from(role: MemberRole) -> Self {
        match role {
            MemberRole::Admin => Self::Admin,
            MemberRole::Viewer => Self::Viewer,
        }
    }
}

/// How sure a provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Confidence {
    High,
    Medium,
    Low,
}

/// It was done, and there is nothing more to say.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Done {
    ok: bool,
}

impl Done {
    /// `{"ok":true}`.
    pub(crate) const OK: Self = Self { ok: true };
}

/// How an organization is told of new alerts, or one agent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NotificationPreference {
    None,
    Email,
    Sms,
    EmailAndSms,
}

/// What an organization is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OrganizationType {
    /// A company that looks after itself, or that an MSSP looks after.
    Client,
    /// A managed security service provider: may act for those whom it manages.
    Mssp,
}

impl From<severity::Severity> for Severity {
    fn from(severity: severity::Severity) -> Self {
        match severity {
            severity::Severity::Critical => Self::Critical,
            severity::Severity::High => Self::High,
            severity::Severity::Medium => Self::Medium,
            severity::Severity::Low => Self::Low,
        }
    }
}

impl From<Severity> for severity::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Critical => Self::Critical,
            Severity::High => Self::High,
            Severity::Medium => Self::Medium,
            Severity::Low => Self::Low,
        }
    }
}

impl From<exposure::AlertStatus> for AlertStatus {
    fn from(status: exposure::AlertStatus) -> Self {
        match status {
            exposure::AlertStatus::Open => Self::Open,
            exposure::AlertStatus::Acknowledged => Self::Acknowledged,
            exposure::AlertStatus::Resolved => Self::Resolved,
        }
    }
}

impl From<AlertStatus> for exposure::AlertStatus {
    fn from(status: AlertStatus) -> Self {
        match status {
            AlertStatus::Open => Self::Open,
            AlertStatus::Acknowledged => Self::Acknowledged,
            AlertStatus::Resolved => Self::Resolved,
        }
    }
}

impl From<ports::Confidence> for Confidence {
    fn from(confidence: ports::Confidence) -> Self {
        match confidence {
            ports::Confidence::High => Self::High,
            ports::Confidence::Medium => Self::Medium,
            ports::Confidence::Low => Self::Low,
        }
    }
}

impl From<tenancy::NotificationPreference> for NotificationPreference {
    fn from(preference: tenancy::NotificationPreference) -> Self {
        match preference {
            tenancy::NotificationPreference::None => Self::None,
            tenancy::NotificationPreference::Email => Self::Email,
            tenancy::NotificationPreference::Sms => Self::Sms,
            tenancy::NotificationPreference::EmailAndSms => Self::EmailAndSms,
        }
    }
}

impl From<NotificationPreference> for tenancy::NotificationPreference {
    fn from(preference: NotificationPreference) -> Self {
        match preference {
            NotificationPreference::None => Self::None,
            NotificationPreference::Email => Self::Email,
            NotificationPreference::Sms => Self::Sms,
            NotificationPreference::EmailAndSms => Self::EmailAndSms,
        }
    }
}

impl From<tenancy::OrganizationType> for OrganizationType {
    fn from(kind: tenancy::OrganizationType) -> Self {
        match kind {
            tenancy::OrganizationType::Client => Self::Client,
            tenancy::OrganizationType::Mssp => Self::Mssp,
        }
    }
}

impl From<OrganizationType> for tenancy::OrganizationType {
    fn from(kind: OrganizationType) -> Self {
        match kind {
            OrganizationType::Client => Self::Client,
            OrganizationType::Mssp => Self::Mssp,
        }
    }
}

/// What an API key may do: `read`, or `full` to write what agents write as well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeyPermission {
    #[default]
    Full,
    Read,
}

impl From<access::KeyPermission> for KeyPermission {
    fn from(permission: access::KeyPermission) -> Self {
        match permission {
            access::KeyPermission::Full => Self::Full,
            access::KeyPermission::Read => Self::Read,
        }
    }
}

impl From<KeyPermission> for access::KeyPermission {
    fn from(permission: KeyPermission) -> Self {
        match permission {
            KeyPermission::Full => Self::Full,
            KeyPermission::Read => Self::Read,
        }
    }
}
