//! The formats of the export.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::siem::{Event, cef, syslog};

/// How alerts are written down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// An array of objects.
    #[default]
    Json,
    /// ArcSight's Common Event Format, a line an alert.
    Cef,
    /// RFC 5424, a line an alert.
    Syslog,
}

impl Format {
    /// The format of that name; JSON for one that nobody knows (contract "SIEM").
    pub fn named(name: &str) -> Self {
        match name {
            "cef" => Self::Cef,
            "syslog" => Self::Syslog,
            _ => Self::Json,
        }
    }

    /// As APIs show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Cef => "cef",
            Self::Syslog => "syslog",
        }
    }

    /// The media type of what [`Self::write`] writes.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Cef | Self::Syslog => "text/plain; charset=utf-8",
        }
    }

    /// The events in this format; lines each end in a line feed.
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn write(self, events: &[Event]) -> Result<String> {
        let line: fn(&Event, &mut String) = match self {
            Self::Json => return serde_json::to_string(events).map_err(Error::internal),
            Self::Cef => cef::line,
            Self::Syslog => syslog::line,
        };
        let mut text = String::with_capacity(events.len() * 320);
        for event in events {
            line(event, &mut text);
            text.push('\n');
        }
        Ok(text)
    }
}
