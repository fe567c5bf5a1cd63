//! A mail server as it is stored, and as an admin sees it.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::ports::{MailSecurity, MailSettings};
use crate::record;
use crate::sealing::{Sealed, Sealer};
use crate::store::{OrgScope, OrgTable};
use crate::time::Timestamp;

/// The settings as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MailServer {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: MailSecurity,
    pub(super) username: String,
    pub(super) password: Option<Sealed>,
    pub(super) from: String,
    pub(super) enabled: bool,
    pub(super) last_delivered: Option<Timestamp>,
    pub(super) last_error: Option<String>,
}

record!(MailServer, 1);

/// One row for an organization.
pub(super) const MAIL: OrgTable<(), MailServer> = OrgTable::new("notify.mail");

/// What the password is sealed for.
pub(super) fn password_purpose(scope: OrgScope) -> String {
    format!("notify.mail/{}/password", scope.org())
}

impl MailServer {
    /// With the password opened, for the mailer.
    pub(super) fn opened(self, sealer: &Sealer, scope: OrgScope) -> Result<MailSettings> {
        let password = self.password.as_ref();
        let password =
            password.map(|sealed| sealer.open_text(&password_purpose(scope), sealed)).transpose()?;
        Ok(MailSettings {
            host: self.host,
            port: self.port,
            security: self.security,
            credentials: password.map(|password| (self.username, password)),
            from: self.from,
        })
    }
}

/// The settings as an admin sees them: without the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSetup {
    /// Name or address of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is secured.
    pub security: MailSecurity,
    /// Who signs in; empty for nobody.
    pub username: String,
    /// Whether a password is kept.
    pub has_password: bool,
    /// The sender's address.
    pub from: String,
    /// Whether mail is sent at all.
    pub enabled: bool,
    /// When the server last took a mail.
    pub last_delivered: Option<Timestamp>,
    /// Why it last did not; `None` once it took one.
    pub last_error: Option<String>,
}

impl From<MailServer> for MailSetup {
    fn from(row: MailServer) -> Self {
        Self {
            host: row.host,
            port: row.port,
            security: row.security,
            username: row.username,
            has_password: row.password.is_some(),
            from: row.from,
            enabled: row.enabled,
            last_delivered: row.last_delivered,
            last_error: row.last_error,
        }
    }
}
