//! Why a query does not parse.

/// What is wrong with a query, where, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Characters (not bytes) before the place that the message speaks of; the query's length at its end.
    pub position: usize,
    /// For people, lowercase, without a full stop.
    pub message: String,
}

impl QueryError {
    pub(crate) fn new(position: usize, message: impl Into<String>) -> Self {
        Self { position, message: message.into() }
    }
}
