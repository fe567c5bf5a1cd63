//! One error type by meaning. Each API room maps it once to its own published envelope and status.

use std::time::Duration;

/// What went wrong, by meaning. The text of each variant may be shown to the caller, except that of
/// [`Error::Internal`], which goes to the log only.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Nothing with that id exists for this organization (another tenant's ids included).
    #[error("{0} not found")]
    NotFound(&'static str),
    /// Some of the ids that were named do not exist for this organization.
    #[error("{what} not found: {}", .ids.join(", "))]
    NoneSuch {
        /// What they are ids of, in the plural.
        what: &'static str,
        /// Those that do not exist, as the caller wrote them.
        ids: Vec<String>,
    },
    /// The request contradicts what is stored: a duplicate, an older version, something already running.
    #[error("{0}")]
    Conflict(String),
    /// A field holds what it must not hold.
    #[error("{field}: {reason}")]
    Invalid {
        /// The field as the caller named it.
        field: String,
        /// What is wrong with it, lowercase, without a full stop.
        reason: String,
    },
    /// Nobody is signed in, or the credential is wrong, expired or revoked.
    #[error("not signed in")]
    Unauthenticated,
    /// The principal may not do this.
    #[error("{0}")]
    Forbidden(String),
    /// Too many requests; try again after the duration.
    #[error("too many requests; try again in {} s", .0.as_secs().max(1))]
    Limited(Duration),
    /// A precondition outside the request is unmet (no provider configured, index still building).
    #[error("{0}")]
    Unmet(String),
    /// Somebody else's service failed us.
    #[error("{0}")]
    Upstream(String),
    /// We cannot take work now: queue full, shutting down, disk full. The text says what to do.
    #[error("{0}")]
    Unavailable(String),
    /// A fault of ours. The text is for the log.
    #[error("internal error")]
    Internal(String),
}

/// Result with the product's own error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An [`Error::Invalid`] for `field`.
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), reason: reason.into() }
    }

    /// An [`Error::Internal`] from anything that can be shown in a log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }
}
