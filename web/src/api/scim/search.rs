//! `.search`: a list whose query comes in the body (RFC 7644, 3.4.3), of one kind or of everything.

use gatehouse_core::scim::{self, Fault, Kind, Projection};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::door::{Body, Door};
use super::shapes::{ListQuery, ListResponse, listed};
use crate::App;
use crate::api::ScimOnly;
use crate::error::{Answer, ApiError, ScimJson};
use crate::extract::Query;

const MEDIA_TYPE: &str = "application/scim+json";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(root))
        .routes(routes!(everything))
        .routes(routes!(users))
        .routes(routes!(groups))
}

/// What is searched for.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SearchRequest {
    #[serde(default)]
    attributes: Vec<String>,
    #[serde(default)]
    excluded_attributes: Vec<String>,
    filter: Option<String>,
    sort_by: Option<String>,
    sort_order: Option<String>,
    start_index: Option<i64>,
    cursor: Option<String>,
    count: Option<i64>,
}

async fn found(door: &Door, kinds: &'static [Kind], body: serde_json::Value) -> Answer<ScimJson> {
    let asked: SearchRequest = serde_json::from_value(body)
        .map_err(|cause| ApiError::invalid("", format!("the body is no search: {cause}")))?;
    let order = asked.sort_order.unwrap_or_default().to_ascii_lowercase();
    if !matches!(order.as_str(), "" | "ascending" | "descending") {
        return Err(ApiError::invalid("sortOrder", "ascending or descending"));
    }
    let list = |names: Vec<String>| (!names.is_empty()).then(|| names.join(","));
    let projection =
        Projection::new(list(asked.attributes).as_deref(), list(asked.excluded_attributes).as_deref());
    let query = scim::Query {
        filter: asked.filter,
        sort_by: asked.sort_by,
        descending: order == "descending",
        start_index: asked.start_index,
        cursor: asked.cursor,
        count: asked.count,
        projection: projection.map_err(|fault: Fault| ApiError::from(fault))?,
    };
    listed(door.desk()?, kinds, query).await
}

/// Users and groups, by a query of the root (RFC 7644, 3.4.2.1).
#[utoipa::path(get, path = "/api/scim/{connection}", tag = "search", operation_id = "listEverything",
    params(("connection" = String, Path), ListQuery), security(("connectionToken" = [])),
    responses((status = 200, body = ListResponse, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn root(door: Door, Query(query): Query<ListQuery>) -> Answer<ScimJson> {
    let desk = door.desk()?;
    listed(desk, &[Kind::User, Kind::Group], query.query()?).await
}

/// Users and groups.
#[utoipa::path(post, path = "/api/scim/{connection}/.search", tag = "search", operation_id = "searchEverything",
    params(("connection" = String, Path)), security(("connectionToken" = [])),
    request_body(content = SearchRequest, content_type = MEDIA_TYPE),
    responses((status = 200, body = ListResponse, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn everything(door: Door, Body(body): Body) -> Answer<ScimJson> {
    door.desk()?;
    found(&door, &[Kind::User, Kind::Group], body).await
}

/// Users.
#[utoipa::path(post, path = "/api/scim/{connection}/Users/.search", tag = "search", operation_id = "searchUsers",
    params(("connection" = String, Path)), security(("connectionToken" = [])),
    request_body(content = SearchRequest, content_type = MEDIA_TYPE),
    responses((status = 200, body = ListResponse, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn users(door: Door, Body(body): Body) -> Answer<ScimJson> {
    door.desk()?;
    found(&door, &[Kind::User], body).await
}

/// Groups.
#[utoipa::path(post, path = "/api/scim/{connection}/Groups/.search", tag = "search", operation_id = "searchGroups",
    params(("connection" = String, Path)), security(("connectionToken" = [])),
    request_body(content = SearchRequest, content_type = MEDIA_TYPE),
    responses((status = 200, body = ListResponse, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn groups(door: Door, Body(body): Body) -> Answer<ScimJson> {
    door.desk()?;
    found(&door, &[Kind::Group], body).await
}
