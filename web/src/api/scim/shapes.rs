//! What requests ask with, and what answers look like.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gatehouse_core::scim::{Desk, Kind, Projection, Query, Shown};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use crate::error::{Answer, ApiError, ScimJson};

/// Which attributes an answer has.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Attributes {
    /// Comma list: only these, `id` and `schemas`.
    attributes: Option<String>,
    /// Comma list: all but these.
    excluded_attributes: Option<String>,
}

impl Attributes {
    pub(super) fn projection(&self) -> Answer<Projection> {
        Ok(Projection::new(self.attributes.as_deref(), self.excluded_attributes.as_deref())?)
    }

    /// Whether the client asks for particular attributes.
    pub(super) fn are_named(&self) -> bool {
        self.attributes.is_some()
    }
}

/// What a list is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// RFC 7644, 3.4.2.2.
    filter: Option<String>,
    /// An attribute.
    sort_by: Option<String>,
    /// `ascending` (the default) or `descending`.
    sort_order: Option<String>,
    /// The place of the first one, from 1.
    start_index: Option<i64>,
    /// Where the page before ended: its `nextCursor` (RFC 9865); empty for the first page.
    cursor: Option<String>,
    /// How many: 100 unless it is given, 200 at most.
    count: Option<i64>,
    /// Comma list: only these, `id` and `schemas`.
    attributes: Option<String>,
    /// Comma list: all but these.
    excluded_attributes: Option<String>,
}

impl ListQuery {
    pub(super) fn query(self) -> Answer<Query> {
        let order = self.sort_order.unwrap_or_default().to_ascii_lowercase();
        if !matches!(order.as_str(), "" | "ascending" | "descending") {
            return Err(ApiError::invalid("sortOrder", "ascending or descending"));
        }
        Ok(Query {
            filter: self.filter,
            sort_by: self.sort_by,
            descending: order == "descending",
            start_index: self.start_index,
            cursor: self.cursor,
            count: self.count,
            projection: Projection::new(self.attributes.as_deref(), self.excluded_attributes.as_deref())?,
        })
    }
}

/// Lists on a thread that may block: a filter may have to look at everybody.
pub(super) async fn listed(desk: Desk, kinds: &'static [Kind], query: Query) -> Answer<ScimJson> {
    let listing = tokio::task::spawn_blocking(move || desk.list(kinds, &query)).await;
    Ok(ScimJson(listing.map_err(gatehouse_core::Error::internal)??))
}

/// One resource, read on a thread that may block: a group may have many members.
pub(super) async fn found(desk: Desk, kind: Kind, id: String, projection: Projection) -> Answer<Shown> {
    let found = tokio::task::spawn_blocking(move || desk.get(kind, &id, &projection)).await;
    Ok(found.map_err(gatehouse_core::Error::internal)??)
}

/// A resource as an answer, with its version and, when it is new, where it is.
pub(super) struct Resource(pub(super) StatusCode, pub(super) Shown);

impl IntoResponse for Resource {
    fn into_response(self) -> Response {
        let Self(status, Shown { value, version, location }) = self;
        let mut response = (status, ScimJson(value)).into_response();
        let headers = response.headers_mut();
        if let Ok(version) = HeaderValue::from_str(&version) {
            headers.insert(header::ETAG, version);
        }
        if let (StatusCode::CREATED, Ok(location)) = (status, HeaderValue::from_str(&location)) {
            headers.insert(header::LOCATION, location);
        }
        response
    }
}

/// The client has this version already.
pub(super) fn not_modified(version: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if let Ok(version) = HeaderValue::from_str(version) {
        response.headers_mut().insert(header::ETAG, version);
    }
    response
}

/// A resource: its schemas name what else it has (RFC 7643). What a schema does not know is kept and returned as well.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ScimResource)]
pub(super) struct ScimResource {
    /// The schemas that it speaks of.
    #[allow(dead_code)]
    schemas: Vec<String>,
    /// Everything else.
    #[serde(flatten)]
    #[allow(dead_code)]
    rest: Map<String, Value>,
}

/// A page of resources.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct ListResponse {
    schemas: Vec<String>,
    /// Left out of pages by cursor that are filtered.
    total_results: Option<u64>,
    /// Left out of pages by cursor.
    start_index: Option<u64>,
    /// Where the next page by cursor begins.
    next_cursor: Option<String>,
    items_per_page: u64,
    #[serde(rename = "Resources")]
    resources: Vec<ScimResource>,
}

/// One change of a PATCH.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub(super) struct PatchOperation {
    /// `add`, `replace` or `remove`, in any case.
    op: String,
    path: Option<String>,
    value: Option<Value>,
}

/// The body of a PATCH.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
pub(super) struct PatchRequest {
    schemas: Vec<String>,
    #[serde(rename = "Operations")]
    operations: Vec<PatchOperation>,
}
