//! A name for each request, shown in its answer and in every line that the log says about it; and that log's last line.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method};
use axum::response::Response;
use gatehouse_core::request;
use tracing::Instrument as _;

use crate::App;
use crate::frame::{Client, figures};

/// The id of the request at work; `-` outside of one.
pub fn request_id() -> String {
    request::id().unwrap_or_else(|| "-".into())
}

/// A caller's own id is kept when it cannot harm the log.
fn callers_own(request: &Request) -> Option<String> {
    let id = request.headers().get("x-request-id")?.to_str().ok()?;
    let harmless = (8..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    harmless.then(|| id.to_owned())
}

/// What agents send thousands of times a second: told only when it fails, or at level debug.
fn is_routine(method: &Method, path: &str) -> bool {
    *method == Method::POST && matches!(path, "/alerts" | "/agents/poll")
}

pub(super) async fn identify(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let id = callers_own(&request).unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
    let client = request.extensions().get::<Client>().copied().unwrap_or_default();
    let method = request.method().clone();
    // The matched pattern where there is one: paths hold ids, and queries hold what people search for.
    let route = request.extensions().get::<MatchedPath>().map(|matched| matched.as_str().to_owned());
    let path = route.clone().unwrap_or_else(|| request.uri().path().chars().take(200).collect::<String>());
    let version = request.version();
    let started = Instant::now();
    let span = tracing::info_span!("request", id = %id);
    let work = async {
        let response = next(request).await;
        figures::count(app, &method, route, response.status(), started.elapsed());
        let organization = request::organization();
        let quiet = response.status().is_success() && is_routine(&method, &path);
        macro_rules! tell {
            ($level:ident) => {
                tracing::$level!(
                    target: "gatehouse::access",
                    %method,
                    path,
                    status = response.status().as_u16(),
                    milliseconds = started.elapsed().as_millis() as u64,
                    client = client.address.map(tracing::field::display),
                    organization = organization.map(tracing::field::display),
                    version = ?version,
                )
            };
        }
        if quiet {
            tell!(debug)
        } else {
            tell!(info)
        }
        response
    };
    let mut response = request::within(id.clone(), work.instrument(span)).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
