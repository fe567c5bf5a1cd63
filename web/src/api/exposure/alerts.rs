//! Moving an alert's status, and acting on whom it is about.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::Principal;
use gatehouse_core::directory;
use gatehouse_core::exposure::set_status;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::words::AlertStatus;
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(change)).routes(routes!(remediate))
}

/// Where an alert is to stand.
#[derive(Debug, Deserialize, ToSchema)]
struct StatusChange {
    status: AlertStatus,
}

/// Where an alert stands.
#[derive(Debug, Serialize, ToSchema)]
struct StatusChanged {
    id: String,
    status: AlertStatus,
}

/// Moves an alert's status. Every member may.
#[utoipa::path(patch, path = "/api/alerts/{id}", tag = "alerts", operation_id = "changeAlertStatus",
    params(("id" = String, Path)), request_body = StatusChange, security(("session" = [])),
    responses((status = 200, body = StatusChanged), (status = 404, body = Envelope),
        (status = 400, body = Envelope, description = "Invalid status"), SignedInOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<StatusChange>,
) -> Answer<Json<StatusChanged>> {
    principal.require_member()?;
    let alert = set_status(app.services(), &principal, id, asked.status.into()).await?;
    Ok(Json(StatusChanged { id: id.to_string(), status: alert.status.into() }))
}

/// What can be done about an alert.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum RemediationAction {
    /// Ends the sessions of the person.
    RevokeSessions,
    /// Makes the person choose a new password.
    ForcePasswordReset,
}

/// What is to be done.
#[derive(Debug, Deserialize, ToSchema)]
struct RemediationRequest {
    action: RemediationAction,
}

/// How an attempt ended.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum RemediationStatus {
    Success,
    Failed,
}

/// What came of an attempt.
#[derive(Debug, Serialize, ToSchema)]
struct RemediationResult {
    status: RemediationStatus,
    /// What the directory did, or why it did not.
    detail: String,
}

/// Acts on the person that an alert is about, through the directory that lists them. Every attempt is in the audit log.
#[utoipa::path(post, path = "/api/alerts/{id}/remediate", tag = "alerts", operation_id = "remediateAlert",
    params(("id" = String, Path)), request_body = RemediationRequest, security(("session" = [])),
    responses((status = 200, body = RemediationResult),
        (status = 400, body = Envelope, description = "No such action, no employee, or no connection that can."),
        (status = 404, body = Envelope),
        (status = 502, body = RemediationResult, description = "The directory refused or did not answer."), AdminOnly))]
async fn remediate(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<RemediationRequest>,
) -> Answer<(StatusCode, Json<RemediationResult>)> {
    principal.require_admin()?;
    let remedy = match asked.action {
        RemediationAction::RevokeSessions => directory::Remedy::RevokeSessions,
        RemediationAction::ForcePasswordReset => directory::Remedy::ForcePasswordReset,
    };
    Ok(match directory::remediate(app.services(), &principal, id, remedy).await? {
        Ok(detail) => {
            (StatusCode::OK, Json(RemediationResult { status: RemediationStatus::Success, detail }))
        }
        Err(detail) => {
            (StatusCode::BAD_GATEWAY, Json(RemediationResult { status: RemediationStatus::Failed, detail }))
        }
    })
}
