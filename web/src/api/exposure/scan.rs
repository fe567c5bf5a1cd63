//! Asking for a breach scan.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::access::Principal;
use gatehouse_core::exposure::{self, start_scan, wait_for_scan};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(scan))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wait {
    /// Whether the answer waits for the end of the scan.
    #[param(default = true)]
    wait: Option<bool>,
}

/// What a scan came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ScanResult {
    /// People who were looked up.
    scanned: u64,
    /// Pairs of person and breach that were not known.
    new_records: u64,
    /// Alerts that were opened.
    new_alerts: u64,
}

/// A job that was queued.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct JobStarted {
    /// Read its progress at /api/console/jobs/{jobId}.
    job_id: String,
}

/// Looks every active employee up at every configured breach provider. One scan at a time; five a minute.
#[utoipa::path(post, path = "/api/employees/scan", tag = "scan", operation_id = "scanEmployees",
    params(Wait), security(("session" = [])),
    responses((status = 200, body = ScanResult, description = "The scan is done."),
        (status = 202, body = JobStarted, description = "With wait=false: the scan runs."),
        (status = 409, body = Envelope, description = "A scan is running."),
        (status = 429, body = Envelope, description = "Five in this minute; Retry-After says when to come back."),
        (status = 503, body = Envelope, description = "No breach provider is configured, or the scan failed."),
        SignedInOnly))]
async fn scan(State(app): State<App>, principal: Principal, Query(asked): Query<Wait>) -> Answer<Response> {
    principal.require_member()?;
    let job = start_scan(app.services(), &principal).await?;
    if asked.wait == Some(false) {
        return Ok((StatusCode::ACCEPTED, Json(JobStarted { job_id: job.to_string() })).into_response());
    }
    let exposure::ScanResult { scanned, new_records, new_alerts, .. } =
        wait_for_scan(app.services(), &principal, job).await?;
    Ok(Json(ScanResult { scanned, new_records, new_alerts }).into_response())
}
