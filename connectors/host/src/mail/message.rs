//! A mail as it goes over the wire (RFC 5322): headers that nobody can break out of, and text in UTF-8.

use std::time::{Duration, UNIX_EPOCH};

use gatehouse_core::ports::{Attachment, ConnectorError, Mail};
use lettre::Address;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0,
};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};

/// What the sender is called.
const SENDER: &str = "Gatehouse";
/// How much of a server's words is passed on, in characters.
const MOST_SAID: usize = 200;

/// Tells other programs not to answer (RFC 3834 §5).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

/// The name under which a part is to be saved, on a line of its own and in one piece: lettre cuts long ones up (RFC 2231), which
/// not every program puts together again.
#[derive(Debug, Clone)]
struct Saved(String);

impl Header for Saved {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Disposition")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        let plain = format!("attachment; filename=\"{}\"", self.0);
        let folded = format!("attachment;\r\n filename=\"{}\"", self.0);
        HeaderValue::dangerous_new_pre_encoded(Self::name(), plain, folded)
    }
}

/// Builds the message from `from` (an address).
pub(super) fn build(from: &str, mail: &Mail) -> Result<Message, ConnectorError> {
    let (from, to) = (address("sender", from)?, address("recipient", &mail.to)?);
    if mail.subject.chars().chain(mail.id.chars()).any(char::is_control) {
        return Err(ConnectorError::BadSettings("the subject holds control characters".into()));
    }
    let message_id = format!("<{}@{}>", mail.id, from.domain());
    let millis = u64::try_from(mail.date.0).unwrap_or(0);
    let builder = Message::builder()
        .message_id(Some(message_id))
        .date(UNIX_EPOCH + Duration::from_millis(millis))
        .from(Mailbox::new(Some(SENDER.into()), from))
        .to(Mailbox::new(None, to))
        .subject(&mail.subject)
        .header(AutoSubmitted);
    // The end of the data brings the last line's end with it (RFC 5321 §4.1.1.4).
    let text = mail.text.trim_end_matches('\n').to_owned();
    let built = if mail.attachments.is_empty() {
        builder.header(MIME_VERSION_1_0).header(ContentType::TEXT_PLAIN).body(text)
    } else {
        let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(text));
        for attachment in &mail.attachments {
            parts = parts.singlepart(file(attachment)?);
        }
        builder.multipart(parts)
    };
    built.map_err(|why| ConnectorError::Other(format!("the mail cannot be built: {why}")))
}

/// A file as a part (RFC 2183), in base64 whatever it holds: no line of it is changed on the way.
fn file(attachment: &Attachment) -> Result<SinglePart, ConnectorError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if attachment.name.is_empty() || !attachment.name.chars().all(plain) {
        return Err(ConnectorError::Other("an attachment's name is no plain file name".into()));
    }
    let kind = ContentType::parse(&attachment.media_type)
        .map_err(|_| ConnectorError::Other(format!("{} has no media type", attachment.name)))?;
    let body = Body::new_with_encoding(attachment.content.to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| ConnectorError::Other(format!("{} cannot be encoded", attachment.name)))?;
    Ok(SinglePart::builder().header(Saved(attachment.name.clone())).header(kind).body(body))
}

pub(super) fn address(what: &str, text: &str) -> Result<Address, ConnectorError> {
    if text.chars().any(char::is_control) {
        return Err(ConnectorError::BadSettings(format!("the {what}'s address holds control characters")));
    }
    let shown: String = text.chars().take(MOST_SAID).collect();
    text.parse()
        .map_err(|_| ConnectorError::BadSettings(format!("the {what}'s address {shown} cannot get mail")))
}

/// A server's words in one line of bounded length.
pub(super) fn said(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_SAID).collect();
    line.trim().to_owned()
}
