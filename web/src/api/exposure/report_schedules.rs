//! Reports that are sent by mail again and again.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::Principal;
use gatehouse_core::report::{self, NewSchedule, ScheduleChange};
use gatehouse_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId, present};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(change, remove)).routes(routes!(send))
}

/// How often a report is sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum ReportFrequency {
    /// Mondays at 7:00 in the organization's time zone.
    Weekly,
    /// At 7:00 of a month's first day in the organization's time zone.
    Monthly,
}

/// A part of a report.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum ReportSection {
    All,
    Exposure,
    Employees,
    Trends,
    Compliance,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum ReportFormat {
    Csv,
    Pdf,
}

impl From<report::Frequency> for ReportFrequency {
    fn from(frequency: report::Frequency) -> Self {
        match frequency {
            report::Frequency::Weekly => Self::Weekly,
            report::Frequency::Monthly => Self::Monthly,
        }
    }
}

impl From<ReportFrequency> for report::Frequency {
    fn from(frequency: ReportFrequency) -> Self {
        match frequency {
            ReportFrequency::Weekly => Self::Weekly,
            ReportFrequency::Monthly => Self::Monthly,
        }
    }
}

impl From<report::Section> for ReportSection {
    fn from(section: report::Section) -> Self {
        match section {
            report::Section::All => Self::All,
            report::Section::Exposure => Self::Exposure,
            report::Section::Employees => Self::Employees,
            report::Section::Trends => Self::Trends,
            report::Section::Compliance => Self::Compliance,
        }
    }
}

impl From<ReportSection> for report::Section {
    fn from(section: ReportSection) -> Self {
        match section {
            ReportSection::All => Self::All,
            ReportSection::Exposure => Self::Exposure,
            ReportSection::Employees => Self::Employees,
            ReportSection::Trends => Self::Trends,
            ReportSection::Compliance => Self::Compliance,
        }
    }
}

impl From<report::Format> for ReportFormat {
    fn from(format: report::Format) -> Self {
        match format {
            report::Format::Csv => Self::Csv,
            report::Format::Pdf => Self::Pdf,
        }
    }
}

impl From<ReportFormat> for report::Format {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Csv => Self::Csv,
            ReportFormat::Pdf => Self::Pdf,
        }
    }
}

fn all<A, B: From<A>>(list: Vec<A>) -> Vec<B> {
    list.into_iter().map(Into::into).collect()
}

/// A report that is sent again and again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ReportSchedule {
    id: String,
    frequency: ReportFrequency,
    recipients: Vec<String>,
    sections: Vec<ReportSection>,
    formats: Vec<ReportFormat>,
    enabled: bool,
    /// When every recipient's mail was last taken by the mail server; moves only then.
    #[schema(format = DateTime)]
    last_sent_at: Option<String>,
    /// Why the last delivery did not reach everybody; null once one did.
    last_error: Option<String>,
    /// When it is sent next; null while it is switched off.
    #[schema(format = DateTime)]
    next_run_at: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
}

impl ReportSchedule {
    fn of(shown: report::Shown) -> Self {
        let report::Shown { id, schedule, next } = shown;
        Self {
            id: id.to_string(),
            frequency: schedule.frequency.into(),
            recipients: schedule.recipients,
            sections: all(schedule.sections),
            formats: all(schedule.formats),
            enabled: schedule.enabled,
            last_sent_at: schedule.last_sent.map(Timestamp::rfc3339),
            last_error: schedule.last_error,
            next_run_at: next.map(Timestamp::rfc3339),
            created_at: schedule.created.rfc3339(),
        }
    }
}

fn both() -> Vec<ReportFormat> {
    vec![ReportFormat::Csv, ReportFormat::Pdf]
}

/// A report to be sent again and again.
#[derive(Deserialize, ToSchema)]
struct NewReportSchedule {
    frequency: ReportFrequency,
    /// 1 to 20 addresses.
    recipients: Vec<String>,
    /// At least one; `all` stands for the others.
    sections: Vec<ReportSection>,
    /// Both unless told.
    #[serde(default = "both")]
    formats: Vec<ReportFormat>,
}

