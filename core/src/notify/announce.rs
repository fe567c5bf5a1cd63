//! Putting a new alert's messages into the outbox, in the transaction that opened the alert.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::jobs::Outbox;
use crate::notify::channel::CHANNELS;
use crate::notify::message::Message;
use crate::severity::Severity;
use crate::store::{Id, OrgRows, OrgWriter, Span};

/// A channel that listens, as a batch of alerts needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listener {
    channel: Id,
    min_severity: Severity,
}

impl Listener {
    /// Whether it wants to hear of this severity.
    pub(super) fn hears(&self, severity: Severity) -> bool {
        severity >= self.min_severity
    }

    /// The channel: the lane of its messages.
    pub(super) fn channel(&self) -> Id {
        self.channel
    }
}

/// What happened: one new alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The alert; none for a test.
    pub alert: Option<Id>,
    /// Whose data it is.
    pub employee_name: String,
    /// Where it was lost.
    pub breach_name: String,
    /// What was lost.
    pub data_types: Vec<String>,
    /// How grave it is.
    pub severity: Severity,
}

impl Event {
    /// What a test sends (seed 003, "Channels").
    pub fn test() -> Self {
        Self {
            alert: None,
            employee_name: "Test User".into(),
            breach_name: "Test Breach".into(),
            data_types: vec!["email".into()],
            severity: Severity::Low,
        }
    }

    /// One line for people.
    pub fn text(&self) -> String {
        format!("{} exposure: {} found in {}", self.severity, self.employee_name, self.breach_name)
    }
}

/// The enabled channels.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn listeners(rows: &impl OrgRows) -> Result<Vec<Listener>> {
    let channels = rows.list(&CHANNELS, Span::all(), 0, usize::MAX)?;
    let enabled = channels.into_iter().filter(|(_, channel)| channel.enabled);
    Ok(enabled.map(|(channel, row)| Listener { channel, min_severity: row.min_severity }).collect())
}

/// Puts one message for each listener that wants to hear of this severity.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn announce(
    writer: &mut OrgWriter<'_, '_>,
    outbox: &Outbox,
    listeners: &[Listener],
    event: &Event,
) -> Result<()> {
    let mut wanted = listeners.iter().filter(|listener| listener.hears(event.severity)).peekable();
    if wanted.peek().is_none() {
        return Ok(());
    }
    let body = Message::Exposure(event.clone()).body()?;
    for listener in wanted {
        outbox.put(writer, listener.channel, body.clone())?;
    }
    Ok(())
}
