//! Who calls, and what every handler takes from a request.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use gatehouse_core::access::Principal;
use gatehouse_core::scim::Desk;
use gatehouse_core::store::Id;
use gatehouse_core::{Error, request, scim};
use serde_json::Value;

use crate::App;
use crate::error::ApiError;
use crate::extract::{Home, RawJson, bearer};
use crate::frame::Client;

/// An identity provider that came with its connection's token; 429 when it came too often, 401 for everybody else. Which
/// connections there are is told to nobody: one that does not exist refuses every token.
#[derive(Debug)]
pub(super) struct Door {
    app: App,
    principal: Principal,
    base: String,
    /// The resource that the path names; empty when it names none.
    pub(super) id: String,
}

impl Door {
    /// Bytes of a body.
    pub(super) fn body_limit(&self) -> usize {
        self.app.config().limits.body
    }

    /// Where the connection's requests are done.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for everybody but an identity provider.
    pub(super) fn desk(&self) -> Result<Desk, ApiError> {
        Ok(Desk::new(self.app.services(), self.principal.clone(), &self.base)?)
    }
}

impl FromRequestParts<App> for Door {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let mut path = path.map(|Path(path)| path).unwrap_or_default();
        let connection: Id = path
            .remove("connection")
            .and_then(|text| text.parse().ok())
            .ok_or(ApiError::Core(Error::Unauthenticated))?;
        let client = parts.extensions.get::<Client>().copied().unwrap_or_default();
        let principal =
            app.access().authenticate_connection(connection, bearer(&parts.headers), client.address)?;
        request::note_organization(principal.scope().org());
        let base = Home::of(parts, app).at(&format!("/api/scim/{connection}"));
        Ok(Self { app: app.clone(), principal, base, id: path.remove("id").unwrap_or_default() })
    }
}

/// A JSON body. What is no JSON is refused with `invalidSyntax`.
#[derive(Debug)]
pub(super) struct Body(pub(super) Value);

impl FromRequest<App> for Body {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let RawJson(bytes) = RawJson::from_request(request, app).await?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|cause| ApiError::invalid("", format!("the body is no JSON: {cause}")))
    }
}

/// The versions that the client may have seen: `If-Match`.
#[derive(Debug)]
pub(super) struct IfMatch(pub(super) Option<String>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        Ok(Self(joined(&parts.headers, &header::IF_MATCH)))
    }
}

/// The versions that the client has: `If-None-Match`.
#[derive(Debug)]
pub(super) struct IfNoneMatch(Option<String>);

impl IfNoneMatch {
    /// Whether the client has this version.
    pub(super) fn has(&self, version: &str) -> bool {
        self.0.as_deref().is_some_and(|list| scim::names_version(list, version))
    }
}

impl FromRequestParts<App> for IfNoneMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        Ok(Self(joined(&parts.headers, &header::IF_NONE_MATCH)))
    }
}

fn joined(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    (!values.is_empty()).then(|| values.join(","))
}
