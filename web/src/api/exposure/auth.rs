//! Signing in and out, by the routes that Auth.js clients know.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use gatehouse_core::Error;
use gatehouse_core::access::{self, Role};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{csrf, oidc};
use crate::App;
use crate::error::{Answer, ApiError, Envelope};
use crate::extract::{Home, Json, JsonOrForm, SESSION_COOKIE, Session, session_token};
use crate::frame::Client;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(csrf_token))
        .routes(routes!(providers))
        .routes(routes!(session))
        .routes(routes!(sign_in_page, choose_provider))
        .routes(routes!(choose_credentials))
        .routes(routes!(sign_in))
        .routes(routes!(sign_out_page, sign_out))
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CsrfToken {
    /// To be sent back as `csrfToken`, together with the cookie.
    csrf_token: String,
}

/// A token that shows that a form is ours. Also set as a cookie; both must come back.
#[utoipa::path(get, path = "/api/auth/csrf", tag = "auth", operation_id = "csrf",
    responses((status = 200, body = CsrfToken)))]
async fn csrf_token(State(app): State<App>, client: Client, jar: CookieJar) -> (CookieJar, Json<CsrfToken>) {
    let (csrf_token, cookie) = csrf::issue(&app, &jar);
    (jar.add(with_attributes(cookie, client)), Json(CsrfToken { csrf_token }))
}

#[derive(Debug, Serialize, ToSchema)]
struct Providers {
    /// Address and password.
    credentials: Provider,
    /// An organization's identity provider; there while some organization has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    oidc: Option<Provider>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Provider {
    id: &'static str,
    /// What a button may say.
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    signin_url: String,
    callback_url: String,
}

/// The ways to sign in.
#[utoipa::path(get, path = "/api/auth/providers", tag = "auth", operation_id = "signInProviders",
    responses((status = 200, body = Providers)))]
async fn providers(State(app): State<App>, home: Home) -> Answer<Json<Providers>> {
    let provider = |id: &'static str, name: String| Provider {
        id,
        name,
        kind: id,
        signin_url: home.here(&format!("/api/auth/signin/{id}")),
        callback_url: home.here(&format!("/api/auth/callback/{id}")),
    };
    let oidc = app.access().oidc_label()?.map(|label| provider("oidc", label));
    Ok(Json(Providers { credentials: provider("credentials", "Password".into()), oidc }))
}

#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum RoleView {
    Admin,
    Viewer,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct User {
    id: String,
    name: String,
    email: String,
    role: RoleView,
    /// The organization that the session works for.
    company_id: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct CurrentSession {
    user: User,
    /// When the session ends if nothing more is asked.
    #[schema(format = DateTime)]
    expires: String,
}

/// Who is signed in; `null` when nobody is.
#[utoipa::path(get, path = "/api/auth/session", tag = "auth", operation_id = "session",
    responses((status = 200, body = Option<CurrentSession>)))]
async fn session(Session(session): Session) -> Json<Option<CurrentSession>> {
    Json(session.map(|session| CurrentSession {
        user: User {
            id: session.member.to_string(),
            name: session.name,
            email: session.email,
            role: match session.role {
                Role::Admin => RoleView::Admin,
                Role::Viewer => RoleView::Viewer,
            },
            company_id: session.organization.to_string(),
        },
        expires: session.expires.rfc3339(),
    }))
}

/// Where to go next.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Next {
    pub(super) url: String,
}

/// Why signing in did not work.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Refusal {
    /// `CredentialsSignin`, `CodeRequired` (the password is right, a code is missing), `MissingCSRF`; of single sign-on
    /// `OrganizationNotFound` (nobody's provider is meant) and `OAuthSignin` (the provider does not do).
    pub(super) error: &'static str,
    pub(super) url: String,
}

/// Sends the browser to the sign-in page.
#[utoipa::path(get, path = "/api/auth/signin", tag = "auth", operation_id = "signInPage",
    responses((status = 302, description = "To /login.")))]
async fn sign_in_page() -> Response {
    found("/login")
}

/// Chooses how to sign in: its page is /login.
#[utoipa::path(post, path = "/api/auth/signin", tag = "auth", operation_id = "signIn",
    request_body(content((AnyForm = "application/json"), (AnyForm = "application/x-www-form-urlencoded"))),
    responses((status = 200, body = Next), (status = 302, description = "To /login, for forms.")))]
async fn choose_provider(home: Home, body: JsonOrForm<AnyForm>) -> Response {
    go_on(&body, home.here("/login"))
}

/// As /api/auth/signin.
#[utoipa::path(post, path = "/api/auth/signin/credentials", tag = "auth", operation_id = "signInCredentials",
    request_body(content((AnyForm = "application/json"), (AnyForm = "application/x-www-form-urlencoded"))),
    responses((status = 200, body = Next), (status = 302, description = "To /login, for forms.")))]
async fn choose_credentials(home: Home, body: JsonOrForm<AnyForm>) -> Response {
    go_on(&body, home.here("/login"))
}

/// Signing in. Forms get redirects, JSON (and forms with `json=true`) get JSON.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SignIn {
    /// From `/api/auth/csrf`.
    #[serde(default)]
    csrf_token: String,
    email: String,
    #[schema(format = Password)]
    password: String,
    /// The second factor's code, or a recovery code: for those who turned that on. Counts once.
    otp: Option<String>,
    /// Path to go to afterwards, or an address of this host.
    callback_url: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    json: bool,
}

