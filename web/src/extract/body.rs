//! Bodies as JSON, or as a form where a browser without script may send one.

use std::marker::PhantomData;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gatehouse_core::Error;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::App;
use crate::error::ApiError;

/// A JSON body; as an answer, JSON with status 200. A wrong type answers 415, a body that is too large 413, and one
/// that does not fit 400 with the field that is wrong.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

/// A JSON or form body, and which of them it was.
#[derive(Debug, Clone, Copy)]
pub struct JsonOrForm<T> {
    /// What was sent.
    pub content: T,
    /// Whether it came as a form.
    pub is_form: bool,
}

/// A JSON body as it came, for a handler that hands it on to be read. 415 and 413 as for [`Json`].
#[derive(Debug, Clone)]
pub struct RawJson(pub Bytes);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// The media type without its parameters, lower case.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"))
}

async fn bytes(request: Request, app: &App) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, app).await.map_err(|refusal| match refusal.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_large(app.config().limits.body as u64),
        status => ApiError::Http(status, "the body did not arrive whole".into()),
    })
}

/// The field in a sentence of serde's that names one itself, because it has no place: ``missing field `name` ``.
fn named<'r>(reason: &'r str, start: &str) -> Option<&'r str> {
    reason.strip_prefix(start)?.strip_prefix('`')?.split('`').next()
}

/// Names the field of a deserialization error, `items[2].name`; what is missing or repeated is named by serde's own
/// words.
pub(super) fn invalid<E: std::fmt::Display>(cause: serde_path_to_error::Error<E>) -> ApiError {
    let (path, reason) = (cause.path().to_string(), cause.inner().to_string());
    let (missing, repeated) = (named(&reason, "missing field "), named(&reason, "duplicate field "));
    // The place of a repeated field is the field itself, or what holds it.
    let path = repeated.and_then(|field| path.strip_suffix(field)).unwrap_or(&path).trim_end_matches('.');
    let field = match (missing.or(repeated), path) {
        (Some(field), "" | "?") => field.to_owned(),
        (Some(field), path) => format!("{path}.{field}"),
        (None, "" | "?") => "body".into(),
        (None, path) => path.to_owned(),
    };
    let reason = match (missing, repeated) {
        (Some(_), _) => "is missing".into(),
        (_, Some(_)) => "is given twice".into(),
        _ => reason,
    };
    ApiError::Core(Error::Invalid { field, reason })
}

/// A JSON object. `serde_json` by itself would take an array for a struct, its elements for the fields in their order.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        object(value).map(Self)
    }
}

/// For a field that is an object.
pub(crate) fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<T, D::Error> {
    struct Fields<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
        type Value = T;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(fields))
        }
    }
    value.deserialize_map(Fields(PhantomData))
}

fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let Object(value) = serde_path_to_error::deserialize(&mut json).map_err(|cause| {
        // serde_json calls a null where an enum belongs a syntax error: whether it is JSON at all is asked apart.
        match serde_json::from_slice::<serde::de::IgnoredAny>(bytes) {
            Ok(_) => invalid(cause),
            Err(cause) => ApiError::invalid("", format!("the body is no JSON: {cause}")),
        }
    })?;
    json.end().map_err(|cause| ApiError::invalid("", format!("the body is no JSON: {cause}")))?;
    Ok(value)
}

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        if !is_json(&media_type(request.headers())) {
            return Err(ApiError::wrong_type("application/json"));
        }
        from_json(&bytes(request, app).await?).map(Self)
    }
}

impl FromRequest<App> for RawJson {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        if !is_json(&media_type(request.headers())) {
            return Err(ApiError::wrong_type("application/json"));
        }
        bytes(request, app).await.map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<App> for JsonOrForm<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let media_type = media_type(request.headers());
        if is_json(&media_type) {
            return Ok(Self { content: from_json(&bytes(request, app).await?)?, is_form: false });
        }
        if media_type != "application/x-www-form-urlencoded" {
            return Err(ApiError::wrong_type("application/json or application/x-www-form-urlencoded"));
        }
        let bytes = bytes(request, app).await?;
        Ok(Self { content: super::query::from_pairs(&bytes)?, is_form: true })
    }
}