/// What is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
struct ReportScheduleChange {
    #[serde(default, deserialize_with = "present")]
    enabled: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    frequency: Option<ReportFrequency>,
    /// 1 to 20 addresses.
    #[serde(default, deserialize_with = "present")]
    recipients: Option<Vec<String>>,
    #[serde(default, deserialize_with = "present")]
    sections: Option<Vec<ReportSection>>,
    #[serde(default, deserialize_with = "present")]
    formats: Option<Vec<ReportFormat>>,
}

/// The job that sends a report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ReportJob {
    job_id: String,
}

/// The scheduled reports, oldest first.
#[utoipa::path(get, path = "/api/reports/schedules", tag = "reports", operation_id = "listReportSchedules",
    security(("session" = [])), responses((status = 200, body = Vec<ReportSchedule>), AdminOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<ReportSchedule>>> {
    principal.require_admin()?;
    let shown = report::schedules(app.services(), &principal)?;
    Ok(Json(shown.into_iter().map(ReportSchedule::of).collect()))
}

/// Schedules a report. It goes out by the organization's mail server, a file a section and form.
#[utoipa::path(post, path = "/api/reports/schedules", tag = "reports", operation_id = "addReportSchedule",
    request_body = NewReportSchedule, security(("session" = [])),
    responses((status = 201, body = ReportSchedule), (status = 400, body = Envelope),
        (status = 409, body = Envelope, description = "There are too many schedules."), AdminOnly))]
async fn add(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<NewReportSchedule>,
) -> Answer<(StatusCode, Json<ReportSchedule>)> {
    principal.require_admin()?;
    let new = NewSchedule {
        frequency: asked.frequency.into(),
        recipients: asked.recipients,
        sections: all(asked.sections),
        formats: all(asked.formats),
    };
    let made = report::add_schedule(app.services(), &principal, new).await?;
    Ok((StatusCode::CREATED, Json(ReportSchedule::of(made))))
}

/// Switches a scheduled report on or off, or changes what it holds and who gets it.
#[utoipa::path(patch, path = "/api/reports/schedules/{id}", tag = "reports", operation_id = "changeReportSchedule",
    params(("id" = String, Path)), request_body = ReportScheduleChange, security(("session" = [])),
    responses((status = 200, body = ReportSchedule), (status = 400, body = Envelope),
        (status = 404, body = Envelope), AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<ReportScheduleChange>,
) -> Answer<Json<ReportSchedule>> {
    principal.require_admin()?;
    let change = ScheduleChange {
        enabled: asked.enabled,
        frequency: asked.frequency.map(Into::into),
        recipients: asked.recipients,
        sections: asked.sections.map(all),
        formats: asked.formats.map(all),
    };
    let changed = report::change_schedule(app.services(), &principal, id, change).await?;
    Ok(Json(ReportSchedule::of(changed)))
}

/// Takes a scheduled report away.
#[utoipa::path(delete, path = "/api/reports/schedules/{id}", tag = "reports",
    operation_id = "removeReportSchedule", params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204), (status = 404, body = Envelope), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<StatusCode> {
    principal.require_admin()?;
    report::remove_schedule(app.services(), &principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a scheduled report now, also while it is switched off.
#[utoipa::path(post, path = "/api/reports/schedules/{id}/send", tag = "reports", operation_id = "sendReport",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 202, body = ReportJob), (status = 404, body = Envelope),
        (status = 409, body = Envelope, description = "It is being sent, or waits for another try."), AdminOnly))]
async fn send(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
) -> Answer<(StatusCode, Json<ReportJob>)> {
    principal.require_admin()?;
    let job = report::send_now(app.services(), &principal, id).await?;
    Ok((StatusCode::ACCEPTED, Json(ReportJob { job_id: job.to_string() })))
}
