//! How long what is done with is kept.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::retention;
use gatehouse_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, StrictQuery, nullable};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, put))
}

/// Whether it is only a trial.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Count what would go; change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// How many of each kind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RetentionCounts {
    resolved_alerts: u64,
    dismissed_process_alerts: u64,
    audit_entries: u64,
    /// Finished jobs, and messages that were given up.
    jobs: u64,
    /// Crash logs and quarantined programs.
    files: u64,
}

impl From<retention::Counts> for RetentionCounts {
    fn from(counts: retention::Counts) -> Self {
        Self {
            resolved_alerts: counts.resolved_alerts,
            dismissed_process_alerts: counts.dismissed_process_alerts,
            audit_entries: counts.audit_entries,
            jobs: counts.jobs,
            files: counts.files,
        }
    }
}

/// For how many days each kind is kept; null for ever.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Retention {
    /// Exposure alerts after they were resolved.
    resolved_alerts_days: Option<u32>,
    /// Process alerts after they were dismissed.
    dismissed_process_alerts_days: Option<u32>,
    /// Audit entries, but for the register's: they are never removed.
    audit_days: Option<u32>,
    /// Finished jobs and given up messages. The newest five hundred jobs are kept at most in any case.
    jobs_days: Option<u32>,
    /// Crash logs and quarantined programs after they came.
    files_days: Option<u32>,
    /// When the next job lets go of what is over; null when everything is kept for ever.
    #[schema(format = DateTime)]
    next_run_at: Option<String>,
    /// When the last one ended.
    #[schema(format = DateTime)]
    last_run_at: Option<String>,
    /// What it let go of.
    last_removed: Option<RetentionCounts>,
    /// What would go now, when that was asked for.
    would_remove: Option<RetentionCounts>,
}

impl Retention {
    fn of(shown: retention::Shown, would_remove: Option<retention::Counts>) -> Self {
        let retention::Shown { settings, next, last_run } = shown;
        Self {
            resolved_alerts_days: settings.resolved_alerts,
            dismissed_process_alerts_days: settings.dismissed_process_alerts,
            audit_days: settings.audit,
            jobs_days: settings.jobs,
            files_days: settings.files,
            next_run_at: next.map(Timestamp::rfc3339),
            last_run_at: last_run.map(|run| run.at.rfc3339()),
            last_removed: last_run.map(|run| run.removed.into()),
            would_remove: would_remove.map(Into::into),
        }
    }
}

/// What is to change; what is left out stays, null keeps for ever.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RetentionChange {
    /// 30 to 3650.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    resolved_alerts_days: Option<Option<u32>>,
    /// 30 to 3650.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    dismissed_process_alerts_days: Option<Option<u32>>,
    /// 90 to 3650.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    audit_days: Option<Option<u32>>,
    /// 7 to 3650.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    jobs_days: Option<Option<u32>>,
    /// 7 to 3650.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    files_days: Option<Option<u32>>,
}

/// How long what is done with is kept. With `dryRun=true` also what would go now.
#[utoipa::path(get, path = "/api/console/retention", tag = "retention", operation_id = "getRetention",
    params(Asked), security(("session" = [])),
    responses((status = 200, body = Retention), (status = 400, body = Envelope), AdminOnly))]
async fn show(
    State(app): State<App>,
    principal: Principal,
    StrictQuery(asked): StrictQuery<Asked>,
) -> Answer<Json<Retention>> {
    principal.require_admin()?;
    if asked.dry_run {
        let nothing = retention::Change::default();
        let (shown, counts) = retention::preview(app.services(), &principal, nothing).await?;
        return Ok(Json(Retention::of(shown, Some(counts))));
    }
    Ok(Json(Retention::of(retention::shown(app.services(), &principal)?, None)))
}

/// Sets how long what is done with is kept. With `dryRun=true` nothing is stored, and the answer says what would go. What is
/// open, the exposure register and its audit entries, and people are never removed.
#[utoipa::path(put, path = "/api/console/retention", tag = "retention", operation_id = "setRetention",
    params(Asked), request_body = RetentionChange, security(("session" = [])),
    responses((status = 200, body = Retention), (status = 400, body = Envelope), AdminOnly))]
async fn put(
    State(app): State<App>,
    principal: Principal,
    StrictQuery(asked): StrictQuery<Asked>,
    Json(new): Json<RetentionChange>,
) -> Answer<Json<Retention>> {
    principal.require_admin()?;
    let change = retention::Change {
        resolved_alerts: new.resolved_alerts_days,
        dismissed_process_alerts: new.dismissed_process_alerts_days,
        audit: new.audit_days,
        jobs: new.jobs_days,
        files: new.files_days,
    };
    if asked.dry_run {
        let (shown, counts) = retention::preview(app.services(), &principal, change).await?;
        return Ok(Json(Retention::of(shown, Some(counts))));
    }
    Ok(Json(Retention::of(retention::change(app.services(), &principal, change).await?, None)))
}
