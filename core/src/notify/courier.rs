//! Delivering to a channel: from its row to its notifier connector.

use std::sync::Arc;

use crate::access::Principal;
use crate::error::{Error, Result};
use crate::jobs::SendError;
use crate::notify::channel::{CHANNELS, Channel, secret_purpose, url_purpose};
use crate::notify::standing::{says_more, send_error};
use crate::notify::{Event, ProcessEvent, manage};
use crate::platform::Platform;
use crate::ports::{ConnectorError, Connectors, Notification, Settings};
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgScope};

/// Delivers to channels through notifier connectors.
#[derive(Clone)]
pub(super) struct ChannelCourier {
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
    pub(super) fn new(platform: Platform, connectors: Arc<dyn Connectors>) -> Self {
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
        if !says_more((before.last_delivered, &before.last_error), &error, now) {
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

    /// Tells one channel, and notes how it went.
    pub(super) async fn deliver(
        &self,
        scope: OrgScope,
        id: Id,
        event: &Notification,
    ) -> Result<(), SendError> {
        let channel = self
            .channel(scope, id)
            .map_err(|cause| SendError::Later(cause.to_string(), None))?
            .ok_or_else(|| SendError::Never("the channel was removed".into()))?;
        if !channel.enabled {
            return Err(SendError::Never("the channel is switched off".into()));
        }
        let outcome = self.tell(scope, id, &channel, event).await;
        let error = outcome.as_ref().err().map(ToString::to_string);
        self.note(scope, id, &channel, error).await;
        outcome.map_err(send_error)
    }
}

/// An exposure as connectors take it.
pub(super) fn exposure(id: Id, event: &Event) -> Notification {
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

/// An endpoint alert as connectors take it.
pub(super) fn process(id: Id, event: &ProcessEvent) -> Notification {
    Notification {
        id: id.to_string(),
        text: event.told(),
        severity: event.severity.as_str().into(),
        data: event.data(),
    }
}

/// Sends the test event at once, past the outbox; answers whether it arrived. Why it did not is kept on the channel.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn send_test(services: &Services, principal: &Principal, id: Id) -> Result<bool> {
    let channel = manage::channel(services, principal, id)?;
    let courier = ChannelCourier::new(services.platform.clone(), Arc::clone(&services.connectors));
    let event = exposure(services.platform.new_id(), &Event::test());
    let outcome = courier.tell(principal.scope(), id, &channel, &event).await;
    let error = outcome.as_ref().err().map(ToString::to_string);
    courier.note(principal.scope(), id, &channel, error).await;
    Ok(outcome.is_ok())
}
