//! API keys of an organization. A key is shown whole once, in the answer that makes it.

use axum::extract::State;
use gatehouse_core::access::{self, KeyChange, NewKey, Principal};
use gatehouse_core::{Error, store::Id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::{Data, Done};
use super::fields::{Version, known, present};
use crate::App;
use crate::api::AdminsOnly;
use crate::api::words::KeyPermission;
use crate::error::{Answer, Refusal};
use crate::extract::{Caller, Json, PathText};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, post, put, remove))
}

/// An API key.
#[derive(Debug, Serialize, ToSchema)]
struct ApiKey {
    entity_id: String,
    /// To be sent back with a change; raised by each.
    version: String,
    label: String,
    /// The whole key in the answer that makes it, later its last four characters: `gh_…1a2b`.
    key: String,
    /// Whether it is let in.
    status: bool,
    organization_id: String,
    permission: KeyPermission,
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last used, to a few minutes.
    #[schema(format = DateTime)]
    last_used_at: Option<String>,
}

impl ApiKey {
    fn of(organization: Id, key: access::KeyView) -> Self {
        Self {
            entity_id: key.id.to_string(),
            version: key.version.to_string(),
            label: key.label,
            key: key.hint,
            status: key.enabled,
            organization_id: organization.to_string(),
            permission: key.permission.into(),
            created_at: key.created.rfc3339(),
            last_used_at: key.last_used.map(|at| at.rfc3339()),
        }
    }
}

/// The caller at work for the organization in the path.
fn at_work_for(app: &App, principal: &Principal, organization: &str) -> Result<Principal, Error> {
    app.access().organization_principal(principal, known(organization, "organization")?)
}

/// The organization's keys, each masked.
#[utoipa::path(get, path = "/organization/{organization_id}/api_keys", tag = "api keys",
    operation_id = "listApiKeys", params(("organization_id" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Data<Vec<ApiKey>>), (status = 404, body = Refusal), AdminsOnly))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
    PathText(organization): PathText<String>,
) -> Answer<Json<Data<Vec<ApiKey>>>> {
    principal.require_admin()?;
    let principal = at_work_for(&app, &principal, &organization)?;
    let organization = principal.scope().org();
    let keys = app.access().keys(&principal)?;
    Ok(Json(Data::of(keys.into_iter().map(|key| ApiKey::of(organization, key)).collect())))
}

/// A key to make, or what is to change of one.
#[derive(Debug, Deserialize, ToSchema)]
struct ApiKeyBody {
    /// The key to change; a new one is made when it is left out.
    #[serde(default, deserialize_with = "present")]
    entity_id: Option<String>,
    /// The version that the change was made from; with another nothing is changed. Not looked at when left out.
    #[serde(default, deserialize_with = "present")]
    version: Option<Version>,
    /// What it is for. Needed for a new key.
    #[serde(default, deserialize_with = "present")]
    label: Option<String>,
    /// Whether it is let in; a new key is, unless told.
    #[serde(default, deserialize_with = "present")]
    status: Option<bool>,
    /// What it may do; a new key may do everything that keys may, unless told.
    #[serde(default, deserialize_with = "present")]
    permission: Option<KeyPermission>,
}

async fn save(
    app: &App,
    principal: &Principal,
    organization: &str,
    asked: ApiKeyBody,
) -> Answer<Json<Data<ApiKey>>> {
    let principal = at_work_for(app, principal, organization)?;
    let organization = principal.scope().org();
    let ApiKeyBody { entity_id, version, label, status, permission } = asked;
    let permission = permission.map(Into::into);
    if let Some(id) = entity_id {
        let id = known(&id, "API key")?;
        let change =
            KeyChange { label, enabled: status, permission, version: version.map(|version| version.0) };
        let key = app.access().update_key(&principal, id, change).await?;
        return Ok(Json(Data::of(ApiKey::of(organization, key))));
    }
    let new = NewKey {
        label: label.ok_or_else(|| Error::invalid("label", "is missing"))?,
        enabled: status.unwrap_or(true),
        permission: permission.unwrap_or(access::KeyPermission::Full),
    };
    let (key, secret) = app.access().create_key(&principal, new).await?;
    Ok(Json(Data::of(ApiKey { key: secret, ..ApiKey::of(organization, key) })))
}

/// Makes a key, or changes the one that `entity_id` names. A new key's answer is the only one that shows it whole.
#[utoipa::path(post, path = "/organization/{organization_id}/api_keys", tag = "api keys",
    operation_id = "saveApiKey", params(("organization_id" = String, Path)), request_body(content = ApiKeyBody,
        example = json!({"label": "Agents of the laboratory"})),
    security(("bearer" = [])),
    responses((status = 200, body = Data<ApiKey>), (status = 400, body = Refusal), (status = 404, body = Refusal),
        (status = 409, body = Refusal), AdminsOnly))]
async fn post(
    State(app): State<App>,
    Caller(principal): Caller,
    PathText(organization): PathText<String>,
    Json(asked): Json<ApiKeyBody>,
) -> Answer<Json<Data<ApiKey>>> {
    principal.require_admin()?;
    save(&app, &principal, &organization, asked).await
}

/// The same as POST.
#[utoipa::path(put, path = "/organization/{organization_id}/api_keys", tag = "api keys",
    operation_id = "putApiKey", params(("organization_id" = String, Path)), request_body(content = ApiKeyBody,
        example = json!({"label": "Agents of the office"})),
    security(("bearer" = [])),
    responses((status = 200, body = Data<ApiKey>), (status = 400, body = Refusal), (status = 404, body = Refusal),
        (status = 409, body = Refusal), AdminsOnly))]
async fn put(
    State(app): State<App>,
    Caller(principal): Caller,
    PathText(organization): PathText<String>,
    Json(asked): Json<ApiKeyBody>,
) -> Answer<Json<Data<ApiKey>>> {
    principal.require_admin()?;
    save(&app, &principal, &organization, asked).await
}

/// Which key.
#[derive(Debug, Deserialize, ToSchema)]
struct ApiKeyName {
    entity_id: String,
}

/// Removes a key. Whoever uses it is no longer let in.
#[utoipa::path(delete, path = "/organization/{organization_id}/api_keys", tag = "api keys",
    operation_id = "deleteApiKey", params(("organization_id" = String, Path)), request_body = ApiKeyName,
    security(("bearer" = [])),
    responses((status = 200, body = Done), (status = 400, body = Refusal), (status = 404, body = Refusal),
        AdminsOnly))]
async fn remove(
    State(app): State<App>,
    Caller(principal): Caller,
    PathText(organization): PathText<String>,
    Json(asked): Json<ApiKeyName>,
) -> Answer<Json<Done>> {
    principal.require_admin()?;
    let principal = at_work_for(&app, &principal, &organization)?;
    app.access().delete_key(&principal, known(&asked.entity_id, "API key")?).await?;
    Ok(Json(Done::of("API Key deleted successfully.")))
}
