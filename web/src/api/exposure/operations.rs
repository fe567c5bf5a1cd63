//! What a monitor and an outside scheduler ask for.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use gatehouse_core::Error;
use gatehouse_core::directory::SYNC_KIND;
use gatehouse_core::exposure::SCAN_KIND;
use gatehouse_core::report::REPORT_KIND;
use gatehouse_core::siem::PUSH_KIND;
use serde::Serialize;
use subtle::ConstantTimeEq as _;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::error::{Answer, Envelope};
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(health)).routes(routes!(cron))
}

/// Whether the appliance works.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Health {
    /// `ok` or `error`.
    status: &'static str,
    /// `up` or `down`: whether the store reads and writes.
    db: &'static str,
    /// `unreadable` when a list of breached passwords was imported and cannot be used: new passwords are not held against
    /// it. The log says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    breached_passwords: Option<&'static str>,
}

/// Whether the appliance works. Open to everybody.
#[utoipa::path(get, path = "/api/health", tag = "operations", operation_id = "health",
    responses((status = 200, body = Health),
        (status = 503, body = Health, description = "The store does not work.")))]
async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let store = &app.services().platform.store;
    let breached_passwords = app.access().breached_trouble().map(|_| "unreadable");
    if store.is_healthy() && store.read().is_ok() {
        (StatusCode::OK, Json(Health { status: "ok", db: "up", breached_passwords }))
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status: "error", db: "down", breached_passwords }))
    }
}

/// What was started.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Fired {
    syncs_enqueued: usize,
    scans_started: usize,
    /// All jobs that were started.
    jobs_processed: usize,
    /// Reports whose sending was begun; a schedule says when its last one had arrived everywhere.
    reports_sent: usize,
    alerts_pushed: usize,
}

/// Starts every job that is due. The appliance does so by itself; this is for outside schedulers.
#[utoipa::path(post, path = "/api/cron", tag = "operations", operation_id = "cron", security(("cronSecret" = [])),
    responses((status = 200, body = Fired),
        (status = 401, body = Envelope, description = "Another secret, or none."),
        (status = 503, body = Envelope, description = "No secret is configured.")))]
async fn cron(State(app): State<App>, headers: HeaderMap) -> Answer<Json<Fired>> {
    let Some(secret) = app.config().cron_secret.as_deref().filter(|secret| !secret.is_empty()) else {
        return Err(Error::Unmet("no cron secret is configured".into()).into());
    };
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if !bool::from(sent.as_bytes().ct_eq(secret.as_bytes())) {
        return Err(Error::Unauthenticated.into());
    }
    let mut fired = Fired::default();
    for kind in app.services().jobs.fire_due().await? {
        fired.jobs_processed += 1;
        match kind.as_str() {
            SYNC_KIND => fired.syncs_enqueued += 1,
            SCAN_KIND => fired.scans_started += 1,
            REPORT_KIND => fired.reports_sent += 1,
            PUSH_KIND => fired.alerts_pushed += 1,
            _ => {}
        }
    }
    Ok(Json(fired))
}
