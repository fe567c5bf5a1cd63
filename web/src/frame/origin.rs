//! Another site's pages must not change anything here with a visitor's cookie. Browsers say where a request comes from;
//! programs that say nothing carry no cookie that they were not given, and pass. So does whoever carries a token to the
//! endpoint API or to SCIM, which look at no cookie: no browser sends a token by itself.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::error::ApiError;
use crate::frame::dialect::{Dialect, carries_token, dialect};

pub(super) async fn same_origin(request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let authority = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let program = dialect() != Dialect::Console && carries_token(&request);
    if reads || program || is_same_origin(request.headers(), authority.as_deref()) {
        return next(request).await;
    }
    ApiError::Http(StatusCode::FORBIDDEN, "another site's page sent this request".into()).into_response()
}

/// `authority` is HTTP/2's `:authority`; HTTP/1.1 has the Host field.
fn is_same_origin(headers: &HeaderMap, authority: Option<&str>) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    let host = text(header::HOST).or(authority);
    let origin = origin.split_once("://").map(|(_, rest)| rest);
    origin.is_some() && origin.map(str::to_ascii_lowercase) == host.map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::HeaderMap;

    use super::is_same_origin;

    fn asked(fields: &[(&'static str, &'static str)]) -> bool {
        let fields = fields.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        is_same_origin(&HeaderMap::from_iter(fields), Some("gate.example"))
    }

    #[test]
    fn browsers_say_where_a_request_comes_from() {
        assert!(asked(&[("sec-fetch-site", "same-origin")]));
        assert!(!asked(&[("sec-fetch-site", "cross-site")]));
        assert!(!asked(&[("sec-fetch-site", "same-site")]), "a sibling of our host is not us");
        assert!(asked(&[("host", "gate.example:8443"), ("origin", "https://gate.example:8443")]));
        assert!(!asked(&[("host", "gate.example:8443"), ("origin", "https://gate.example")]));
        assert!(!asked(&[("host", "gate.example"), ("origin", "null")]));
        assert!(asked(&[("origin", "https://Gate.example")]), "HTTP/2 names the host in :authority");
    }

    #[test]
    fn programs_that_say_nothing_pass() {
        assert!(asked(&[("host", "gate.example")]));
    }
}
