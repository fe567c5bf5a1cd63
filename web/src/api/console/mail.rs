//! The organization's mail server.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::{notify, ports};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, put)).routes(routes!(test))
}

/// How the connection is secured.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum MailSecurity {
    /// Plain at first, then TLS by STARTTLS; without it nothing is sent.
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// Plain text.
    None,
}

impl From<MailSecurity> for ports::MailSecurity {
    fn from(security: MailSecurity) -> Self {
        match security {
            MailSecurity::Starttls => Self::Starttls,
            MailSecurity::Tls => Self::Tls,
            MailSecurity::None => Self::None,
        }
    }
}

impl From<ports::MailSecurity> for MailSecurity {
    fn from(security: ports::MailSecurity) -> Self {
        match security {
            ports::MailSecurity::Starttls => Self::Starttls,
            ports::MailSecurity::Tls => Self::Tls,
            ports::MailSecurity::None => Self::None,
        }
    }
}

/// The mail server, without its password.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Mail {
    /// False when mail was never set up; the rest is then the default.
    configured: bool,
    host: String,
    port: u16,
    security: MailSecurity,
    /// Who signs in; empty for nobody.
    username: String,
    /// Whether a password is kept. It is never shown.
    has_password: bool,
    /// The sender's address.
    from: String,
    /// Whether mail is sent at all.
    enabled: bool,
    /// When the server last took a mail, to the minute.
    #[schema(format = DateTime)]
    last_delivered_at: Option<String>,
    /// Why it last did not; null once it took one.
    last_error: Option<String>,
}

impl Mail {
    fn of(setup: Option<notify::MailSetup>) -> Self {
        let configured = setup.is_some();
        let setup = setup.unwrap_or(notify::MailSetup {
            host: String::new(),
            port: 587,
            security: ports::MailSecurity::Starttls,
            username: String::new(),
            has_password: false,
            from: String::new(),
            enabled: false,
            last_delivered: None,
            last_error: None,
        });
        Self {
            configured,
            host: setup.host,
            port: setup.port,
            security: setup.security.into(),
            username: setup.username,
            has_password: setup.has_password,
            from: setup.from,
            enabled: setup.enabled,
            last_delivered_at: setup.last_delivered.map(|at| at.rfc3339()),
            last_error: setup.last_error,
        }
    }
}

fn yes() -> bool {
    true
}

/// A mail server to be used.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewMail {
    /// Name or address of the server.
    host: String,
    /// Usually 587 for `starttls`, 465 for `tls`, 25 for `none`.
    port: u16,
    security: MailSecurity,
    /// Who signs in; empty for nobody.
    #[serde(default)]
    username: String,
    /// Left out: the one that is there stays, as long as server, security and user name do. Empty: it is removed.
    #[serde(default)]
    password: Option<String>,
    /// The sender's address.
    from: String,
    #[serde(default = "yes")]
    enabled: bool,
}

/// The mail server.
#[utoipa::path(get, path = "/api/console/mail", tag = "notifications", operation_id = "getMail",
    security(("session" = [])), responses((status = 200, body = Mail), AdminOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<Mail>> {
    principal.require_admin()?;
    Ok(Json(Mail::of(notify::mail_settings(app.services(), &principal)?)))
}

/// Sets the mail server.
#[utoipa::path(put, path = "/api/console/mail", tag = "notifications", operation_id = "setMail",
    request_body(content = NewMail,
        example = json!({"host": "mail.example", "port": 587, "security": "starttls", "username": "gatehouse",
            "password": "a password", "from": "gatehouse@acme.example"})), security(("session" = [])),
    responses((status = 200, body = Mail), (status = 400, body = Envelope), AdminOnly))]
async fn put(State(app): State<App>, principal: Principal, Json(new): Json<NewMail>) -> Answer<Json<Mail>> {
    principal.require_admin()?;
    let change = notify::MailChange {
        host: new.host,
        port: new.port,
        security: new.security.into(),
        username: new.username,
        password: new.password,
        from: new.from,
        enabled: new.enabled,
    };
    let setup = notify::set_mail_settings(app.services(), &principal, change).await?;
    Ok(Json(Mail::of(Some(setup))))
}

/// Whom a test goes to.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Test {
    /// A mail address, or a phone number.
    pub(super) to: String,
}

/// Whether the test was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Tested {
    delivered: bool,
    /// Why not; null when it was.
    error: Option<String>,
}

impl Tested {
    pub(super) fn of(error: Option<String>) -> Self {
        Self { delivered: error.is_none(), error }
    }
}

/// Sends a test mail, now, also while mail is switched off.
#[utoipa::path(post, path = "/api/console/mail/test", tag = "notifications", operation_id = "testMail",
    request_body = Test, security(("session" = [])),
    responses((status = 200, body = Tested), (status = 400, body = Envelope),
        (status = 503, body = Envelope, description = "Mail is not set up."), AdminOnly))]
async fn test(State(app): State<App>, principal: Principal, Json(asked): Json<Test>) -> Answer<Json<Tested>> {
    principal.require_admin()?;
    Ok(Json(Tested::of(notify::send_test_mail(app.services(), &principal, &asked.to).await?)))
}
