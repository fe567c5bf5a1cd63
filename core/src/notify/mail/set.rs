//! Reading and changing an organization's mail settings: admins only.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::intake::address;
use crate::notify::mail::MailSetup;
use crate::notify::mail::server::{MAIL, MailServer, password_purpose};
use crate::notify::target::{host_name, is_near};
use crate::ports::MailSecurity;
use crate::services::Services;
use crate::store::OrgRows as _;

const MAX_USERNAME: usize = 256;
const MAX_PASSWORD: usize = 1024;

/// Settings to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct MailChange {
    /// Name or address of the server.
    pub host: String,
    /// Its port, not 0.
    pub port: u16,
    /// How the connection is secured.
    pub security: MailSecurity,
    /// Who signs in; empty for nobody.
    pub username: String,
    /// `None` keeps the one that is there, as long as it goes to the same server for the same user; an empty one
    /// removes it.
    pub password: Option<String>,
    /// The sender's address.
    pub from: String,
    /// Whether mail is sent at all.
    pub enabled: bool,
}

impl std::fmt::Debug for MailChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailChange({}:{})", self.host, self.port)
    }
}

/// The settings; `None` when mail was never set up.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn mail_settings(services: &Services, principal: &Principal) -> Result<Option<MailSetup>> {
    principal.require_admin()?;
    Ok(services.org(principal).read()?.get(&MAIL, &())?.map(MailSetup::from))
}

/// Keeps settings in place of those that were there.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming the field.
pub async fn set_mail_settings(
    services: &Services,
    principal: &Principal,
    change: MailChange,
) -> Result<MailSetup> {
    principal.require_admin()?;
    let change = checked(change)?;
    let (platform, scope) = (services.platform.clone(), principal.scope());
    let target = format!("{}:{}", change.host, change.port);
    let entry = Entry::by(&platform, principal, "mail.changed").target(target);
    let row = services
        .org(principal)
        .write(move |writer| {
            let before = writer.get(&MAIL, &())?;
            let password = match change.password.as_deref() {
                Some("") => None,
                Some(new) => Some(platform.sealer.seal(&password_purpose(scope), new.as_bytes())),
                None => kept_password(&before, &change)?,
            };
            if password.is_none() && !change.username.is_empty() {
                return Err(Error::invalid("password", "is needed with a user name"));
            }
            let row = MailServer {
                host: change.host,
                port: change.port,
                security: change.security,
                username: change.username,
                password,
                from: change.from,
                enabled: change.enabled,
                last_delivered: before.and_then(|before| before.last_delivered),
                last_error: None,
            };
            writer.insert(&MAIL, &(), &row)?;
            let state = if row.enabled { "enabled" } else { "disabled" };
            audit::record(writer, &entry.detail(format!("{state}, from {}", row.from)))?;
            Ok(row)
        })
        .await?;
    Ok(row.into())
}

fn checked(change: MailChange) -> Result<MailChange> {
    let host = host_name(&change.host).ok_or_else(|| Error::invalid("host", "is no host name or address"))?;
    if change.port == 0 {
        return Err(Error::invalid("port", "must be 1 to 65535"));
    }
    let from = address(&change.from).map_err(|reason| Error::invalid("from", reason))?;
    let username = change.username.trim().to_owned();
    if username.len() > MAX_USERNAME || username.chars().any(char::is_control) {
        return Err(Error::invalid(
            "username",
            format!("at most {MAX_USERNAME} bytes, no control characters"),
        ));
    }
    let password = change.password.as_deref().unwrap_or_default();
    if password.len() > MAX_PASSWORD || password.chars().any(char::is_control) {
        return Err(Error::invalid(
            "password",
            format!("at most {MAX_PASSWORD} bytes, no control characters"),
        ));
    }
    if !password.is_empty() && username.is_empty() {
        return Err(Error::invalid("username", "is needed with a password"));
    }
    if !username.is_empty() && change.security == MailSecurity::None && !is_near(&host) {
        let reason = "a password is sent in plain text to a loopback or private address only";
        return Err(Error::invalid("security", reason));
    }
    let host = host.to_string().trim_matches(['[', ']']).to_owned();
    Ok(MailChange { host, from, username, ..change })
}

/// The password that is there goes on being used only where it went before: who may change the settings may not
/// thereby learn it from a server of theirs.
fn kept_password(before: &Option<MailServer>, change: &MailChange) -> Result<Option<crate::sealing::Sealed>> {
    let Some(before) = before.as_ref().filter(|before| before.password.is_some()) else { return Ok(None) };
    if change.username.is_empty() {
        return Ok(None);
    }
    let same = (&before.host, before.port, before.security, &before.username)
        == (&change.host, change.port, change.security, &change.username);
    if !same {
        return Err(Error::invalid(
            "password",
            "must be given again when server, security or user name change",
        ));
    }
    Ok(before.password.clone())
}
