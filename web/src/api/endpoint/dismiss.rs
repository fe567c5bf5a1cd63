//! Putting alerts aside, and taking them back.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint::{self, Chosen, MAX_DISMISSED};
use gatehouse_core::store::Id;
use gatehouse_core::{Error, services::Services};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::Data;
use super::fields::{Version, known, present};
use super::views::Alert;
use crate::App;
use crate::api::MembersOnly;
use crate::error::{Answer, Refusal};
use crate::extract::{Caller, Json};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(dismiss)).routes(routes!(dismiss_multiple)).routes(routes!(restore))
}

/// Characters of an unknown id that the refusal repeats.
const LONGEST_SHOWN: usize = 64;

/// An alert that was put aside.
#[derive(Debug, Serialize, ToSchema)]
struct Dismissed {
    #[schema(value_type = String)]
    entity_id: Id,
    version: String,
    dismissal_reason: String,
    /// The member's address.
    dismissed_by: String,
    #[schema(format = DateTime)]
    dismissed_at: String,
}

impl Dismissed {
    fn of((id, row): (Id, endpoint::Alert)) -> Result<Self, Error> {
        let dismissal =
            row.dismissal.ok_or_else(|| Error::internal("a dismissed alert says nothing of it"))?;
        Ok(Self {
            entity_id: id,
            version: row.version.to_string(),
            dismissal_reason: dismissal.reason,
            dismissed_by: dismissal.by,
            dismissed_at: dismissal.at.rfc3339(),
        })
    }
}

async fn put_aside(
    services: &Services,
    principal: &Principal,
    chosen: Chosen,
    reason: String,
) -> Result<Vec<Dismissed>, Error> {
    let rows = endpoint::dismiss(services, principal, chosen, reason).await?;
    rows.into_iter().map(Dismissed::of).collect()
}

/// Which alert, and why.
#[derive(Debug, Deserialize, ToSchema)]
struct Dismissal {
    entity_id: String,
    #[schema(max_length = 1000)]
    dismissal_reason: String,
    /// The version that the caller saw; with another nothing is changed. Not looked at when left out.
    #[serde(default, deserialize_with = "present")]
    version: Option<Version>,
}

/// Puts an alert aside. Every member may.
#[utoipa::path(post, path = "/alerts/dismiss", tag = "alerts", operation_id = "dismissAlert",
    request_body(content = Dismissal,
        example = json!({"entity_id": "0198b2f0-0000-7000-8000-000000000000", "dismissal_reason": "known tool"})), security(("bearer" = [])),
    responses((status = 200, body = Data<Dismissed>), (status = 400, body = Refusal),
        (status = 404, body = Refusal), (status = 409, body = Refusal), MembersOnly))]
async fn dismiss(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<Dismissal>,
) -> Answer<Json<Data<Dismissed>>> {
    principal.require_member()?;
    let ids = vec![known(&asked.entity_id, "alert")?];
    let chosen = Chosen { ids, version: asked.version.map(Version::short) };
    let mut rows = put_aside(app.services(), &principal, chosen, asked.dismissal_reason).await?;
    Ok(Json(Data::of(rows.pop().ok_or(Error::NotFound("alert"))?)))
}

/// Which alerts, and why.
#[derive(Debug, Deserialize, ToSchema)]
struct Dismissals {
    /// 1 to 1,000 ids.
    #[schema(min_items = 1, max_items = 1000)]
    entity_ids: Vec<String>,
    #[schema(max_length = 1000)]
    dismissal_reason: String,
}

