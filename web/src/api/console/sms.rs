//! The organization's SMS gateway.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::notify;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::mail::{Test, Tested};
use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, put)).routes(routes!(test))
}

/// The gateway, without its headers' values.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Sms {
    /// False when text messages were never set up; the rest is then the default.
    configured: bool,
    base_url: String,
    /// `POST` or `PUT`.
    method: String,
    /// The names of the headers that are kept. Their values are never shown.
    header_names: Vec<String>,
    content_type: String,
    /// With `{to}` and `{text}`.
    body: String,
    /// Whether text messages are sent at all.
    enabled: bool,
    /// When the gateway last took one, to the minute.
    #[schema(format = DateTime)]
    last_delivered_at: Option<String>,
    /// Why it last did not; null once it took one.
    last_error: Option<String>,
}

impl Sms {
    fn of(setup: Option<notify::SmsSetup>) -> Self {
        let configured = setup.is_some();
        let setup = setup.unwrap_or(notify::SmsSetup {
            base_url: String::new(),
            method: post(),
            header_names: Vec::new(),
            content_type: json(),
            body: r#"{"to":"{to}","text":"{text}"}"#.into(),
            enabled: false,
            last_delivered: None,
            last_error: None,
        });
        Self {
            configured,
            base_url: setup.base_url,
            method: setup.method,
            header_names: setup.header_names,
            content_type: setup.content_type,
            body: setup.body,
            enabled: setup.enabled,
            last_delivered_at: setup.last_delivered.map(|at| at.rfc3339()),
            last_error: setup.last_error,
        }
    }
}

fn post() -> String {
    "POST".into()
}

fn json() -> String {
    "application/json".into()
}

fn yes() -> bool {
    true
}

/// A gateway to be used.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewSms {
    /// An https address; plain http to a loopback or private one.
    base_url: String,
    /// `POST` or `PUT`.
    #[serde(default = "post")]
    method: String,
    /// Lines `Name: value`. Left out: those that are there stay, as long as the gateway does. Empty: they are removed.
    #[serde(default)]
    headers: Option<String>,
    /// `application/json`, `application/x-www-form-urlencoded`, `application/xml`, `text/xml` or `text/plain`: it says
    /// how number and text are escaped.
    #[serde(default = "json")]
    content_type: String,
    /// With `{to}` and `{text}`.
    body: String,
    #[serde(default = "yes")]
    enabled: bool,
}

/// The SMS gateway.
#[utoipa::path(get, path = "/api/console/sms", tag = "notifications", operation_id = "getSms",
    security(("session" = [])), responses((status = 200, body = Sms), AdminOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<Sms>> {
    principal.require_admin()?;
    Ok(Json(Sms::of(notify::sms_settings(app.services(), &principal)?)))
}

/// Sets the SMS gateway.
#[utoipa::path(put, path = "/api/console/sms", tag = "notifications", operation_id = "setSms",
    request_body(content = NewSms,
        example = json!({"baseUrl": "https://sms.example/messages", "headers": "Authorization: Bearer key",
            "body": "{\"to\": \"{to}\", \"text\": \"{text}\"}"})), security(("session" = [])),
    responses((status = 200, body = Sms), (status = 400, body = Envelope), AdminOnly))]
async fn put(State(app): State<App>, principal: Principal, Json(new): Json<NewSms>) -> Answer<Json<Sms>> {
    principal.require_admin()?;
    let change = notify::SmsChange {
        base_url: new.base_url,
        method: new.method,
        headers: new.headers,
        content_type: new.content_type,
        body: new.body,
        enabled: new.enabled,
    };
    let setup = notify::set_sms_settings(app.services(), &principal, change).await?;
    Ok(Json(Sms::of(Some(setup))))
}

/// Sends a test message, now, also while text messages are switched off.
#[utoipa::path(post, path = "/api/console/sms/test", tag = "notifications", operation_id = "testSms",
    request_body = Test, security(("session" = [])),
    responses((status = 200, body = Tested), (status = 400, body = Envelope),
        (status = 503, body = Envelope, description = "Text messages are not set up."), AdminOnly))]
async fn test(State(app): State<App>, principal: Principal, Json(asked): Json<Test>) -> Answer<Json<Tested>> {
    principal.require_admin()?;
    Ok(Json(Tested::of(notify::send_test_sms(app.services(), &principal, &asked.to).await?)))
}
