//! Dashboards: the one that each member has before them, and presets to begin from.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::Principal;
use gatehouse_core::dashboard;
use gatehouse_core::store::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::board::{Board, LayoutItem, WidgetInstance, layout, widgets};
use crate::App;
use crate::api::SignedInOnly;
use crate::api::words::Done;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId, present};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, save))
        .routes(routes!(list, add))
        .routes(routes!(change, replace, remove))
        .routes(routes!(activate, activate_too))
}

/// Who may begin from a preset.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum PresetScope {
    /// Whoever made it.
    #[default]
    Personal,
    /// Everybody in the company; admins look after it.
    Company,
}

impl From<dashboard::PresetScope> for PresetScope {
    fn from(scope: dashboard::PresetScope) -> Self {
        match scope {
            dashboard::PresetScope::Personal => Self::Personal,
            dashboard::PresetScope::Company => Self::Company,
        }
    }
}

impl From<PresetScope> for dashboard::PresetScope {
    fn from(scope: PresetScope) -> Self {
        match scope {
            PresetScope::Personal => Self::Personal,
            PresetScope::Company => Self::Company,
        }
    }
}

/// A dashboard to begin from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Preset {
    id: String,
    name: String,
    scope: PresetScope,
    layout: Vec<LayoutItem>,
    widgets: Vec<WidgetInstance>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

impl Preset {
    fn of(id: Id, preset: dashboard::Preset) -> Self {
        let Board { layout, widgets } = preset.board.into();
        Self {
            id: id.to_string(),
            name: preset.name,
            scope: preset.scope.into(),
            layout,
            widgets,
            created_at: preset.created.rfc3339(),
            updated_at: preset.updated.rfc3339(),
        }
    }
}

/// The presets that a member may begin from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Presets {
    /// The company's, then the member's own.
    presets: Vec<Preset>,
    /// The one that they last began from; null when there is none, or it was removed.
    active_preset_id: Option<String>,
}

/// The member's dashboard; null until they saved one.
#[utoipa::path(get, path = "/api/dashboard/config", tag = "dashboard", operation_id = "getDashboard",
    security(("session" = [])), responses((status = 200, body = Option<Board>), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<Option<Board>>> {
    principal.require_member()?;
    Ok(Json(dashboard::config(app.services(), &principal)?.map(Into::into)))
}

/// Saves the member's dashboard.
#[utoipa::path(put, path = "/api/dashboard/config", tag = "dashboard", operation_id = "saveDashboard",
    request_body = Board, security(("session" = [])),
    responses((status = 200, body = Done), (status = 400, body = Envelope), SignedInOnly))]
async fn save(State(app): State<App>, principal: Principal, Json(board): Json<Board>) -> Answer<Json<Done>> {
    principal.require_member()?;
    dashboard::set_config(app.services(), &principal, board.into()).await?;
    Ok(Json(Done::OK))
}

/// The company's presets and the member's own.
#[utoipa::path(get, path = "/api/dashboard/presets", tag = "dashboard", operation_id = "listPresets",
    security(("session" = [])), responses((status = 200, body = Presets), SignedInOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Presets>> {
    principal.require_member()?;
    let found = dashboard::presets(app.services(), &principal)?;
    let presets = found.presets.into_iter().map(|(id, preset)| Preset::of(id, preset)).collect();
    Ok(Json(Presets { presets, active_preset_id: found.active.map(|id| id.to_string()) }))
}

/// A preset to make.
#[derive(Deserialize, ToSchema)]
struct NewPreset {
    /// 1 to 100 characters.
    name: String,
    #[serde(default)]
    scope: PresetScope,
    /// As on the member's dashboard unless told.
    #[serde(default, deserialize_with = "present")]
    layout: Option<Vec<LayoutItem>>,
    /// Those of the member's dashboard unless told.
    #[serde(default, deserialize_with = "present")]
    widgets: Option<Vec<WidgetInstance>>,
}

/// Makes a preset. One for the company is for admins to make: anybody else gets "Admin only".
#[utoipa::path(post, path = "/api/dashboard/presets", tag = "dashboard", operation_id = "addPreset",
    request_body(content = NewPreset,
        example = json!({"name": "Night shift", "scope": "PERSONAL",
            "layout": [{"i": "a", "x": 0, "y": 0, "w": 6, "h": 4}],
            "widgets": [{"instanceId": "a", "title": "Open alerts", "visible": true}]})), security(("session" = [])),
    responses((status = 201, body = Preset), (status = 400, body = Envelope),
        (status = 409, body = Envelope, description = "There are too many."), SignedInOnly))]
