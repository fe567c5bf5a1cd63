//! Crash logs of agents.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint;
use gatehouse_core::store::Id;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::{Data, Link};
use super::fields::known;
use crate::App;
use crate::api::MembersOnly;
use crate::error::{Answer, Refusal};
use crate::extract::{Caller, Home, Json, PathText};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(of_agent)).routes(routes!(download))
}

/// A crash log.
#[derive(Debug, Serialize, ToSchema)]
struct CrashLog {
    #[schema(value_type = String)]
    entity_id: Id,
    #[schema(value_type = String)]
    organization_id: Id,
    agent_id: String,
    /// A name for it, `crash_logs/{organization}/{agent}/{file}`.
    s3_key: String,
    file_name: String,
    /// Bytes.
    file_size: u64,
    #[schema(format = DateTime)]
    added_on: String,
    /// Whether somebody fetched it.
    seen: bool,
}

impl CrashLog {
    fn of(organization: Id, (id, row): (Id, endpoint::CrashLog)) -> Self {
        Self {
            entity_id: id,
            organization_id: organization,
            file_name: row.file_name().to_owned(),
            file_size: row.file_size(),
            agent_id: row.agent,
            s3_key: row.s3_key,
            added_on: row.added.rfc3339(),
            seen: row.seen,
        }
    }
}

fn answer(app: &App, principal: &Principal, agent: Option<&str>) -> Answer<Json<Data<Vec<CrashLog>>>> {
    let organization = principal.scope().org();
    let rows = endpoint::crash_logs(app.services(), principal, agent)?;
    Ok(Json(Data::of(rows.into_iter().map(|row| CrashLog::of(organization, row)).collect())))
}

/// The organization's crash logs, newest first.
#[utoipa::path(get, path = "/crash_logs", tag = "crash logs", operation_id = "listCrashLogs",
    security(("bearer" = [])), responses((status = 200, body = Data<Vec<CrashLog>>), MembersOnly))]
async fn list(State(app): State<App>, Caller(principal): Caller) -> Answer<Json<Data<Vec<CrashLog>>>> {
    principal.require_member()?;
    answer(&app, &principal, None)
}

/// An agent's crash logs, newest first.
#[utoipa::path(get, path = "/crash_logs/{agent_id}", tag = "crash logs", operation_id = "listCrashLogsOfAgent",
    params(("agent_id" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Data<Vec<CrashLog>>), (status = 404, body = Refusal), MembersOnly))]
async fn of_agent(
    State(app): State<App>,
    Caller(principal): Caller,
    PathText(agent): PathText<String>,
) -> Answer<Json<Data<Vec<CrashLog>>>> {
    principal.require_member()?;
    answer(&app, &principal, Some(&agent))
}

/// A signed address of a crash log, good for five minutes. The crash log counts as seen from now on.
#[utoipa::path(get, path = "/crash_logs/download/{entity_id}", tag = "crash logs",
    operation_id = "downloadCrashLog", params(("entity_id" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Link), (status = 404, body = Refusal), MembersOnly))]
async fn download(
    State(app): State<App>,
    Caller(principal): Caller,
    home: Home,
    PathText(id): PathText<String>,
) -> Answer<Json<Link>> {
    principal.require_member()?;
    let path = app.endpoint().crash_log_link(&principal, known(&id, "crash log")?).await?;
    Ok(Json(Link::of(home.at(&path))))
}
