//! What a company has set for itself: how often it is scanned, and whether anybody may act through its directories.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::{Error, directory, exposure};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, Envelope};
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, change))
}

/// A company's settings.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Company {
    /// Minutes between scans; null for by hand only.
    scan_interval_minutes: Option<u32>,
    /// Whether sessions may be ended and passwords reset through directories.
    remediation_enabled: bool,
}

fn company(app: &App, principal: &Principal) -> Result<Company, Error> {
    Ok(Company {
        scan_interval_minutes: exposure::scan_interval(app.services(), principal)?,
        remediation_enabled: directory::remediation_enabled(app.services(), principal)?,
    })
}

/// The company's settings.
#[utoipa::path(get, path = "/api/company", tag = "company", operation_id = "getCompany",
    security(("session" = [])), responses((status = 200, body = Company), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<Company>> {
    principal.require_member()?;
    Ok(Json(company(&app, &principal)?))
}

/// A field that may be left out or null, which say different things.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CompanyChange {
    /// Null, or at least 5.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    scan_interval_minutes: Option<Option<u32>>,
    remediation_enabled: Option<bool>,
    /// Settings that this release does not have yet are refused, not dropped.
    #[schema(ignore)]
    risk_weights: Option<Value>,
    #[schema(ignore)]
    siem_token: Option<Value>,
    #[schema(ignore)]
    siem_push: Option<Value>,
}

/// Changes the company's settings.
#[utoipa::path(patch, path = "/api/company", tag = "company", operation_id = "changeCompany",
    request_body = CompanyChange, security(("session" = [])),
    responses((status = 200, body = Company), (status = 400, body = Envelope), AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<CompanyChange>,
) -> Answer<Json<Company>> {
    principal.require_admin()?;
    let later =
        [("riskWeights", asked.risk_weights), ("siemToken", asked.siem_token), ("siemPush", asked.siem_push)];
    if let Some((field, _)) = later.into_iter().find(|(_, value)| value.is_some()) {
        return Err(Error::invalid(field, "is not available in this release").into());
    }
    if asked.scan_interval_minutes.is_none() && asked.remediation_enabled.is_none() {
        return Err(Error::invalid("", "Nothing to update").into());
    }
    // The one that can be refused comes first.
    if let Some(minutes) = asked.scan_interval_minutes {
        exposure::set_scan_interval(app.services(), &principal, minutes).await?;
    }
    if let Some(enabled) = asked.remediation_enabled {
        directory::set_remediation_enabled(app.services(), &principal, enabled).await?;
    }
    Ok(Json(company(&app, &principal)?))
}
