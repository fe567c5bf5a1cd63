//! What a company has set for itself: how often it is scanned, what makes somebody risky, whether anybody may act through
//! its directories, and what its SIEM gets.

use std::collections::BTreeMap;

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::exposure::RiskWeights as Weights;
use gatehouse_core::{Error, company, siem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, Envelope};
use crate::extract::{Json, nullable, present};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, change))
}

/// How much each fact adds to a person's risk.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RiskWeights {
    session: f64,
    recency: f64,
    critical_data: f64,
    domain_match: f64,
    open_alerts: f64,
    breaches: f64,
}

impl From<Weights> for RiskWeights {
    fn from(weights: Weights) -> Self {
        let Weights { session, recency, critical_data, domain_match, open_alerts, breaches } = weights;
        Self { session, recency, critical_data, domain_match, open_alerts, breaches }
    }
}

/// How alerts are written down for a SIEM.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum SiemFormat {
    Cef,
    Syslog,
    Json,
}

impl From<siem::Format> for SiemFormat {
    fn from(format: siem::Format) -> Self {
        match format {
            siem::Format::Cef => Self::Cef,
            siem::Format::Syslog => Self::Syslog,
            siem::Format::Json => Self::Json,
        }
    }
}

impl From<SiemFormat> for siem::Format {
    fn from(format: SiemFormat) -> Self {
        match format {
            SiemFormat::Cef => Self::Cef,
            SiemFormat::Syslog => Self::Syslog,
            SiemFormat::Json => Self::Json,
        }
    }
}

/// Where alerts are pushed to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SiemPush {
    /// As much of the address as may be shown.
    url_hint: String,
    format: SiemFormat,
    /// When something last arrived there.
    #[schema(format = DateTime)]
    last_pushed_at: Option<String>,
    /// Why the last attempt failed; null once one succeeded.
    last_error: Option<String>,
}

impl SiemPush {
    fn of((push, pushed): (siem::Push, siem::Pushed)) -> Self {
        Self {
            url_hint: push.url_hint,
            format: push.format.into(),
            last_pushed_at: pushed.last.map(|at| at.rfc3339()),
            last_error: pushed.error,
        }
    }
}

/// A company's settings.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Company {
    /// Minutes between scans; null for by hand only.
    scan_interval_minutes: Option<u32>,
    risk_weights: RiskWeights,
    /// Whether sessions may be ended and passwords reset through directories.
    remediation_enabled: bool,
    /// `...` and the last four characters of the SIEM's token; null while alerts cannot be pulled.
    siem_token_hint: Option<String>,
    /// Null while alerts are pushed nowhere.
    siem_push: Option<SiemPush>,
}

fn company(app: &App, principal: &Principal) -> Result<Company, Error> {
    let settings = company::settings(app.services(), principal)?;
    Ok(Company {
        scan_interval_minutes: settings.scan_interval_minutes,
        risk_weights: settings.risk_weights.into(),
        remediation_enabled: settings.remediation_enabled,
        siem_token_hint: settings.siem_token_hint,
        siem_push: settings.siem_push.map(SiemPush::of),
    })
}

/// The company's settings.
#[utoipa::path(get, path = "/api/company", tag = "company", operation_id = "getCompany",
    security(("session" = [])), responses((status = 200, body = Company), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<Company>> {
    principal.require_member()?;
    Ok(Json(company(&app, &principal)?))
}

/// Where alerts are to be pushed to.
#[derive(Deserialize, ToSchema)]
struct NewSiemPush {
    /// `https://…`, or `syslog+tls://host[:port]` (port 6514 unless told); no user name, no password.
    url: String,
    format: SiemFormat,
}

impl From<NewSiemPush> for siem::NewPush {
    fn from(new: NewSiemPush) -> Self {
        Self { url: new.url, format: new.format.into() }
    }
}

/// What is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CompanyChange {
    /// Null, or at least 5.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<u32>)]
    scan_interval_minutes: Option<Option<u32>>,
    /// `session`, `recency`, `criticalData`, `domainMatch`, `openAlerts`, `breaches`, each 0 to 1000; those left out stay.
    /// Null brings the defaults back.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<BTreeMap<String, f64>>)]
    risk_weights: Option<Option<BTreeMap<String, f64>>>,
    #[serde(default, deserialize_with = "present")]
    remediation_enabled: Option<bool>,
    /// 16 to 256 characters without spaces, kept as a hash; null closes the export.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    siem_token: Option<Option<String>>,
    /// Null ends the pushing.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<NewSiemPush>)]
    siem_push: Option<Option<NewSiemPush>>,
}

/// Changes the company's settings: all that are given, or none when one is refused.
#[utoipa::path(patch, path = "/api/company", tag = "company", operation_id = "changeCompany",
    request_body = CompanyChange, security(("session" = [])),
    responses((status = 200, body = Company), (status = 400, body = Envelope), AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<CompanyChange>,
) -> Answer<Json<Company>> {
    principal.require_admin()?;
    let change = company::CompanyChange {
        scan_interval_minutes: asked.scan_interval_minutes,
        risk_weights: asked.risk_weights,
        remediation_enabled: asked.remediation_enabled,
        siem_token: asked.siem_token,
        siem_push: asked.siem_push.map(|push| push.map(Into::into)),
    };
    company::change(app.services(), &principal, change).await?;
    Ok(Json(company(&app, &principal)?))
}
