//! The numbers that the console opens with.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::{exposure, severity, tenancy};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::api::console::jobs::Job;
use crate::api::words::Severity;
use crate::error::Answer;
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show))
}

#[derive(Debug, Serialize, ToSchema)]
struct Organization {
    id: String,
    name: String,
}

/// A score with what it means.
#[derive(Debug, Serialize, ToSchema)]
struct Risk {
    /// 0 to 100.
    score: u8,
    level: Severity,
}

/// Counts by severity.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
struct BySeverity {
    critical: u64,
    high: u64,
    medium: u64,
    low: u64,
}

/// Counts by status.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
struct ByStatus {
    open: u64,
    acknowledged: u64,
    resolved: u64,
}

/// A breach provider.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Provider {
    /// `HIBP`, `LOCAL`, ….
    id: String,
    name: String,
    /// Whether a scan would ask it.
    configured: bool,
    /// Whether it takes a key.
    needs_key: bool,
}

/// The numbers that the console opens with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Summary {
    organization: Organization,
    /// People.
    employees: u64,
    /// People who were found in a breach.
    exposed: u64,
    risk: Risk,
    /// Open alerts by severity.
    open: BySeverity,
    /// Alerts by status.
    alerts: ByStatus,
    /// Rows of the appliance's own breach corpus.
    corpus_rows: u64,
    providers: Vec<Provider>,
    /// The newest scan, running or ended.
    last_scan: Option<Job>,
    /// What the one who runs the appliance should see to, in sentences. For admins.
    notices: Vec<String>,
}

/// The numbers that the console opens with.
#[utoipa::path(get, path = "/api/console/summary", tag = "summary", operation_id = "summary",
    security(("session" = [])), responses((status = 200, body = Summary), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<Summary>> {
    principal.require_member()?;
    let services = app.services();
    let organization = tenancy::get(&services.platform, &principal)?;
    let numbers = exposure::summary(services, &principal)?;
    let providers = exposure::providers(services, &principal)?;
    let passwords = app.access().breached_trouble().filter(|_| principal.require_admin().is_ok());
    let passwords =
        passwords.map(|why| format!("New passwords are not held against the list of breached ones: {why}."));
    Ok(Json(Summary {
        organization: Organization { id: principal.scope().org().to_string(), name: organization.name },
        employees: numbers.employees,
        exposed: numbers.exposed,
        risk: Risk { score: numbers.risk.score, level: numbers.risk.level.into() },
        open: BySeverity {
            critical: numbers.open(severity::Severity::Critical),
            high: numbers.open(severity::Severity::High),
            medium: numbers.open(severity::Severity::Medium),
            low: numbers.open(severity::Severity::Low),
        },
        alerts: ByStatus {
            open: numbers.with_status(exposure::AlertStatus::Open),
            acknowledged: numbers.with_status(exposure::AlertStatus::Acknowledged),
            resolved: numbers.with_status(exposure::AlertStatus::Resolved),
        },
        corpus_rows: exposure::corpus_rows(&services.platform.store.read()?)?,
        providers: providers
            .into_iter()
            .map(|one| Provider {
                id: one.id,
                name: one.name,
                configured: one.configured,
                needs_key: one.needs_key,
            })
            .collect(),
        last_scan: exposure::last_scan(services, &principal)?.map(|(id, job)| Job::of(id, job)),
        notices: passwords.into_iter().collect(),
    }))
}
