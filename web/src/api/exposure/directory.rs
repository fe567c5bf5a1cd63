//! Connections to directories: made, changed, tested, synced.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::Principal;
use gatehouse_core::directory;
use gatehouse_core::jobs::JobState;
use gatehouse_core::store::Id;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::api::exposure::directory_token::ScimState;
use crate::error::{Answer, ApiError, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(change, remove))
        .routes(routes!(test))
        .routes(routes!(sync))
}

/// A kind of directory.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum DirectoryType {
    AzureAd,
    GoogleWorkspace,
    Ldap,
    AwsDirectory,
    Okta,
    Scim,
}

impl From<DirectoryType> for directory::ConnectionType {
    fn from(kind: DirectoryType) -> Self {
        match kind {
            DirectoryType::AzureAd => Self::AzureAd,
            DirectoryType::GoogleWorkspace => Self::GoogleWorkspace,
            DirectoryType::Ldap => Self::Ldap,
            DirectoryType::AwsDirectory => Self::AwsDirectory,
            DirectoryType::Okta => Self::Okta,
            DirectoryType::Scim => Self::Scim,
        }
    }
}

impl From<directory::ConnectionType> for DirectoryType {
    fn from(kind: directory::ConnectionType) -> Self {
        match kind {
            directory::ConnectionType::AzureAd => Self::AzureAd,
            directory::ConnectionType::GoogleWorkspace => Self::GoogleWorkspace,
            directory::ConnectionType::Ldap => Self::Ldap,
            directory::ConnectionType::AwsDirectory => Self::AwsDirectory,
            directory::ConnectionType::Okta => Self::Okta,
            directory::ConnectionType::Scim => Self::Scim,
        }
    }
}

/// How a connection stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum DirectoryStatus {
    /// Nothing was synced yet.
    Pending,
    /// The last sync went well.
    Active,
    /// The last sync failed, or stopped to ask.
    Error,
}

/// Somebody who was not taken over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Refused {
    /// The directory's own id.
    external_id: String,
    reason: String,
}

/// What the last sync that went well came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SyncSummary {
    /// Whether only changes were asked for.
    delta: bool,
    listed: u64,
    added: u64,
    changed: u64,
    /// People who became inactive.
    left: u64,
    unchanged: u64,
    /// The first hundred of those who were not taken over.
    refused: Vec<Refused>,
    refused_total: u64,
}

/// A connection to a directory.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Directory {
    id: String,
    r#type: DirectoryType,
    name: String,
    status: DirectoryStatus,
    #[schema(format = DateTime)]
    last_sync_at: Option<String>,
    /// How many active people it had then.
    last_sync_count: Option<u64>,
    error_message: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    /// Minutes between syncs; null for by hand only.
    auto_sync_interval_minutes: Option<u32>,
    /// A sync that would mark a larger part of the active people as gone stops and asks, in percent.
    max_leavers_percent: u8,
    /// The settings that are no secret.
    config: BTreeMap<String, String>,
    last_sync: Option<SyncSummary>,
    /// A SCIM connection's token and pace; null for every other kind.
    scim: Option<ScimState>,
}

impl Directory {
    fn of(id: Id, row: directory::Connection) -> Self {
        let summary = |one: directory::SyncSummary| SyncSummary {
            delta: one.delta,
            listed: one.listed,
            added: one.added,
            changed: one.changed,
            left: one.left,
            unchanged: one.unchanged,
            refused: one
                .refused
                .into_iter()
                .map(|(external_id, reason)| Refused { external_id, reason })
                .collect(),
            refused_total: one.refused_total,
        };
        Self {
            id: id.to_string(),
            r#type: row.kind.into(),
            name: row.name,
            status: match row.status {
                directory::ConnectionStatus::Pending => DirectoryStatus::Pending,
                directory::ConnectionStatus::Active => DirectoryStatus::Active,
                directory::ConnectionStatus::Error => DirectoryStatus::Error,
            },
            last_sync_at: row.last_sync.map(|at| at.rfc3339()),
            last_sync_count: row.last_sync_count,
            error_message: row.error,
            created_at: row.created.rfc3339(),
            auto_sync_interval_minutes: row.auto_sync_minutes,
            max_leavers_percent: row.max_leavers_percent,
            config: row.config,
            last_sync: row.summary.map(summary),
            scim: None,
        }
    }

