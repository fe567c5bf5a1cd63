//! A channel as it is stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::record;
use crate::sealing::Sealed;
use crate::severity::Severity;
use crate::store::{Id, OrgScope, OrgTable};
use crate::time::Timestamp;

/// How a channel tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ChannelKind {
    /// A signed JSON message to any address.
    Webhook,
    /// A Slack incoming webhook.
    Slack,
    /// A Microsoft Teams workflow.
    Teams,
    /// Mail.
    Email,
}

impl ChannelKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Webhook, Self::Slack, Self::Teams, Self::Email];

    /// As APIs show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "WEBHOOK",
            Self::Slack => "SLACK",
            Self::Teams => "TEAMS",
            Self::Email => "EMAIL",
        }
    }

    /// The notifier connector that serves it; `None` for mail, which goes to the organization's mail server.
    pub fn connector(self) -> Option<&'static str> {
        match self {
            Self::Webhook => Some("webhook"),
            Self::Slack => Some("slack"),
            Self::Teams => Some("teams"),
            Self::Email => None,
        }
    }
}

impl std::str::FromStr for ChannelKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| Error::invalid("channel", "must be WEBHOOK, SLACK, TEAMS or EMAIL"))
    }
}

/// Where alerts are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// What people call it.
    pub label: String,
    /// How it tells.
    pub kind: ChannelKind,
    /// The target, sealed: it often holds a token.
    pub(super) url: Sealed,
    /// As much of the target as may be shown.
    pub url_hint: String,
    /// Signs deliveries of a webhook; sealed.
    pub(super) secret: Option<Sealed>,
    /// More settings for the connector; none is secret.
    pub settings: BTreeMap<String, String>,
    /// The mildest severity that is told.
    pub min_severity: Severity,
    /// Whether it tells at all.
    pub enabled: bool,
    /// When it was made.
    pub created: Timestamp,
    /// When something last arrived.
    pub last_delivered: Option<Timestamp>,
    /// Why the last delivery failed; `None` once one arrived.
    pub last_error: Option<String>,
}

record!(Channel, 1);

/// Channels by id.
pub(super) const CHANNELS: OrgTable<Id, Channel> = OrgTable::new("notify.channel");

/// What a channel's target is sealed for.
pub(super) fn url_purpose(scope: OrgScope, id: Id) -> String {
    format!("notify.channel/{}/{id}/url", scope.org())
}

/// What a channel's signing secret is sealed for.
pub(super) fn secret_purpose(scope: OrgScope, id: Id) -> String {
    format!("notify.channel/{}/{id}/secret", scope.org())
}
