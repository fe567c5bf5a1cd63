//! Which API's words a request is answered in: known from its path before anything can refuse it.
//!
//! The endpoint API lives at the root, beside the console's pages. Some of its paths are the console's too: there a
//! browser that asks for a page gets the page.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};

use crate::extract::Session;
use crate::{App, pages};

/// How an answer is worded, errors above all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `{error, message, field}`: the exposure API, the console's own, and its pages.
    Console,
    /// `{success, message}`: the endpoint API (seed 000).
    Endpoint,
    /// The error schema of RFC 7644: SCIM.
    Scim,
}

tokio::task_local! {
    static DIALECT: Dialect;
}

/// First segments of the endpoint API's paths.
const ENDPOINT_ROOTS: [&str; 12] = [
    "login",
    "login_mfa",
    "reset_password",
    "user",
    "organization",
    "agents",
    "alerts",
    "alert",
    "collapsed-alerts",
    "crash_logs",
    "file-upload-url",
    "files",
];

/// Those under which the console has pages as well.
const SHARED_ROOTS: [&str; 3] = ["login", "agents", "alerts"];

/// The dialect of the request at work; the console's outside of one.
pub fn dialect() -> Dialect {
    DIALECT.try_with(|dialect| *dialect).unwrap_or(Dialect::Console)
}

/// Whether the request carries a credential that only a program sends by itself.
pub(super) fn carries_token(request: &Request) -> bool {
    let headers = request.headers();
    headers.contains_key(header::AUTHORIZATION) || headers.contains_key("x-api-key")
}

fn root(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

/// Whether a browser asks for a page: it names HTML, and carries no token.
fn asks_for_page(request: &Request) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let accepts = request.headers().get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut kinds = accepts.flat_map(|value| value.split(','));
    let html = kinds.any(|kind| kind.split(';').next().unwrap_or_default().trim() == "text/html");
    reads && html && !carries_token(request)
}

fn is_endpoint(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && ENDPOINT_ROOTS.contains(&root(path))
}

/// SCIM's own root, and the alias of it that stands at the root.
fn is_scim(path: &str) -> bool {
    ["/api/scim/", "/scim/v2/"].iter().any(|root| path.starts_with(root))
}

fn is_shared(path: &str) -> bool {
    is_endpoint(path) && SHARED_ROOTS.contains(&root(path))
}

fn of(request: &Request) -> Dialect {
    let path = request.uri().path();
    let page = is_shared(path) && asks_for_page(request);
    match () {
        () if is_scim(path) => Dialect::Scim,
        () if is_endpoint(path) && !page => Dialect::Endpoint,
        () => Dialect::Console,
    }
}

/// Keeps the dialect for as long as the request runs.
pub(super) async fn choose(request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    let dialect = of(&request);
    DIALECT.scope(dialect, next(request)).await
}

/// Answers with the console's page where an API's path is asked for as a page.
pub(super) async fn page_instead(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    if dialect() != Dialect::Console || !is_shared(request.uri().path()) {
        return next(request).await;
    }
    let (mut parts, _) = request.into_parts();
    let mut response = match Session::from_request_parts(&mut parts, app).await {
        Ok(session) => pages::serve(State(app.clone()), session, parts).await.into_response(),
        Err(refusal) => refusal.into_response(),
    };
    // The same address answers differently to a program.
    let vary = header::HeaderValue::from_static("accept, authorization, x-api-key");
    response.headers_mut().append(header::VARY, vary);
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::body::Body;
    use axum::http::Request;

    use super::{Dialect, of};

    const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    fn asked(method: &str, path: &str, fields: &[(&str, &str)]) -> Dialect {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        of(&request.body(Body::empty()).unwrap())
    }

    #[test]
    fn programs_reach_the_api_and_browsers_the_page() {
        for path in ["/alerts", "/alerts/1/x", "/agents", "/login", "/collapsed-alerts/paginated", "/files/x"]
        {
            assert_eq!(asked("GET", path, &[]), Dialect::Endpoint, "{path}");
            assert_eq!(asked("GET", path, &[("accept", "*/*")]), Dialect::Endpoint, "{path}");
            assert_eq!(asked("POST", path, &[("accept", BROWSER)]), Dialect::Endpoint, "{path}");
            for token in ["authorization", "x-api-key"] {
                let fields = [("accept", BROWSER), (token, "t")];
                assert_eq!(asked("GET", path, &fields), Dialect::Endpoint, "{path}");
            }
        }
        for path in ["/alerts", "/alerts/1", "/agents", "/login?next=%2F"] {
            assert_eq!(asked("GET", path, &[("accept", BROWSER)]), Dialect::Console, "{path}");
        }
        // A signed address is opened by browsers, and must not become a page.
        assert_eq!(asked("GET", "/files/x", &[("accept", BROWSER)]), Dialect::Endpoint);
    }

    #[test]
    fn whatever_else_there_is_speaks_as_the_console_does() {
        for path in ["/", "/api/alerts", "/alerts-old", "/filesystem", "//alerts", "/Alerts", "/employees"] {
            assert_eq!(asked("POST", path, &[]), Dialect::Console, "{path}");
        }
    }
}