/// Ids in a body, all of them or none: those that are no ids are unknown like those of nobody's.
fn ids(app: &App, principal: &Principal, texts: &[String]) -> Result<Vec<Id>, Error> {
    if texts.is_empty() || texts.len() > MAX_DISMISSED {
        return Err(Error::invalid("entity_ids", format!("must be 1 to {MAX_DISMISSED} ids")));
    }
    let read: Vec<Option<Id>> = texts.iter().map(|text| text.parse().ok()).collect();
    if read.iter().all(Option::is_some) {
        return Ok(read.into_iter().flatten().collect());
    }
    let is_known =
        |id: &Option<Id>| id.is_some_and(|id| endpoint::alert(app.services(), principal, id).is_ok());
    let unknown = texts.iter().zip(&read).filter(|(_, id)| !is_known(id));
    let shown = unknown.map(|(text, _)| text.chars().take(LONGEST_SHOWN).collect());
    Err(Error::NoneSuch { what: "alerts", ids: shown.collect() })
}

/// Puts alerts aside: all of them, or none when an id is unknown.
#[utoipa::path(post, path = "/alerts/dismiss-multiple", tag = "alerts", operation_id = "dismissAlerts",
    request_body = Dismissals, security(("bearer" = [])),
    responses((status = 200, body = Data<Vec<Dismissed>>), (status = 400, body = Refusal),
        (status = 404, body = Refusal, description = "The message lists the ids that are unknown."), MembersOnly))]
async fn dismiss_multiple(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<Dismissals>,
) -> Answer<Json<Data<Vec<Dismissed>>>> {
    principal.require_member()?;
    let ids = ids(&app, &principal, &asked.entity_ids)?;
    Ok(Json(Data::of(put_aside(app.services(), &principal, ids.into(), asked.dismissal_reason).await?)))
}

/// Which alert, or which alerts.
#[derive(Debug, Deserialize, ToSchema)]
struct Restoring {
    /// One id, as for `/alerts/dismiss`.
    #[serde(default, deserialize_with = "present")]
    entity_id: Option<String>,
    /// 1 to 1,000 ids, as for `/alerts/dismiss-multiple`.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_items = 1, max_items = 1000)]
    entity_ids: Option<Vec<String>>,
    /// With `entity_id`: the version that the caller saw; with another nothing is changed. Not looked at when left out.
    #[serde(default, deserialize_with = "present")]
    version: Option<Version>,
}

/// What came back: one alert for `entity_id`, a list for `entity_ids`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Restored {
    One(Box<Alert>),
    Many(Vec<Alert>),
}

/// Takes dismissed alerts back: all of them, or none when an id is unknown.
#[utoipa::path(post, path = "/alerts/restore", tag = "alerts", operation_id = "restoreAlerts",
    request_body = Restoring, security(("bearer" = [])),
    responses((status = 200, body = Data<Restored>), (status = 400, body = Refusal),
        (status = 404, body = Refusal, description = "The message lists the ids that are unknown."), (status = 409, body = Refusal), MembersOnly))]
async fn restore(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<Restoring>,
) -> Answer<Json<Data<Restored>>> {
    principal.require_member()?;
    let ids = match (&asked.entity_id, &asked.entity_ids) {
        (Some(id), None) => vec![known(id, "alert")?],
        (None, Some(texts)) => ids(&app, &principal, texts)?,
        (None, None) => return Err(Error::invalid("entity_ids", "is missing").into()),
        (Some(_), Some(_)) => {
            return Err(Error::invalid("entity_id", "name one alert or several, not both").into());
        }
    };
    let organization = principal.scope().org();
    if asked.version.is_some() && asked.entity_id.is_none() {
        return Err(Error::invalid("version", "is that of one alert, named by entity_id").into());
    }
    let chosen = Chosen { ids, version: asked.version.map(Version::short) };
    let rows = endpoint::restore(app.services(), &principal, chosen).await?;
    let mut alerts: Vec<Alert> = rows.into_iter().map(|(id, row)| Alert::of(organization, id, row)).collect();
    Ok(Json(Data::of(match (&asked.entity_id, alerts.len()) {
        (Some(_), 1) => Restored::One(Box::new(alerts.remove(0))),
        _ => Restored::Many(alerts),
    })))
}
