//! Bulk (RFC 7644, 3.7).

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::door::{Body, Door};
use crate::App;
use crate::api::ScimOnly;
use crate::error::{Answer, ScimError, ScimJson};

const MEDIA_TYPE: &str = "application/scim+json";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(run))
}

/// One of many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct BulkOperation {
    /// `POST`, `PUT`, `PATCH` or `DELETE`.
    method: String,
    /// Names what a POST makes, for `bulkId:…` elsewhere.
    bulk_id: Option<String>,
    path: String,
    version: Option<String>,
    data: Option<Value>,
}

/// Many operations.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct BulkRequest {
    schemas: Vec<String>,
    /// Stop after so many errors.
    fail_on_errors: Option<u64>,
    #[serde(rename = "Operations")]
    operations: Vec<BulkOperation>,
}

/// What became of one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct BulkOutcome {
    method: String,
    bulk_id: Option<String>,
    version: Option<String>,
    location: Option<String>,
    status: String,
    response: Option<Value>,
}

/// What became of all.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code)]
struct BulkResponse {
    schemas: Vec<String>,
    #[serde(rename = "Operations")]
    operations: Vec<BulkOutcome>,
}

/// Does up to 1,000 operations, each for itself.
#[utoipa::path(post, path = "/api/scim/{connection}/Bulk", tag = "bulk", operation_id = "bulk",
    params(("connection" = String, Path)), security(("connectionToken" = [])),
    request_body(content = BulkRequest, content_type = MEDIA_TYPE,
        example = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [
            {"method": "POST", "path": "/Users", "bulkId": "1", "data": {"userName": "grace"}}]})),
    responses((status = 200, body = BulkResponse, content_type = MEDIA_TYPE),
        (status = 413, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn run(door: Door, Body(body): Body) -> Answer<ScimJson> {
    let desk = door.desk()?;
    Ok(ScimJson(desk.bulk(body).await?))
}
