//! Where others reach this appliance.

use gatehouse_core::access::Principal;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::error::Answer;
use crate::extract::{Home, Json};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show))
}

/// Where others reach this appliance.
#[derive(Debug, Serialize, ToSchema)]
struct Address {
    /// Scheme, host and port, without a slash at the end: the public URL where one is configured, else what this request was
    /// sent to. Addresses to enter at an identity provider, a SIEM or an agent begin with it.
    address: String,
}

/// Where others reach this appliance.
#[utoipa::path(get, path = "/api/console/address", tag = "account", operation_id = "getAddress",
    security(("session" = [])), responses((status = 200, body = Address), SignedInOnly))]
async fn show(principal: Principal, home: Home) -> Answer<Json<Address>> {
    principal.require_member()?;
    Ok(Json(Address { address: home.at("") }))
}
