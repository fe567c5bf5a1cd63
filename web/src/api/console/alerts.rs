//! The list of exposure alerts.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::exposure::{self, AlertFilter, artifact_name, source_name};
use gatehouse_core::store::Id;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::api::words::{AlertStatus, Confidence, Severity};
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Page, Paging, PathId, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show))
}

/// Somebody was exposed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Alert {
    id: String,
    employee_id: String,
    employee_name: String,
    email: String,
    department: String,
    /// The breach's name.
    breach: String,
    /// When it happened; 1970-01-01 when nobody knows.
    #[schema(format = DateTime)]
    breach_date: String,
    /// Normalized data classes: `password`, `email`, ….
    data_types: Vec<String>,
    /// What a stealer log took: PASSWORD, COOKIE, TOKEN, AUTOFILL.
    artifacts: Vec<&'static str>,
    /// HIBP, MANUAL, DARK_WEB or STEALER_LOG.
    source: &'static str,
    /// The provider that told first.
    provider: String,
    severity: Severity,
    status: AlertStatus,
    confidence: Confidence,
    /// One sentence for people.
    message: String,
    /// When it was found.
    #[schema(format = DateTime)]
    timestamp: String,
    #[schema(format = DateTime)]
    status_changed_at: Option<String>,
    status_changed_by: Option<String>,
}

impl Alert {
    fn of(id: Id, row: exposure::Alert) -> Self {
        Self {
            id: id.to_string(),
            message: row.message(),
            employee_id: row.employee.to_string(),
            employee_name: row.employee_name,
            email: row.email,
            department: row.department,
            breach: row.breach_name,
            breach_date: row.breach_date.rfc3339(),
            data_types: row.data_types,
            artifacts: row.artifacts.into_iter().map(artifact_name).collect(),
            source: source_name(row.source),
            provider: row.provider,
            severity: row.severity.into(),
            status: row.status.into(),
            confidence: row.confidence.into(),
            timestamp: row.detected.rfc3339(),
            status_changed_at: row.status_changed.map(|at| at.rfc3339()),
            status_changed_by: row.status_changed_by,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Any of these, comma separated or repeated: OPEN, ACKNOWLEDGED, RESOLVED.
    status: Option<String>,
    /// Any of these, comma separated or repeated: CRITICAL, HIGH, MEDIUM, LOW.
    severity: Option<String>,
}

/// A comma list, each item read by its own rules.
fn items<T: std::str::FromStr<Err = Error>>(list: Option<&str>) -> Result<Vec<T>, Error> {
    list.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::parse)
        .collect()
}

/// Exposure alerts, newest first.
#[utoipa::path(get, path = "/api/console/alerts", tag = "alerts", operation_id = "listAlerts",
    params(Filter, Paging), security(("session" = [])),
    responses((status = 200, body = Page<Alert>), (status = 400, body = Envelope), SignedInOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Alert>>> {
    principal.require_member()?;
    let (skip, limit) = paging.checked()?;
    let filter = AlertFilter {
        status: items(filter.status.as_deref())?,
        severity: items(filter.severity.as_deref())?,
    };
    let page = exposure::alerts(app.services(), &principal, &filter, skip, limit)?;
    let total = usize::try_from(page.total).unwrap_or(usize::MAX);
    Ok(Json(Page::new(page.items.into_iter().map(|(id, row)| Alert::of(id, row)), total, (skip, limit))))
}

/// One exposure alert.
#[utoipa::path(get, path = "/api/console/alerts/{id}", tag = "alerts", operation_id = "getAlert",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Alert), (status = 404, body = Envelope), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<Json<Alert>> {
    principal.require_member()?;
    Ok(Json(Alert::of(id, exposure::alert(app.services(), &principal, id)?)))
}
