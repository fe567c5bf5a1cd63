//! The exposure register: incidents with personal data, and the 72 hours that each leaves.

use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use gatehouse_core::access::Principal;
use gatehouse_core::register;
use gatehouse_core::store::Id;
use gatehouse_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::words::Done;
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, ApiError, Envelope};
use crate::extract::{Json, PathId, nullable, present};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(change)).routes(routes!(evidence))
}

/// How far a company is with an incident.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum RegisterStatus {
    /// It is being found out whether the authority must be told.
    Assessing,
    /// The authority was told.
    Notified,
    /// The authority need not be told.
    NotRequired,
}

impl From<register::EntryStatus> for RegisterStatus {
    fn from(status: register::EntryStatus) -> Self {
        match status {
            register::EntryStatus::Assessing => Self::Assessing,
            register::EntryStatus::Notified => Self::Notified,
            register::EntryStatus::NotRequired => Self::NotRequired,
        }
    }
}

impl From<RegisterStatus> for register::EntryStatus {
    fn from(status: RegisterStatus) -> Self {
        match status {
            RegisterStatus::Assessing => Self::Assessing,
            RegisterStatus::Notified => Self::Notified,
            RegisterStatus::NotRequired => Self::NotRequired,
        }
    }
}

/// An incident with personal data.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RegisterEntry {
    id: String,
    title: String,
    /// When the company became aware of it.
    #[schema(format = DateTime)]
    detected_at: String,
    status: RegisterStatus,
    /// How many people it affects.
    affected_count: u32,
    /// GDPR categories of the data: `financial`, `credentials`, …
    data_categories: Vec<&'static str>,
    /// The same for people, in the same order.
    category_labels: Vec<&'static str>,
    /// What was found out.
    assessment: Option<String>,
    /// When the authority was told; null unless the status says so.
    #[schema(format = DateTime)]
    notified_at: Option<String>,
    /// 72 hours after `detectedAt` (GDPR Art. 33).
    #[schema(format = DateTime)]
    deadline: String,
    /// Whole hours until then, rounded down; negative afterwards.
    hours_remaining: i64,
    /// Whether the time is over and nobody has decided.
    overdue: bool,
}

impl RegisterEntry {
    fn of(id: Id, entry: register::Entry, now: Timestamp) -> Self {
        let clock = entry.clock(now);
        let (data_categories, category_labels) = entry.categories().into_iter().unzip();
        Self {
            id: id.to_string(),
            title: entry.title,
            detected_at: entry.detected.rfc3339(),
            status: entry.status.into(),
            affected_count: entry.affected,
            data_categories,
            category_labels,
            assessment: entry.assessment,
            notified_at: entry.notified.map(Timestamp::rfc3339),
            deadline: clock.deadline.rfc3339(),
            hours_remaining: clock.hours_remaining,
            overdue: clock.overdue,
        }
    }
}

fn entries(app: &App, principal: &Principal) -> Answer<Json<Vec<RegisterEntry>>> {
    let now = app.services().platform.now();
    let rows = register::entries(app.services(), principal)?;
    Ok(Json(rows.into_iter().map(|(id, entry)| RegisterEntry::of(id, entry, now)).collect()))
}

/// An incident to enter.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewRegisterEntry {
    /// 1 to 200 characters in one line.
    title: String,
    /// When the company became aware of it, RFC 3339 or a date; now unless told.
    #[serde(default, deserialize_with = "present")]
    #[schema(format = DateTime)]
    detected_at: Option<String>,
    #[serde(default)]
    affected_count: u32,
    /// What was lost: at most 50, in any provider's words.
    #[serde(default)]
    data_types: Vec<String>,
}

/// The register, newest entry first.
#[utoipa::path(get, path = "/api/register", tag = "register", operation_id = "listRegister",
    security(("session" = [])), responses((status = 200, body = Vec<RegisterEntry>), SignedInOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<RegisterEntry>>> {
    principal.require_member()?;
    entries(&app, &principal)
}

/// Enters an incident; answers the whole register.
#[utoipa::path(post, path = "/api/register", tag = "register", operation_id = "addToRegister",
    request_body(content = NewRegisterEntry,
        example = json!({"title": "Lost laptop", "affectedCount": 3, "dataTypes": ["email", "password"]})), security(("session" = [])),
    responses((status = 201, body = Vec<RegisterEntry>), (status = 400, body = Envelope),
        (status = 409, body = Envelope, description = "The register is full."), AdminOnly))]
async fn add(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<NewRegisterEntry>,
) -> Answer<(StatusCode, Json<Vec<RegisterEntry>>)> {
    principal.require_admin()?;
    let detected = match asked.detected_at.as_deref() {
        Some(text) => Some(Timestamp::parse(text).ok_or_else(|| {
            ApiError::invalid("detectedAt", "must be a time (RFC 3339) or a date (YYYY-MM-DD)")
        })?),
        None => None,
    };
    let new = register::NewEntry {
        title: asked.title,
        detected,
        affected: asked.affected_count,
        data_types: asked.data_types,
    };
    register::add(app.services(), &principal, new).await?;
    Ok((StatusCode::CREATED, entries(&app, &principal)?))
}

/// What is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
struct RegisterChange {
    /// `NOTIFIED` stamps `notifiedAt`.
    #[serde(default, deserialize_with = "present")]
    status: Option<RegisterStatus>,
    /// At most 5,000 characters; null takes it away.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    assessment: Option<Option<String>>,
}

/// Moves an entry on.
#[utoipa::path(patch, path = "/api/register/{id}", tag = "register", operation_id = "changeRegisterEntry",
    params(("id" = String, Path)), request_body = RegisterChange, security(("session" = [])),
    responses((status = 200, body = Done), (status = 400, body = Envelope), (status = 404, body = Envelope),
        AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<RegisterChange>,
) -> Answer<Json<Done>> {
    principal.require_admin()?;
    let change = register::EntryChange { status: asked.status.map(Into::into), assessment: asked.assessment };
    register::change(app.services(), &principal, id, change).await?;
    Ok(Json(Done::OK))
}

/// One entry as CSV, a row a fact: for whoever asks what was done.
#[utoipa::path(get, path = "/api/register/{id}/evidence", tag = "register",
    operation_id = "downloadRegisterEvidence", params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 404, body = Envelope),
        SignedInOnly))]
async fn evidence(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
) -> Answer<([(HeaderName, String); 2], String)> {
    principal.require_member()?;
    let text = register::evidence(app.services(), &principal, id)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"exposure-{id}.csv\"")),
    ];
    Ok((headers, text))
}
