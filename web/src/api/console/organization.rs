//! The organization's own settings.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::store::Id;
use gatehouse_core::tenancy::{self, OrganizationChange};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::words::{NotificationPreference, OrganizationType};
use crate::api::{AdminOnly, SignedInOnly};
use crate::error::{Answer, Envelope};
use crate::extract::Json;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, change))
}

/// An organization's settings.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OrganizationSettings {
    id: String,
    name: String,
    /// Who is told of endpoint alerts by mail; empty for nobody.
    contact_email: String,
    /// Who is told by text message; empty for nobody.
    contact_phone: String,
    notification_preferences: NotificationPreference,
    organization_type: OrganizationType,
    /// Id of the MSSP that may act for it.
    managed_by: Option<String>,
    /// IANA name.
    time_zone: String,
    /// Whether a password for uninstalling agents is set; the password itself is never shown.
    has_uninstall_password: bool,
    /// Raised by each change.
    version: u64,
}

impl OrganizationSettings {
    fn of(id: Id, row: tenancy::Organization) -> Self {
        Self {
            id: id.to_string(),
            has_uninstall_password: row.has_uninstall_password(),
            name: row.name,
            contact_email: row.contact_email,
            contact_phone: row.contact_phone,
            notification_preferences: row.notification_preferences.into(),
            organization_type: row.organization_type.into(),
            managed_by: row.managed_by.map(|id| id.to_string()),
            time_zone: row.time_zone,
            version: row.version,
        }
    }
}

/// The organization's settings.
#[utoipa::path(get, path = "/api/console/organization", tag = "organization", operation_id = "getOrganization",
    security(("session" = [])), responses((status = 200, body = OrganizationSettings), SignedInOnly))]
async fn show(State(app): State<App>, principal: Principal) -> Answer<Json<OrganizationSettings>> {
    principal.require_member()?;
    let row = tenancy::get(&app.services().platform, &principal)?;
    Ok(Json(OrganizationSettings::of(principal.scope().org(), row)))
}

/// What changes; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OrganizationPatch {
    name: Option<String>,
    contact_email: Option<String>,
    contact_phone: Option<String>,
    notification_preferences: Option<NotificationPreference>,
    /// The operator's to change.
    organization_type: Option<OrganizationType>,
    /// Id of an MSSP, or null for none; the operator's to change.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    managed_by: Option<Option<String>>,
    time_zone: Option<String>,
    /// 6 to 128 characters; empty takes it away.
    #[schema(format = Password)]
    uninstall_password: Option<String>,
    /// The version that was seen; another one answers 409. Left out, it changes whatever there is.
    version: Option<u64>,
}

/// Tells null from what is left out.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// `contact_email` as this API names it, `contactEmail`.
fn camel(error: Error) -> Error {
    let Error::Invalid { field, reason } = error else { return error };
    let mut name = String::with_capacity(field.len());
    let mut upper = false;
    for c in field.chars() {
        match c {
            '_' => upper = true,
            c if upper => {
                name.push(c.to_ascii_uppercase());
                upper = false;
            }
            c => name.push(c),
        }
    }
    Error::Invalid { field: name, reason }
}

/// Changes the organization's settings.
#[utoipa::path(patch, path = "/api/console/organization", tag = "organization", operation_id = "changeOrganization",
    request_body = OrganizationPatch, security(("session" = [])),
    responses((status = 200, body = OrganizationSettings), (status = 400, body = Envelope),
        (status = 409, body = Envelope, description = "It was changed meanwhile, or the name is taken."), AdminOnly))]
async fn change(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<OrganizationPatch>,
) -> Answer<Json<OrganizationSettings>> {
    principal.require_admin()?;
    let manager = |id: String| id.parse().map_err(|_| Error::invalid("managedBy", "is no id"));
    let managed_by = match asked.managed_by {
        None => None,
        Some(None) => Some(None),
        Some(Some(id)) => Some(Some(manager(id)?)),
    };
    let change = OrganizationChange {
        name: asked.name,
        contact_email: asked.contact_email,
        contact_phone: asked.contact_phone,
        notification_preferences: asked.notification_preferences.map(Into::into),
        organization_type: asked.organization_type.map(Into::into),
        managed_by,
        time_zone: asked.time_zone,
        uninstall_password: asked.uninstall_password,
        version: asked.version,
    };
    let row = app.access().update_organization(&principal, change).await.map_err(camel)?;
    Ok(Json(OrganizationSettings::of(principal.scope().org(), row)))
}
