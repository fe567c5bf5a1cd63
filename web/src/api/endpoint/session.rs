//! Signing in for a token, with a second factor where one is set up.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::{Role, TokenSignIn, TokenUser};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::error::{Answer, Refusal};
use crate::extract::Json;
use crate::frame::Client;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(login)).routes(routes!(login_mfa))
}

const SIGNED_IN: &str = "Logged in successfully";
const CODE_NEEDED: &str = "A code of your second factor is needed: send it to /login_mfa as otp";

/// An organization that somebody works for.
#[derive(Debug, Serialize, ToSchema)]
struct Membership {
    entity_id: String,
    name: String,
    /// `admin` or `viewer`.
    role: &'static str,
}

/// Who signed in.
#[derive(Debug, Serialize, ToSchema)]
struct User {
    entity_id: String,
    email: String,
    first_name: String,
    last_name: String,
    /// To be sent as `Authorization: Bearer`. Missing while a code is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token: Option<String>,
    /// When the token ends, in Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token_expiry: Option<i64>,
    /// Their own first, then those that theirs manages. Empty while a code is needed.
    organizations: Vec<Membership>,
    mfa_enabled: bool,
}

/// Somebody signed in, or has to send a code.
#[derive(Debug, Serialize, ToSchema)]
struct SignedIn {
    /// Always true.
    success: bool,
    message: &'static str,
    user: User,
}

pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Viewer => "viewer",
    }
}

impl User {
    fn of(user: TokenUser) -> Self {
        Self {
            entity_id: user.member.to_string(),
            email: user.email,
            first_name: user.first_name,
            last_name: user.last_name,
            access_token: None,
            access_token_expiry: None,
            organizations: Vec::new(),
            mfa_enabled: user.mfa_enabled,
        }
    }
}

impl SignedIn {
    fn of(outcome: TokenSignIn) -> Self {
        match outcome {
            // Whoever has only the password learns nothing that it does not show.
            TokenSignIn::NeedsCode(user) => {
                Self { success: true, message: CODE_NEEDED, user: User::of(user) }
            }
            TokenSignIn::Done { mut user, token, expires } => {
                let organizations = std::mem::take(&mut user.organizations);
                let organizations = organizations.into_iter().map(|(id, organization, role)| Membership {
                    entity_id: id.to_string(),
                    name: organization.name,
                    role: role_name(role),
                });
                let user = User {
                    access_token: Some(token),
                    access_token_expiry: Some(expires.0.div_euclid(1000)),
                    organizations: organizations.collect(),
                    ..User::of(user)
                };
                Self { success: true, message: SIGNED_IN, user }
            }
        }
    }
}

/// The seed answers 400 where others answer 401.
fn incorrect(refusal: Error) -> Error {
    match refusal {
        Error::Unauthenticated => Error::invalid("", "Incorrect credentials"),
        other => other,
    }
}

/// Address and password.
#[derive(Deserialize, ToSchema)]
struct Credentials {
    email: String,
    password: String,
}

/// Signs a member in. With a second factor set up, `user` comes without a token and `/login_mfa` completes the sign-in.
/// A wrong password and an unknown address answer the same, in the same time.
#[utoipa::path(post, path = "/login", tag = "session", operation_id = "login", request_body = Credentials,
    responses((status = 200, body = SignedIn),
        (status = 400, body = Refusal, description = "Incorrect credentials, or a body that does not fit."),
        (status = 429, body = Refusal, description = "Too many tries; Retry-After says when to come back.")))]
async fn login(
    State(app): State<App>,
    client: Client,
    Json(asked): Json<Credentials>,
) -> Answer<Json<SignedIn>> {
    let signing_in = app.access().sign_in_for_token(&asked.email, &asked.password, None, client.address);
    Ok(Json(SignedIn::of(signing_in.await.map_err(incorrect)?)))
}

/// Address, password and a code.
#[derive(Deserialize, ToSchema)]
struct CredentialsWithCode {
    email: String,
    password: String,
    /// Six digits of the second factor, or a recovery code. Each counts once.
    otp: String,
}

/// Signs a member in whose second factor is set up.
#[utoipa::path(post, path = "/login_mfa", tag = "session", operation_id = "loginWithCode",
    request_body = CredentialsWithCode,
    responses((status = 200, body = SignedIn),
        (status = 400, body = Refusal, description = "Incorrect credentials, or a body that does not fit."),
        (status = 429, body = Refusal, description = "Too many tries; Retry-After says when to come back.")))]
async fn login_mfa(
    State(app): State<App>,
    client: Client,
    Json(asked): Json<CredentialsWithCode>,
) -> Answer<Json<SignedIn>> {
    let CredentialsWithCode { email, password, otp } = asked;
    let signing_in = app.access().sign_in_for_token(&email, &password, Some(&otp), client.address);
    Ok(Json(SignedIn::of(signing_in.await.map_err(incorrect)?)))
}
