//! Jobs and their progress.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::Principal;
use gatehouse_core::audit::{self, Entry};
use gatehouse_core::jobs;
use gatehouse_core::store::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Page, Paging, PathId, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show)).routes(routes!(cancel))
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum JobState {
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// How far a job has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Progress {
    /// Steps done.
    done: u64,
    /// Steps in all; 0 while unknown.
    total: u64,
    /// What is going on, for people.
    note: String,
}

/// A piece of work that runs by itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Job {
    id: String,
    /// What it does: `breach-scan`, ….
    kind: String,
    state: JobState,
    progress: Progress,
    /// How often it was started.
    attempts: u32,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    due_at: String,
    #[schema(format = DateTime)]
    started_at: Option<String>,
    #[schema(format = DateTime)]
    finished_at: Option<String>,
    /// What came of it; its shape depends on the kind.
    #[schema(value_type = Object, nullable)]
    result: Option<Value>,
    /// Why it failed, or failed last time.
    error: Option<String>,
    /// The request that asked for it, as the log names it; null for what is done on a schedule.
    request_id: Option<String>,
}

impl Job {
    /// The view of a stored job.
    pub(crate) fn of(id: Id, job: jobs::Job) -> Self {
        let state = match job.state {
            jobs::JobState::Queued => JobState::Queued,
            jobs::JobState::Running => JobState::Running,
            jobs::JobState::Succeeded => JobState::Succeeded,
            jobs::JobState::Failed => JobState::Failed,
            jobs::JobState::Cancelled => JobState::Cancelled,
        };
        let jobs::Progress { done, total, note } = job.progress;
        Self {
            id: id.to_string(),
            kind: job.kind,
            state,
            progress: Progress { done, total, note },
            attempts: job.attempts,
            created_at: job.created.rfc3339(),
            due_at: job.due.rfc3339(),
            started_at: job.started.map(|at| at.rfc3339()),
            finished_at: job.finished.map(|at| at.rfc3339()),
            result: job.result.and_then(|text| serde_json::from_str(&text).ok()),
            error: job.error,
            request_id: job.request,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Only jobs of this kind.
    kind: Option<String>,
}

/// Jobs, newest first.
#[utoipa::path(get, path = "/api/console/jobs", tag = "jobs", operation_id = "listJobs",
    params(Filter, Paging), security(("session" = [])),
    responses((status = 200, body = Page<Job>), (status = 400, body = Envelope), SignedInOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Job>>> {
    principal.require_member()?;
    let (skip, limit) = paging.checked()?;
    let (jobs, total) = app.services().jobs.list(principal.scope(), filter.kind.as_deref(), skip, limit)?;
    Ok(Json(Page::new(jobs.into_iter().map(|(id, job)| Job::of(id, job)), total, (skip, limit))))
}

/// One job with its live progress.
#[utoipa::path(get, path = "/api/console/jobs/{id}", tag = "jobs", operation_id = "getJob",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Job), (status = 404, body = Envelope), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<Json<Job>> {
    principal.require_member()?;
    let job = app.services().jobs.get(principal.scope(), id)?;
    Ok(Json(Job::of(id, job)))
}

/// Stops a job: a queued one at once, a running one at its next step.
#[utoipa::path(post, path = "/api/console/jobs/{id}/cancel", tag = "jobs", operation_id = "cancelJob",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 202, body = Job, description = "It stops."), (status = 404, body = Envelope),
        (status = 409, body = Envelope, description = "It has already ended."), AdminOnly))]
async fn cancel(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
) -> Answer<(StatusCode, Json<Job>)> {
    principal.require_admin()?;
    let services = app.services();
    services.jobs.cancel(principal.scope(), id).await?;
    let entry = Entry::by(&services.platform, &principal, "job.cancelled").target(id);
    services.org(&principal).write(move |writer| audit::record(writer, &entry)).await?;
    let job = services.jobs.get(principal.scope(), id)?;
    Ok((StatusCode::ACCEPTED, Json(Job::of(id, job))))
}
