//! What the path holds: an id, or texts.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use gatehouse_core::Error;
use gatehouse_core::store::Id;
use serde::de::DeserializeOwned;

use crate::App;
use crate::error::ApiError;

/// The one id in the path. What is no id names nothing: 404, as for one that does not exist.
#[derive(Debug, Clone, Copy)]
pub struct PathId(pub Id);

impl FromRequestParts<App> for PathId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let text = Path::<String>::from_request_parts(parts, app).await;
        let id = text.ok().and_then(|Path(text)| text.parse().ok());
        id.map(Self).ok_or(ApiError::Core(Error::NotFound("resource")))
    }
}

/// The texts in the path, as a `String` or a tuple of them. What cannot be text names nothing: 404.
#[derive(Debug, Clone, Copy)]
pub struct PathText<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for PathText<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let texts = Path::<T>::from_request_parts(parts, app).await;
        texts.map(|Path(texts)| Self(texts)).map_err(|_| ApiError::Core(Error::NotFound("resource")))
    }
}
