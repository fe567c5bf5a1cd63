//! Making, changing and removing channels: admins only.

use std::collections::BTreeMap;

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::notify::channel::{CHANNELS, Channel, secret_purpose, url_purpose};
use crate::notify::{ChannelKind, target};
use crate::sealing::new_token;
use crate::services::Services;
use crate::severity::Severity;
use crate::store::{Id, OrgRows as _, Span};

/// How many channels an organization may have: each new alert is told to every one.
const MAX_CHANNELS: usize = 50;
const MAX_LABEL: usize = 100;
const MAX_SETTINGS: usize = 16;

/// A channel to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChannel {
    /// What people call it.
    pub label: String,
    /// How it tells.
    pub kind: ChannelKind,
    /// An https address; a mail address for mail.
    pub url: String,
    /// The mildest severity that is told.
    pub min_severity: Severity,
    /// More settings for the connector; `allow_http` set to `true` allows plain http to a private address.
    pub settings: BTreeMap<String, String>,
}

/// A channel that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Its id.
    pub id: Id,
    /// The channel.
    pub channel: Channel,
    /// A webhook's signing secret: shown this once.
    pub secret: Option<String>,
}

/// The channels, oldest first.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn channels(services: &Services, principal: &Principal) -> Result<Vec<(Id, Channel)>> {
    principal.require_admin()?;
    services.org(principal).read()?.list(&CHANNELS, Span::all(), 0, usize::MAX)
}

/// One channel.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub fn channel(services: &Services, principal: &Principal, id: Id) -> Result<Channel> {
    principal.require_admin()?;
    services.org(principal).read()?.get(&CHANNELS, &id)?.ok_or(Error::NotFound("channel"))
}

/// Makes a channel.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming `label`, `url`, `channel` or `settings`.
pub async fn add_channel(services: &Services, principal: &Principal, new: NewChannel) -> Result<Created> {
    principal.require_admin()?;
    let label = new.label.trim().to_owned();
    if label.is_empty() || label.chars().count() > MAX_LABEL {
        return Err(Error::invalid("label", format!("1 to {MAX_LABEL} characters")));
    }
    if new.kind.connector().is_some_and(|id| services.connectors.notifier(id).is_none()) {
        return Err(Error::invalid(
            "channel",
            format!("{} is not available in this release", new.kind.as_str()),
        ));
    }
    let long = |text: &String| text.len() > 256;
    if new.settings.len() > MAX_SETTINGS || new.settings.iter().any(|(name, value)| long(name) || long(value))
    {
        return Err(Error::invalid("settings", "at most 16, with names and values of at most 256 bytes"));
    }
    if new.settings.contains_key("secret") {
        return Err(Error::invalid("settings", "the signing secret is made here and cannot be set"));
    }
    let allow_http = new.settings.get("allow_http").is_some_and(|word| word == "true");
    let (url, url_hint) = target::check(new.kind, &new.url, allow_http)?;

    let (platform, scope) = (services.platform.clone(), principal.scope());
    let id = platform.new_id();
    let secret = (new.kind == ChannelKind::Webhook)
        .then(|| format!("whsec_{}", new_token(platform.random.as_ref(), 32)));
    let channel = Channel {
        label,
        kind: new.kind,
        url: platform.sealer.seal(&url_purpose(scope, id), url.as_bytes()),
        url_hint,
        secret: secret.as_ref().map(|s| platform.sealer.seal(&secret_purpose(scope, id), s.as_bytes())),
        settings: new.settings,
        min_severity: new.min_severity,
        enabled: true,
        created: platform.now(),
        last_delivered: None,
        last_error: None,
    };
    let entry = Entry::by(&platform, principal, "channel.created").target(id).detail(format!(
        "{} {} to {}",
        channel.kind.as_str(),
        channel.label,
        channel.url_hint
    ));
    let row = channel.clone();
    services
        .org(principal)
        .write(move |writer| {
            if writer.list(&CHANNELS, Span::all(), 0, MAX_CHANNELS)?.len() == MAX_CHANNELS {
                return Err(Error::Conflict(format!("an organization has at most {MAX_CHANNELS} channels")));
            }
            writer.insert(&CHANNELS, &id, &row)?;
            audit::record(writer, &entry)
        })
        .await?;
    Ok(Created { id, channel, secret })
}

/// Switches a channel or moves its threshold; `None` leaves as it is.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn change_channel(
    services: &Services,
    principal: &Principal,
    id: Id,
    enabled: Option<bool>,
    min_severity: Option<Severity>,
) -> Result<Channel> {
    principal.require_admin()?;
    let entry = Entry::by(&services.platform, principal, "channel.changed").target(id);
    services
        .org(principal)
        .write(move |writer| {
            let before = writer.get(&CHANNELS, &id)?.ok_or(Error::NotFound("channel"))?;
            let mut channel = before.clone();
            channel.enabled = enabled.unwrap_or(channel.enabled);
            channel.min_severity = min_severity.unwrap_or(channel.min_severity);
            if channel != before {
                writer.insert(&CHANNELS, &id, &channel)?;
                let state = if channel.enabled { "enabled" } else { "disabled" };
                let entry = entry.detail(format!("{} {state} from {}", channel.label, channel.min_severity));
                audit::record(writer, &entry)?;
            }
            Ok(channel)
        })
        .await
}

/// Removes a channel. What waits for it in the outbox is given up when its turn comes.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn remove_channel(services: &Services, principal: &Principal, id: Id) -> Result<()> {
    principal.require_admin()?;
    let entry = Entry::by(&services.platform, principal, "channel.removed").target(id);
    services
        .org(principal)
        .write(move |writer| {
            let channel = writer.get(&CHANNELS, &id)?.ok_or(Error::NotFound("channel"))?;
            writer.remove(&CHANNELS, &id)?;
            audit::record(writer, &entry.detail(channel.label))
        })
        .await
}
