//! Agents: the programs on people's machines that report.

use axum::extract::State;
use gatehouse_core::endpoint::{self, AgentChange, AgentState, Poll};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::{Data, Done};
use super::fields::{Version, nullable, present};
use crate::App;
use crate::api::words::NotificationPreference;
use crate::api::{AdminsOnly, AgentsOnly, ReadersOnly};
use crate::error::{Answer, Refusal};
use crate::extract::{Caller, Json, PathText};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, update))
        .routes(routes!(poll))
        .routes(routes!(confirm_uninstall))
        .routes(routes!(remove))
}

/// An agent. Texts are empty until it polls for the first time.
#[derive(Debug, Serialize, ToSchema)]
struct Agent {
    /// The agent's id as it sends it.
    entity_id: String,
    /// To be sent back with a change; raised by each.
    version: String,
    name: String,
    hostname: String,
    os_type: String,
    os_platform: String,
    os_version_number: String,
    os_version_detail: String,
    agent_version: String,
    /// Seconds between two polls.
    polling_interval: u32,
    /// Whether it only tells and never acts.
    alert_only: bool,
    /// Whether its kernel driver is on.
    driver_enabled: bool,
    /// Crash logs that nobody fetched.
    unseen_crash_logs: u64,
    /// Quarantined files that nobody fetched.
    unseen_suspicious_processes: u64,
    /// Alerts that nobody dismissed.
    open_alerts: u64,
    #[schema(format = DateTime)]
    last_poll: Option<String>,
    /// When it last polled or reported.
    #[schema(format = DateTime)]
    last_seen: Option<String>,
    /// How its alerts are told; null as the organization prefers.
    alert_notification_type: Option<NotificationPreference>,
    /// How its alerts are worded; empty for the usual words.
    alert_notification_message_template: String,
    /// Whether it confirmed its uninstalling.
    uninstalled: bool,
}

impl Agent {
    fn of((row, state): (endpoint::Agent, AgentState)) -> Self {
        Self {
            entity_id: row.uuid,
            version: row.version.to_string(),
            name: row.name,
            hostname: row.hostname,
            os_type: row.os_type,
            os_platform: row.os_platform,
            os_version_number: row.os_version_number,
            os_version_detail: row.os_version_detail,
            agent_version: row.agent_version,
            polling_interval: row.polling_interval,
            alert_only: row.alert_only,
            driver_enabled: row.driver_enabled,
            unseen_crash_logs: state.unseen_crash_logs,
            unseen_suspicious_processes: state.unseen_suspicious_processes,
            open_alerts: state.open_alerts,
            last_poll: state.last_poll.map(|at| at.rfc3339()),
            last_seen: state.last_seen().map(|at| at.rfc3339()),
            alert_notification_type: row.alert_notification_type.map(Into::into),
            alert_notification_message_template: row.alert_notification_message_template,
            uninstalled: row.uninstalled.is_some(),
        }
    }
}

/// The organization's agents by name.
#[utoipa::path(get, path = "/agents", tag = "agents", operation_id = "listAgents",
    security(("bearer" = []), ("apiKey" = [])),
    responses((status = 200, body = Data<Vec<Agent>>), ReadersOnly))]
async fn list(State(app): State<App>, Caller(principal): Caller) -> Answer<Json<Data<Vec<Agent>>>> {
    principal.require_reader()?;
    let rows = endpoint::agents(app.services(), &principal)?;
    Ok(Json(Data::of(rows.into_iter().map(Agent::of).collect())))
}

/// What is to change of an agent; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
struct Change {
    entity_id: String,
    /// The version that the change was made from; with another nothing is changed. Not looked at when left out.
    #[serde(default, deserialize_with = "present")]
    version: Option<Version>,
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    /// How its alerts are told; null as the organization prefers.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<NotificationPreference>)]
    alert_notification_type: Option<Option<NotificationPreference>>,
    /// How its alerts are worded, with `{hostname}`, `{process_name}`, …; empty for the usual words.
    #[serde(default, deserialize_with = "present")]
    alert_notification_message_template: Option<String>,
    /// Seconds between two polls, 10 to 86400.
    #[serde(default, deserialize_with = "present")]
    polling_interval: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    alert_only: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    driver_enabled: Option<bool>,
}

/// Changes an agent.
#[utoipa::path(put, path = "/agents", tag = "agents", operation_id = "updateAgent", request_body = Change,
    security(("bearer" = [])),
    responses((status = 200, body = Data<Agent>), (status = 400, body = Refusal), (status = 404, body = Refusal),
        (status = 409, body = Refusal), AdminsOnly))]
