//! Which kinds of directory there are, and which connector speaks to each.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A kind of directory (contract "Directory").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConnectionType {
    /// Microsoft Entra ID.
    AzureAd,
    /// Google Workspace.
    GoogleWorkspace,
    /// LDAP, Active Directory included.
    Ldap,
    /// AWS IAM Identity Center.
    AwsDirectory,
    /// Okta.
    Okta,
    /// An identity provider that pushes (RFC 7644): there is nothing to ask.
    Scim,
}

impl ConnectionType {
    /// The connector that speaks to it; `None` for one that pushes.
    pub fn connector(self) -> Option<&'static str> {
        match self {
            Self::AzureAd => Some("entra"),
            Self::GoogleWorkspace => Some("google"),
            Self::Ldap => Some("ldap"),
            Self::AwsDirectory => Some("aws"),
            Self::Okta => Some("okta"),
            Self::Scim => None,
        }
    }

    /// As APIs name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AzureAd => "AZURE_AD",
            Self::GoogleWorkspace => "GOOGLE_WORKSPACE",
            Self::Ldap => "LDAP",
            Self::AwsDirectory => "AWS_DIRECTORY",
            Self::Okta => "OKTA",
            Self::Scim => "SCIM",
        }
    }
}

impl FromStr for ConnectionType {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let all =
            [Self::AzureAd, Self::GoogleWorkspace, Self::Ldap, Self::AwsDirectory, Self::Okta, Self::Scim];
        all.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}
