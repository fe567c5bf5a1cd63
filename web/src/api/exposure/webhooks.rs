//! Channels that new alerts are told to: webhooks, Slack, Teams and mail.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::notify;
use gatehouse_core::store::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::api::words::{Done, Severity};
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(change, remove)).routes(routes!(test))
}

/// How a channel tells.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum ChannelKind {
    #[default]
    Webhook,
    Slack,
    Teams,
    Email,
}

impl From<ChannelKind> for notify::ChannelKind {
    fn from(kind: ChannelKind) -> Self {
        match kind {
            ChannelKind::Webhook => Self::Webhook,
            ChannelKind::Slack => Self::Slack,
            ChannelKind::Teams => Self::Teams,
            ChannelKind::Email => Self::Email,
        }
    }
}

impl From<notify::ChannelKind> for ChannelKind {
    fn from(kind: notify::ChannelKind) -> Self {
        match kind {
            notify::ChannelKind::Webhook => Self::Webhook,
            notify::ChannelKind::Slack => Self::Slack,
            notify::ChannelKind::Teams => Self::Teams,
            notify::ChannelKind::Email => Self::Email,
        }
    }
}

/// A channel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Channel {
    id: String,
    label: String,
    channel: ChannelKind,
    /// As much of the target as may be shown.
    url_hint: String,
    /// The mildest severity that is told.
    min_severity: Severity,
    enabled: bool,
    /// When something last arrived, to the minute.
    #[schema(format = DateTime)]
    last_delivered_at: Option<String>,
    /// Why the last delivery failed; null once one arrived.
    last_error: Option<String>,
    /// Signs a webhook's deliveries: shown in the answer that makes the channel and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl Channel {
    fn of(id: Id, row: notify::Channel) -> Self {
        Self {
            id: id.to_string(),
            label: row.label,
            channel: row.kind.into(),
            url_hint: row.url_hint,
            min_severity: row.min_severity.into(),
            enabled: row.enabled,
            last_delivered_at: row.last_delivered.map(|at| at.rfc3339()),
            last_error: row.last_error,
            secret: None,
        }
    }
}

fn medium() -> Severity {
    Severity::Medium
}

/// A channel to make.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewChannel {
    label: String,
    /// An https address; a mail address for mail.
    url: String,
    #[serde(default)]
    channel: ChannelKind,
    #[serde(default = "medium")]
    min_severity: Severity,
    /// More settings for the connector. `allow_http` set to `"true"` allows plain http to a loopback or private
    /// address.
    #[serde(default)]
    settings: BTreeMap<String, String>,
}

/// The channels, oldest first.
#[utoipa::path(get, path = "/api/webhooks", tag = "webhooks", operation_id = "listChannels",
    security(("session" = [])), responses((status = 200, body = Vec<Channel>), AdminOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<Channel>>> {
    principal.require_admin()?;
    let rows = notify::channels(app.services(), &principal)?;
    Ok(Json(rows.into_iter().map(|(id, row)| Channel::of(id, row)).collect()))
}

/// Makes a channel. New alerts at or above its severity are told to it from now on.
#[utoipa::path(post, path = "/api/webhooks", tag = "webhooks", operation_id = "addChannel",
    request_body(content = NewChannel,
        example = json!({"label": "Night watch", "channel": "WEBHOOK", "url": "https://hooks.example/in", "minSeverity": "HIGH"})), security(("session" = [])),
    responses((status = 201, body = Channel), (status = 400, body = Envelope), AdminOnly))]
async fn add(
    State(app): State<App>,
    principal: Principal,
    Json(new): Json<NewChannel>,
) -> Answer<(StatusCode, Json<Channel>)> {
    principal.require_admin()?;
    let new = notify::NewChannel {
        label: new.label,
        kind: new.channel.into(),
        url: new.url,
        min_severity: new.min_severity.into(),
        settings: new.settings,
    };
    let made = notify::add_channel(app.services(), &principal, new).await?;
    let view = Channel { secret: made.secret, ..Channel::of(made.id, made.channel) };
    Ok((StatusCode::CREATED, Json(view)))
}

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ChannelChange {
    enabled: Option<bool>,
    min_severity: Option<Severity>,
}

/// Switches a channel or moves its threshold.
#[utoipa::path(patch, path = "/api/webhooks/{id}", tag = "webhooks", operation_id = "changeChannel",
    params(("id" = String, Path)), request_body = ChannelChange, security(("session" = [])),
    responses((status = 200, body = Channel), (status = 400, body = Envelope), (status = 404, body = Envelope),
        AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<ChannelChange>,
) -> Answer<Json<Channel>> {
    principal.require_admin()?;
    let ChannelChange { enabled, min_severity } = asked;
    if enabled.is_none() && min_severity.is_none() {
        return Err(Error::invalid("", "Nothing to update").into());
    }
    let severity = min_severity.map(Into::into);
    let row = notify::change_channel(app.services(), &principal, id, enabled, severity).await?;
    Ok(Json(Channel::of(id, row)))
}

/// Removes a channel. What still waits for it is not told.
#[utoipa::path(delete, path = "/api/webhooks/{id}", tag = "webhooks", operation_id = "removeChannel",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Done), (status = 404, body = Envelope), AdminOnly))]
async fn remove(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<Json<Done>> {
    principal.require_admin()?;
    notify::remove_channel(app.services(), &principal, id).await?;
    Ok(Json(Done::OK))
}

/// Whether the test arrived.
#[derive(Debug, Serialize, ToSchema)]
struct Delivered {
    /// False: the channel's `lastError` says why.
    delivered: bool,
}

/// Sends a test event to the channel, now.
#[utoipa::path(post, path = "/api/webhooks/{id}/test", tag = "webhooks", operation_id = "testChannel",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Delivered), (status = 404, body = Envelope), AdminOnly))]
async fn test(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<Json<Delivered>> {
    principal.require_admin()?;
    Ok(Json(Delivered { delivered: notify::send_test(app.services(), &principal, id).await? }))
}