    /// The same with what is shown of its token.
    fn with_token(app: &App, principal: &Principal, id: Id, row: directory::Connection) -> Answer<Self> {
        let scim = directory::scim_tokens(app.services(), principal, id)?.map(ScimState::from);
        Ok(Self { scim, ..Self::of(id, row) })
    }
}

/// Settings by name: texts, numbers and booleans; null takes one away. Which there are depends on the type
/// (docs/directories/).
type Config = BTreeMap<String, Value>;

fn entered(config: Config) -> Result<directory::Entered, ApiError> {
    let text = |(name, value): (String, Value)| match value {
        Value::Null => Ok((name, None)),
        Value::String(text) => Ok((name, Some(text))),
        Value::Bool(flag) => Ok((name, Some(flag.to_string()))),
        Value::Number(number) => Ok((name, Some(number.to_string()))),
        Value::Array(_) | Value::Object(_) => {
            Err(ApiError::invalid(format!("config.{name}"), "must be a text, a number or a boolean"))
        }
    };
    config.into_iter().map(text).collect()
}

/// The connections, oldest first.
#[utoipa::path(get, path = "/api/directory", tag = "directory", operation_id = "listDirectories",
    security(("session" = [])), responses((status = 200, body = Vec<Directory>), AdminOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<Directory>>> {
    principal.require_admin()?;
    let rows = directory::connections(app.services(), &principal)?;
    let shown = rows.into_iter().map(|(id, row)| Directory::with_token(&app, &principal, id, row));
    Ok(Json(shown.collect::<Answer<_>>()?))
}

/// A connection to make.
#[derive(Deserialize, ToSchema)]
struct NewDirectory {
    r#type: DirectoryType,
    name: String,
    #[serde(default)]
    #[schema(value_type = Object)]
    config: Config,
}

/// A connection that was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewDirectoryMade {
    #[serde(flatten)]
    directory: Directory,
    /// A SCIM connection's token; it is shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    bearer_token: Option<String>,
}

/// Makes a connection. Nothing is asked of the directory yet.
#[utoipa::path(post, path = "/api/directory", tag = "directory", operation_id = "addDirectory",
    request_body(content = NewDirectory,
        example = json!({"type": "SCIM", "name": "Okta", "config": {}})), security(("session" = [])),
    responses((status = 201, body = NewDirectoryMade), (status = 400, body = Envelope),
        (status = 409, body = Envelope, description = "There are fifty already."), AdminOnly))]
async fn add(
    State(app): State<App>,
    principal: Principal,
    Json(new): Json<NewDirectory>,
) -> Answer<(StatusCode, Json<NewDirectoryMade>)> {
    principal.require_admin()?;
    if let DirectoryType::Scim = new.r#type {
        if let Some(name) = new.config.keys().next() {
            return Err(ApiError::invalid(format!("config.{name}"), "there is no such setting"));
        }
        let (id, row, token) = directory::add_scim(app.services(), &principal, &new.name).await?;
        let directory = Directory::with_token(&app, &principal, id, row)?;
        return Ok((StatusCode::CREATED, Json(NewDirectoryMade { directory, bearer_token: Some(token) })));
    }
    let new =
        directory::NewConnection { kind: new.r#type.into(), name: new.name, config: entered(new.config)? };
    let (id, row) = directory::add(app.services(), &principal, new).await?;
    let made = NewDirectoryMade { directory: Directory::of(id, row), bearer_token: None };
    Ok((StatusCode::CREATED, Json(made)))
}

