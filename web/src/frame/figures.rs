//! How requests are counted: by what was asked for and how it ended, never by whom or about what.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use gatehouse_core::metrics::Word;

use crate::App;
use crate::frame::{Dialect, dialect};

/// What the route of a request is called that no route matched: a page of the console, or nothing.
const NONE: &str = "none";

/// The API that a route belongs to.
fn api(dialect: Dialect, route: &str) -> &'static str {
    match dialect {
        Dialect::Endpoint => "endpoint",
        Dialect::Scim => "scim",
        Dialect::Console if route.starts_with("/api/console/") => "console",
        Dialect::Console if route.starts_with("/api/") => "exposure",
        Dialect::Console => "other",
    }
}

/// Methods that nobody knows are one: callers could make up any number of them.
fn known(method: &Method) -> &'static str {
    let all = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    all.into_iter().find(|name| method == *name).unwrap_or("other")
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        500..=599 => "5xx",
        _ => "1xx",
    }
}

/// Counts a request that was answered. `route` is the pattern that matched it.
pub(super) fn count(app: &App, method: &Method, route: Option<String>, status: StatusCode, took: Duration) {
    let metrics = &app.services().platform.metrics;
    let route = route.map_or(Word::Borrowed(NONE), Word::Owned);
    let api = Word::Borrowed(api(dialect(), &route));
    metrics.request_seconds.took([api.clone(), route.clone()], took.as_secs_f64());
    metrics.requests.count([api, known(method).into(), route, class(status).into()]);
}

#[cfg(test)]
mod tests {
    use super::{api, known};
    use crate::frame::Dialect;

    #[test]
    fn what_callers_make_up_is_one() {
        assert_eq!(known(&axum::http::Method::PATCH), "PATCH");
        let made_up: axum::http::Method = "BREW".parse().unwrap_or_default();
        assert_eq!(known(&made_up), "other");
        assert_eq!(api(Dialect::Console, "none"), "other");
        assert_eq!(api(Dialect::Console, "/api/console/jobs/{id}"), "console");
        assert_eq!(api(Dialect::Console, "/api/auth/csrf"), "exposure");
    }
}
