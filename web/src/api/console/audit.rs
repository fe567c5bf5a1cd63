//! Who did what.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::audit;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Page, Paging, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// What somebody did.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AuditEntry {
    id: String,
    #[schema(format = DateTime)]
    time: String,
    /// A member's address, or what part of the appliance was at work.
    actor: String,
    /// `session.created`, `alert.status_changed`, ….
    action: String,
    /// What it was done to: an id or a name.
    target: String,
    /// More, for people.
    detail: String,
    /// The network address that it came from.
    address: Option<String>,
    /// The request that it was a part of, as its answer's `X-Request-Id` and the log name it; null for what no request
    /// asked for.
    request_id: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only what was done to this: an alert's id, a member's address.
    target: Option<String>,
}

/// The audit log, newest first.
#[utoipa::path(get, path = "/api/console/audit", tag = "audit", operation_id = "listAudit",
    params(Filter, Paging), security(("session" = [])),
    responses((status = 200, body = Page<AuditEntry>), (status = 400, body = Envelope), AdminOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<AuditEntry>>> {
    principal.require_admin()?;
    let (skip, limit) = paging.checked()?;
    let platform = &app.services().platform;
    let (entries, total) = match &filter.target {
        Some(target) => audit::list_of_target(platform, &principal, target, skip, limit)?,
        None => audit::list(platform, &principal, skip, limit)?,
    };
    let views = entries.into_iter().map(|entry| AuditEntry {
        id: entry.id.to_string(),
        time: entry.id.made_at().rfc3339(),
        actor: entry.actor.to_string(),
        action: entry.action,
        target: entry.target,
        detail: entry.detail,
        address: entry.address.map(|address| address.to_string()),
        request_id: entry.request,
    });
    Ok(Json(Page::new(views, total, (skip, limit))))
}
