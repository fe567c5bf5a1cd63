//! Agents in the console.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::endpoint::{self, AgentState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::part;
use crate::App;
use crate::api::words::NotificationPreference;
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, Envelope};
use crate::extract::{Json, Page, Paging, PathText, Query};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show, change, remove))
}

/// An agent. What it has not told yet is null.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Agent {
    /// What it sends as its `uuid`: a text, not always a UUID.
    id: String,
    name: String,
    hostname: String,
    os_type: Option<String>,
    os_platform: Option<String>,
    os_version_number: Option<String>,
    os_version_detail: Option<String>,
    agent_version: Option<String>,
    /// Seconds between two polls.
    polling_interval: u32,
    /// Whether it only tells and never acts.
    alert_only: bool,
    driver_enabled: bool,
    open_alerts: u64,
    unseen_crash_logs: u64,
    unseen_suspicious_processes: u64,
    #[schema(format = DateTime)]
    last_poll: Option<String>,
    /// The last poll or alert, whichever came later.
    #[schema(format = DateTime)]
    last_seen: Option<String>,
    /// How its alerts are told; null as the organization prefers.
    alert_notification_type: Option<NotificationPreference>,
    /// How its alerts are worded; null for the usual words.
    alert_notification_message_template: Option<String>,
    /// Whether it confirmed its uninstalling.
    uninstalled: bool,
    version: u32,
}

fn text(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl Agent {
    fn of((row, state): (endpoint::Agent, AgentState)) -> Self {
        Self {
            id: row.uuid,
            name: row.name,
            hostname: row.hostname,
            os_type: text(row.os_type),
            os_platform: text(row.os_platform),
            os_version_number: text(row.os_version_number),
            os_version_detail: text(row.os_version_detail),
            agent_version: text(row.agent_version),
            polling_interval: row.polling_interval,
            alert_only: row.alert_only,
            driver_enabled: row.driver_enabled,
            open_alerts: state.open_alerts,
            unseen_crash_logs: state.unseen_crash_logs,
            unseen_suspicious_processes: state.unseen_suspicious_processes,
            last_poll: state.last_poll.map(|at| at.rfc3339()),
            last_seen: state.last_seen().map(|at| at.rfc3339()),
            alert_notification_type: row.alert_notification_type.map(Into::into),
            alert_notification_message_template: text(row.alert_notification_message_template),
            uninstalled: row.uninstalled.is_some(),
            version: row.version,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Part of a name, host or id.
    #[param(max_length = 200)]
    q: Option<String>,
}

/// Agents by name.
#[utoipa::path(get, path = "/api/console/agents", tag = "agents", operation_id = "listAgents",
    params(Search, Paging), security(("session" = [])),
    responses((status = 200, body = Page<Agent>), (status = 400, body = Envelope), SignedInOnly))]
async fn list(
    State(app): State<App>,
    principal: Principal,
    Query(search): Query<Search>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Agent>>> {
    principal.require_member()?;
    let place = paging.checked()?;
    let wanted = search.q.unwrap_or_default().trim().to_lowercase();
    if wanted.len() > 200 {
        return Err(Error::invalid("q", "at most 200 bytes").into());
    }
    let services = app.services().clone();
    // All of them are looked at: not on a thread that others wait for.
    let listing = tokio::task::spawn_blocking(move || endpoint::agents(&services, &principal));
    let mut rows = listing.await.map_err(Error::internal)??;
    rows.retain(|(agent, _)| {
        let texts = [&agent.name, &agent.hostname, &agent.uuid];
        texts.iter().any(|text| text.to_lowercase().contains(&wanted))
    });
    let total = rows.len();
    Ok(Json(Page::new(part(rows, place).map(Agent::of), total, place)))
}

/// One agent.
#[utoipa::path(get, path = "/api/console/agents/{id}", tag = "agents", operation_id = "getAgent",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 200, body = Agent), (status = 404, body = Envelope), SignedInOnly))]
async fn show(
    State(app): State<App>,
    principal: Principal,
    PathText(id): PathText<String>,
) -> Answer<Json<Agent>> {
    principal.require_member()?;
    Ok(Json(Agent::of(endpoint::agent(app.services(), &principal, &id)?)))
}

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AgentChange {
    #[schema(max_length = 120)]
    name: Option<String>,
    /// How its alerts are told; null as the organization prefers.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<NotificationPreference>)]
    alert_notification_type: Option<Option<NotificationPreference>>,
    /// How its alerts are worded, with `{hostname}`, `{process_name}`, …; empty for the usual words.
    #[schema(max_length = 1000)]
    alert_notification_message_template: Option<String>,
    /// Seconds between two polls.
    #[schema(minimum = 10, maximum = 86400)]
    polling_interval: Option<u32>,
    alert_only: Option<bool>,
    driver_enabled: Option<bool>,
    /// The version that the change was made from; with another nothing is changed.
    version: Option<u32>,
}

/// Left out and null are two things.
fn nullable<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Changes an agent.
#[utoipa::path(patch, path = "/api/console/agents/{id}", tag = "agents", operation_id = "changeAgent",
    params(("id" = String, Path)), request_body(content = AgentChange,
        example = json!({"name": "Reception"})), security(("session" = [])),
    responses((status = 200, body = Agent), (status = 400, body = Envelope), (status = 404, body = Envelope),
        (status = 409, body = Envelope), AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    PathText(id): PathText<String>,
    Json(asked): Json<AgentChange>,
) -> Answer<Json<Agent>> {
    principal.require_admin()?;
    let change = endpoint::AgentChange {
        name: asked.name,
        alert_notification_type: asked.alert_notification_type.map(|told| told.map(Into::into)),
        alert_notification_message_template: asked.alert_notification_message_template,
        polling_interval: asked.polling_interval,
        alert_only: asked.alert_only,
        driver_enabled: asked.driver_enabled,
        version: asked.version,
    };
    Ok(Json(Agent::of(endpoint::update_agent(app.services(), &principal, &id, change).await?)))
}

/// Forgets an agent. Its alerts and crash logs stay; it appears again when it reports again.
#[utoipa::path(delete, path = "/api/console/agents/{id}", tag = "agents", operation_id = "removeAgent",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204, description = "It is forgotten."), (status = 404, body = Envelope), AdminOnly))]
async fn remove(
    State(app): State<App>,
    principal: Principal,
    PathText(id): PathText<String>,
) -> Answer<StatusCode> {
    principal.require_admin()?;
    endpoint::remove_agent(app.services(), &principal, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
