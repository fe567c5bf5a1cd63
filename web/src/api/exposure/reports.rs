//! Reports for whoever asks: CSV of any length as it is written, PDF of bounded length.

use std::io;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream::{self, Stream};
use gatehouse_core::access::Principal;
use gatehouse_core::report::{self, CsvExport, Format, Section};
use gatehouse_core::{Error, Result};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::SignedInOnly;
use crate::error::{Answer, Envelope};
use crate::extract::StrictQuery;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

/// What is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `all`, `exposure`, `employees`, `trends` or `compliance`; `all` unless told.
    section: Option<String>,
    /// `csv` or `pdf`; `csv` unless told.
    format: Option<String>,
}

/// The report as a file. CSV has every row and comes as it is written; PDF has charts and the rows that matter most, and
/// says how many it leaves out.
#[utoipa::path(get, path = "/api/reports/export", tag = "reports", operation_id = "exportReport",
    params(Asked), security(("session" = [])),
    responses(
        (status = 200, content((String = "text/csv"), (Vec<u8> = "application/pdf")),
            headers(("Content-Disposition" = String,
                description = "`attachment`, with the name `gatehouse_{company}_{section}_{date}.csv`."))),
        (status = 400, body = Envelope), SignedInOnly))]
async fn export(
    State(app): State<App>,
    principal: Principal,
    StrictQuery(asked): StrictQuery<Asked>,
) -> Answer<Response> {
    principal.require_member()?;
    let section: Section = asked.section.as_deref().unwrap_or("all").parse()?;
    let format: Format = asked.format.as_deref().unwrap_or("csv").parse()?;
    let (services, asker) = (app.services().clone(), principal.clone());
    let (body, name) = match format {
        Format::Csv => {
            let begun = tokio::task::spawn_blocking(move || begin(report::csv(&services, &asker, section)?));
            let (first, export) = begun.await.map_err(Error::internal)??;
            let name = export.file_name();
            (Body::from_stream(pieces(first, export)), name)
        }
        Format::Pdf => {
            let drawn = tokio::task::spawn_blocking(move || report::pdf(&services, &asker, section));
            let file = drawn.await.map_err(Error::internal)??;
            (Body::from(file.content), file.file_name)
        }
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    let attachment = format!("attachment; filename=\"{name}\"");
    headers.insert(header::CONTENT_DISPOSITION, attachment.parse().map_err(Error::internal)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The first piece before anything is answered, so that a store that cannot be read is a 503 and not half a file.
fn begin(mut export: CsvExport) -> Result<(Option<Vec<u8>>, CsvExport)> {
    Ok((export.next_piece()?, export))
}

/// The pieces. When reading fails on the way the connection breaks, so that nobody takes half a file for a whole one.
fn pieces(first: Option<Vec<u8>>, export: CsvExport) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold((first, export), move |(ready, mut export)| async move {
        let Some(piece) = ready else { return Ok(None) };
        // A slow reader holds no thread: each piece is asked for when the one before has gone.
        let next = tokio::task::spawn_blocking(move || export.next_piece().map(|next| (next, export)));
        let next = next.await.map_err(io::Error::other)?.map_err(|cause| {
            tracing::warn!(%cause, "a report was cut short");
            io::Error::other("the report was cut short")
        })?;
        Ok(Some((Bytes::from(piece), next)))
    })
}
