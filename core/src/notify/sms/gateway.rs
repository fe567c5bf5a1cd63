//! A gateway as it is stored, and as an admin sees it.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::ports::Settings;
use crate::record;
use crate::sealing::{Sealed, Sealer};
use crate::store::{OrgScope, OrgTable};
use crate::time::Timestamp;

/// The settings as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SmsGateway {
    pub(super) base_url: String,
    pub(super) method: String,
    /// Lines `Name: value`; sealed, since one of them usually holds a key.
    pub(super) headers: Option<Sealed>,
    pub(super) header_names: Vec<String>,
    pub(super) content_type: String,
    pub(super) body: String,
    pub(super) enabled: bool,
    pub(super) last_delivered: Option<Timestamp>,
    pub(super) last_error: Option<String>,
}

record!(SmsGateway, 1);

/// One row for an organization.
pub(super) const SMS: OrgTable<(), SmsGateway> = OrgTable::new("notify.sms");

/// What the headers are sealed for.
pub(super) fn headers_purpose(scope: OrgScope) -> String {
    format!("notify.sms/{}/headers", scope.org())
}

impl SmsGateway {
    /// With the headers opened, as the connector takes it.
    pub(super) fn opened(self, sealer: &Sealer, scope: OrgScope) -> Result<Settings> {
        let mut settings = Settings::from([
            ("base_url".into(), self.base_url),
            ("method".into(), self.method),
            ("content_type".into(), self.content_type),
            ("body".into(), self.body),
        ]);
        if let Some(headers) = &self.headers {
            let headers = sealer.open_text(&headers_purpose(scope), headers)?;
            settings.insert("headers".into(), headers.to_string());
        }
        Ok(settings)
    }
}

/// The settings as an admin sees them: of the headers, the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsSetup {
    /// Where a message is sent to.
    pub base_url: String,
    /// `POST` or `PUT`.
    pub method: String,
    /// The names of the headers that are kept.
    pub header_names: Vec<String>,
    /// The body's media type, which says how `{to}` and `{text}` are escaped.
    pub content_type: String,
    /// The body, with `{to}` and `{text}`.
    pub body: String,
    /// Whether text messages are sent at all.
    pub enabled: bool,
    /// When the gateway last took one.
    pub last_delivered: Option<Timestamp>,
    /// Why it last did not; `None` once it took one.
    pub last_error: Option<String>,
}

impl From<SmsGateway> for SmsSetup {
    fn from(row: SmsGateway) -> Self {
        Self {
            base_url: row.base_url,
            method: row.method,
            header_names: row.header_names,
            content_type: row.content_type,
            body: row.body,
            enabled: row.enabled,
            last_delivered: row.last_delivered,
            last_error: row.last_error,
        }
    }
}
