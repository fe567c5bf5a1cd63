//! Who is told of endpoint alerts, and putting the messages into the outbox in the transaction that stored an alert.

use crate::error::Result;
use crate::jobs::Outbox;
use crate::notify::message::{Message, put_mail, put_sms};
use crate::notify::{Listener, ProcessEvent, listeners};
use crate::store::{OrgRows, OrgWriter};

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
    /// Whether nobody listens.
    pub fn empty(&self) -> bool {
        self.listeners.is_empty() && self.mail_to.is_none() && self.sms_to.is_none()
    }
}

/// The channels, and the contact that mail and text messages go to, where one is wanted and given.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn audience_of(rows: &impl OrgRows, mail: Option<&str>, sms: Option<&str>) -> Result<Audience> {
    let given = |contact: Option<&str>| contact.filter(|text| !text.trim().is_empty()).map(str::to_owned);
    Ok(Audience { listeners: listeners(rows)?, mail_to: given(mail), sms_to: given(sms) })
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