/// Signs in with address and password, and with a code where a second factor is on. A wrong password and an unknown
/// address answer the same, in the same time.
#[utoipa::path(post, path = "/api/auth/callback/credentials", tag = "auth", operation_id = "signInWithPassword",
    request_body(content((SignIn = "application/json"), (SignIn = "application/x-www-form-urlencoded"))),
    responses((status = 200, body = Next, description = "Signed in; the session is in the cookie."),
        (status = 302, description = "The same for forms."),
        (status = 401, body = Refusal, description = "CredentialsSignin: wrong password, unknown address or wrong code. \
            CodeRequired: the password is right; send it again with `otp`."),
        (status = 403, body = Refusal, description = "The CSRF token is missing or wrong."),
        (status = 429, body = Envelope, description = "Too many tries; Retry-After says when to come back.")))]
async fn sign_in(
    State(app): State<App>,
    client: Client,
    home: Home,
    jar: CookieJar,
    parts: Parts,
    body: JsonOrForm<SignIn>,
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
    let outcome =
        app.access().sign_in(&asked.email, &asked.password, asked.otp.as_deref(), client.address).await;
    let signed_in = match outcome {
        Ok(access::SignIn::Done(signed_in)) => signed_in,
        Ok(access::SignIn::NeedsCode) => return Ok(refuse(StatusCode::UNAUTHORIZED, "CodeRequired")),
        Err(Error::Unauthenticated) => return Ok(refuse(StatusCode::UNAUTHORIZED, "CredentialsSignin")),
        Err(other) => return Err(other.into()),
    };
    let jar = enter(&app, jar, &parts, client, signed_in).await?;
    let url = home.here(&home.path_after_sign_in(asked.callback_url.as_deref()));
    Ok((jar, if as_json { Json(Next { url }).into_response() } else { found(&url) }).into_response())
}

/// Sends the browser home: only a POST signs out.
#[utoipa::path(get, path = "/api/auth/signout", tag = "auth", operation_id = "signOutPage",
    responses((status = 302, description = "To /.")))]
async fn sign_out_page() -> Response {
    found("/")
}

/// A form with nothing but its CSRF token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AnyForm {
    /// From `/api/auth/csrf`.
    #[serde(default)]
    csrf_token: String,
    #[serde(default, deserialize_with = "flag")]
    json: bool,
}

/// Gives the browser its session. One that it still has from before ends: one browser, one session.
pub(super) async fn enter(
    app: &App,
    jar: CookieJar,
    parts: &Parts,
    client: Client,
    signed_in: access::SignedIn,
) -> Answer<CookieJar> {
    if let Some(old) = session_token(parts) {
        app.access().sign_out(&old, client.address).await?;
    }
    let lasts = signed_in.expires.0.saturating_sub(app.services().platform.now().0) / 1000;
    let mut cookie = Cookie::new(SESSION_COOKIE, signed_in.token);
    cookie.set_max_age(time::Duration::seconds(lasts));
    Ok(jar.add(with_attributes(cookie, client)))
}

/// Ends the session. `url` leads to the identity provider where it was begun there and may be ended there.
#[utoipa::path(post, path = "/api/auth/signout", tag = "auth", operation_id = "signOut",
    request_body(content((AnyForm = "application/json"), (AnyForm = "application/x-www-form-urlencoded"))),
    responses((status = 200, body = Next), (status = 302, description = "The same for forms."),
        (status = 403, body = Envelope, description = "The CSRF token is missing or wrong.")))]
async fn sign_out(
    State(app): State<App>,
    client: Client,
    home: Home,
    jar: CookieJar,
    parts: Parts,
    body: JsonOrForm<AnyForm>,
) -> Answer<Response> {
    if !csrf::is_ours(&app, &jar, &body.content.csrf_token) {
        return Err(ApiError::Http(StatusCode::FORBIDDEN, "the CSRF token is missing or wrong".into()));
    }
    let mut begun_at = None;
    if let Some(token) = session_token(&parts) {
        begun_at = app.access().sign_out(&token, client.address).await?;
    }
    let jar = jar.remove(Cookie::build(SESSION_COOKIE).path("/"));
    let login = home.at("/login");
    let url = match begun_at {
        Some(session) => oidc::leave_url(&session, &login),
        None => login,
    };
    Ok((jar, go_on(&body, url)).into_response())
}

pub(super) fn with_attributes(mut cookie: Cookie<'static>, client: Client) -> Cookie<'static> {
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(client.secure);
    cookie
}

fn go_on(body: &JsonOrForm<AnyForm>, url: String) -> Response {
    if body.is_form && !body.content.json { found(&url) } else { Json(Next { url }).into_response() }
}

/// 302, as Auth.js answers forms.
pub(super) fn found(url: &str) -> Response {
    let mut response = Redirect::to(url).into_response();
    *response.status_mut() = StatusCode::FOUND;
    response
}

/// Auth.js 5 clients ask so for JSON after a form.
pub(super) fn wants_json(parts: &Parts) -> bool {
    parts.headers.contains_key("x-auth-return-redirect")
}

/// `true` or `"true"`: forms know text only.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flag {
        Bool(bool),
        Text(String),
    }
    Ok(match Flag::deserialize(deserializer)? {
        Flag::Bool(flag) => flag,
        Flag::Text(text) => text == "true",
    })
}
