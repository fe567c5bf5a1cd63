//! The appliance's metrics for a monitoring system, and the token that opens them.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use gatehouse_core::access::Principal;
use gatehouse_core::services::Services;
use gatehouse_core::time::Timestamp;
use gatehouse_core::{Error, Result};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, bearer};

/// Prometheus' text format.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// So many jobs that are due, and messages that wait, are counted.
const MOST_JOBS: usize = 1000;
const MOST_MESSAGES: usize = 10_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(tell)).routes(routes!(show, make, remove))
}

fn number(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// Looks up what is not counted.
fn look(services: &Services) -> Result<()> {
    let (platform, standing) = (&services.platform, &services.platform.metrics.standing);
    standing.store_up.set(i64::from(platform.store.is_healthy()));
    if let Some(free) = platform.store.free_bytes() {
        standing.disk_free.set(number(free));
    }
    standing.index_documents.set(number(services.search.documents()));
    let last = *platform.store.watch_changes().borrow();
    standing.index_behind.set(number(last.saturating_sub(services.search.indexed())));
    standing.index_complete.set(i64::from(services.search.is_complete()));
    let now = platform.now();
    let late = |since: Option<Timestamp>| since.map_or(0.0, |since| (now.0 - since.0).max(0) as f64 / 1000.0);
    let (due, since) = services.jobs.late(MOST_JOBS)?;
    standing.jobs_due.set(number(due));
    standing.jobs_late_seconds.set(late(since));
    let (waiting, since) = services.outbox.waiting(MOST_MESSAGES)?;
    standing.messages_waiting.set(number(waiting));
    standing.messages_late_seconds.set(late(since));
    Ok(())
}

/// Counters, gauges and histograms of the whole appliance, in Prometheus' text format 0.0.4. It names no person, no
/// organization and no address. 60 requests a minute, counted before the token.
#[utoipa::path(get, path = "/metrics", tag = "operations", operation_id = "metrics", security(("metricsToken" = [])),
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = 401, body = Envelope, description = "No token, or another one."),
        (status = 429, body = Envelope, description = "More than 60 requests in a minute."),
        (status = 503, body = Envelope, description = "No token was made yet.")))]
async fn tell(
    State(app): State<App>,
    headers: HeaderMap,
) -> Answer<([(header::HeaderName, &'static str); 1], String)> {
    app.access().authenticate_watcher(bearer(&headers))?;
    let services = app.services().clone();
    let told = tokio::task::spawn_blocking(move || {
        // A store that cannot be read is told as such, with what was counted.
        if let Err(cause) = look(&services) {
            tracing::warn!(%cause, "not all metrics could be looked up");
        }
        services.platform.metrics.told()
    });
    let text = told.await.map_err(Error::internal)?;
    Ok(([(header::CONTENT_TYPE, TEXT)], text))
}

/// The token for metrics, as far as it is shown.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MetricsToken {
    /// When it was made; null while there is none and metrics are closed.
    #[schema(format = DateTime)]
    created_at: Option<String>,
}

/// Whether there is a token for metrics. Only for admins of the organization that runs the appliance.
#[utoipa::path(get, path = "/api/console/metrics-token", tag = "operations", operation_id = "getMetricsToken",
    security(("session" = [])), responses((status = 200, body = MetricsToken), AdminOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<MetricsToken>> {
    principal.require_admin()?;
    let created_at = app.access().metrics_token(&principal)?.map(|at| at.rfc3339());
    Ok(Json(MetricsToken { created_at }))
}

/// A token that was just made.
#[derive(Debug, Serialize, ToSchema)]
struct NewMetricsToken {
    /// What a monitoring system sends as Bearer to `/metrics`. It is not shown again.
    token: String,
}

/// Makes a token for metrics in place of the one before. Only for admins of the organization that runs the appliance.
#[utoipa::path(post, path = "/api/console/metrics-token", tag = "operations", operation_id = "makeMetricsToken",
    security(("session" = [])), responses((status = 201, body = NewMetricsToken), AdminOnly))]
async fn make(State(app): State<App>, principal: Principal) -> Answer<(StatusCode, Json<NewMetricsToken>)> {
    principal.require_admin()?;
    let token = app.access().make_metrics_token(&principal).await?;
    Ok((StatusCode::CREATED, Json(NewMetricsToken { token })))
}

/// Closes the metrics. Only for admins of the organization that runs the appliance.
#[utoipa::path(delete, path = "/api/console/metrics-token", tag = "operations", operation_id = "removeMetricsToken",
    security(("session" = [])),
    responses((status = 204, description = "There is no token any more."), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal) -> Answer<StatusCode> {
    principal.require_admin()?;
    app.access().remove_metrics_token(&principal).await?;
    Ok(StatusCode::NO_CONTENT)
}