async fn add(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<NewPreset>,
) -> Answer<(StatusCode, Json<Preset>)> {
    principal.require_member()?;
    let new = dashboard::NewPreset {
        name: asked.name,
        scope: asked.scope.into(),
        layout: asked.layout.map(layout),
        widgets: asked.widgets.map(widgets),
    };
    let (id, preset) = dashboard::add_preset(app.services(), &principal, new).await?;
    Ok((StatusCode::CREATED, Json(Preset::of(id, preset))))
}

/// What is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
struct PresetChange {
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    /// Must be what it is.
    #[serde(default, deserialize_with = "present")]
    scope: Option<PresetScope>,
    #[serde(default, deserialize_with = "present")]
    layout: Option<Vec<LayoutItem>>,
    #[serde(default, deserialize_with = "present")]
    widgets: Option<Vec<WidgetInstance>>,
}

async fn updated(app: &App, principal: &Principal, id: Id, asked: PresetChange) -> Answer<Json<Preset>> {
    let change = dashboard::PresetChange {
        name: asked.name,
        scope: asked.scope.map(Into::into),
        layout: asked.layout.map(layout),
        widgets: asked.widgets.map(widgets),
    };
    let preset = dashboard::change_preset(app.services(), principal, id, change).await?;
    Ok(Json(Preset::of(id, preset)))
}

/// Changes a preset. The company's are for admins to change: anybody else gets "Admin only".
#[utoipa::path(patch, path = "/api/dashboard/presets/{id}", tag = "dashboard", operation_id = "changePreset",
    params(("id" = String, Path)), request_body(content = PresetChange,
        example = json!({"name": "Day shift"})), security(("session" = [])),
    responses((status = 200, body = Preset), (status = 400, body = Envelope), (status = 404, body = Envelope),
        SignedInOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<PresetChange>,
) -> Answer<Json<Preset>> {
    principal.require_member()?;
    updated(&app, &principal, id, asked).await
}

/// The same as PATCH.
#[utoipa::path(put, path = "/api/dashboard/presets/{id}", tag = "dashboard", operation_id = "updatePreset",
    params(("id" = String, Path)), request_body = PresetChange, security(("session" = [])),
    responses((status = 200, body = Preset), (status = 400, body = Envelope), (status = 404, body = Envelope),
        SignedInOnly))]
async fn replace(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<PresetChange>,
) -> Answer<Json<Preset>> {
    principal.require_member()?;
    updated(&app, &principal, id, asked).await
}

/// Removes a preset; dashboards that began from it stay. The company's are for admins to remove.
#[utoipa::path(delete, path = "/api/dashboard/presets/{id}", tag = "dashboard", operation_id = "removePreset",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Done), (status = 404, body = Envelope), SignedInOnly))]
async fn remove(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<Json<Done>> {
    principal.require_member()?;
    dashboard::remove_preset(app.services(), &principal, id).await?;
    Ok(Json(Done::OK))
}

/// Puts a preset in place of the member's dashboard.
#[utoipa::path(post, path = "/api/dashboard/presets/{id}/activate", tag = "dashboard",
    operation_id = "activatePreset", params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Done), (status = 404, body = Envelope), SignedInOnly))]
async fn activate(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<Json<Done>> {
    principal.require_member()?;
    dashboard::activate(app.services(), &principal, id).await?;
    Ok(Json(Done::OK))
}

/// The same as POST.
#[utoipa::path(patch, path = "/api/dashboard/presets/{id}/activate", tag = "dashboard",
    operation_id = "activatePresetToo", params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Done), (status = 404, body = Envelope), SignedInOnly))]
async fn activate_too(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
) -> Answer<Json<Done>> {
    principal.require_member()?;
    dashboard::activate(app.services(), &principal, id).await?;
    Ok(Json(Done::OK))
}
