//! Signing in at an organization's identity provider, by the routes that Auth.js clients know: the way there and back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use gatehouse_core::Error;
use gatehouse_core::access::{OidcAnswer, OidcOutcome, OidcRefusal, OidcRequest, ProviderSession};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Next, Refusal, enter, flag, found, wants_json, with_attributes};
use super::csrf;
use crate::App;
use crate::error::{Answer, Envelope};
use crate::extract::{Home, Json, JsonOrForm, Query};
use crate::frame::Client;

/// Ties the way back to the browser that went there.
const ATTEMPT_COOKIE: &str = "gatehouse.oidc";
const COME_BACK: &str = "/api/auth/callback/oidc";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(go)).routes(routes!(come_back))
}

/// Signing in at one's provider. Forms get redirects, JSON (and forms with `json=true`) get JSON.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OidcSignIn {
    /// From `/api/auth/csrf`.
    #[serde(default)]
    csrf_token: String,
    /// One's address: its domain says whose provider is meant. Not needed while there is one organization.
    email: Option<String>,
    /// Id of the organization whose provider is meant; comes before the address.
    organization: Option<String>,
    /// Path to go to afterwards, or an address of this host.
    callback_url: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    json: bool,
}

/// Sends the browser to the provider of one's organization (OpenID Connect's code flow with PKCE).
#[utoipa::path(post, path = "/api/auth/signin/oidc", tag = "auth", operation_id = "signInAtProvider",
    request_body(content((OidcSignIn = "application/json"), (OidcSignIn = "application/x-www-form-urlencoded"))),
    responses((status = 200, body = Next, description = "Where the browser goes."),
        (status = 302, description = "The same for forms; to /login?error=… when it cannot."),
        (status = 403, body = Refusal, description = "The CSRF token is missing or wrong."),
        (status = 404, body = Refusal, description = "OrganizationNotFound: no provider is known for that address."),
        (status = 429, body = Envelope, description = "Too many tries; Retry-After says when to come back."),
        (status = 502, body = Refusal, description = "OAuthSignin: the provider does not do; the audit log says why.")))]
async fn go(
    State(app): State<App>,
    client: Client,
    home: Home,
    jar: CookieJar,
    parts: Parts,
    body: JsonOrForm<OidcSignIn>,
) -> Answer<Response> {
    let JsonOrForm { content: asked, is_form } = body;
    let as_json = !is_form || asked.json || wants_json(&parts);
    let refuse = |status: StatusCode, error: &'static str| {
        let url = home.here(&format!("/login?error={error}"));
        if as_json { (status, Json(Refusal { error, url })).into_response() } else { found(&url) }
    };
    if !csrf::is_ours(&app, &jar, &asked.csrf_token) {
        return Ok(refuse(StatusCode::FORBIDDEN, "MissingCSRF"));
    }
    let unknown = || Ok(refuse(StatusCode::NOT_FOUND, "OrganizationNotFound"));
    // What is no id names nobody's organization.
    let organization = match asked.organization.as_deref().map(str::parse) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return unknown(),
    };
    let request = OidcRequest {
        email: asked.email.filter(|email| !email.trim().is_empty()),
        organization,
        redirect: home.at(COME_BACK),
        next: home.path_after_sign_in(asked.callback_url.as_deref()),
    };
    let begun = match app.access().begin_oidc(request, client.address).await {
        Ok(begun) => begun,
        Err(Error::NotFound(_)) => return unknown(),
        Err(Error::Upstream(_)) => return Ok(refuse(StatusCode::BAD_GATEWAY, "OAuthSignin")),
        Err(other) => return Err(other.into()),
    };
    let mut cookie = with_attributes(Cookie::new(ATTEMPT_COOKIE, begun.cookie), client);
    cookie.set_max_age(time::Duration::seconds(begun.lasts));
    let jar = jar.add(cookie);
    let url = begun.url;
    Ok((jar, if as_json { Json(Next { url }).into_response() } else { found(&url) }).into_response())
}

/// What a provider sends somebody back with.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Back {
    /// To be redeemed.
    code: Option<String>,
    /// Ours, back again.
    state: Option<String>,
    /// The issuer, where the provider tells (RFC 9207).
    iss: Option<String>,
    /// Why there is no code.
    error: Option<String>,
    /// The same for people.
    error_description: Option<String>,
}

/// Where the provider sends the browser back to. It goes on to the console with a session, or to /login with an `error`:
/// `OAuthCallback` (what came back does not hold), `AccessDenied` (not a member, or the provider said no) or `TooManyTries`. The
/// organization's audit log says more.
#[utoipa::path(get, path = "/api/auth/callback/oidc", tag = "auth", operation_id = "comeBackFromProvider", params(Back),
    responses((status = 302, description = "To the path that was asked for, with a session; or to /login?error=….")))]
async fn come_back(
    State(app): State<App>,
    client: Client,
    home: Home,
    jar: CookieJar,
    parts: Parts,
    Query(back): Query<Back>,
) -> Answer<Response> {
    let Back { code, state, iss, error, error_description } = back;
    let answer = OidcAnswer { code, state, iss, error, error_description };
    let cookie = jar.get(ATTEMPT_COOKIE).map(|cookie| cookie.value().to_owned());
    let outcome = match app.access().finish_oidc(cookie.as_deref(), answer, client.address).await {
        // A person looks at this: the page says it in words.
        Err(Error::Limited(_)) => return Ok(found(&home.here("/login?error=TooManyTries"))),
        outcome => outcome?,
    };
    let jar = jar.remove(Cookie::build(ATTEMPT_COOKIE).path("/"));
    let (jar, path) = match outcome {
        OidcOutcome::In { signed_in, next } => (enter(&app, jar, &parts, client, signed_in).await?, next),
        OidcOutcome::Refused(OidcRefusal::Denied) => (jar, "/login?error=AccessDenied".to_owned()),
        OidcOutcome::Refused(OidcRefusal::Failed) => (jar, "/login?error=OAuthCallback".to_owned()),
    };
    Ok((jar, found(&home.here(&path))).into_response())
}

/// Where a session is ended at its provider (OpenID Connect RP-Initiated Logout 1.0), which sends the browser to `home`.
pub(super) fn leave_url(session: &ProviderSession, home: &str) -> String {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    fields.append_pair("client_id", &session.client_id);
    fields.append_pair("post_logout_redirect_uri", home);
    if let Some(token) = &session.id_token {
        fields.append_pair("id_token_hint", token);
    }
    let joint = if session.end_session_endpoint.contains('?') { '&' } else { '?' };
    format!("{}{joint}{}", session.end_session_endpoint, fields.finish())
}

#[cfg(test)]
mod tests {
    use gatehouse_core::access::ProviderSession;

    use super::leave_url;

    #[test]
    fn the_provider_learns_whose_session_ends_and_where_to_go_on() {
        let url = |endpoint: &str, token: Option<&str>| {
            let session = ProviderSession {
                end_session_endpoint: endpoint.into(),
                client_id: "gate house".into(),
                id_token: token.map(Into::into),
            };
            leave_url(&session, "https://gate.example/login")
        };
        let home = "client_id=gate+house&post_logout_redirect_uri=https%3A%2F%2Fgate.example%2Flogin";
        assert_eq!(url("https://id.example/out", None), format!("https://id.example/out?{home}"));
        assert_eq!(
            url("https://id.example/out?tenant=1", Some("a.b.c")),
            format!("https://id.example/out?tenant=1&{home}&id_token_hint=a.b.c")
        );
    }
}
