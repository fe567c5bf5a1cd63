//! What SCIM refuses, with the words that the protocol has for it (RFC 7644, 3.12).

use crate::error::Error;

/// A refusal or a failure.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Of the protocol.
    Refused {
        /// HTTP status.
        status: u16,
        /// The protocol's word for it, where there is one.
        scim_type: Option<&'static str>,
        /// For people.
        detail: String,
    },
    /// By meaning, from the platform.
    Core(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

/// What this room's functions answer.
pub type Outcome<T> = Result<T, Fault>;

impl Fault {
    pub(super) fn new(status: u16, scim_type: Option<&'static str>, detail: impl Into<String>) -> Self {
        Self::Refused { status, scim_type, detail: detail.into() }
    }

    /// 400 `invalidFilter`.
    pub(super) fn filter(detail: impl std::fmt::Display) -> Self {
        Self::new(400, Some("invalidFilter"), format!("the filter makes no sense {detail}"))
    }

    /// 400 `invalidPath`.
    pub(super) fn path(detail: impl Into<String>) -> Self {
        Self::new(400, Some("invalidPath"), detail)
    }

    /// 400 `noTarget`.
    pub(super) fn no_target(detail: impl Into<String>) -> Self {
        Self::new(400, Some("noTarget"), detail)
    }

    /// 400 `invalidSyntax`.
    pub(super) fn syntax(detail: impl Into<String>) -> Self {
        Self::new(400, Some("invalidSyntax"), detail)
    }

    /// 400 `invalidValue`, naming the attribute.
    pub(super) fn value(attribute: &str, reason: &str) -> Self {
        Self::new(400, Some("invalidValue"), format!("{attribute}: {reason}"))
    }

    /// 400 `mutability`.
    pub(super) fn mutability(attribute: &str) -> Self {
        Self::new(400, Some("mutability"), format!("{attribute} is not for clients to change"))
    }

    /// 409 `uniqueness`.
    pub(super) fn uniqueness(detail: impl Into<String>) -> Self {
        Self::new(409, Some("uniqueness"), detail)
    }

    /// 404.
    pub(super) fn not_found(what: &str, id: &str) -> Self {
        let shown: String = id.chars().filter(|c| !c.is_control()).take(64).collect();
        Self::new(404, None, format!("{what} {shown} not found"))
    }

    /// 413.
    pub(super) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(413, None, detail)
    }
}

impl Fault {
    /// HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Refused { status, .. } => *status,
            Self::Core(error) => match error {
                Error::NotFound(_) | Error::NoneSuch { .. } => 404,
                Error::Conflict(_) => 409,
                Error::Invalid { .. } => 400,
                Error::Unauthenticated => 401,
                Error::Forbidden(_) => 403,
                Error::Limited(_) => 429,
                Error::Unmet(_) | Error::Unavailable(_) => 503,
                Error::Upstream(_) => 502,
                Error::Internal(_) => 500,
            },
        }
    }

    /// The error as clients read it (RFC 7644, 3.12). What is internal goes to the log.
    pub fn body(&self) -> serde_json::Value {
        let (scim_type, detail) = match self {
            Self::Refused { scim_type, detail, .. } => (*scim_type, detail.clone()),
            Self::Core(error) => {
                if let Error::Internal(cause) = error {
                    tracing::error!(cause, "a SCIM operation failed");
                }
                (None, error.to_string())
            }
        };
        error_body(self.status(), scim_type, &detail)
    }
}

/// An error in the protocol's schema.
pub fn error_body(status: u16, scim_type: Option<&str>, detail: &str) -> serde_json::Value {
    let mut body = serde_json::json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": status.to_string(), "detail": detail,
    });
    if let (Some(word), Some(object)) = (scim_type, body.as_object_mut()) {
        object.insert("scimType".into(), word.into());
    }
    body
}
