//! Process alerts: reporting, listing, counting.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use gatehouse_core::endpoint::{self, AlertWalk, MAX_BODY, NewAlert};
use gatehouse_core::store::Id;
use gatehouse_core::{Error, services::Services};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::{Data, Link, Paged};
use super::fields::known;
use super::filters::{AlertQuery, PageQuery};
use super::stream;
use super::views::Alert;
use crate::App;
use crate::api::{AgentsOnly, MembersOnly, ReadersOnly};
use crate::error::{Answer, ApiError, Refusal};
use crate::extract::{Caller, Home, Json, PathText, RawJson, StrictQuery};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(paginated))
        .routes(routes!(count))
        .routes(routes!(suspicious_process))
}

/// Alerts, newest first: all of them, streamed.
#[utoipa::path(get, path = "/alerts", tag = "alerts", operation_id = "listAlerts", params(AlertQuery),
    security(("bearer" = []), ("apiKey" = [])),
    responses((status = 200, body = Data<Vec<Alert>>), (status = 400, body = Refusal), ReadersOnly))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
    StrictQuery(filter): StrictQuery<AlertQuery>,
) -> Answer<Response> {
    principal.require_reader()?;
    let walk = AlertWalk::new(app.services(), &principal, filter.checked()?)?;
    Ok(stream::alerts(walk, principal.scope().org()))
}

/// A page of alerts, newest first.
#[utoipa::path(get, path = "/alerts/paginated", tag = "alerts", operation_id = "pageOfAlerts",
    params(AlertQuery, PageQuery), security(("bearer" = []), ("apiKey" = [])),
    responses((status = 200, body = Paged<Alert>), (status = 400, body = Refusal), ReadersOnly))]
async fn paginated(
    State(app): State<App>,
    Caller(principal): Caller,
    StrictQuery(filter): StrictQuery<AlertQuery>,
    StrictQuery(page): StrictQuery<PageQuery>,
) -> Answer<Json<Paged<Alert>>> {
    principal.require_reader()?;
    let (filter, place) = (filter.checked()?, page.checked()?);
    let (skip, limit) = place.range();
    let organization = principal.scope().org();
    let services = app.services().clone();
    let page = off_thread(move || endpoint::alerts(&services, &principal, &filter, skip, limit)).await?;
    let views = page.items.into_iter().map(|(id, row)| Alert::of(organization, id, row));
    Ok(Json(Paged::of(views.collect(), place, page.total)))
}

/// Pages far back walk over many rows: not on a thread that others wait for.
pub(super) async fn off_thread<T: Send + 'static>(
    run: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(run).await.map_err(Error::internal)?
}

/// How many alerts there are.
#[derive(Debug, Serialize, ToSchema)]
struct Count {
    total: u64,
}

/// How many alerts there are.
#[utoipa::path(get, path = "/alerts/count", tag = "alerts", operation_id = "countAlerts", params(AlertQuery),
    security(("bearer" = [])),
    responses((status = 200, body = Data<Count>), (status = 400, body = Refusal), MembersOnly))]
async fn count(
    State(app): State<App>,
    Caller(principal): Caller,
    StrictQuery(filter): StrictQuery<AlertQuery>,
) -> Answer<Json<Data<Count>>> {
    principal.require_member()?;
    let total = endpoint::alert_count(app.services(), &principal, &filter.checked()?)?;
    Ok(Json(Data::of(Count { total })))
}

/// A report as an agent sends it. Texts may be left out, and so may numbers; fields beyond these are kept.
#[derive(ToSchema)]
#[allow(dead_code, reason = "the document's view of what `NewAlert::parse` reads")]
struct AlertReport {
    /// The agent's id, 1 to 64 of `A-Z a-z 0-9 . _ : { } -`.
    uuid: String,
    /// The agent's version.
    version: Option<String>,
    hostname: String,
    ip_address: Option<String>,
    mac_address: Option<String>,
    pid: Option<u32>,
    process_name: String,
    process_path: Option<String>,
    /// Hexadecimal, as every hash; an empty one is none.
    process_md5: Option<String>,
    process_sha1: Option<String>,
    process_sha256: Option<String>,
    parent_pid: Option<u32>,
    parent_process_name: Option<String>,
    parent_process_path: Option<String>,
    file_path: Option<String>,
    file_size: Option<u64>,
    md5: Option<String>,
    sha1: Option<String>,
    sha256: Option<String>,
    quarantine_file_name: Option<String>,
    /// `blocked`, `terminated`, `quarantined`, `alerted`, `allowed`, or another word.
    action_taken: Option<String>,
    /// When it happened, in Unix seconds; now unless told.
    detected_at: Option<u32>,
}

/// An alert that was taken in.
#[derive(Debug, Serialize, ToSchema)]
struct Added {
    #[schema(value_type = String)]
    entity_id: Id,
    #[schema(value_type = String)]
    organization_id: Id,
    agent_id: String,
    hostname: String,
    process_name: String,
}

/// The key by which a retried report is known.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, ApiError> {
    let mut values = headers.get_all("idempotency-key").iter();
    let Some(value) = values.next() else { return Ok(None) };
    match (value.to_str(), values.next()) {
        (Ok(text), None) => Ok(Some(text)),
        _ => Err(ApiError::invalid("Idempotency-Key", "must be one text of ASCII characters")),
    }
}

/// Takes in a report. It is answered when it is durable. A retry, by its `Idempotency-Key` or by being the same report
/// within 24 hours, answers the first one's alert and stores nothing.
#[utoipa::path(post, path = "/alerts", tag = "alerts", operation_id = "addAlert",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = AlertReport, security(("apiKey" = [])),
    responses((status = 200, body = Data<Added>), (status = 400, body = Refusal),
        (status = 409, body = Refusal, description = "A new agent, and the organization has 100,000."),
        (status = 413, body = Refusal), (status = 415, body = Refusal), AgentsOnly))]
async fn add(
    State(app): State<App>,
    Caller(principal): Caller,
    headers: HeaderMap,
    RawJson(body): RawJson,
) -> Answer<Json<Data<Added>>> {
    principal.require_agent()?;
    if body.len() > MAX_BODY {
        return Err(ApiError::too_large(MAX_BODY as u64));
    }
    let key = idempotency_key(&headers)?;
    let services: &Services = app.services();
    let new = NewAlert::parse(&body, services.platform.now())?;
    let (id, alert) = app.endpoint().add_alert(&principal, new, key).await?;
    Ok(Json(Data::of(Added {
        entity_id: id,
        organization_id: principal.scope().org(),
        agent_id: alert.agent,
        hostname: alert.hostname,
        process_name: alert.process_name,
    })))
}

/// A signed address of the file that the agent quarantined, good for five minutes. 404 while there is none.
#[utoipa::path(get, path = "/alert/suspicious_process/download/{entity_id}", tag = "alerts",
    operation_id = "downloadSuspiciousProcess", params(("entity_id" = String, Path)),
    security(("bearer" = [])),
    responses((status = 200, body = Link), (status = 404, body = Refusal), MembersOnly))]
async fn suspicious_process(
    State(app): State<App>,
    Caller(principal): Caller,
    home: Home,
    PathText(id): PathText<String>,
) -> Answer<Json<Link>> {
    principal.require_member()?;
    let path = app.endpoint().suspicious_process_link(&principal, known(&id, "alert")?).await?;
    Ok(Json(Link::of(home.at(&path))))
}
