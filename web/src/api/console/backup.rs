//! A backup while the appliance works.

use std::io::{self, Write};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use gatehouse_core::access::Principal;
use gatehouse_core::audit::{self, Entry};
use gatehouse_core::{Error, backup, tenancy};
use serde::Deserialize;
use tokio::sync::mpsc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::error::{Answer, Envelope};
use crate::extract::Json;

/// Bytes that go out at a time.
const PIECE: usize = 64 << 10;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(write))
}

/// What seals the key inside a backup.
#[derive(Deserialize, ToSchema)]
struct Passphrase {
    /// At least 12 characters. Without it the secrets in the backup are lost.
    passphrase: String,
}

/// Answers one consistent file of everything that is committed now, while writes go on. Only for admins of the
/// organization that runs the appliance. A file that was cut short does not end in its own checksum and is refused by
/// `gatehouse restore`.
#[utoipa::path(post, path = "/api/console/backup", tag = "operations", operation_id = "backup",
    request_body = Passphrase, security(("session" = [])),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 400, body = Envelope), AdminOnly))]
async fn write(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<Passphrase>,
) -> Answer<Response> {
    principal.require_admin()?;
    let (platform, blobs) = (app.services().platform.clone(), app.services().blobs.clone());
    tenancy::require_operator(&platform, &principal)?;
    if asked.passphrase.chars().count() < backup::MIN_PASSPHRASE {
        return Err(
            Error::invalid("passphrase", format!("at least {} characters", backup::MIN_PASSPHRASE)).into()
        );
    }
    let entry = Entry::by(&platform, &principal, "backup.written");
    app.services().org(&principal).write(move |writer| audit::record(writer, &entry)).await?;

    let (pieces, outgoing) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let failures = pieces.clone();
        let out = io::BufWriter::with_capacity(PIECE, Pieces(pieces));
        if let Err(cause) = backup::write(&platform, &blobs, &asked.passphrase, out) {
            tracing::warn!(%cause, "a backup was cut short");
            // The stream breaks, so that the client does not take half a file for a whole one.
            drop(failures.blocking_send(Err(io::Error::other("the backup failed"))));
        }
    });
    let pieces = futures::stream::unfold(outgoing, async |mut outgoing: mpsc::Receiver<_>| {
        outgoing.recv().await.map(|piece| (piece, outgoing))
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    let name = HeaderValue::from_static("attachment; filename=\"gatehouse.backup\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// A writer whose bytes are a response's body.
struct Pieces(mpsc::Sender<io::Result<Bytes>>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .blocking_send(Ok(Bytes::copy_from_slice(bytes)))
            .map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "the client went away"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
