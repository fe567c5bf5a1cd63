//! Delivering messages: from a channel's row to its notifier connector.

use std::sync::Arc;

use async_trait::async_trait;

use crate::access::Principal;
use crate::error::{Error, Result};
use crate::jobs::{Courier, Outgoing, SendError};
use crate::notify::channel::{CHANNELS, Channel, secret_purpose, url_purpose};
use crate::notify::{Event, manage};
use crate::platform::Platform;
use crate::ports::{ConnectorError, Connectors, Notification, Settings};
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgScope};

/// A success is noted again on the channel after so long, so that a flood of messages is not a flood of writes.
const NOTE_EVERY_MS: i64 = 60_000;

/// Delivers the outbox's messages through notifier connectors.
#[derive(Clone)]
pub struct ChannelCourier {
    platform: Platform,
    connectors: Arc<dyn Connectors>,
}

impl std::fmt::Debug for ChannelCourier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChannelCourier")
    }
}

impl ChannelCourier {
    /// Over these connectors.
    pub fn new(platform: Platform, connectors: Arc<dyn Connectors>) -> Self {
        Self { platform, connectors }
    }

    async fn tell(
        &self,
        scope: OrgScope,
        id: Id,
        channel: &Channel,
        event: &Notification,
    ) -> Result<(), ConnectorError> {
        let kind = channel.kind.connector();
        let notifier = self
            .connectors
            .notifier(&kind)
            .ok_or_else(|| ConnectorError::NotSupported(format!("the connector {kind} is not loaded")))?;
        let unsealed = |cause: Error| ConnectorError::BadSettings(cause.to_string());
        let sealer = &self.platform.sealer;
        let url = sealer.open_text(&url_purpose(scope, id), &channel.url).map_err(unsealed)?;
        let mut settings: Settings = channel.settings.clone();
        if let Some(secret) = &channel.secret {
            let secret = sealer.open_text(&secret_purpose(scope, id), secret).map_err(unsealed)?;
            settings.insert("secret".into(), secret.to_string());
        }
        notifier.deliver(&settings, &url, event).await
    }

    /// Keeps on the channel's row what the admin is to read.
    async fn note(&self, scope: OrgScope, id: Id, before: &Channel, error: Option<String>) {
        let now = self.platform.now();
        let recent = before.last_delivered.is_some_and(|at| now.0 - at.0 < NOTE_EVERY_MS);
        if before.last_error == error && (error.is_some() || recent) {
            return;
        }
        let noted = self
            .platform
            .store
            .org(scope)
            .write(move |writer| {
                let Some(mut channel) = writer.get(&CHANNELS, &id)? else { return Ok(()) };
                if error.is_none() {
                    channel.last_delivered = Some(now);
                }
                channel.last_error = error;
                writer.insert(&CHANNELS, &id, &channel)
            })
            .await;
        if let Err(cause) = noted {
            tracing::warn!(channel = %id, %cause, "a channel's state was not noted");
        }
    }

    fn channel(&self, scope: OrgScope, id: Id) -> Result<Option<Channel>> {
        self.platform.store.org(scope).read()?.get(&CHANNELS, &id)
    }
}

#[async_trait]
impl Courier for ChannelCourier {
    async fn deliver(&self, scope: OrgScope, id: Id, message: &Outgoing) -> Result<(), SendError> {
        let channel = self
            .channel(scope, message.lane)
            .map_err(|cause| SendError::Later(cause.to_string(), None))?
            .ok_or_else(|| SendError::Never("the channel was removed".into()))?;
        if !channel.enabled {
            return Err(SendError::Never("the channel is switched off".into()));
        }
        let event: Event = serde_json::from_str(&message.body)
            .map_err(|cause| SendError::Never(format!("the message does not read: {cause}")))?;
        let outcome = self.tell(scope, message.lane, &channel, &notification(id, &event)).await;
        let error = outcome.as_ref().err().map(ToString::to_string);
        self.note(scope, message.lane, &channel, error).await;
        outcome.map_err(|cause| match cause {
            ConnectorError::RateLimited(pause) => SendError::Later(cause.to_string(), Some(pause)),
            _ if cause.is_transient() => SendError::Later(cause.to_string(), None),
            _ => SendError::Never(cause.to_string()),
        })
    }
}

/// The event as connectors take it.
fn notification(id: Id, event: &Event) -> Notification {
    Notification {
        id: id.to_string(),
        text: event.text(),
        severity: event.severity.as_str().into(),
        data: serde_json::json!({
            "employeeName": event.employee_name,
            "breachName": event.breach_name,
            "dataTypes": event.data_types,
            "severity": event.severity,
            "alertId": event.alert,
        }),
    }
}

/// Sends the test event at once, past the outbox; answers whether it arrived. Why it did not is kept on the channel.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn send_test(services: &Services, principal: &Principal, id: Id) -> Result<bool> {
    let channel = manage::channel(services, principal, id)?;
    let courier = ChannelCourier::new(services.platform.clone(), Arc::clone(&services.connectors));
    let event = notification(services.platform.new_id(), &Event::test());
    let outcome = courier.tell(principal.scope(), id, &channel, &event).await;
    let error = outcome.as_ref().err().map(ToString::to_string);
    courier.note(principal.scope(), id, &channel, error).await;
    Ok(outcome.is_ok())
}
