//! Handing a mail over, from the outbox or as a test.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::intake::address;
use crate::notify::mail::server::{MAIL, MailServer};
use crate::notify::standing::says_more;
use crate::platform::Platform;
use crate::ports::{ConnectorError, Mail, Mailer};
use crate::services::Services;
use crate::store::{OrgRows as _, OrgScope};

/// Hands over one mail of an organization at once, by its mail server, and notes how it went. For mails that are made when they
/// are sent; others wait in the outbox ([`crate::notify::put_mail`]).
///
/// # Errors
/// [`ConnectorError::BadSettings`] when mail is not set up or is switched off; what the mailer says.
pub async fn send_mail(
    platform: &Platform,
    mailer: &dyn Mailer,
    scope: OrgScope,
    mail: &Mail,
) -> Result<(), ConnectorError> {
    let unread = |cause: Error| ConnectorError::Unavailable(cause.to_string());
    let server =
        platform.store.org(scope).read().and_then(|reader| reader.get(&MAIL, &())).map_err(unread)?;
    let server = server.ok_or_else(|| ConnectorError::BadSettings("mail is not set up".into()))?;
    if !server.enabled {
        return Err(ConnectorError::BadSettings("mail is switched off".into()));
    }
    hand_over(platform, mailer, scope, server, mail).await
}

async fn hand_over(
    platform: &Platform,
    mailer: &dyn Mailer,
    scope: OrgScope,
    server: MailServer,
    mail: &Mail,
) -> Result<(), ConnectorError> {
    let before = (server.last_delivered, server.last_error.clone());
    let unsealed = |cause: Error| ConnectorError::BadSettings(cause.to_string());
    let settings = server.opened(&platform.sealer, scope).map_err(unsealed)?;
    let outcome = mailer.send(&settings, mail).await;
    let error = outcome.as_ref().err().map(ToString::to_string);
    let now = platform.now();
    if says_more((before.0, &before.1), &error, now) {
        let store = platform.store.org(scope);
        let noted = store.write(move |writer| {
            let Some(mut server) = writer.get(&MAIL, &())? else { return Ok(()) };
            if error.is_none() {
                server.last_delivered = Some(now);
            }
            server.last_error = error;
            writer.insert(&MAIL, &(), &server)
        });
        if let Err(cause) = noted.await {
            tracing::warn!(%cause, "how mail stands was not noted");
        }
    }
    outcome
}

/// Sends a test mail at once, past the outbox and also while mail is switched off. Answers why the server did not take
/// it, `None` when it did.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming `to`, [`Error::Unmet`] when mail is not set up.
pub async fn send_test_mail(services: &Services, principal: &Principal, to: &str) -> Result<Option<String>> {
    principal.require_admin()?;
    let to = address(to).map_err(|reason| Error::invalid("to", reason))?;
    let server = services.org(principal).read()?.get(&MAIL, &())?;
    let server = server.ok_or_else(|| Error::Unmet("mail is not set up".into()))?;
    let platform = &services.platform;
    let mail = Mail {
        id: platform.new_id().to_string(),
        to,
        subject: "Gatehouse test".into(),
        text: "This is a test: mail from Gatehouse reaches you.\n".into(),
        date: platform.now(),
        attachments: Vec::new(),
    };
    let mailer = services.mailer.as_ref();
    let outcome = hand_over(platform, mailer, principal.scope(), server, &mail).await;
    let word = if outcome.is_ok() { "taken" } else { "not taken" };
    let entry = Entry::by(platform, principal, "mail.tested").target(&mail.to).detail(word);
    services.org(principal).write(move |writer| audit::record(writer, &entry)).await?;
    Ok(outcome.err().map(|cause| cause.to_string()))
}
