//! Addresses that answers name: always of this appliance, whatever a request asks for.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use crate::App;
use crate::frame::Client;

/// Where this appliance is reached. Taken from the request only what the caller is told back: their own word for our name
/// does no harm to anybody else.
#[derive(Debug, Clone)]
pub struct Home {
    here: String,
    told: String,
}

impl Home {
    pub(crate) fn of(parts: &Parts, app: &App) -> Self {
        let secure = parts.extensions.get::<Client>().copied().unwrap_or_default().secure;
        let scheme = if secure { "https" } else { "http" };
        let here = authority(parts).map(|host| format!("{scheme}://{host}"));
        let config = app.config();
        let told = config.public_url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
        let told = told.or_else(|| here.clone()).unwrap_or_else(|| config.own_url.clone());
        Self { here: here.unwrap_or_default(), told }
    }

    /// `path` on the host that the request was sent to, as it is when the request does not say which: for a browser that is
    /// to go there.
    pub fn here(&self, path: &str) -> String {
        format!("{}{path}", self.here)
    }

    /// `path` as others are told for good, as an identity provider or an agent is: below the public URL where one is
    /// configured, else on the host that the request was sent to.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.told)
    }

    /// The path to go to after signing in: the wanted one when it is ours, else `/`.
    pub(crate) fn path_after_sign_in(&self, wanted: Option<&str>) -> String {
        let wanted = wanted.unwrap_or("/");
        let path = match wanted.split_once("://") {
            Some((_, rest)) => {
                let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                let ours =
                    self.here.split_once("://").is_some_and(|(_, ours)| ours.eq_ignore_ascii_case(host));
                if ours && !path.is_empty() { path } else { "/" }
            }
            None => wanted,
        };
        // `//host` and `/\host` leave this host in a browser.
        let stays =
            path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
        if stays { path } else { "/" }.to_owned()
    }
}

/// The host that the request was sent to, when it names one: HTTP/1.1 in a header, HTTP/2 in its target.
fn authority(parts: &Parts) -> Option<Authority> {
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse().ok());
    host.or_else(|| parts.uri.authority().cloned())
}

impl FromRequestParts<App> for Home {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts, app))
    }
}

#[cfg(test)]
mod tests {
    use super::Home;

    #[test]
    fn nobody_is_sent_to_another_host() {
        let home = Home { here: "https://gate.example".into(), told: "https://gate.example".into() };
        let after = |wanted| home.path_after_sign_in(Some(wanted));
        assert_eq!(after("/alerts?q=1"), "/alerts?q=1");
        assert_eq!(after("https://gate.example/alerts"), "/alerts");
        for wanted in
            ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
        {
            assert_eq!(after(wanted), "/", "{wanted}");
        }
    }
}
