//! The signed-in member's own account.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::tenancy;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::api::words::MemberRole;
use crate::error::{Answer, Envelope};
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show)).routes(routes!(set_password))
}

/// Who is signed in, and how their account stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Account {
    id: String,
    name: String,
    email: String,
    role: MemberRole,
    organization_id: String,
    organization_name: String,
    /// Whether they have a password; one who signs in at their identity provider need not.
    has_password: bool,
    /// Whether signing in with the password asks for a code.
    mfa_enabled: bool,
    /// Recovery codes that are left.
    recovery_codes_left: usize,
    #[schema(format = DateTime)]
    created: String,
}

/// The signed-in member's account.
#[utoipa::path(get, path = "/api/console/account", tag = "account", operation_id = "getAccount",
    security(("session" = [])), responses((status = 200, body = Account), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<Account>> {
    principal.require_member()?;
    let member = app.access().account(&principal)?;
    let mfa = app.access().mfa(&principal)?;
    let organization = tenancy::get(&app.services().platform, &principal)?;
    Ok(Json(Account {
        id: member.id.to_string(),
        name: member.name,
        email: member.email,
        role: member.role.into(),
        organization_id: principal.scope().org().to_string(),
        organization_name: organization.name,
        has_password: member.has_password,
        mfa_enabled: mfa.enabled,
        recovery_codes_left: mfa.recovery_left,
        created: member.created.rfc3339(),
    }))
}

/// A new password for oneself.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OwnPassword {
    #[schema(format = Password)]
    old_password: String,
    /// 12 to 128 characters, and in no list of breached passwords.
    #[schema(format = Password)]
    new_password: String,
}

/// Sets one's own password. Other sessions and access tokens end, this session goes on.
#[utoipa::path(post, path = "/api/console/account/password", tag = "account", operation_id = "setOwnPassword",
    request_body = OwnPassword, security(("session" = [])),
    responses((status = 204, description = "The new password is set."), (status = 400, body = Envelope),
        (status = 429, body = Envelope, description = "Too many tries."), SignedInOnly))]
async fn set_password(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<OwnPassword>,
) -> Answer<StatusCode> {
    principal.require_member()?;
    let changed =
        app.access().change_own_password(&principal, &asked.old_password, &asked.new_password).await;
    changed.map_err(|error| match error {
        Error::Invalid { field, reason } => {
            Error::invalid(if field == "password" { "newPassword" } else { "oldPassword" }, reason)
        }
        other => other,
    })?;
    Ok(StatusCode::NO_CONTENT)
}
