//! What is plugged in.

use axum::extract::State;
use gatehouse_core::access::Principal;
use gatehouse_core::ports::{Confidence, ConnectorInfo, ConnectorKind};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::error::Answer;
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// What a connector is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    BreachProvider,
    Directory,
    Notifier,
}

/// How sure a provider's findings are.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum Tier {
    Low,
    Medium,
    High,
}

/// A loaded connector.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Connector {
    id: String,
    version: String,
    kind: Kind,
    display_name: String,
    /// Hosts that it asks for.
    hosts: Vec<String>,
    /// A provider's tier.
    confidence: Option<Tier>,
    /// What it can do beyond its kind's base.
    capabilities: Vec<String>,
    /// JSON Schema of its settings; secret ones carry `writeOnly`.
    #[schema(value_type = Object)]
    settings_schema: serde_json::Value,
    /// `ready`: only loaded connectors are listed.
    status: &'static str,
}

#[derive(Debug, Serialize, ToSchema)]
struct Connectors {
    items: Vec<Connector>,
}

fn view(info: ConnectorInfo) -> Connector {
    Connector {
        id: info.id,
        version: info.version,
        kind: match info.kind {
            ConnectorKind::BreachProvider => Kind::BreachProvider,
            ConnectorKind::Directory => Kind::Directory,
            ConnectorKind::Notifier => Kind::Notifier,
        },
        display_name: info.display_name,
        hosts: info.hosts,
        confidence: info.confidence.map(|tier| match tier {
            Confidence::Low => Tier::Low,
            Confidence::Medium => Tier::Medium,
            Confidence::High => Tier::High,
        }),
        capabilities: info.capabilities,
        settings_schema: info.settings_schema,
        status: "ready",
    }
}

/// The connectors that are loaded.
#[utoipa::path(get, path = "/api/console/connectors", tag = "connectors", operation_id = "listConnectors",
    security(("session" = [])), responses((status = 200, body = Connectors), SignedInOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Connectors>> {
    principal.require_member()?;
    Ok(Json(Connectors { items: app.services().connectors.list().into_iter().map(view).collect() }))
}
