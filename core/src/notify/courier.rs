//! Delivering to a channel: from its row to its notifier connector, or to the organization's mail server.

use crate::access::Principal;
use crate::error::{Error, Result};
use crate::jobs::SendError;
use crate::notify::channel::{CHANNELS, Channel, secret_purpose, url_purpose};
use crate::notify::standing::{says_more, send_error};
use crate::notify::told::Told;
use crate::notify::{Event, mail, manage};
use crate::ports::{ConnectorError, Mail, Settings};
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgScope};
use crate::time::Timestamp;

/// Delivers to channels through notifier connectors, and by mail.
#[derive(Clone)]
pub(super) struct ChannelCourier {
    services: Services,
}

/// One message to a channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter<'e> {
    /// The message's id, the same on every try.
    pub(super) id: Id,
    /// When it was written.
    pub(super) written: Timestamp,
    /// What it says.
    pub(super) told: Told<'e>,
}

impl std::fmt::Debug for ChannelCourier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChannelCourier")
    }
}

impl ChannelCourier {
    /// Over these connectors and this mailer.
    pub(super) fn new(services: &Services) -> Self {
        Self { services: services.clone() }
    }

    async fn tell(
        &self,
        scope: OrgScope,
        id: Id,
        channel: &Channel,
        letter: Letter<'_>,
    ) -> Result<(), ConnectorError> {
        let unsealed = |cause: Error| ConnectorError::BadSettings(cause.to_string());
        let sealer = &self.services.platform.sealer;
        let url = sealer.open_text(&url_purpose(scope, id), &channel.url).map_err(unsealed)?;
        let Some(kind) = channel.kind.connector() else {
            let (subject, text) = letter.told.mail();
            let (to, date) = (url.to_string(), letter.written);
            let id = letter.id.to_string();
            let mail = Mail { id, to, subject, text, date, attachments: Vec::new() };
            let services = &self.services;
            return mail::send_mail(&services.platform, services.mailer.as_ref(), scope, &mail).await;
        };
        let notifier = self
            .services
            .connectors
            .notifier(kind)
            .ok_or_else(|| ConnectorError::NotSupported(format!("the connector {kind} is not loaded")))?;
        let mut settings: Settings = channel.settings.clone();
        if let Some(secret) = &channel.secret {
            let secret = sealer.open_text(&secret_purpose(scope, id), secret).map_err(unsealed)?;
            settings.insert("secret".into(), secret.to_string());
        }
        notifier.deliver(&settings, &url, &letter.told.notification(letter.id)).await
    }

    /// Keeps on the channel's row what the admin is to read.
    async fn note(&self, scope: OrgScope, id: Id, before: &Channel, error: Option<String>) {
        let now = self.services.platform.now();
        if !says_more((before.last_delivered, &before.last_error), &error, now) {
            return;
        }
        let noted = self
            .services
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
        self.services.platform.store.org(scope).read()?.get(&CHANNELS, &id)
    }

    /// Tells one channel, and notes how it went.
    pub(super) async fn deliver(&self, scope: OrgScope, id: Id, letter: Letter<'_>) -> Result<(), SendError> {
        let channel = self
            .channel(scope, id)
            .map_err(|cause| SendError::Later(cause.to_string(), None))?
            .ok_or_else(|| SendError::Never("the channel was removed".into()))?;
        if !channel.enabled {
            return Err(SendError::Never("the channel is switched off".into()));
        }
        let outcome = self.tell(scope, id, &channel, letter).await;
        let told = if outcome.is_ok() { "delivered" } else { "failed" };
        self.services.platform.metrics.messages.count([channel.kind.as_str(), told]);
        let error = outcome.as_ref().err().map(ToString::to_string);
        self.note(scope, id, &channel, error).await;
        outcome.map_err(send_error)
    }
}

/// Sends the test event at once, past the outbox; answers whether it arrived. Why it did not is kept on the channel.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn send_test(services: &Services, principal: &Principal, id: Id) -> Result<bool> {
    let channel = manage::channel(services, principal, id)?;
    let courier = ChannelCourier::new(services);
    let (message, written) = (services.platform.new_id(), services.platform.now());
    let letter = Letter { id: message, written, told: Told::Exposure(&Event::test()) };
    let outcome = courier.tell(principal.scope(), id, &channel, letter).await;
    let error = outcome.as_ref().err().map(ToString::to_string);
    courier.note(principal.scope(), id, &channel, error).await;
    Ok(outcome.is_ok())
}
