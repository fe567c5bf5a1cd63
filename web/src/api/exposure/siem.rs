//! The export that a SIEM pulls: alerts in the order of their making, a page at a time.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use gatehouse_core::access::Principal;
use gatehouse_core::siem::{self, Format, MAX_PAGE, Start};
use gatehouse_core::store::Id;
use gatehouse_core::time::Timestamp;
use gatehouse_core::{Error, request};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::error::{Answer, ApiError, Envelope};
use crate::extract::{Home, StrictQuery, bearer};
use crate::frame::Client;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(pull))
}

/// A SIEM that came with its company's token; 429 when it came too often, 401 for everybody else. Which companies there are
/// is told to nobody: one that does not exist refuses every token.
struct Puller {
    principal: Principal,
    /// This export's own address.
    address: String,
}

impl FromRequestParts<App> for Puller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let text = Path::<String>::from_request_parts(parts, app).await;
        let company: Option<Id> = text.ok().and_then(|Path(text)| text.parse().ok());
        let company = company.ok_or(ApiError::Core(Error::Unauthenticated))?;
        let client = parts.extensions.get::<Client>().copied().unwrap_or_default();
        let principal = app.access().authenticate_export(company, bearer(&parts.headers), client.address)?;
        request::note_organization(principal.scope().org());
        let address = Home::of(parts, app).at(&format!("/api/integrations/siem/{company}"));
        Ok(Self { principal, address })
    }
}

/// What is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `json`, `cef` or `syslog`; whatever else is JSON.
    format: Option<String>,
    /// Only alerts that were made then or later: RFC 3339, or a date.
    since: Option<String>,
    /// Only alerts after the one with this id. The next page's address has it; the id of the last alert that was read does
    /// as well.
    after: Option<String>,
}

impl Asked {
    fn start(&self) -> Result<Start, ApiError> {
        let since = match self.since.as_deref().filter(|text| !text.is_empty()) {
            // A plus that nobody encoded arrives as a space.
            Some(text) => Some(Timestamp::parse(&text.replace(' ', "+")).ok_or_else(|| {
                ApiError::invalid("since", "must be a time (RFC 3339) or a date (YYYY-MM-DD)")
            })?),
            None => None,
        };
        let after = match self.after.as_deref() {
            Some(text) => {
                Some(text.parse().map_err(|_| ApiError::invalid("after", "must be the id of an alert"))?)
            }
            None => None,
        };
        Ok(Start { since, after })
    }
}

/// An alert as a SIEM gets it in JSON: what [`siem::Event`] writes, for the document.
#[derive(ToSchema)]
#[allow(dead_code, reason = "the document's view of what core writes")]
struct PulledAlert {
    id: String,
    /// `LOW` to `CRITICAL`.
    severity: String,
    /// `OPEN`, `ACKNOWLEDGED` or `RESOLVED`.
    status: String,
    /// One sentence for people.
    message: String,
    /// The person's address; their name when they have none.
    employee: String,
    breach: String,
    #[schema(format = DateTime)]
    timestamp: String,
    /// `HIGH`, `MEDIUM` or `LOW`.
    confidence: String,
}

/// Alerts for a SIEM, oldest first, at most 1,000 a page. While there are more, `Link` names the next page (`rel="next"`).
///
/// Whoever goes on with `since` and the `timestamp` of the last alert misses none, and may see the last ones again; with
/// `after` and its `id` none is repeated. 60 requests a minute, counted before the token.
#[utoipa::path(get, path = "/api/integrations/siem/{companyId}", tag = "siem", operation_id = "pullAlerts",
    params(("companyId" = String, Path), Asked), security(("exportToken" = [])),
    responses(
        (status = 200, description = "An array for JSON; lines of text for CEF and syslog.",
            content((Vec<PulledAlert> = "application/json"), (String = "text/plain")),
            headers(("Link" = String, description = "The next page, while there are more alerts."))),
        (status = 400, body = Envelope),
        (status = 401, body = Envelope, description = "No token, or not this company's."),
        (status = 429, body = Envelope, description = "More than 60 requests in a minute."),
        (status = 503, body = Envelope)))]
async fn pull(
    State(app): State<App>,
    puller: Puller,
    StrictQuery(asked): StrictQuery<Asked>,
) -> Answer<(HeaderMap, String)> {
    puller.principal.require_export()?;
    let start = asked.start()?;
    let format = Format::named(asked.format.as_deref().unwrap_or_default());
    let page = siem::page(app.services(), &puller.principal, start, MAX_PAGE)?;
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, text: &str| {
        text.parse().map(|value| headers.insert(name, value)).map_err(Error::internal)
    };
    put(header::CONTENT_TYPE, format.media_type())?;
    if let Some(next) = page.next() {
        let address = format!("{}?format={}&after={next}", puller.address, format.as_str());
        put(header::LINK, &format!("<{address}>; rel=\"next\""))?;
    }
    Ok((headers, format.write(&page.events)?))
}
