//! The data behind the dashboard's widgets: read from figures that are kept, so that a widget costs the same with a
//! million alerts.

mod alerts;
mod breaches;
mod company;
mod counts;
mod data;
mod people;
mod range;

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::Principal;
use gatehouse_core::dashboard::WIDGETS;
use gatehouse_core::figures::{self, Figures};
use gatehouse_core::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::data::WidgetData;
use self::range::{Range, RangeQuery};
use crate::App;
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathText, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(one)).routes(routes!(several)).routes(routes!(recount))
}

/// One widget's data.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WidgetAnswer {
    /// When the numbers were so.
    #[schema(format = DateTime)]
    as_of: String,
    /// Whether everything is counted; false for some minutes after an upgrade, and while everything is counted again.
    complete: bool,
    data: WidgetData,
}

/// The data of several widgets, all of one moment.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WidgetsAnswer {
    /// When the numbers were so.
    #[schema(format = DateTime)]
    as_of: String,
    /// Whether everything is counted; false for some minutes after an upgrade, and while everything is counted again.
    complete: bool,
    /// Each widget's data, in the order asked.
    widgets: Vec<WidgetData>,
}

/// What is read of the figures, on a thread that may wait for the disk.
async fn read<T: Send + 'static>(
    app: &App,
    principal: &Principal,
    make: impl FnOnce(&Figures) -> Result<T> + Send + 'static,
) -> Result<T> {
    let (services, principal) = (app.services().clone(), principal.clone());
    let reading = tokio::task::spawn_blocking(move || make(&Figures::open(&services, &principal)?));
    reading.await.map_err(Error::internal)?
}

/// The type of that name.
fn known(name: &str) -> Option<&'static str> {
    WIDGETS.into_iter().find(|known| *known == name)
}

/// The data of one type of widget. Days, months and years are UTC's.
#[utoipa::path(get, path = "/api/console/dashboard/widgets/{type}", tag = "dashboard", operation_id = "getWidget",
    params(("type" = String, Path, description = "A type of widget: `stats-row`, `risk-gauge`, …."), RangeQuery),
    security(("session" = [])),
    responses((status = 200, body = WidgetAnswer), (status = 400, body = Envelope),
        (status = 404, body = Envelope, description = "There is no such type of widget."), SignedInOnly))]
async fn one(
    State(app): State<App>,
    principal: Principal,
    PathText(name): PathText<String>,
    Query(range): Query<RangeQuery>,
) -> Answer<Json<WidgetAnswer>> {
    principal.require_member()?;
    let (kind, range) = (known(&name).ok_or(Error::NotFound("widget"))?, Range::checked(&range)?);
    let answer = read(&app, &principal, move |figures| {
        Ok(WidgetAnswer {
            as_of: figures.now().rfc3339(),
            complete: figures.is_complete()?,
            data: WidgetData::of(kind, figures, range)?,
        })
    });
    Ok(Json(answer.await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Types of widgets, comma separated or repeated, each once: `risk-gauge,alerts-feed`.
    #[serde(default)]
    #[param(required = true, max_length = 1000)]
    widgets: String,
}

impl Wanted {
    /// The types, in the order asked; there cannot be more than there are types.
    fn checked(&self) -> Result<Vec<&'static str>> {
        let mut kinds = Vec::new();
        for name in self.widgets.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let kind = known(name)
                .ok_or_else(|| Error::invalid("widgets", format!("there are {}", WIDGETS.join(", "))))?;
            if kinds.contains(&kind) {
                return Err(Error::invalid("widgets", format!("names {kind} twice")));
            }
            kinds.push(kind);
        }
        if kinds.is_empty() {
            return Err(Error::invalid("widgets", "names no type of widget"));
        }
        Ok(kinds)
    }
}

/// The data of several types of widgets, all of one moment. Days, months and years are UTC's.
#[utoipa::path(get, path = "/api/console/dashboard/data", tag = "dashboard", operation_id = "getWidgets",
    params(Wanted, RangeQuery), security(("session" = [])),
    responses((status = 200, body = WidgetsAnswer), (status = 400, body = Envelope), SignedInOnly))]
async fn several(
    State(app): State<App>,
    principal: Principal,
    Query(wanted): Query<Wanted>,
    Query(range): Query<RangeQuery>,
) -> Answer<Json<WidgetsAnswer>> {
    principal.require_member()?;
    let (kinds, range) = (wanted.checked()?, Range::checked(&range)?);
    let answer = read(&app, &principal, move |figures| {
        let widgets = kinds.into_iter().map(|kind| WidgetData::of(kind, figures, range));
        Ok(WidgetsAnswer {
            as_of: figures.now().rfc3339(),
            complete: figures.is_complete()?,
            widgets: widgets.collect::<Result<_>>()?,
        })
    });
    Ok(Json(answer.await?))
}

/// A count that was queued.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CountStarted {
    /// Read its progress at /api/console/jobs/{jobId}.
    job_id: String,
}

/// Counts everything again, in case the numbers are doubted. The widgets say so until it is done.
#[utoipa::path(post, path = "/api/console/dashboard/recount", tag = "dashboard", operation_id = "recountFigures",
    security(("session" = [])),
    responses((status = 202, body = CountStarted),
        (status = 409, body = Envelope, description = "They are being counted already."), AdminOnly))]
async fn recount(State(app): State<App>, principal: Principal) -> Answer<(StatusCode, Json<CountStarted>)> {
    principal.require_admin()?;
    let job = figures::recount(app.services(), &principal).await?;
    Ok((StatusCode::ACCEPTED, Json(CountStarted { job_id: job.to_string() })))
}
