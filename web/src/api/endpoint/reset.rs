//! The mail that lets somebody choose a new password.

use std::net::IpAddr;

use axum::extract::State;
use gatehouse_core::{Error, notify};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::envelope::Done;
use crate::App;
use crate::error::{Answer, Refusal};
use crate::extract::Json;
use crate::frame::Client;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(reset_password))
}

/// Whose password.
#[derive(Debug, Deserialize, ToSchema)]
struct Forgotten {
    email: String,
}

/// Sends a mail with a link that sets a new password, valid for 30 minutes and once. Answers the same whether anybody
/// has the address.
#[utoipa::path(post, path = "/reset_password", tag = "session", operation_id = "resetPassword",
    request_body = Forgotten,
    responses((status = 200, body = Done), (status = 400, body = Refusal)))]
async fn reset_password(
    State(app): State<App>,
    client: Client,
    Json(asked): Json<Forgotten>,
) -> Answer<Json<Done>> {
    // After the answer, so that its time does not tell whether there is somebody to write to.
    tokio::spawn(async move {
        if let Err(cause) = send(&app, &asked.email, client.address).await {
            tracing::warn!(%cause, "no mail was sent to reset a password");
        }
    });
    Ok(Json(Done::of("Password reset email has been sent")))
}

async fn send(app: &App, email: &str, address: Option<IpAddr>) -> Result<(), Error> {
    let Some(reset) = app.access().begin_reset(email, address).await? else { return Ok(()) };
    let text = text(app.config().mail_url(), &reset.token);
    let services = app.services();
    let outbox = services.outbox.clone();
    services
        .platform
        .store
        .org(reset.scope)
        .write(move |writer| {
            notify::put_mail(writer, &outbox, &reset.email, "Choose a new password for Gatehouse", &text)
        })
        .await?;
    services.outbox.wake();
    Ok(())
}

fn text(home: &str, token: &str) -> String {
    format!(
        "Somebody asked to choose a new password for your account at {home}.\n\n\
         If that was you, open this link within 30 minutes. It works once:\n\n\
         {home}/reset?token={token}\n\n\
         If it was not you, do nothing: your password stays as it is.\n"
    )
}
