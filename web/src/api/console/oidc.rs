//! The organization's identity provider.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::{OidcChange, OidcView, Principal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Home, Json};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, put, remove)).routes(routes!(test))
}

/// Single sign-on, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Oidc {
    /// False when no provider was set up; what concerns it is then empty.
    configured: bool,
    /// The provider, exactly as it names itself.
    issuer: String,
    client_id: String,
    /// `…` and the last characters of the secret; null without one. The secret itself is never shown.
    client_secret_hint: Option<String>,
    /// What the sign-in page calls it.
    label: String,
    /// Scopes that are asked for beside `openid`, `email` and `profile`.
    scopes: Vec<String>,
    /// The claim that says who is an admin; empty when roles are given here.
    role_claim: String,
    /// Its values that mean ADMIN.
    admin_values: Vec<String>,
    /// Whether unknown people of the e-mail domains become members, as VIEWER, when they first sign in.
    join: bool,
    /// Whether members who are no admins may still use their passwords.
    passwords: bool,
    /// Whether it is offered.
    enabled: bool,
    /// Addresses in these domains lead to this provider.
    email_domains: Vec<String>,
    /// Whether you may change them: the organization that runs the appliance may.
    may_set_domains: bool,
    /// The address to enter at the provider as redirect URI.
    redirect_uri: String,
    /// The address to enter there for after signing out.
    post_logout_redirect_uri: String,
}

impl Oidc {
    fn of(view: OidcView, home: &Home) -> Self {
        let configured = view.settings.is_some();
        let (mut one, domains) = (Self::empty(), view.email_domains);
        if let Some(settings) = view.settings {
            one = Self {
                issuer: settings.issuer,
                client_id: settings.client_id,
                client_secret_hint: settings.secret_hint,
                label: settings.label,
                scopes: settings.scopes,
                role_claim: settings.role_claim,
                admin_values: settings.admin_values,
                join: settings.join,
                passwords: settings.passwords,
                enabled: settings.enabled,
                ..one
            };
        }
        Self {
            configured,
            email_domains: domains,
            may_set_domains: view.may_set_domains,
            redirect_uri: home.at("/api/auth/callback/oidc"),
            post_logout_redirect_uri: home.at("/login"),
            ..one
        }
    }

    fn empty() -> Self {
        Self {
            configured: false,
            issuer: String::new(),
            client_id: String::new(),
            client_secret_hint: None,
            label: "Single sign-on".into(),
            scopes: Vec::new(),
            role_claim: String::new(),
            admin_values: Vec::new(),
            join: false,
            passwords: true,
            enabled: false,
            email_domains: Vec::new(),
            may_set_domains: false,
            redirect_uri: String::new(),
            post_logout_redirect_uri: String::new(),
        }
    }
}

fn yes() -> bool {
    true
}

/// A provider to be used.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewOidc {
    /// `https://…`, exactly as the provider names itself.
    issuer: String,
    client_id: String,
    /// Left out: the one that is there stays, as long as issuer and client id do. Empty: it is removed.
    #[schema(format = Password)]
    client_secret: Option<String>,
    /// Up to 60 characters.
    #[serde(default)]
    label: String,
    /// Scopes to ask for beside `openid`, `email` and `profile`; up to 20.
    #[serde(default)]
    scopes: Vec<String>,
    /// Nested ones as `a.b`.
    #[serde(default)]
    role_claim: String,
    /// Up to 20.
    #[serde(default)]
    admin_values: Vec<String>,
    #[serde(default)]
    join: bool,
    #[serde(default = "yes")]
    passwords: bool,
    #[serde(default = "yes")]
    enabled: bool,
    /// Left out: they stay. Others than those that are there are the operator's to set.
    email_domains: Option<Vec<String>>,
}

/// Single sign-on as it is set up.
#[utoipa::path(get, path = "/api/console/oidc", tag = "single sign-on", operation_id = "getOidc",
    security(("session" = [])), responses((status = 200, body = Oidc), AdminOnly))]
async fn show(State(app): State<App>, principal: Principal, home: Home) -> Answer<Json<Oidc>> {
    principal.require_admin()?;
    Ok(Json(Oidc::of(app.access().oidc(&principal)?, &home)))
}

/// Sets single sign-on up.
#[utoipa::path(put, path = "/api/console/oidc", tag = "single sign-on", operation_id = "setOidc",
    request_body = NewOidc, security(("session" = [])),
    responses((status = 200, body = Oidc), (status = 400, body = Envelope),
        (status = 409, body = Envelope,
            description = "A domain belongs to another organization, or no admin has a password to sign in with."),
        AdminOnly))]
async fn put(
    State(app): State<App>,
    principal: Principal,
    home: Home,
    Json(new): Json<NewOidc>,
) -> Answer<Json<Oidc>> {
    principal.require_admin()?;
    let change = OidcChange {
        issuer: new.issuer,
        client_id: new.client_id,
        client_secret: new.client_secret.map(Into::into),
        label: new.label,
        scopes: new.scopes,
        role_claim: new.role_claim,
        admin_values: new.admin_values,
        join: new.join,
        passwords: new.passwords,
        enabled: new.enabled,
        email_domains: new.email_domains,
    };
    let view = app.access().set_oidc(&principal, change).await?;
    Ok(Json(Oidc::of(view, &home)))
}

/// Takes the provider away. Members and sessions stay.
#[utoipa::path(delete, path = "/api/console/oidc", tag = "single sign-on", operation_id = "removeOidc",
    security(("session" = [])),
    responses((status = 204, description = "It is gone."), (status = 404, body = Envelope),
        (status = 409, body = Envelope, description = "No admin has a password to sign in with."), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal) -> Answer<StatusCode> {
    principal.require_admin()?;
    app.access().remove_oidc(&principal).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the provider says of itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OidcTested {
    /// Whether the provider answers as it should.
    ok: bool,
    /// Why not; null when it does.
    error: Option<String>,
    /// Where people are sent to sign in.
    authorization_endpoint: Option<String>,
    /// Where they are sent to sign out; null when the provider has no such place.
    end_session_endpoint: Option<String>,
}

/// Asks the provider that is set up what it says of itself. Whether it knows our id and secret shows at the first sign-in.
#[utoipa::path(post, path = "/api/console/oidc/test", tag = "single sign-on", operation_id = "testOidc",
    security(("session" = [])),
    responses((status = 200, body = OidcTested),
        (status = 503, body = Envelope, description = "No provider is set up."), AdminOnly))]
async fn test(State(app): State<App>, principal: Principal) -> Answer<Json<OidcTested>> {
    principal.require_admin()?;
    Ok(Json(match app.access().test_oidc(&principal).await? {
        Ok(info) => OidcTested {
            ok: true,
            error: None,
            authorization_endpoint: Some(info.authorization_endpoint),
            end_session_endpoint: info.end_session_endpoint,
        },
        Err(cause) => OidcTested {
            ok: false,
            error: Some(cause.to_string()),
            authorization_endpoint: None,
            end_session_endpoint: None,
        },
    }))
}