/// A field that may be left out or null, which say different things.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// What is to change; what is left out stays, secrets as well.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DirectoryChange {
    name: Option<String>,
    #[schema(value_type = Option<Object>)]
    config: Option<Config>,
    /// Null, or at least 15.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    auto_sync_interval_minutes: Option<Option<u32>>,
    /// 0 to 100; 100 never asks.
    max_leavers_percent: Option<u8>,
    /// SCIM connections only; 1 to 1,000,000.
    requests_per_minute: Option<u32>,
}

/// Changes a connection.
#[utoipa::path(patch, path = "/api/directory/{id}", tag = "directory", operation_id = "changeDirectory",
    params(("id" = String, Path)), request_body(content = DirectoryChange,
        example = json!({"name": "Okta of the parent company"})), security(("session" = [])),
    responses((status = 200, body = Directory), (status = 400, body = Envelope), (status = 404, body = Envelope),
        AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<DirectoryChange>,
) -> Answer<Json<Directory>> {
    principal.require_admin()?;
    let change = directory::ConnectionChange {
        name: asked.name,
        config: asked.config.map(entered).transpose()?,
        auto_sync_minutes: asked.auto_sync_interval_minutes,
        max_leavers_percent: asked.max_leavers_percent,
        requests_per_minute: asked.requests_per_minute,
    };
    let row = directory::change(app.services(), &principal, id, change).await?;
    Ok(Json(Directory::with_token(&app, &principal, id, row)?))
}

/// Removes a connection. Its people stay, and belong to no directory any more.
#[utoipa::path(delete, path = "/api/directory/{id}", tag = "directory", operation_id = "removeDirectory",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204), (status = 404, body = Envelope), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<StatusCode> {
    principal.require_admin()?;
    directory::remove(app.services(), &principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the directory lets us in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Tested {
    ok: bool,
    /// How many people it shows us.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_count: Option<u64>,
    /// Why it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Asks the directory, with the stored settings, how many people it has.
#[utoipa::path(post, path = "/api/directory/{id}/test", tag = "directory", operation_id = "testDirectory",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Tested), (status = 400, body = Envelope, description = "A SCIM connection."),
        (status = 404, body = Envelope), AdminOnly))]
async fn test(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<Json<Tested>> {
    principal.require_admin()?;
    let tested = match directory::test(app.services(), &principal, id).await? {
        Ok(count) => Tested { ok: true, user_count: Some(count), error: None },
        Err(cause) => Tested { ok: false, user_count: None, error: Some(cause.to_string()) },
    };
    Ok(Json(tested))
}

/// What a sync may be asked with; no body at all is the same as an empty one.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct SyncRequest {
    /// People may be marked as gone however many they are.
    #[serde(default)]
    confirm: bool,
}

/// A sync that was queued.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SyncStarted {
    /// Read its progress at /api/console/jobs/{jobId}.
    job_id: String,
    /// `queued`, or `running` when it began at once.
    status: String,
}

/// Syncs now. A sync that stopped to ask goes through with `{"confirm": true}`.
#[utoipa::path(post, path = "/api/directory/{id}/sync", tag = "directory", operation_id = "syncDirectory",
    params(("id" = String, Path)), request_body(content = Option<SyncRequest>), security(("session" = [])),
    responses((status = 202, body = SyncStarted), (status = 400, body = Envelope, description = "A SCIM connection."),
        (status = 404, body = Envelope), (status = 409, body = Envelope, description = "A sync of it is running."),
        AdminOnly))]
async fn sync(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    body: Bytes,
) -> Answer<(StatusCode, Json<SyncStarted>)> {
    principal.require_admin()?;
    let asked: SyncRequest = match body.is_empty() {
        true => SyncRequest::default(),
        false => serde_json::from_slice(&body)
            .map_err(|_| ApiError::invalid("confirm", "the body is empty or {\"confirm\": true}"))?,
    };
    let (job, state) = directory::start_sync(app.services(), &principal, id, asked.confirm).await?;
    let status = if state == JobState::Queued { "queued" } else { "running" };
    Ok((StatusCode::ACCEPTED, Json(SyncStarted { job_id: job.to_string(), status: status.into() })))
}
