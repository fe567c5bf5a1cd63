//! Addresses of signed files.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};

use crate::App;
use crate::frame::Client;

/// `path` as an address that the caller can use: below the public URL where one is configured, else on the host that
/// the request was sent to. It is told to nobody but the caller, so their own word for our name does no harm.
pub(crate) fn absolute(app: &App, headers: &HeaderMap, client: Client, path: &str) -> String {
    if let Some(public) = &app.config().public_url {
        return format!("{public}{path}");
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    let scheme = if client.secure { "https" } else { "http" };
    match host {
        Some(host) => format!("{scheme}://{host}{path}"),
        None => format!("{}{path}", app.config().own_url),
    }
}
