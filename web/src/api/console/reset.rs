//! Choosing a new password by the link of a mail.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::error::{Answer, Envelope};
use crate::extract::Json;
use crate::frame::Client;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(complete))
}

/// A new password, and the right to set it.
#[derive(Deserialize, ToSchema)]
struct PasswordReset {
    /// From the link in the mail.
    token: String,
    /// 12 to 128 characters, and in no list of breached passwords.
    #[schema(format = Password)]
    password: String,
}

/// Sets a new password. The token is good for 30 minutes and once; sessions and access tokens end, two-factor sign-in
/// stays on.
#[utoipa::path(post, path = "/api/console/reset", tag = "account", operation_id = "completeReset",
    request_body = PasswordReset,
    responses((status = 204, description = "The new password is set; sign in with it."),
        (status = 400, body = Envelope, description = "The token is not good any more, or the password breaks the rule."),
        (status = 429, body = Envelope, description = "Too many tries.")))]
async fn complete(
    State(app): State<App>,
    client: Client,
    Json(asked): Json<PasswordReset>,
) -> Answer<StatusCode> {
    app.access().complete_reset(&asked.token, &asked.password, client.address).await?;
    Ok(StatusCode::NO_CONTENT)
}