async fn update(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<Change>,
) -> Answer<Json<Data<Agent>>> {
    principal.require_admin()?;
    let change = AgentChange {
        name: asked.name,
        alert_notification_type: asked.alert_notification_type.map(|told| told.map(Into::into)),
        alert_notification_message_template: asked.alert_notification_message_template,
        polling_interval: asked.polling_interval,
        alert_only: asked.alert_only,
        driver_enabled: asked.driver_enabled,
        version: asked.version.map(Version::short),
    };
    let row = endpoint::update_agent(app.services(), &principal, &asked.entity_id, change).await?;
    Ok(Json(Data::of(Agent::of(row))))
}

/// What an agent tells of itself. What is left out stays as it is known.
#[derive(Debug, Deserialize, ToSchema)]
struct PollBody {
    /// The agent's id, 1 to 64 of `A-Z a-z 0-9 . _ : { } -`.
    uuid: String,
    #[serde(default)]
    hostname: String,
    #[serde(default)]
    os_type: String,
    #[serde(default)]
    os_platform: String,
    #[serde(default)]
    os_version_number: String,
    #[serde(default)]
    os_version_detail: String,
    #[serde(default)]
    agent_version: String,
}

/// What is set up for an agent beyond the fields that stand beside it.
#[derive(Debug, Serialize, ToSchema)]
struct Settings {
    polling_interval: u32,
    alert_only: bool,
    driver_enabled: bool,
}

/// How an agent is set up.
#[derive(Debug, Serialize, ToSchema)]
struct Setup {
    entity_id: String,
    version: String,
    name: String,
    /// Seconds until the next poll.
    polling_interval: u32,
    /// Whether to tell only and never act.
    alert_only: bool,
    /// Whether the kernel driver is to be on.
    driver_enabled: bool,
    /// The same as one object, for agents that keep it as a whole.
    settings: Settings,
    #[schema(format = DateTime)]
    last_poll: Option<String>,
}

/// An agent says that it is there and asks how it is set up. A new one appears.
#[utoipa::path(post, path = "/agents/poll", tag = "agents", operation_id = "pollAgent", request_body(content = PollBody,
        example = json!({"uuid": "host-1", "hostname": "host-1", "os_type": "linux", "agent_version": "1.0.0"})),
    security(("apiKey" = [])),
    responses((status = 200, body = Data<Setup>), (status = 400, body = Refusal),
        (status = 409, body = Refusal, description = "A new agent, and the organization has 100,000."), AgentsOnly))]
async fn poll(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<PollBody>,
) -> Answer<Json<Data<Setup>>> {
    principal.require_agent()?;
    let told = Poll {
        uuid: asked.uuid,
        hostname: asked.hostname,
        os_type: asked.os_type,
        os_platform: asked.os_platform,
        os_version_number: asked.os_version_number,
        os_version_detail: asked.os_version_detail,
        agent_version: asked.agent_version,
    };
    let (row, state) = app.endpoint().poll(&principal, told).await?;
    let (polling_interval, alert_only, driver_enabled) =
        (row.polling_interval, row.alert_only, row.driver_enabled);
    Ok(Json(Data::of(Setup {
        entity_id: row.uuid,
        version: row.version.to_string(),
        name: row.name,
        polling_interval,
        alert_only,
        driver_enabled,
        settings: Settings { polling_interval, alert_only, driver_enabled },
        last_poll: state.last_poll.map(|at| at.rfc3339()),
    })))
}

/// An agent that is about to go.
#[derive(Deserialize, ToSchema)]
struct Uninstall {
    /// The agent's id.
    instance_id: String,
    uninstall_password: String,
}

/// Whether the password was right.
#[derive(Debug, Serialize, ToSchema)]
struct Confirmed {
    success: bool,
}

/// Says whether an agent may be uninstalled with this password, and notes that it was. Five tries in 15 minutes an agent.
#[utoipa::path(post, path = "/agents/confirm_uninstall", tag = "agents", operation_id = "confirmUninstall",
    request_body = Uninstall, security(("apiKey" = [])),
    responses((status = 200, body = Data<Confirmed>), (status = 400, body = Refusal), (status = 404, body = Refusal),
        (status = 429, body = Refusal, description = "Too many tries; Retry-After says when to come back."),
        AgentsOnly))]
async fn confirm_uninstall(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<Uninstall>,
) -> Answer<Json<Data<Confirmed>>> {
    principal.require_agent()?;
    let confirming =
        app.endpoint().confirm_uninstall(&principal, &asked.instance_id, &asked.uninstall_password);
    Ok(Json(Data::of(Confirmed { success: confirming.await? })))
}

/// Forgets an agent. Its alerts and crash logs stay; it appears again when it reports again.
#[utoipa::path(delete, path = "/agents/{id}", tag = "agents", operation_id = "removeAgent",
    params(("id" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Done), (status = 404, body = Refusal), AdminsOnly))]
async fn remove(
    State(app): State<App>,
    Caller(principal): Caller,
    PathText(id): PathText<String>,
) -> Answer<Json<Done>> {
    principal.require_admin()?;
    endpoint::remove_agent(app.services(), &principal, &id).await?;
    Ok(Json(Done::of("Agent removed successfully")))
}
