//! Sending a text message through the connector `sms`, from the outbox or as a test.

use serde_json::json;

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::notify::sms::gateway::{SMS, SmsGateway};
use crate::notify::standing::says_more;
use crate::ports::{ConnectorError, Notification};
use crate::services::Services;
use crate::severity::Severity;
use crate::store::{OrgRows as _, OrgScope};

/// The connector that speaks to the gateway.
const CONNECTOR: &str = "sms";

/// Sends one text message of an organization, and notes how it went. `id` is the same for every try.
pub(in crate::notify) async fn deliver(
    services: &Services,
    scope: OrgScope,
    id: String,
    (to, text): (&str, &str),
) -> Result<(), ConnectorError> {
    let unread = |cause: Error| ConnectorError::Unavailable(cause.to_string());
    let reader = services.platform.store.org(scope).read().map_err(unread)?;
    let gateway = reader.get(&SMS, &()).map_err(unread)?;
    let gateway = gateway.ok_or_else(|| ConnectorError::BadSettings("SMS is not set up".into()))?;
    if !gateway.enabled {
        return Err(ConnectorError::BadSettings("SMS is switched off".into()));
    }
    hand_over(services, scope, gateway, id, (to, text)).await
}

async fn hand_over(
    services: &Services,
    scope: OrgScope,
    gateway: SmsGateway,
    id: String,
    (to, text): (&str, &str),
) -> Result<(), ConnectorError> {
    let before = (gateway.last_delivered, gateway.last_error.clone());
    let outcome = send(services, scope, gateway, id, (to, text)).await;
    let error = outcome.as_ref().err().map(ToString::to_string);
    let now = services.platform.now();
    if says_more((before.0, &before.1), &error, now) {
        let store = services.platform.store.org(scope);
        let noted = store.write(move |writer| {
            let Some(mut gateway) = writer.get(&SMS, &())? else { return Ok(()) };
            if error.is_none() {
                gateway.last_delivered = Some(now);
            }
            gateway.last_error = error;
            writer.insert(&SMS, &(), &gateway)
        });
        if let Err(cause) = noted.await {
            tracing::warn!(%cause, "how SMS stands was not noted");
        }
    }
    outcome
}

async fn send(
    services: &Services,
    scope: OrgScope,
    gateway: SmsGateway,
    id: String,
    (to, text): (&str, &str),
) -> Result<(), ConnectorError> {
    let notifier = services
        .connectors
        .notifier(CONNECTOR)
        .ok_or_else(|| ConnectorError::NotSupported(format!("the connector {CONNECTOR} is not loaded")))?;
    let unsealed = |cause: Error| ConnectorError::BadSettings(cause.to_string());
    let settings = gateway.opened(&services.platform.sealer, scope).map_err(unsealed)?;
    let event =
        Notification { id, text: text.to_owned(), severity: Severity::Low.as_str().into(), data: json!({}) };
    notifier.deliver(&settings, to, &event).await
}

/// Sends a test message at once, past the outbox and also while SMS is switched off. Answers why the gateway did not
/// take it, `None` when it did.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming `to`, [`Error::Unmet`] when SMS is not set up.
pub async fn send_test_sms(services: &Services, principal: &Principal, to: &str) -> Result<Option<String>> {
    principal.require_admin()?;
    let digits = to.chars().filter(char::is_ascii_digit).count();
    let strange = |c: char| !c.is_ascii_digit() && !" +-./()".contains(c);
    if !(3..=20).contains(&digits) || to.len() > 40 || to.contains(strange) {
        return Err(Error::invalid("to", "must be a phone number"));
    }
    let gateway = services.org(principal).read()?.get(&SMS, &())?;
    let gateway = gateway.ok_or_else(|| Error::Unmet("SMS is not set up".into()))?;
    let platform = &services.platform;
    let text = "This is a test: text messages from Gatehouse reach you.";
    let id = platform.new_id().to_string();
    let outcome = hand_over(services, principal.scope(), gateway, id, (to, text)).await;
    let word = if outcome.is_ok() { "taken" } else { "not taken" };
    let entry = Entry::by(platform, principal, "sms.tested").target(to).detail(word);
    services.org(principal).write(move |writer| audit::record(writer, &entry)).await?;
    Ok(outcome.err().map(|cause| cause.to_string()))
}
