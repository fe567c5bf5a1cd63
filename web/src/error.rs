//! What went wrong, as the APIs tell it: one table from meaning to status, and an envelope for each dialect.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gatehouse_core::Error;
use gatehouse_core::scim::{Fault, error_body};
use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::{Dialect, dialect, request_id};

/// What a handler answers.
pub type Answer<T> = Result<T, ApiError>;

/// A refusal or a failure.
#[derive(Debug, Clone)]
pub enum ApiError {
    /// By meaning, from `core`.
    Core(Error),
    /// Of the transport: a status and the words for it.
    Http(StatusCode, String),
    /// Of SCIM, in its own words.
    Scim(Fault),
    /// A search query that makes no sense from `position` (in characters) on.
    Query {
        /// Characters before the place.
        position: usize,
        /// What was expected there.
        message: String,
    },
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Core(error) => Self::Core(error),
            refusal => Self::Scim(refusal),
        }
    }
}

impl ApiError {
    /// [`Error::Invalid`].
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Core(Error::invalid(field, reason))
    }

    /// 413 with the limit in words.
    pub fn too_large(limit: u64) -> Self {
        let limit = if limit >= 1 << 20 { format!("{} MiB", limit >> 20) } else { format!("{limit} bytes") };
        Self::Http(StatusCode::PAYLOAD_TOO_LARGE, format!("the body is larger than {limit}"))
    }

    /// 415 with what is expected.
    pub fn wrong_type(expected: &str) -> Self {
        Self::Http(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("the body must be {expected}"))
    }
}

/// The envelope of every error of the exposure and console APIs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Envelope {
    /// What went wrong, in a few words; the same for the same cause.
    pub error: String,
    /// More, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The field that is wrong, as the request names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Where in the field: characters before the place that is wrong. Queries only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<usize>,
}

impl Envelope {
    fn of(error: impl Into<String>) -> Self {
        Self { error: error.into(), message: None, field: None, position: None }
    }

    fn with(error: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..Self::of(error) }
    }
}

/// The envelope of every error of the endpoint API (seed 000, "Error Handling").
#[derive(Debug, Serialize, ToSchema)]
pub struct Refusal {
    /// Always false.
    pub success: bool,
    /// What went wrong; where a field is wrong it begins with the field's name.
    pub message: String,
}

impl Refusal {
    /// The same in the endpoint API's words.
    fn of(status: StatusCode, envelope: Envelope) -> Self {
        let message = match status {
            StatusCode::UNAUTHORIZED => "missing or invalid authentication".into(),
            StatusCode::INTERNAL_SERVER_ERROR => {
                format!("internal error; {}", envelope.message.unwrap_or_default())
            }
            _ => envelope.message.unwrap_or(envelope.error),
        };
        Self { success: false, message }
    }
}

/// The envelope of every error of SCIM (RFC 7644, 3.12).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScimError {
    /// `urn:ietf:params:scim:api:messages:2.0:Error`.
    pub schemas: Vec<String>,
    /// The HTTP status, as a text.
    pub status: String,
    /// The protocol's word for what is wrong, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scim_type: Option<String>,
    /// For people.
    pub detail: String,
}

/// The same in SCIM's words.
fn scim(status: StatusCode, envelope: Envelope) -> serde_json::Value {
    let word = (status == StatusCode::BAD_REQUEST)
        .then(|| if envelope.field.is_some() { "invalidValue" } else { "invalidSyntax" });
    let detail = match status {
        StatusCode::UNAUTHORIZED => "missing or invalid token".into(),
        _ => envelope.message.unwrap_or(envelope.error),
    };
    error_body(status.as_u16(), word, &detail)
}

/// Meaning to status and words. Texts of internal errors stay here: they go to the log.
fn table(error: Error) -> (StatusCode, Envelope) {
    let shown = error.to_string();
    match error {
        Error::NotFound(_) | Error::NoneSuch { .. } => {
            (StatusCode::NOT_FOUND, Envelope::with("Not found", shown))
        }
        Error::Conflict(text) => (StatusCode::CONFLICT, Envelope::of(text)),
        Error::Invalid { field, reason } if field.is_empty() => {
            (StatusCode::BAD_REQUEST, Envelope::of(reason))
        }
        Error::Invalid { field, .. } => {
            let envelope = Envelope::with(format!("Invalid {field}"), shown);
            (StatusCode::BAD_REQUEST, Envelope { field: Some(field), ..envelope })
        }
        Error::Unauthenticated => (StatusCode::UNAUTHORIZED, Envelope::of("Unauthorized")),
        Error::Forbidden(text) => (StatusCode::FORBIDDEN, Envelope::of(text)),
        Error::Limited(_) => (StatusCode::TOO_MANY_REQUESTS, Envelope::with("Too many requests", shown)),
        Error::Unmet(text) | Error::Unavailable(text) => {
            (StatusCode::SERVICE_UNAVAILABLE, Envelope::of(text))
        }
        Error::Upstream(text) => (StatusCode::BAD_GATEWAY, Envelope::of(text)),
        Error::Internal(cause) => {
            tracing::error!(cause, "request failed");
            let message = format!("the log says more under request {}", request_id());
            (StatusCode::INTERNAL_SERVER_ERROR, Envelope::with("Internal error", message))
        }
    }
}

/// When to come back, in whole seconds, where the cause tells.
fn retry_after(error: &ApiError) -> Option<u64> {
    match error {
        ApiError::Core(Error::Limited(pause)) => Some(pause.as_millis().div_ceil(1000).max(1) as u64),
        ApiError::Core(Error::Unavailable(_)) | ApiError::Http(StatusCode::SERVICE_UNAVAILABLE, _) => Some(1),
        _ => None,
    }
}

/// JSON under SCIM's media type.
#[derive(Debug)]
pub(crate) struct ScimJson(pub(crate) serde_json::Value);

impl IntoResponse for ScimJson {
    fn into_response(self) -> Response {
        let mut response = Json(self.0).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/scim+json;charset=utf-8"));
        response
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let retry_after = retry_after(&self);
        let (status, envelope) = match self {
            Self::Core(error) => table(error),
            Self::Scim(fault) => {
                let status = StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::BAD_REQUEST);
                return (status, ScimJson(fault.body())).into_response();
            }
            Self::Http(status, text) => {
                (status, Envelope::with(status.canonical_reason().unwrap_or("Error"), text))
            }
            Self::Query { position, message } => {
                let envelope = Envelope::with("Invalid q", message);
                let (field, position) = (Some("q".into()), Some(position));
                (StatusCode::BAD_REQUEST, Envelope { field, position, ..envelope })
            }
        };
        let mut response = match dialect() {
            Dialect::Console => (status, Json(envelope)).into_response(),
            Dialect::Endpoint => (status, Json(Refusal::of(status, envelope))).into_response(),
            Dialect::Scim => (status, ScimJson(scim(status, envelope))).into_response(),
        };
        if status == StatusCode::UNAUTHORIZED && dialect() != Dialect::Console {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
