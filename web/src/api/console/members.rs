//! The members of the organization.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::{MemberChange, MemberStanding, Principal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::api::words::MemberRole;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(change, remove)).routes(routes!(unlink))
}

/// A member.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OrganizationMember {
    id: String,
    email: String,
    name: String,
    role: MemberRole,
    /// Whether they may sign in.
    active: bool,
    /// Whether they have a password.
    has_password: bool,
    /// Whether signing in with the password asks for a code.
    mfa_enabled: bool,
    /// Whether they signed in at the identity provider: its account is known to be theirs.
    linked: bool,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    last_sign_in: Option<String>,
}

impl OrganizationMember {
    fn of(standing: MemberStanding) -> Self {
        let MemberStanding { member, linked, mfa } = standing;
        Self {
            id: member.id.to_string(),
            email: member.email,
            name: member.name,
            role: member.role.into(),
            active: member.active,
            has_password: member.has_password,
            mfa_enabled: mfa,
            linked,
            created: member.created.rfc3339(),
            last_sign_in: member.last_sign_in.map(|at| at.rfc3339()),
        }
    }
}

/// The members, oldest first.
#[utoipa::path(get, path = "/api/console/members", tag = "members", operation_id = "listMembers",
    security(("session" = [])), responses((status = 200, body = Vec<OrganizationMember>), AdminOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<OrganizationMember>>> {
    principal.require_admin()?;
    let members = app.access().member_standings(&principal)?;
    Ok(Json(members.into_iter().map(OrganizationMember::of).collect()))
}

/// What changes of a member; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
struct MemberPatch {
    role: Option<MemberRole>,
    /// Whether they may sign in.
    active: Option<bool>,
}

/// Changes a member. Their sessions and access tokens end.
#[utoipa::path(patch, path = "/api/console/members/{id}", tag = "members", operation_id = "changeMember",
    params(("id" = String, Path)), request_body = MemberPatch, security(("session" = [])),
    responses((status = 204, description = "It is changed."), (status = 400, body = Envelope),
        (status = 404, body = Envelope), (status = 409, body = Envelope, description = "It is the last admin."), AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<MemberPatch>,
) -> Answer<StatusCode> {
    principal.require_admin()?;
    let change = MemberChange { role: asked.role.map(Into::into), active: asked.active };
    app.access().change_member(&principal, id, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a member. Their sessions and access tokens end; what they did stays in the audit log.
#[utoipa::path(delete, path = "/api/console/members/{id}", tag = "members", operation_id = "removeMember",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204, description = "They are gone."), (status = 404, body = Envelope),
        (status = 409, body = Envelope, description = "It is the last admin."), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<StatusCode> {
    principal.require_admin()?;
    app.access().remove_member(&principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets which account of the identity provider is a member's: for when theirs was made anew. Their sessions end; the next
/// account with their address is taken for theirs.
#[utoipa::path(post, path = "/api/console/members/{id}/unlink", tag = "members", operation_id = "unlinkMember",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204, description = "It is forgotten."), (status = 404, body = Envelope),
        (status = 409, body = Envelope, description = "None was known."), AdminOnly))]
async fn unlink(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<StatusCode> {
    principal.require_admin()?;
    app.access().unlink_member(&principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
