//! What this service can do, and its schemas (RFC 7644, 4). `/Me` is not offered: a connection is nobody.

use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::post;
use gatehouse_core::{Error, scim};
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::door::Door;
use super::shapes::{ListResponse, ScimResource};
use crate::App;
use crate::api::ScimOnly;
use crate::error::{Answer, ApiError, ScimError, ScimJson};

const MEDIA_TYPE: &str = "application/scim+json";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(config))
        .routes(routes!(resource_types))
        .routes(routes!(resource_type))
        .routes(routes!(schemas))
        .routes(routes!(schema))
        .routes(routes!(me))
        .route("/api/scim/{connection}/Me", post(me).put(me).patch(me).delete(me))
}

/// A filter here is refused, so that no client believes that one was heard (RFC 7644, 4).
fn unfiltered(parts: &Parts) -> Answer<()> {
    let mut query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
    match query.any(|(name, _)| name == "filter") {
        true => Err(Error::Forbidden("what the service says of itself cannot be filtered".into()).into()),
        false => Ok(()),
    }
}

fn all(resources: Vec<Value>) -> ScimJson {
    ScimJson(json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": resources.len(),
        "startIndex": 1, "itemsPerPage": resources.len(), "Resources": resources,
    }))
}

fn one(resources: Vec<Value>, id: &str) -> Answer<ScimJson> {
    let found =
        resources.into_iter().find(|one| one["id"].as_str().is_some_and(|it| it.eq_ignore_ascii_case(id)));
    found.map(ScimJson).ok_or(ApiError::Core(Error::NotFound("resource")))
}

/// What the service can do.
#[utoipa::path(get, path = "/api/scim/{connection}/ServiceProviderConfig", tag = "discovery",
    operation_id = "getServiceProviderConfig", params(("connection" = String, Path)),
    security(("connectionToken" = [])),
    responses((status = 200, body = ScimResource, content_type = MEDIA_TYPE),
        (status = 403, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn config(door: Door, parts: Parts) -> Answer<ScimJson> {
    let desk = door.desk()?;
    unfiltered(&parts)?;
    Ok(ScimJson(json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "documentationUri": "https://www.rfc-editor.org/rfc/rfc7644",
        "patch": {"supported": true},
        "bulk": {"supported": true, "maxOperations": scim::MAX_OPERATIONS, "maxPayloadSize": door.body_limit()},
        "filter": {"supported": true, "maxResults": scim::MAX_COUNT},
        "changePassword": {"supported": false},
        "sort": {"supported": true},
        "etag": {"supported": true},
        "pagination": {"cursor": true, "index": true, "defaultPaginationMethod": "index",
            "defaultPageSize": scim::DEFAULT_COUNT, "maxPageSize": scim::MAX_COUNT},
        "authenticationSchemes": [{
            "type": "oauthbearertoken", "name": "Bearer token", "primary": true,
            "description": "The connection's token, shown when it is made.",
            "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
        }],
        "meta": {"resourceType": "ServiceProviderConfig", "location": format!("{}/ServiceProviderConfig", desk.base())},
    })))
}

/// The kinds of resource.
#[utoipa::path(get, path = "/api/scim/{connection}/ResourceTypes", tag = "discovery",
    operation_id = "listResourceTypes", params(("connection" = String, Path)), security(("connectionToken" = [])),
    responses((status = 200, body = ListResponse, content_type = MEDIA_TYPE),
        (status = 403, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn resource_types(door: Door, parts: Parts) -> Answer<ScimJson> {
    let desk = door.desk()?;
    unfiltered(&parts)?;
    Ok(all(scim::resource_types(desk.base())))
}

/// One kind of resource.
#[utoipa::path(get, path = "/api/scim/{connection}/ResourceTypes/{id}", tag = "discovery",
    operation_id = "getResourceType", params(("connection" = String, Path), ("id" = String, Path)),
    security(("connectionToken" = [])),
    responses((status = 200, body = ScimResource, content_type = MEDIA_TYPE),
        (status = 403, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn resource_type(door: Door, parts: Parts) -> Answer<ScimJson> {
    let desk = door.desk()?;
    unfiltered(&parts)?;
    one(scim::resource_types(desk.base()), &door.id)
}

/// The schemas.
#[utoipa::path(get, path = "/api/scim/{connection}/Schemas", tag = "discovery", operation_id = "listSchemas",
    params(("connection" = String, Path)), security(("connectionToken" = [])),
    responses((status = 200, body = ListResponse, content_type = MEDIA_TYPE),
        (status = 403, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn schemas(door: Door, parts: Parts) -> Answer<ScimJson> {
    let desk = door.desk()?;
    unfiltered(&parts)?;
    Ok(all(scim::schemas(desk.base())))
}

/// One schema.
#[utoipa::path(get, path = "/api/scim/{connection}/Schemas/{id}", tag = "discovery", operation_id = "getSchema",
    params(("connection" = String, Path), ("id" = String, Path)), security(("connectionToken" = [])),
    responses((status = 200, body = ScimResource, content_type = MEDIA_TYPE),
        (status = 403, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn schema(door: Door, parts: Parts) -> Answer<ScimJson> {
    let desk = door.desk()?;
    unfiltered(&parts)?;
    one(scim::schemas(desk.base()), &door.id)
}

/// Not offered (RFC 7644, 3.11).
#[utoipa::path(get, path = "/api/scim/{connection}/Me", tag = "discovery", operation_id = "getMe",
    params(("connection" = String, Path)), security(("connectionToken" = [])),
    responses((status = 501, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn me(door: Door) -> Answer<ScimJson> {
    door.desk()?;
    Err(ApiError::Http(StatusCode::NOT_IMPLEMENTED, "a connection is nobody, so there is no /Me".into()))
}
