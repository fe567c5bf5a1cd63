//! The query string. A name that repeats counts as one comma list, so `status=OPEN&status=RESOLVED` is
//! `status=OPEN,RESOLVED`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::body::invalid;
use crate::App;
use crate::error::ApiError;

/// The query, as fields of `T`. One that does not fit answers 400 with the field that is wrong.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<T>(pub T);

/// The query, as fields of `T`, where each may be given once: the endpoint API's way.
#[derive(Debug, Clone, Copy, Default)]
pub struct StrictQuery<T>(pub T);

/// Reads `a=1&b=2`, names that repeat joined by commas.
pub(super) fn from_pairs<T: DeserializeOwned>(encoded: &[u8]) -> Result<T, ApiError> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(encoded)
        .map_err(|cause| ApiError::invalid("", format!("not form encoded: {cause}")))?;
    let mut joined: Vec<(String, String)> = Vec::with_capacity(pairs.len());
    for (name, value) in pairs {
        match joined.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => {
                values.push(',');
                values.push_str(&value);
            }
            None => joined.push((name, value)),
        }
    }
    let joined = serde_urlencoded::to_string(joined).map_err(gatehouse_core::Error::internal)?;
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(joined.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(invalid)
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        from_pairs(parts.uri.query().unwrap_or_default().as_bytes()).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequestParts<App> for StrictQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(query))
            .map_err(invalid)
            .map(Self)
    }
}
