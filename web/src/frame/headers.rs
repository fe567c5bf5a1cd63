//! What every answer tells the browser about safety.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

use crate::frame::{Client, Dialect, dialect};

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'; manifest-src 'self'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

pub(super) async fn secure(request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    let secure = request.extensions().get::<Client>().is_some_and(|client| client.secure);
    let loopback = is_loopback_name(&request);
    let api = request.uri().path().starts_with("/api/") || dialect() != Dialect::Console;
    let mut response = next(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        // A handler may be stricter: files that people sent are put into a sandbox.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if secure && !loopback {
        // Half a year. Not for localhost: other servers on other ports of it would no longer be reached.
        let stay = HeaderValue::from_static("max-age=15768000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, stay);
    }
    if api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn is_loopback_name(request: &Request) -> bool {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or(request.uri().host()).unwrap_or_default();
    host == "localhost" || host.starts_with("localhost:")
}
