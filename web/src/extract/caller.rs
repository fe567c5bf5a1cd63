//! Who calls an API that knows no cookies: a member by a token, or a program by an API key.
//!
//! A token comes in `Authorization: Bearer`, a key in `X-API-Key` or as Bearer too. A member acts in the first of their
//! organizations unless the header `X-Organization-Id` or the query's `organization_id` names another of theirs.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use gatehouse_core::access::Principal;
use gatehouse_core::store::Id;
use gatehouse_core::{Error, request};

use crate::App;
use crate::error::ApiError;
use crate::frame::Client;

/// How every API key begins.
const KEY_PREFIX: &str = "gh_";

/// Whoever a token or an API key stands for; 401 for everybody else. Which of them may call is for the handler's first
/// line to say.
#[derive(Debug, Clone)]
pub struct Caller(pub Principal);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Credential {
    Token(String),
    Key(String),
}

/// The text after `Bearer`, whatever its case.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, text) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| text.trim())
}

/// The one credential that the request carries.
fn credential(headers: &HeaderMap) -> Result<Credential, ApiError> {
    let mut found: Vec<Credential> = Vec::new();
    for value in headers.get_all(header::AUTHORIZATION) {
        let text = value.to_str().ok().and_then(bearer).ok_or(Error::Unauthenticated)?.to_owned();
        found.push(if text.starts_with(KEY_PREFIX) {
            Credential::Key(text)
        } else {
            Credential::Token(text)
        });
    }
    for value in headers.get_all("x-api-key") {
        let text = value.to_str().map_err(|_| Error::Unauthenticated)?;
        found.push(Credential::Key(text.trim().to_owned()));
    }
    let first = found.pop().ok_or(Error::Unauthenticated)?;
    if found.iter().any(|other| *other != first) {
        return Err(ApiError::invalid("", "send one credential: a token or an API key, not several"));
    }
    Ok(first)
}

/// The organization that the request names, in the header or in the query.
fn organization(parts: &Parts) -> Result<Option<Id>, ApiError> {
    let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let mut asked: Vec<String> =
        query.filter(|(name, _)| name == "organization_id").map(|(_, value)| value.into_owned()).collect();
    if asked.len() > 1 {
        return Err(ApiError::invalid("organization_id", "is given twice"));
    }
    let headers = parts.headers.get_all("x-organization-id").iter();
    asked.extend(headers.map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned()));
    let Some(first) = asked.pop() else { return Ok(None) };
    if asked.iter().any(|other| *other != first) {
        return Err(ApiError::invalid("organization_id", "header and query name different organizations"));
    }
    // What is no id names nobody's organization.
    first.parse().map(Some).map_err(|_| Error::NotFound("organization").into())
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let credential = credential(&parts.headers)?;
        let organization = organization(parts);
        let address = parts.extensions.get::<Client>().and_then(|client| client.address);
        let principal = match credential {
            Credential::Key(secret) => app.access().authenticate_key(&secret, address)?,
            // An organization that cannot be read is none of theirs; first of all the token must be good.
            Credential::Token(token) => {
                let named = organization.clone().ok().flatten();
                app.access().authenticate_token(&token, named, address)?
            }
        };
        let principal = principal.ok_or(Error::Unauthenticated)?;
        // A key belongs to one organization.
        if organization?.is_some_and(|named| named != principal.scope().org()) {
            return Err(Error::NotFound("organization").into());
        }
        request::note_organization(principal.scope().org());
        Ok(Self(principal))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::{HeaderMap, Request, StatusCode};
    use axum::response::IntoResponse as _;

    use super::{Credential, credential, organization};

    fn carried(fields: &[(&'static str, &'static str)]) -> Result<Credential, StatusCode> {
        let fields = fields.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let mut headers = HeaderMap::new();
        fields.for_each(|(name, value): (axum::http::HeaderName, axum::http::HeaderValue)| {
            headers.append(name, value);
        });
        credential(&headers).map_err(|refusal| refusal.into_response().status())
    }

    #[test]
    fn a_token_and_a_key_are_told_apart() {
        let key = Ok(Credential::Key("gh_1".into()));
        assert_eq!(carried(&[("authorization", "Bearer a.b.c")]), Ok(Credential::Token("a.b.c".into())));
        assert_eq!(carried(&[("authorization", "bearer gh_1")]), key);
        assert_eq!(carried(&[("x-api-key", "gh_1")]), key);
        assert_eq!(carried(&[("x-api-key", "gh_1"), ("authorization", "Bearer gh_1")]), key);
    }

    #[test]
    fn none_is_refused_and_so_are_two() {
        let nobody = Err(StatusCode::UNAUTHORIZED);
        for fields in [&[][..], &[("authorization", "Basic YTpi")], &[("authorization", "Bearer")]] {
            assert_eq!(carried(fields), nobody, "{fields:?}");
        }
        let two = Err(StatusCode::BAD_REQUEST);
        assert_eq!(carried(&[("x-api-key", "gh_1"), ("authorization", "Bearer a.b.c")]), two);
        assert_eq!(carried(&[("x-api-key", "gh_1"), ("x-api-key", "gh_2")]), two);
    }

    #[test]
    fn an_organization_is_named_once() {
        let id = "0198b2f0-0000-7000-8000-000000000000";
        let named = |query: &str, header: Option<&str>| {
            let mut request = Request::get(format!("/alerts?{query}"));
            if let Some(header) = header {
                request = request.header("x-organization-id", header);
            }
            let (parts, ()) = request.body(()).unwrap().into_parts();
            organization(&parts).map_err(|refusal| refusal.into_response().status())
        };
        assert_eq!(named("", None), Ok(None));
        assert_eq!(named("", Some(id)), Ok(Some(id.parse().unwrap())));
        assert_eq!(named(&format!("organization_id={id}"), Some(id)), Ok(Some(id.parse().unwrap())));
        assert_eq!(named("organization_id=acme", None), Err(StatusCode::NOT_FOUND));
        assert_eq!(named(&format!("organization_id={id}"), Some("x")), Err(StatusCode::BAD_REQUEST));
        let twice = format!("organization_id={id}&organization_id={id}");
        assert_eq!(named(&twice, None), Err(StatusCode::BAD_REQUEST));
    }
}
