//! What a channel is told, in the form that its kind takes: an event for a connector, or a mail.

use crate::notify::template::{cut, plain};
use crate::notify::{Event, ProcessEvent};
use crate::ports::Notification;
use crate::store::Id;

/// The longest subject of a mail, in characters.
const MAX_SUBJECT: usize = 150;

/// One event on its way to a channel.
#[derive(Debug, Clone, Copy)]
pub(super) enum Told<'e> {
    /// A new exposure.
    Exposure(&'e Event),
    /// An endpoint alert.
    Process(&'e ProcessEvent),
}

impl Told<'_> {
    /// As connectors take it.
    pub(super) fn notification(&self, id: Id) -> Notification {
        match self {
            Self::Exposure(event) => exposure(id, event),
            Self::Process(event) => Notification {
                id: id.to_string(),
                text: event.told(),
                severity: event.severity.as_str().into(),
                data: event.data(),
            },
        }
    }

    /// The subject and text of a mail.
    pub(super) fn mail(&self) -> (String, String) {
        match self {
            Self::Exposure(event) => mail(event),
            Self::Process(event) => event.mail(),
        }
    }
}

fn exposure(id: Id, event: &Event) -> Notification {
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

/// Names come from directories and providers: none may break a line.
fn mail(event: &Event) -> (String, String) {
    let told = plain(&event.text());
    let mut text = format!("{told}\n\n");
    for (name, value) in [
        ("Employee", &event.employee_name),
        ("Breach", &event.breach_name),
        ("Data", &event.data_types.join(", ")),
        ("Severity", &event.severity.to_string()),
    ] {
        if !value.is_empty() {
            text.push_str(&format!("{name}: {}\n", plain(value)));
        }
    }
    (cut(&told, MAX_SUBJECT), text)
}
