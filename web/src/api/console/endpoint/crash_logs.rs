//! Crash logs in the console.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint;
use gatehouse_core::store::Id;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{FileLink, part};
use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Home, Json, Page, Paging, PathId, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(link))
}

/// A crash log.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CrashLog {
    id: String,
    /// The agent's id as it sends it.
    agent_id: String,
    file_name: String,
    /// Bytes.
    file_size: u64,
    #[schema(format = DateTime)]
    added_on: String,
    /// Whether somebody fetched it.
    seen: bool,
}

impl CrashLog {
    fn of((id, row): (Id, endpoint::CrashLog)) -> Self {
        Self {
            id: id.to_string(),
            file_name: row.file_name().to_owned(),
            file_size: row.file_size(),
            agent_id: row.agent,
            added_on: row.added.rfc3339(),
            seen: row.seen,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only crash logs of this agent.
    agent: Option<String>,
}

/// Crash logs, newest first.
#[utoipa::path(get, path = "/api/console/crash-logs", tag = "crash logs", operation_id = "listCrashLogs",
    params(Filter, Paging), security(("session" = [])),
    responses((status = 200, body = Page<CrashLog>), (status = 400, body = Envelope), SignedInOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<CrashLog>>> {
    principal.require_member()?;
    let place = paging.checked()?;
    let services = app.services().clone();
    let listing = tokio::task::spawn_blocking(move || {
        endpoint::crash_logs(&services, &principal, filter.agent.as_deref())
    });
    let rows = listing.await.map_err(Error::internal)??;
    let total = rows.len();
    Ok(Json(Page::new(part(rows, place).map(CrashLog::of), total, place)))
}

/// A link to a crash log, which counts as seen from now on.
#[utoipa::path(post, path = "/api/console/crash-logs/{id}/link", tag = "crash logs", operation_id = "linkCrashLog",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = FileLink), (status = 404, body = Envelope), SignedInOnly))]
async fn link(
    State(app): State<App>,
    principal: Principal,
    home: Home,
    PathId(id): PathId,
) -> Answer<Json<FileLink>> {
    principal.require_member()?;
    let path = app.endpoint().crash_log_link(&principal, id).await?;
    Ok(Json(FileLink { url: home.at(&path) }))
}
