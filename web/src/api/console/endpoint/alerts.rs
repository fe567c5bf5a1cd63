//! Process alerts in the console.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint::{self, AlertFilter, MAX_DISMISSED};
use gatehouse_core::store::Id;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::FileLink;
use super::views::ProcessAlert;
use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Home, Json, Page, Paging, PathId, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(dismiss))
        .routes(routes!(restore))
        .routes(routes!(file_link))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only alerts of this agent.
    agent: Option<String>,
    /// Only dismissed ones, or only others.
    dismissed: Option<bool>,
}

/// Process alerts, newest first.
#[utoipa::path(get, path = "/api/console/process-alerts", tag = "process alerts",
    operation_id = "listProcessAlerts", params(Filter, Paging), security(("session" = [])),
    responses((status = 200, body = Page<ProcessAlert>), (status = 400, body = Envelope), SignedInOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<ProcessAlert>>> {
    principal.require_member()?;
    let (skip, limit) = paging.checked()?;
    let filter = AlertFilter { agent: filter.agent, dismissed: filter.dismissed };
    let services = app.services().clone();
    let listing = tokio::task::spawn_blocking(move || {
        let page = endpoint::alerts(&services, &principal, &filter, skip, limit)?;
        let views =
            page.items.into_iter().map(|(id, row)| ProcessAlert::with_file(&services, &principal, id, row));
        Ok::<_, Error>((views.collect::<Result<Vec<_>, Error>>()?, page.total))
    });
    let (views, total) = listing.await.map_err(Error::internal)??;
    Ok(Json(Page::new(views, usize::try_from(total).unwrap_or(usize::MAX), (skip, limit))))
}

/// One process alert.
#[utoipa::path(get, path = "/api/console/process-alerts/{id}", tag = "process alerts",
    operation_id = "getProcessAlert", params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = ProcessAlert), (status = 404, body = Envelope), SignedInOnly))]
async fn show(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
) -> Answer<Json<ProcessAlert>> {
    principal.require_member()?;
    let row = endpoint::alert(app.services(), &principal, id)?;
    Ok(Json(ProcessAlert::with_file(app.services(), &principal, id, row)?))
}

/// Which alerts, and why.
#[derive(Debug, Deserialize, ToSchema)]
struct Dismissal {
    /// 1 to 1,000 ids.
    #[schema(min_items = 1, max_items = 1000)]
    ids: Vec<String>,
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// How many alerts changed.
#[derive(Debug, Serialize, ToSchema)]
struct Changed {
    changed: usize,
}

fn ids(texts: &[String]) -> Result<Vec<Id>, Error> {
    if texts.is_empty() || texts.len() > MAX_DISMISSED {
        return Err(Error::invalid("ids", format!("must be 1 to {MAX_DISMISSED} ids")));
    }
    texts.iter().map(|text| text.parse().map_err(|_| Error::NotFound("alert"))).collect()
}

/// Puts alerts aside: all of them, or none when an id is unknown. Every member may.
#[utoipa::path(post, path = "/api/console/process-alerts/dismiss", tag = "process alerts",
    operation_id = "dismissProcessAlerts", request_body = Dismissal, security(("session" = [])),
    responses((status = 200, body = Changed), (status = 400, body = Envelope), (status = 404, body = Envelope),
        SignedInOnly))]
async fn dismiss(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<Dismissal>,
) -> Answer<Json<Changed>> {
    principal.require_member()?;
    let rows = endpoint::dismiss(app.services(), &principal, ids(&asked.ids)?, asked.reason).await?;
    Ok(Json(Changed { changed: rows.len() }))
}

/// Which alerts.
#[derive(Debug, Deserialize, ToSchema)]
struct Restoring {
    /// 1 to 1,000 ids.
    #[schema(min_items = 1, max_items = 1000)]
    ids: Vec<String>,
}

/// Takes dismissed alerts back: all of them, or none when an id is unknown. Every member may.
#[utoipa::path(post, path = "/api/console/process-alerts/restore", tag = "process alerts",
    operation_id = "restoreProcessAlerts", request_body = Restoring, security(("session" = [])),
    responses((status = 200, body = Changed), (status = 400, body = Envelope), (status = 404, body = Envelope),
        SignedInOnly))]
async fn restore(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<Restoring>,
) -> Answer<Json<Changed>> {
    principal.require_member()?;
    let rows = endpoint::restore(app.services(), &principal, ids(&asked.ids)?).await?;
    Ok(Json(Changed { changed: rows.len() }))
}

/// A link to the alert's quarantined file. 404 while it has not arrived.
#[utoipa::path(post, path = "/api/console/process-alerts/{id}/file-link", tag = "process alerts",
    operation_id = "linkProcessFile", params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = FileLink), (status = 404, body = Envelope), SignedInOnly))]
async fn file_link(
    State(app): State<App>,
    principal: Principal,
    home: Home,
    PathId(id): PathId,
) -> Answer<Json<FileLink>> {
    principal.require_member()?;
    let path = app.endpoint().suspicious_process_link(&principal, id).await?;
    Ok(Json(FileLink { url: home.at(&path) }))
}
