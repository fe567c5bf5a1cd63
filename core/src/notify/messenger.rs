//! Delivering the outbox's messages, each kind by its own way.

use async_trait::async_trait;

use crate::jobs::{Courier, Outgoing, SendError};
use crate::notify::courier::{ChannelCourier, Letter};
use crate::notify::standing::send_error;
use crate::notify::told::Told;
use crate::notify::{Message, mail, sms};
use crate::ports::Mail;
use crate::services::Services;
use crate::store::{Id, OrgScope};

/// Delivers messages to channels, mail servers and SMS gateways.
#[derive(Debug, Clone)]
pub struct Messenger {
    services: Services,
    channels: ChannelCourier,
}

impl Messenger {
    /// Over these connectors and this mailer.
    pub fn new(services: &Services) -> Self {
        Self { services: services.clone(), channels: ChannelCourier::new(services) }
    }
}

#[async_trait]
impl Courier for Messenger {
    async fn deliver(&self, scope: OrgScope, id: Id, message: &Outgoing) -> Result<(), SendError> {
        let read = Message::read(&message.body, &self.services.platform.sealer, scope)
            .map_err(|cause| SendError::Never(format!("the message does not read: {cause}")))?;
        let written = message.created;
        let (way, outcome) = match read {
            Message::Exposure(event) => {
                let letter = Letter { id, written, told: Told::Exposure(&event) };
                return self.channels.deliver(scope, message.lane, letter).await;
            }
            Message::Process(event) => {
                let letter = Letter { id, written, told: Told::Process(&event) };
                return self.channels.deliver(scope, message.lane, letter).await;
            }
            Message::Mail { to, subject, text } => {
                let (id, date) = (id.to_string(), message.created);
                let mail = Mail { id, to, subject, text, date, attachments: Vec::new() };
                let services = &self.services;
                let sent = mail::send_mail(&services.platform, services.mailer.as_ref(), scope, &mail).await;
                ("MAIL", sent)
            }
            Message::Sms { to, text } => {
                ("SMS", sms::deliver(&self.services, scope, id.to_string(), (&to, &text)).await)
            }
            Message::Sealed(_) => return Err(SendError::Never("the message is sealed twice".into())),
        };
        let told = if outcome.is_ok() { "delivered" } else { "failed" };
        self.services.platform.metrics.messages.count([way, told]);
        outcome.map_err(send_error)
    }
}
