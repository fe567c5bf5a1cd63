//! Moving an alert's status.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::exposure::set_status;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::api::words::AlertStatus;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(change))
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
