//! Following an invitation's link: what it offers, and becoming a member.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::{Acceptance, InvitationOffer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::words::MemberRole;
use crate::error::{Answer, Envelope};
use crate::extract::Json;
use crate::frame::Client;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(look)).routes(routes!(accept))
}

/// Whoever holds a link.
#[derive(Deserialize, ToSchema)]
struct InvitationToken {
    /// From the link.
    token: String,
}

/// What a link offers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct InvitationOffered {
    email: String,
    /// Id of the organization: for signing in at its provider.
    organization_id: String,
    organization_name: String,
    role: MemberRole,
    /// Who invited.
    invited_by: String,
    #[schema(format = DateTime)]
    expires: String,
    /// What single sign-on is called there; null without it. Whoever signs in so with the invited address is a member.
    single_sign_on: Option<String>,
    /// Whether a password may be chosen.
    passwords: bool,
}

impl From<InvitationOffer> for InvitationOffered {
    fn from(offer: InvitationOffer) -> Self {
        Self {
            email: offer.email,
            organization_id: offer.organization.to_string(),
            organization_name: offer.organization_name,
            role: offer.role.into(),
            invited_by: offer.by,
            expires: offer.expires.rfc3339(),
            single_sign_on: offer.single_sign_on,
            passwords: offer.passwords,
        }
    }
}

/// What an invitation's link offers. Asking uses nothing up.
#[utoipa::path(post, path = "/api/console/invitation/look", tag = "account", operation_id = "lookAtInvitation",
    request_body = InvitationToken,
    responses((status = 200, body = InvitationOffered),
        (status = 400, body = Envelope, description = "The link is not good any more."),
        (status = 429, body = Envelope, description = "Too many tries.")))]
async fn look(
    State(app): State<App>,
    client: Client,
    Json(asked): Json<InvitationToken>,
) -> Answer<Json<InvitationOffered>> {
    Ok(Json(app.access().invitation_offer(&asked.token, client.address)?.into()))
}

/// Somebody accepts, with a password of their own.
#[derive(Deserialize, ToSchema)]
struct InvitationAccepted {
    /// From the link.
    token: String,
    /// What they are called; the address's local part when left out.
    #[serde(default)]
    name: String,
    /// 12 to 128 characters, and in no list of breached passwords.
    #[schema(format = Password)]
    password: String,
}

/// Makes whoever holds the link a member. They sign in afterwards.
#[utoipa::path(post, path = "/api/console/invitation/accept", tag = "account", operation_id = "acceptInvitation",
    request_body = InvitationAccepted,
    responses((status = 204, description = "They are a member; sign in with the password."),
        (status = 400, body = Envelope, description = "The link is not good any more, or the password breaks the rule."),
        (status = 409, body = Envelope, description = "The address is a member's meanwhile, or only single sign-on is used."),
        (status = 429, body = Envelope, description = "Too many tries.")))]
async fn accept(
    State(app): State<App>,
    client: Client,
    Json(asked): Json<InvitationAccepted>,
) -> Answer<StatusCode> {
    let InvitationAccepted { token, name, password } = asked;
    app.access().accept_invitation(Acceptance { token, name, password }, client.address).await?;
    Ok(StatusCode::NO_CONTENT)
}
