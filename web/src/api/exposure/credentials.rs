//! Breach providers' keys. Keys come in and never go out.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::Principal;
use gatehouse_core::exposure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, store)).routes(routes!(remove))
}

/// A stored key.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Credential {
    id: String,
    /// `HIBP`, ….
    provider: String,
    /// The provider's name for people.
    label: String,
    /// `ACTIVE`.
    status: &'static str,
    /// `****` and the key's last four characters.
    key_hint: String,
    #[schema(format = DateTime)]
    last_used_at: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    /// What the provider had against the last scan.
    last_error: Option<String>,
}

impl Credential {
    fn of(provider: String, row: exposure::Credential) -> Self {
        Self {
            id: row.id.to_string(),
            provider,
            label: row.label,
            status: "ACTIVE",
            key_hint: row.key_hint,
            last_used_at: row.last_used.map(|at| at.rfc3339()),
            created_at: row.created.rfc3339(),
            last_error: row.last_error,
        }
    }
}

/// A key to store.
#[derive(Deserialize, ToSchema)]
struct NewCredential {
    /// `HIBP`, ….
    provider: String,
    #[schema(format = Password)]
    key: String,
    /// More settings of the provider's connector, by the names of its schema: a base URL, a pace.
    #[serde(default)]
    settings: BTreeMap<String, String>,
}

/// The stored keys.
#[utoipa::path(get, path = "/api/credentials", tag = "credentials", operation_id = "listCredentials",
    security(("session" = [])), responses((status = 200, body = Vec<Credential>), AdminOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<Credential>>> {
    principal.require_admin()?;
    let rows = exposure::credentials(app.services(), &principal)?;
    Ok(Json(rows.into_iter().map(|(provider, row)| Credential::of(provider, row)).collect()))
}

/// Stores a provider's key, in place of the one before.
#[utoipa::path(post, path = "/api/credentials", tag = "credentials", operation_id = "storeCredential",
    request_body(content = NewCredential,
        example = json!({"provider": "HIBP", "key": "0123456789abcdef", "settings": {"calls_per_minute": "10"}})), security(("session" = [])),
    responses((status = 201, body = Credential), (status = 400, body = Envelope), AdminOnly))]
async fn store(
    State(app): State<App>,
    principal: Principal,
    Json(new): Json<NewCredential>,
) -> Answer<(StatusCode, Json<Credential>)> {
    principal.require_admin()?;
    let NewCredential { provider, key, settings } = new;
    let row = exposure::put_credential(app.services(), &principal, &provider, &key, settings).await?;
    Ok((StatusCode::CREATED, Json(Credential::of(provider, row))))
}

/// Removes a key.
#[utoipa::path(delete, path = "/api/credentials/{id}", tag = "credentials", operation_id = "removeCredential",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204), (status = 404, body = Envelope), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<StatusCode> {
    principal.require_admin()?;
    exposure::remove_credential(app.services(), &principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
