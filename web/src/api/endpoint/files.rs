//! Files behind signed addresses: put once by an agent, fetched by whoever was given the address.
//!
//! The signature in the path is the credential. What comes out was sent by strangers and may be a virus: a browser is told
//! to store it and to do nothing else with it.

use std::io::{self, Read};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::BytesMut;
use futures::{Stream, StreamExt as _, stream};
use gatehouse_core::endpoint::{MAX_FILE, Receiving};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::alerts::off_thread;
use super::envelope::Done;
use crate::App;
use crate::error::{Answer, ApiError, Refusal};
use crate::extract::{Json, PathText};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(put, get))
}

/// Bytes that are written or read at once.
const PIECE: usize = 256 << 10;
/// What RFC 8187 lets stand in a file's name as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Takes in a file at an address of `/file-upload-url`: once, with the `Content-Type` that was announced, up to 100 MiB.
/// One that breaks off leaves nothing, and may be sent again.
#[utoipa::path(put, path = "/files/{token}", tag = "files", operation_id = "putFile",
    params(("token" = String, Path)),
    request_body(content_type = "application/octet-stream", content = Vec<u8>),
    responses((status = 200, body = Done),
        (status = 400, body = Refusal, description = "It broke off, or is not what was announced."),
        (status = 403, body = Refusal, description = "The address is no longer good."),
        (status = 404, body = Refusal, description = "The address never was good."),
        (status = 409, body = Refusal, description = "The address was used, or another file of that name is there."),
        (status = 413, body = Refusal)))]
async fn put(
    State(app): State<App>,
    PathText(token): PathText<String>,
    request: Request,
) -> Answer<Json<Done>> {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().to_owned();
    let announced = announced(request.headers());
    if announced.is_some_and(|bytes| bytes > MAX_FILE) {
        return Err(ApiError::too_large(MAX_FILE));
    }
    let endpoint = app.endpoint().clone();
    let receiving = off_thread(move || endpoint.open_upload(&token, &media_type, announced)).await?;
    receive(receiving, request.into_body()).await?.finish().await?;
    Ok(Json(Done::of("File uploaded successfully")))
}

async fn receive(mut receiving: Receiving, body: Body) -> Result<Receiving, ApiError> {
    let mut chunks = body.into_data_stream();
    let (mut waiting, mut bytes) = (BytesMut::with_capacity(PIECE), 0);
    loop {
        let chunk = chunks.next().await.transpose();
        let chunk =
            chunk.map_err(|_| ApiError::Http(StatusCode::BAD_REQUEST, "the upload broke off".into()))?;
        let is_last = chunk.is_none();
        if let Some(chunk) = chunk {
            bytes += chunk.len() as u64;
            if bytes > MAX_FILE {
                return Err(ApiError::too_large(MAX_FILE));
            }
            waiting.extend_from_slice(&chunk);
        }
        if waiting.len() >= PIECE || is_last {
            // A slow sender holds no thread.
            let piece = waiting.split().freeze();
            receiving = off_thread(move || receiving.write(&piece).map(|()| receiving)).await?;
        }
        if is_last {
            return Ok(receiving);
        }
    }
}

/// Answers a file at an address of a download.
#[utoipa::path(get, path = "/files/{token}", tag = "files", operation_id = "getFile",
    params(("token" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 403, body = Refusal, description = "The address is no longer good."),
        (status = 404, body = Refusal, description = "The address never was good, or the file is gone.")))]
async fn get(State(app): State<App>, PathText(token): PathText<String>) -> Answer<Response> {
    let endpoint = app.endpoint().clone();
    let download = off_thread(move || endpoint.open_download(&token)).await?;
    let mut response = Body::from_stream(pieces(download.reader)).into_response();
    let headers = response.headers_mut();
    let name = disposition(&download.file_name);
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(download.bytes));
    for (name, value) in [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'; frame-ancestors 'none'"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// `attachment` with the name in the form that knows every character (RFC 6266, RFC 8187).
fn disposition(name: &str) -> HeaderValue {
    let text = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

/// A file piece by piece; when reading fails the connection breaks.
fn pieces(reader: Box<dyn Read + Send>) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(reader, async |mut reader: Box<dyn Read + Send>| {
        let read = move || {
            let mut piece = Vec::with_capacity(PIECE);
            (&mut reader).take(PIECE as u64).read_to_end(&mut piece)?;
            Ok((!piece.is_empty()).then(|| (Bytes::from(piece), reader)))
        };
        let outcome = tokio::task::spawn_blocking(read).await.map_err(io::Error::other)?;
        outcome.inspect_err(|cause| tracing::warn!(%cause, "a download was cut short"))
    })
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        for (name, shown) in [
            ("crash 7.zip", "attachment; filename*=UTF-8''crash%207.zip"),
            (
                "a\"; x=\r\nSet-Cookie: y",
                "attachment; filename*=UTF-8''a%22%3B%20x%3D%0D%0ASet-Cookie%3A%20y",
            ),
            ("käse", "attachment; filename*=UTF-8''k%C3%A4se"),
        ] {
            assert_eq!(disposition(name), shown);
        }
    }
}
