//! Full-text search over everything that the principal may see.

use axum::extract::State;
use gatehouse_core::access::{Principal, Role};
use gatehouse_core::search::{self, MAX_DEPTH_OF_PAGE, Request, SearchError, Typing};
use gatehouse_core::store::Id;
use gatehouse_core::time::Timestamp;
use gatehouse_core::{Error, audit};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, ApiError, Envelope};
use crate::extract::{Json, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The best match first.
    Score,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Question {
    /// Words, "phrases", `field:value`, prefixes `svch*`, AND OR NOT; empty for everything.
    #[serde(default)]
    #[param(default = "")]
    q: String,
    /// Only these kinds; a comma list means any of them.
    #[serde(default)]
    kind: String,
    /// Only these severities, as a comma list.
    #[serde(default)]
    severity: String,
    /// Only these states, as a comma list.
    #[serde(default)]
    status: String,
    /// Not before this time or date.
    from: Option<String>,
    /// Before this time or date.
    to: Option<String>,
    /// What comes first.
    #[serde(default)]
    #[param(inline)]
    sort: Sort,
    /// Whether the query is still being typed: its last word may go on, and what is open is taken as closed.
    #[serde(default)]
    typing: bool,
    /// How many hits, 0 to 100; 20 unless told.
    #[param(maximum = 100, default = 20)]
    limit: Option<usize>,
    /// How many hits come before.
    #[param(default = 0)]
    offset: Option<usize>,
}

/// One match.
#[derive(Debug, Serialize, ToSchema)]
struct Hit {
    /// `exposure_alert`, `employee`, `audit`.
    kind: String,
    id: String,
    #[schema(format = DateTime)]
    time: String,
    severity: Option<String>,
    status: Option<String>,
    /// One line for people.
    title: String,
    /// A piece of the text around the first matches.
    snippet: String,
    /// Matches in the snippet as `[start, end]` in UTF-16 units.
    highlights: Vec<[u32; 2]>,
    /// More of it, by kind.
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    fields: serde_json::Value,
}

/// Values with their numbers of matches, the most frequent first.
#[derive(Debug)]
struct Counts(Vec<(String, u64)>);

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (value, count) in &self.0 {
            map.serialize_entry(value, count)?;
        }
        map.end()
    }
}

/// How many matches there are by kind, severity, status and host, each as if its own filter were not set.
#[derive(Debug, Serialize, ToSchema)]
struct Facets {
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    kind: Counts,
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    severity: Counts,
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    status: Counts,
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    host: Counts,
}

#[derive(Debug, Serialize, ToSchema)]
struct SearchAnswer {
    hits: Vec<Hit>,
    /// All matches.
    total: u64,
    facets: Facets,
    /// False while the index is being built: there may be more than was found.
    complete: bool,
}

/// What a viewer finds: everything but the audit log, which is for admins.
const FOR_VIEWERS: [&str; 5] = [
    gatehouse_core::exposure::KIND,
    gatehouse_core::workforce::KIND,
    gatehouse_core::endpoint::ALERT_KIND,
    gatehouse_core::endpoint::AGENT_KIND,
    gatehouse_core::endpoint::CRASH_LOG_KIND,
];

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn time(field: &str, text: Option<&str>) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let wrong = || ApiError::invalid(field, "must be a date or a time as in RFC 3339");
    Timestamp::parse(text).map(Some).ok_or_else(wrong)
}

/// The kinds that the principal may ask for among those they asked for.
fn allowed_kinds(principal: &Principal, asked: Vec<String>) -> Result<Vec<String>, Error> {
    if principal.role() == Role::Admin {
        return Ok(asked);
    }
    if asked.is_empty() {
        return Ok(FOR_VIEWERS.map(str::to_owned).to_vec());
    }
    match asked.iter().all(|kind| FOR_VIEWERS.contains(&kind.to_lowercase().as_str())) {
        true => Ok(asked),
        false => Err(Error::Forbidden("Admin only".into())),
    }
}

fn request(principal: &Principal, asked: Question) -> Result<Request, ApiError> {
    let (limit, offset) = (asked.limit.unwrap_or(20), asked.offset.unwrap_or(0));
    if limit > 100 {
        return Err(ApiError::invalid("limit", "must be at most 100"));
    }
    if offset.saturating_add(limit) > MAX_DEPTH_OF_PAGE {
        return Err(ApiError::invalid("offset", format!("must stay under {MAX_DEPTH_OF_PAGE} with limit")));
    }
    Ok(Request {
        kinds: allowed_kinds(principal, list(&asked.kind))?,
        severities: list(&asked.severity),
        statuses: list(&asked.status),
        from: time("from", asked.from.as_deref())?,
        until: time("to", asked.to.as_deref())?,
        sort: match asked.sort {
            Sort::Newest => search::Sort::Newest,
            Sort::Score => search::Sort::Score,
        },
        typing: if asked.typing { Typing::Going } else { Typing::Done },
        query: asked.q,
        offset,
        limit,
        facets: true,
    })
}

fn view(hit: search::Hit) -> Hit {
    Hit {
        kind: hit.kind,
        id: Id(hit.id).to_string(),
        time: hit.time.rfc3339(),
        severity: hit.severity,
        status: hit.status,
        title: hit.title,
        snippet: hit.snippet,
        highlights: hit.highlights.into_iter().map(|(start, end)| [start, end]).collect(),
        fields: hit.fields,
    }
}

/// Searches. A query that does not parse answers 400 with `field` `q` and the `position` where it stops making sense.
#[utoipa::path(get, path = "/api/console/search", tag = "search", operation_id = "search",
    params(Question), security(("session" = [])),
    responses((status = 200, body = SearchAnswer), (status = 400, body = Envelope), SignedInOnly))]
async fn search(
    State(app): State<App>,
    principal: Principal,
    Query(asked): Query<Question>,
) -> Answer<Json<SearchAnswer>> {
    principal.require_member()?;
    let request = request(&principal, asked)?;
    let index = app.services().search.org(principal.scope());
    let found = index.search(request).await.map_err(|cause| match cause {
        SearchError::Query(cause) => ApiError::Query { position: cause.position, message: cause.message },
        SearchError::Other(cause) => ApiError::Core(cause),
    })?;
    let mut facets = found.facets.unwrap_or_default();
    if principal.role() != Role::Admin {
        facets.kind.retain(|(kind, _)| kind != audit::KIND);
    }
    Ok(Json(SearchAnswer {
        hits: found.hits.into_iter().map(view).collect(),
        total: found.total,
        facets: Facets {
            kind: Counts(facets.kind),
            severity: Counts(facets.severity),
            status: Counts(facets.status),
            host: Counts(facets.host),
        },
        complete: found.complete,
    }))
}
