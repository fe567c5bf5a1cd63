//! Organizations: those that a member works for, and how they are told.

use axum::extract::State;
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::store::Id;
use gatehouse_core::tenancy::{self, OrganizationChange};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::{Data, Told};
use super::fields::{Version, known, nullable, present};
use crate::App;
use crate::api::words::{NotificationPreference, OrganizationType};
use crate::api::{AdminsOnly, MembersOnly};
use crate::error::{Answer, Refusal};
use crate::extract::{Caller, Json, PathText};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(update))
        .routes(routes!(update_preferences))
}

/// An organization.
#[derive(Debug, Serialize, ToSchema)]
struct Organization {
    entity_id: String,
    /// To be sent back with a change; raised by each.
    version: String,
    name: String,
    contact_email: String,
    contact_phone: String,
    notification_preferences: NotificationPreference,
    organization_type: OrganizationType,
    /// The MSSP that may act for it.
    managed_by: Option<String>,
}

impl Organization {
    fn of(id: Id, row: tenancy::Organization) -> Self {
        Self {
            entity_id: id.to_string(),
            version: row.version.to_string(),
            name: row.name,
            contact_email: row.contact_email,
            contact_phone: row.contact_phone,
            notification_preferences: row.notification_preferences.into(),
            organization_type: row.organization_type.into(),
            managed_by: row.managed_by.map(|id| id.to_string()),
        }
    }
}

/// The organizations that the member works for: their own, then those that it manages.
#[utoipa::path(get, path = "/user/organizations", tag = "organizations", operation_id = "listOrganizations",
    security(("bearer" = [])), responses((status = 200, body = Data<Vec<Organization>>), MembersOnly))]
async fn list(State(app): State<App>, Caller(principal): Caller) -> Answer<Json<Data<Vec<Organization>>>> {
    principal.require_member()?;
    let rows = app.access().organizations(&principal)?;
    Ok(Json(Data::of(rows.into_iter().map(|(id, row, _)| Organization::of(id, row)).collect())))
}

/// The caller at work for the organization that they name.
fn at_work_for(app: &App, principal: &Principal, organization: &str) -> Result<Principal, Error> {
    app.access().organization_principal(principal, known(organization, "organization")?)
}

/// One of the member's organizations.
#[utoipa::path(get, path = "/organization/{organization_id}", tag = "organizations",
    operation_id = "getOrganization", params(("organization_id" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = Data<Organization>), (status = 404, body = Refusal), MembersOnly))]
async fn show(
    State(app): State<App>,
    Caller(principal): Caller,
    PathText(organization): PathText<String>,
) -> Answer<Json<Data<Organization>>> {
    principal.require_member()?;
    let principal = at_work_for(&app, &principal, &organization)?;
    let row = tenancy::get(&app.services().platform, &principal)?;
    Ok(Json(Data::of(Organization::of(principal.scope().org(), row))))
}

/// What is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
struct Change {
    /// The organization that the caller is at work for, unless it is told.
    #[serde(default, deserialize_with = "present")]
    entity_id: Option<String>,
    /// The version that the change was made from; with another nothing is changed. Not looked at when left out.
    #[serde(default, deserialize_with = "present")]
    version: Option<Version>,
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    contact_email: Option<String>,
    #[serde(default, deserialize_with = "present")]
    contact_phone: Option<String>,
    #[serde(default, deserialize_with = "present")]
    notification_preferences: Option<NotificationPreference>,
    #[serde(default, deserialize_with = "present")]
    organization_type: Option<OrganizationType>,
    /// The MSSP that may act for it; null or an empty text for nobody.
    #[serde(default, deserialize_with = "nullable")]
    managed_by: Option<Option<String>>,
    /// What an agent must be told before it goes. Never shown again.
    #[serde(default, deserialize_with = "present")]
    uninstall_password: Option<String>,
}

fn manager(text: Option<String>) -> Result<Option<Id>, Error> {
    let text = text.filter(|text| !text.is_empty());
    let id =
        text.map(|text| text.parse().map_err(|_| Error::invalid("managed_by", "names no MSSP organization")));
    id.transpose()
}

/// Changes an organization. Its type and who manages it are the operator's to change.
#[utoipa::path(put, path = "/organization", tag = "organizations", operation_id = "updateOrganization",
    request_body = Change, security(("bearer" = [])),
    responses((status = 200, body = Told<Organization>), (status = 400, body = Refusal),
        (status = 404, body = Refusal), (status = 409, body = Refusal), AdminsOnly))]
async fn update(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<Change>,
) -> Answer<Json<Told<Organization>>> {
    principal.require_admin()?;
    let principal = match &asked.entity_id {
        Some(id) => at_work_for(&app, &principal, id)?,
        None => principal,
    };
    let change = OrganizationChange {
        name: asked.name,
        contact_email: asked.contact_email,
        contact_phone: asked.contact_phone,
        notification_preferences: asked.notification_preferences.map(Into::into),
        organization_type: asked.organization_type.map(Into::into),
        managed_by: asked.managed_by.map(manager).transpose()?,
        uninstall_password: asked.uninstall_password,
        version: asked.version.map(|version| version.0),
        ..OrganizationChange::default()
    };
    let row = app.access().update_organization(&principal, change).await?;
    let view = Organization::of(principal.scope().org(), row);
    Ok(Json(Told::of("Organization updated successfully", view)))
}

/// How the organization is told of new alerts.
#[derive(Debug, Deserialize, ToSchema)]
struct Preferences {
    notification_preferences: NotificationPreference,
    #[serde(default, deserialize_with = "present")]
    contact_phone: Option<String>,
    /// The version that the change was made from. Not looked at when left out.
    #[serde(default, deserialize_with = "present")]
    version: Option<Version>,
}

/// Changes how the organization is told of new alerts.
#[utoipa::path(put, path = "/organization/notification-preferences", tag = "organizations",
    operation_id = "updateNotificationPreferences", request_body = Preferences, security(("bearer" = [])),
    responses((status = 200, body = Told<Organization>), (status = 400, body = Refusal),
        (status = 409, body = Refusal), AdminsOnly))]
async fn update_preferences(
    State(app): State<App>,
    Caller(principal): Caller,
    Json(asked): Json<Preferences>,
) -> Answer<Json<Told<Organization>>> {
    principal.require_admin()?;
    let change = OrganizationChange {
        notification_preferences: Some(asked.notification_preferences.into()),
        contact_phone: asked.contact_phone,
        version: asked.version.map(|version| version.0),
        ..OrganizationChange::default()
    };
    let row = app.access().update_organization(&principal, change).await?;
    let view = Organization::of(principal.scope().org(), row);
    Ok(Json(Told::of("Notification preferences updated successfully", view)))
}
