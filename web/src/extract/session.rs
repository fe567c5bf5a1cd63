//! The session cookie, and the principal behind it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;
use gatehouse_core::access::{Principal, SessionView};
use gatehouse_core::{Error, request};

use crate::App;
use crate::error::ApiError;
use crate::frame::Client;

/// Name of the session's cookie.
pub const SESSION_COOKIE: &str = "gatehouse.session";

/// The session of a request, or none: for the few handlers that answer anybody.
#[derive(Debug, Clone)]
pub struct Session(pub Option<SessionView>);

/// The token that the request's cookie holds, good or not.
pub fn session_token(parts: &Parts) -> Option<String> {
    CookieJar::from_headers(&parts.headers).get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned())
}

impl FromRequestParts<App> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Some(token) = session_token(parts) else { return Ok(Self(None)) };
        let address = parts.extensions.get::<Client>().and_then(|client| client.address);
        let session = app.access().authenticate(&token, address).await?;
        if let Some(session) = &session {
            request::note_organization(session.principal.scope().org());
        }
        Ok(Self(session))
    }
}

/// A signed-in member; 401 for everybody else.
impl FromRequestParts<App> for Principal {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Session(session) = Session::from_request_parts(parts, app).await?;
        session.map(|session| session.principal).ok_or(ApiError::Core(Error::Unauthenticated))
    }
}
