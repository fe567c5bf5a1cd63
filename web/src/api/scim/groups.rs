//! Groups of users and of groups.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::scim::Kind;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::door::{Body, Door, IfMatch, IfNoneMatch};
use super::shapes::{
    Attributes, ListQuery, ListResponse, PatchRequest, Resource, ScimResource, found, listed, not_modified,
};
use crate::App;
use crate::api::ScimOnly;
use crate::error::{Answer, ScimError, ScimJson};
use crate::extract::Query;

const MEDIA_TYPE: &str = "application/scim+json";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(show, replace, change, remove))
}

/// The groups, in the order of their making unless the query says otherwise.
#[utoipa::path(get, path = "/api/scim/{connection}/Groups", tag = "groups", operation_id = "listGroups",
    params(("connection" = String, Path), ListQuery), security(("connectionToken" = [])),
    responses((status = 200, body = ListResponse, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn list(door: Door, Query(query): Query<ListQuery>) -> Answer<ScimJson> {
    let desk = door.desk()?;
    listed(desk, &[Kind::Group], query.query()?).await
}

/// Makes a group.
#[utoipa::path(post, path = "/api/scim/{connection}/Groups", tag = "groups", operation_id = "createGroup",
    params(("connection" = String, Path), Attributes), security(("connectionToken" = [])),
    request_body(content = ScimResource, content_type = MEDIA_TYPE,
        example = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Engines"})),
    responses((status = 201, body = ScimResource, content_type = MEDIA_TYPE),
        (status = 409, body = ScimError, content_type = MEDIA_TYPE, description = "It is there already."),
        (status = 413, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn create(
    door: Door,
    Query(attributes): Query<Attributes>,
    Body(body): Body,
) -> Answer<Resource> {
    let desk = door.desk()?;
    Ok(Resource(StatusCode::CREATED, desk.create(Kind::Group, body, &attributes.projection()?).await?))
}

/// One group.
#[utoipa::path(get, path = "/api/scim/{connection}/Groups/{id}", tag = "groups", operation_id = "getGroup",
    params(("connection" = String, Path), ("id" = String, Path), Attributes), security(("connectionToken" = [])),
    responses((status = 200, body = ScimResource, content_type = MEDIA_TYPE),
        (status = 304, description = "If-None-Match names its version."), ScimOnly))]
pub(super) async fn show(
    door: Door,
    known: IfNoneMatch,
    Query(attributes): Query<Attributes>,
) -> Answer<Response> {
    let desk = door.desk()?;
    let shown = found(desk, Kind::Group, door.id, attributes.projection()?).await?;
    if known.has(&shown.version) {
        return Ok(not_modified(&shown.version));
    }
    Ok(Resource(StatusCode::OK, shown).into_response())
}

/// Puts a group in place of the one that is there.
#[utoipa::path(put, path = "/api/scim/{connection}/Groups/{id}", tag = "groups", operation_id = "replaceGroup",
    params(("connection" = String, Path), ("id" = String, Path), Attributes), security(("connectionToken" = [])),
    request_body(content = ScimResource, content_type = MEDIA_TYPE,
        example = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Analytical engines"})),
    responses((status = 200, body = ScimResource, content_type = MEDIA_TYPE),
        (status = 409, body = ScimError, content_type = MEDIA_TYPE),
        (status = 412, body = ScimError, content_type = MEDIA_TYPE, description = "If-Match names another version."),
        (status = 413, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn replace(
    door: Door,
    IfMatch(seen): IfMatch,
    Query(attributes): Query<Attributes>,
    Body(body): Body,
) -> Answer<Resource> {
    let desk = door.desk()?;
    let shown = desk.replace(Kind::Group, &door.id, body, seen, &attributes.projection()?).await?;
    Ok(Resource(StatusCode::OK, shown))
}

/// Changes parts of a group: all operations are done, or none is.
#[utoipa::path(patch, path = "/api/scim/{connection}/Groups/{id}", tag = "groups", operation_id = "patchGroup",
    params(("connection" = String, Path), ("id" = String, Path), Attributes), security(("connectionToken" = [])),
    request_body(content = PatchRequest, content_type = MEDIA_TYPE,
        example = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "path": "displayName", "value": "Difference engines"}]})),
    responses((status = 204, description = "Done; a group may be too large to be answered each time."),
        (status = 200, body = ScimResource, content_type = MEDIA_TYPE, description = "When attributes are named."),
        (status = 409, body = ScimError, content_type = MEDIA_TYPE),
        (status = 412, body = ScimError, content_type = MEDIA_TYPE),
        (status = 413, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn change(
    door: Door,
    IfMatch(seen): IfMatch,
    Query(attributes): Query<Attributes>,
    Body(body): Body,
) -> Answer<Response> {
    let desk = door.desk()?;
    let projection = attributes.projection()?;
    let (version, _) = desk.patch_quietly(Kind::Group, &door.id, body, seen).await?;
    if attributes.are_named() {
        let shown = found(desk, Kind::Group, door.id, projection).await?;
        return Ok(Resource(StatusCode::OK, shown).into_response());
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(version) = HeaderValue::from_str(&version) {
        response.headers_mut().insert(header::ETAG, version);
    }
    Ok(response)
}

/// Deletes a group. Its members stay.
#[utoipa::path(delete, path = "/api/scim/{connection}/Groups/{id}", tag = "groups", operation_id = "deleteGroup",
    params(("connection" = String, Path), ("id" = String, Path)), security(("connectionToken" = [])),
    responses((status = 204), (status = 412, body = ScimError, content_type = MEDIA_TYPE), ScimOnly))]
pub(super) async fn remove(door: Door, IfMatch(seen): IfMatch) -> Answer<StatusCode> {
    let desk = door.desk()?;
    desk.delete(Kind::Group, &door.id, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}
