//! Addresses that answers name: always of this host, whatever a request asks for.

use axum::http::header;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use crate::App;
use crate::frame::Client;

/// The host that the request was sent to, when it names one.
fn authority(parts: &Parts) -> Option<Authority> {
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse().ok());
    host.or_else(|| parts.uri.authority().cloned())
}

/// `path` as an address of this host; as it is when the request does not say which host.
pub(crate) fn absolute(parts: &Parts, client: Client, path: &str) -> String {
    let scheme = if client.secure { "https" } else { "http" };
    authority(parts).map_or_else(|| path.to_owned(), |host| format!("{scheme}://{host}{path}"))
}

/// `path` as an address that others are told for good, as an identity provider is: of the public address where one is
/// configured.
pub(crate) fn own(app: &App, parts: &Parts, client: Client, path: &str) -> String {
    match &app.config().public_url {
        Some(public) => format!("{}{path}", public.trim_end_matches('/')),
        None => absolute(parts, client, path),
    }
}

/// The path to go to after signing in: the wanted one when it is ours, else `/`.
pub(super) fn after_sign_in(parts: &Parts, wanted: Option<&str>) -> String {
    let wanted = wanted.unwrap_or("/");
    let path = match wanted.split_once("://") {
        Some((_, rest)) => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let ours = authority(parts).is_some_and(|ours| ours.as_str().eq_ignore_ascii_case(host));
            if ours && !path.is_empty() { path } else { "/" }
        }
        None => wanted,
    };
    // `//host` and `/\host` leave this host in a browser.
    let stays = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    if stays { path } else { "/" }.to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::Request;

    use super::after_sign_in;

    #[test]
    fn nobody_is_sent_to_another_host() {
        let (parts, ()) = Request::builder().header("host", "gate.example").body(()).unwrap().into_parts();
        let after = |wanted| after_sign_in(&parts, Some(wanted));
        assert_eq!(after("/alerts?q=1"), "/alerts?q=1");
        assert_eq!(after("https://gate.example/alerts"), "/alerts");
        for wanted in
            ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
        {
            assert_eq!(after(wanted), "/", "{wanted}");
        }
    }
}
