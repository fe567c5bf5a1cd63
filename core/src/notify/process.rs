//! An endpoint alert as people are told of it. When it is told, and to whom, lives in [`super::audience`].

use serde::{Deserialize, Serialize};

use crate::notify::template::{cut, plain};
use crate::severity::Severity;
use crate::store::Id;
use crate::time::Timestamp;

/// The longest subject of a mail, in characters.
const MAX_SUBJECT: usize = 150;
/// The longest text message, in characters: three of the parts that a phone joins.
const MAX_SMS: usize = 459;

/// What happened on an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProcessEvent {
    /// The alert.
    pub alert: Id,
    /// The agent, by the id that it sends.
    pub agent: String,
    /// Where it happened.
    pub hostname: String,
    /// The process that was suspicious.
    pub process_name: String,
    /// Its file.
    pub process_path: String,
    /// What the agent did about it, as it says.
    pub action_taken: String,
    /// How grave it is.
    pub severity: Severity,
    /// The text for people, worded by the agent's [`Template`](super::Template).
    pub text: String,
    /// How many alerts like it were not told since the last one that was.
    pub suppressed: u64,
    /// When it happened.
    pub time: Timestamp,
}

impl ProcessEvent {
    /// The text, with how many more there were.
    pub fn told(&self) -> String {
        match self.suppressed {
            0 => self.text.clone(),
            more => format!("{}, and {more} more like it", self.text),
        }
    }

    /// The event's data, as channels get it beside [`Self::told`].
    pub fn data(&self) -> serde_json::Value {
        serde_json::json!({
            "kind": "process_alert",
            "alertId": self.alert,
            "agentId": self.agent,
            "hostname": self.hostname,
            "processName": self.process_name,
            "processPath": self.process_path,
            "actionTaken": self.action_taken,
            "severity": self.severity,
            "suppressed": self.suppressed,
            "alertTime": self.time.rfc3339(),
        })
    }

    /// The subject and text of a mail.
    pub(super) fn mail(&self) -> (String, String) {
        let first = self.text.lines().next().unwrap_or_default();
        let subject = cut(&plain(&format!("{} alert: {first}", self.severity)), MAX_SUBJECT);
        let mut text = format!("{}\n\n", self.told());
        for (name, value) in [
            ("Host", &self.hostname),
            ("Process", &self.process_name),
            ("Path", &self.process_path),
            ("Action", &self.action_taken),
            ("Agent", &self.agent),
            ("Severity", &self.severity.to_string()),
            ("Time", &self.time.rfc3339()),
        ] {
            if !value.is_empty() {
                text.push_str(&format!("{name}: {}\n", plain(value)));
            }
        }
        (subject, text)
    }

    /// What a text message says.
    pub(super) fn sms(&self) -> String {
        cut(&format!("{}: {}", self.severity, self.told()), MAX_SMS)
    }
}
