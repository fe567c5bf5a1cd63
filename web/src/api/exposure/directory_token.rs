//! The token of a SCIM connection: what is shown of it, and how it is renewed.

use axum::body::Bytes;
use axum::extract::State;
use gatehouse_core::access::{self, Principal};
use gatehouse_core::directory;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, ApiError, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(renew_token))
}

/// What is shown of a SCIM connection's token.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScimState {
    /// All but the last four characters left out.
    token_hint: String,
    #[schema(format = DateTime)]
    token_created_at: String,
    /// Until when the token before it is good as well.
    #[schema(format = DateTime)]
    previous_token_until: Option<String>,
    /// How often an identity provider may call.
    requests_per_minute: u32,
}

impl From<access::ProvisioningView> for ScimState {
    fn from(view: access::ProvisioningView) -> Self {
        Self {
            token_hint: view.hint,
            token_created_at: view.made.rfc3339(),
            previous_token_until: view.former_until.map(|until| until.rfc3339()),
            requests_per_minute: view.per_minute,
        }
    }
}

/// How a token is renewed; no body at all is the same as an empty one.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TokenRequest {
    /// Seconds for which the token before it is good as well: 0 to thirty days, a day unless it is given.
    overlap_seconds: Option<i64>,
}

/// A new token.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TokenMade {
    /// It is shown this once.
    bearer_token: String,
    /// Until when the token before it is good as well.
    #[schema(format = DateTime)]
    previous_token_until: String,
}

/// Makes a new token for a SCIM connection. The one before it stays good for a while, so that the identity provider can be
/// given the new one without a gap.
#[utoipa::path(post, path = "/api/directory/{id}/token", tag = "directory", operation_id = "renewDirectoryToken",
    params(("id" = String, Path)), request_body(content = Option<TokenRequest>), security(("session" = [])),
    responses((status = 200, body = TokenMade), (status = 400, body = Envelope, description = "Not a SCIM connection."),
        (status = 404, body = Envelope), AdminOnly))]
async fn renew_token(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    body: Bytes,
) -> Answer<Json<TokenMade>> {
    principal.require_admin()?;
    let asked: TokenRequest = match body.is_empty() {
        true => TokenRequest::default(),
        false => serde_json::from_slice(&body).map_err(|_| {
            ApiError::invalid("overlapSeconds", "the body is empty or {\"overlapSeconds\": 86400}")
        })?,
    };
    let overlap = asked.overlap_seconds.unwrap_or(directory::DEFAULT_OVERLAP);
    let (bearer_token, until) = directory::renew_token(app.services(), &principal, id, overlap).await?;
    Ok(Json(TokenMade { bearer_token, previous_token_until: until.rfc3339() }))
}
