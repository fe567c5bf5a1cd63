//! What lies in the outbox: one message, as the JSON text of its row.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::jobs::Outbox;
use crate::notify::{Event, ProcessEvent};
use crate::sealing::{Sealed, Sealer};
use crate::store::{Id, OrgScope, OrgWriter};

/// The lane of an organization's mail.
pub const LANE_MAIL: Id = Id(*b"gatehouse.mail\0\0");
/// The lane of an organization's text messages.
pub const LANE_SMS: Id = Id(*b"gatehouse.sms\0\0\0");

/// A message on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Message {
    /// A new exposure, to the channel whose id is the lane.
    Exposure(Event),
    /// An endpoint alert, to the channel whose id is the lane.
    Process(ProcessEvent),
    /// A mail.
    Mail {
        /// The address.
        to: String,
        /// One line.
        subject: String,
        /// Plain text.
        text: String,
    },
    /// A text message.
    Sms {
        /// The phone number.
        to: String,
        /// What it says.
        text: String,
    },
    /// A message that holds a secret (a link to reset a password), sealed as its JSON text.
    Sealed(Sealed),
}

impl Message {
    /// The text that the outbox keeps.
    ///
    /// # Errors
    /// None in practice.
    pub fn body(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }

    /// As [`Self::body`], sealed: nobody who reads the store or a backup can follow a link that it holds.
    pub(super) fn sealed_body(&self, sealer: &Sealer, scope: OrgScope) -> Result<String> {
        Self::Sealed(sealer.seal(&purpose(scope), self.body()?.as_bytes())).body()
    }

    /// Reads what [`Self::body`] wrote, and what the first releases did: a bare [`Event`].
    ///
    /// # Errors
    /// [`Error::Internal`] for anything else, [`Error::Unavailable`] when a sealed message does not open.
    pub fn read(body: &str, sealer: &Sealer, scope: OrgScope) -> Result<Self> {
        match parse(body)? {
            Self::Sealed(sealed) => parse(&sealer.open_text(&purpose(scope), &sealed)?),
            plain => Ok(plain),
        }
    }
}

fn parse(body: &str) -> Result<Message> {
    serde_json::from_str(body).or_else(|cause| {
        serde_json::from_str(body).map(Message::Exposure).map_err(|_| Error::internal(cause))
    })
}

fn purpose(scope: OrgScope) -> String {
    format!("notify.message/{}", scope.org())
}

/// Puts a mail into the outbox, in the caller's transaction; it is sealed there. Call [`Outbox::wake`] once that is
/// durable.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn put_mail(
    writer: &mut OrgWriter<'_, '_>,
    outbox: &Outbox,
    to: &str,
    subject: &str,
    text: &str,
) -> Result<()> {
    let mail = Message::Mail { to: to.into(), subject: subject.into(), text: text.into() };
    let body = mail.sealed_body(outbox.sealer(), writer.scope())?;
    outbox.put(writer, LANE_MAIL, body).map(drop)
}

/// Puts a text message into the outbox; else as [`put_mail`], but unsealed: it must not hold a secret.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn put_sms(writer: &mut OrgWriter<'_, '_>, outbox: &Outbox, to: &str, text: &str) -> Result<()> {
    let body = Message::Sms { to: to.into(), text: text.into() }.body()?;
    outbox.put(writer, LANE_SMS, body).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Message;
    use crate::fixture::Fixture;
    use crate::notify::Event;
    use crate::store::OrgScope;

    #[test]
    fn bodies_of_older_releases_are_read() {
        let fixture = Fixture::new();
        let (sealer, scope) = (&fixture.services.platform.sealer, fixture.admin.scope());
        let old = r#"{"alert":"0198b2f0-0000-7000-8000-000000000000","employeeName":"Ada","breachName":"Adobe",
            "dataTypes":["email"],"severity":"HIGH"}"#;
        let Message::Exposure(event) = Message::read(old, sealer, scope).unwrap() else { panic!() };
        assert_eq!((event.employee_name.as_str(), event.data_types.len()), ("Ada", 1));
        let new = Message::Exposure(Event::test());
        assert_eq!(Message::read(&new.body().unwrap(), sealer, scope).unwrap(), new);
        assert!(Message::read(r#"{"fax":{}}"#, sealer, scope).is_err());
    }

    #[test]
    fn a_sealed_message_opens_for_its_organization_only() {
        let fixture = Fixture::new();
        let (sealer, scope) = (&fixture.services.platform.sealer, fixture.admin.scope());
        let mail = Message::Mail { to: "a@b.example".into(), subject: "s".into(), text: "token-123".into() };
        let body = mail.sealed_body(sealer, scope).unwrap();
        assert!(!body.contains("token-123") && !body.contains("b.example"));
        assert_eq!(Message::read(&body, sealer, scope).unwrap(), mail);
        let other = OrgScope::of(fixture.services.platform.new_id());
        assert!(Message::read(&body, sealer, other).is_err());
    }
}
