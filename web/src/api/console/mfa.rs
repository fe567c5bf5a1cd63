//! The signed-in member's second factor.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use qrcode::QrCode;
use qrcode::render::svg;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, Envelope};
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, begin))
        .routes(routes!(confirm))
        .routes(routes!(disable))
        .routes(routes!(renew_recovery_codes))
}

/// How it stands with two-factor sign-in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SecondFactor {
    /// Whether signing in asks for a code.
    enabled: bool,
    recovery_codes_left: usize,
}

/// How it stands with one's own two-factor sign-in.
#[utoipa::path(get, path = "/api/console/account/mfa", tag = "account", operation_id = "getMfa",
    security(("session" = [])), responses((status = 200, body = SecondFactor), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<SecondFactor>> {
    principal.require_member()?;
    let state = app.access().mfa(&principal)?;
    Ok(Json(SecondFactor { enabled: state.enabled, recovery_codes_left: state.recovery_left }))
}

/// What an authenticator app needs.
#[derive(Serialize, ToSchema)]
struct MfaEnrolment {
    /// To be typed in where there is no camera: base 32.
    secret: String,
    /// The same as an `otpauth:` address.
    uri: String,
    /// The address as a QR code: the text of an SVG.
    qr: String,
}

/// Begins to turn two-factor sign-in on. It is on once a code is confirmed, within 15 minutes.
#[utoipa::path(post, path = "/api/console/account/mfa", tag = "account", operation_id = "beginMfa",
    security(("session" = [])),
    responses((status = 200, body = MfaEnrolment),
        (status = 409, body = Envelope, description = "It is on already."), SignedInOnly))]
async fn begin(State(app): State<App>, principal: Principal) -> Answer<Json<MfaEnrolment>> {
    principal.require_member()?;
    let enrolment = app.access().begin_mfa(&principal).await?;
    let qr = picture(&enrolment.uri)?;
    Ok(Json(MfaEnrolment { secret: enrolment.secret, uri: enrolment.uri, qr }))
}

/// A QR code as the text of an SVG. Black on white in any theme: cameras want it so.
fn picture(text: &str) -> Result<String, Error> {
    let code = QrCode::new(text.as_bytes()).map_err(Error::internal)?;
    Ok(code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build())
}

/// A code of the authenticator app, or a recovery code.
#[derive(Deserialize, ToSchema)]
struct OneTimeCode {
    code: String,
}

/// Recovery codes. Each signs in once in place of the app.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RecoveryCodes {
    /// Shown now and never again.
    recovery_codes: Vec<String>,
}

/// Turns two-factor sign-in on. Other sessions and access tokens end, this session goes on.
#[utoipa::path(post, path = "/api/console/account/mfa/confirm", tag = "account", operation_id = "confirmMfa",
    request_body = OneTimeCode, security(("session" = [])),
    responses((status = 200, body = RecoveryCodes),
        (status = 400, body = Envelope, description = "The code is wrong."),
        (status = 409, body = Envelope, description = "Nothing was begun in the last 15 minutes."),
        (status = 429, body = Envelope, description = "Too many tries."), SignedInOnly))]
async fn confirm(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<OneTimeCode>,
) -> Answer<Json<RecoveryCodes>> {
    principal.require_member()?;
    let recovery_codes = app.access().confirm_mfa(&principal, &asked.code).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// What turning it off takes.
#[derive(Deserialize, ToSchema)]
struct MfaOff {
    #[schema(format = Password)]
    password: String,
    /// Of the app, or a recovery code.
    code: String,
}

/// Turns two-factor sign-in off. Other sessions and access tokens end, this session goes on.
#[utoipa::path(post, path = "/api/console/account/mfa/disable", tag = "account", operation_id = "disableMfa",
    request_body = MfaOff, security(("session" = [])),
    responses((status = 204, description = "It is off."),
        (status = 400, body = Envelope, description = "Password or code is wrong."),
        (status = 429, body = Envelope, description = "Too many tries."), SignedInOnly))]
async fn disable(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<MfaOff>,
) -> Answer<StatusCode> {
    principal.require_member()?;
    app.access().disable_mfa(&principal, &asked.password, &asked.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// New recovery codes in place of those that are left.
#[utoipa::path(post, path = "/api/console/account/mfa/recovery-codes", tag = "account",
    operation_id = "renewRecoveryCodes", request_body = OneTimeCode, security(("session" = [])),
    responses((status = 200, body = RecoveryCodes),
        (status = 400, body = Envelope, description = "The code is wrong."),
        (status = 429, body = Envelope, description = "Too many tries."), SignedInOnly))]
async fn renew_recovery_codes(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<OneTimeCode>,
) -> Answer<Json<RecoveryCodes>> {
    principal.require_member()?;
    let recovery_codes = app.access().renew_recovery_codes(&principal, &asked.code).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}
