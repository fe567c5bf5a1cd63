//! API keys: what agents and other programs show instead of signing in.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::{KeyChange, KeyView, NewKey, Principal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::api::words::KeyPermission;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(change, remove))
}

/// An API key.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ApiKey {
    id: String,
    label: String,
    /// As much of the key as may be shown: `gh_…a1B2`.
    hint: String,
    /// Whether it opens anything.
    enabled: bool,
    permission: KeyPermission,
    /// Raised by each change.
    version: u64,
    #[schema(format = DateTime)]
    created: String,
    /// When it was last used, to within five minutes.
    #[schema(format = DateTime)]
    last_used: Option<String>,
    /// The key itself: in the answer that makes it and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

impl ApiKey {
    fn of(view: KeyView, key: Option<String>) -> Self {
        Self {
            id: view.id.to_string(),
            label: view.label,
            hint: view.hint,
            enabled: view.enabled,
            permission: view.permission.into(),
            version: view.version,
            created: view.created.rfc3339(),
            last_used: view.last_used.map(|at| at.rfc3339()),
            key,
        }
    }
}

fn yes() -> bool {
    true
}

/// An API key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewApiKey {
    /// What it is for, 1 to 100 characters.
    label: String,
    #[serde(default)]
    permission: KeyPermission,
    #[serde(default = "yes")]
    enabled: bool,
}

/// The API keys, oldest first.
#[utoipa::path(get, path = "/api/console/api-keys", tag = "api keys", operation_id = "listApiKeys",
    security(("session" = [])), responses((status = 200, body = Vec<ApiKey>), AdminOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<ApiKey>>> {
    principal.require_admin()?;
    let keys = app.access().keys(&principal)?;
    Ok(Json(keys.into_iter().map(|view| ApiKey::of(view, None)).collect()))
}

/// Makes an API key. Its answer is the only place where the key itself is shown.
#[utoipa::path(post, path = "/api/console/api-keys", tag = "api keys", operation_id = "addApiKey",
    request_body(content = NewApiKey,
        example = json!({"label": "Endpoint agents"})), security(("session" = [])),
    responses((status = 201, body = ApiKey), (status = 400, body = Envelope),
        (status = 409, body = Envelope, description = "There are 200 already."), AdminOnly))]
async fn add(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<NewApiKey>,
) -> Answer<(StatusCode, Json<ApiKey>)> {
    principal.require_admin()?;
    let NewApiKey { label, permission, enabled } = asked;
    let new = NewKey { label, enabled, permission: permission.into() };
    let (view, key) = app.access().create_key(&principal, new).await?;
    Ok((StatusCode::CREATED, Json(ApiKey::of(view, Some(key)))))
}

/// What changes of an API key; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ApiKeyPatch {
    label: Option<String>,
    permission: Option<KeyPermission>,
    enabled: Option<bool>,
    /// The version that was seen; another one answers 409. Left out, it changes whatever there is.
    version: Option<u64>,
}

/// Changes an API key. It is in force when the answer comes.
#[utoipa::path(patch, path = "/api/console/api-keys/{id}", tag = "api keys", operation_id = "changeApiKey",
    params(("id" = String, Path)), request_body = ApiKeyPatch, security(("session" = [])),
    responses((status = 200, body = ApiKey), (status = 400, body = Envelope), (status = 404, body = Envelope),
        (status = 409, body = Envelope, description = "It was changed meanwhile."), AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<ApiKeyPatch>,
) -> Answer<Json<ApiKey>> {
    principal.require_admin()?;
    let ApiKeyPatch { label, permission, enabled, version } = asked;
    let change = KeyChange { label, enabled, permission: permission.map(Into::into), version };
    Ok(Json(ApiKey::of(app.access().update_key(&principal, id, change).await?, None)))
}

/// Deletes an API key. Whoever uses it is refused from then on.
#[utoipa::path(delete, path = "/api/console/api-keys/{id}", tag = "api keys", operation_id = "removeApiKey",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204, description = "It is gone."), (status = 404, body = Envelope), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<StatusCode> {
    principal.require_admin()?;
    app.access().delete_key(&principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
