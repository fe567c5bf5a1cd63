//! Who is told of endpoint alerts, and putting the messages into the outbox in the transaction that stored an alert.

use crate::error::Result;
use crate::jobs::Outbox;
use crate::notify::message::{Message, put_mail, put_sms};
use crate::notify::{Listener, ProcessEvent, listeners};
use crate::severity::Severity;
use crate::store::{OrgRows, OrgWriter};
use crate::tenancy::{NotificationPreference, Organization};

/// Who listens: what a batch of alerts needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// The channels.
    pub listeners: Vec<Listener>,
    /// The address that mail goes to.
    pub mail_to: Option<String>,
    /// The number that text messages go to.
    pub sms_to: Option<String>,
}

impl Audience {
    /// Whether anybody is told of what is this grave.
    pub fn hears(&self, severity: Severity) -> bool {
        let mut listeners = self.listeners.iter();
        self.mail_to.is_some() || self.sms_to.is_some() || listeners.any(|listener| listener.hears(severity))
    }
}

/// The channels, and the organization's contact by the ways that are wanted. `preference` is the organization's or an
/// agent's own.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn audience(
    rows: &impl OrgRows,
    preference: NotificationPreference,
    organization: &Organization,
) -> Result<Audience> {
    let contact =
        |wanted: bool, contact: &String| Some(contact).filter(|to| wanted && !to.is_empty()).cloned();
    Ok(Audience {
        listeners: listeners(rows)?,
        mail_to: contact(preference.mail(), &organization.contact_email),
        sms_to: contact(preference.sms(), &organization.contact_phone),
    })
}

/// Puts one message for each who wants to hear of this alert. Call [`Outbox::wake`] once that is durable.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn announce_process(
    writer: &mut OrgWriter<'_, '_>,
    outbox: &Outbox,
    audience: &Audience,
    event: &ProcessEvent,
) -> Result<()> {
    let mut wanted = audience.listeners.iter().filter(|listener| listener.hears(event.severity)).peekable();
    if wanted.peek().is_some() {
        let body = Message::Process(event.clone()).body()?;
        for listener in wanted {
            outbox.put(writer, listener.channel(), body.clone())?;
        }
    }
    if let Some(to) = &audience.mail_to {
        let (subject, text) = event.mail();
        put_mail(writer, outbox, to, &subject, &text)?;
    }
    if let Some(to) = &audience.sms_to {
        put_sms(writer, outbox, to, &event.sms())?;
    }
    Ok(())
}
