//! The local certificate authority, for people who want their browser to trust the appliance.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use gatehouse_core::Error;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::error::{Answer, Envelope};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(download))
}

/// The certificate of the local CA. Open to everybody: it is what a browser needs before it can trust the sign-in page.
#[utoipa::path(get, path = "/api/console/ca.pem", tag = "tls", operation_id = "localCa",
    responses((status = 200, body = String, content_type = "application/x-pem-file"),
        (status = 404, body = Envelope, description = "The certificate comes from somewhere else.")))]
async fn download(State(app): State<App>) -> Answer<Response> {
    let pem = app.ca_pem().ok_or(Error::NotFound("local CA"))?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-pem-file"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"gatehouse-ca.pem\""),
    ];
    Ok((headers, pem.to_string()).into_response())
}
