//! How deliveries of a channel, of mail or of text messages stand: what an admin reads, and how outcomes are told apart.

use crate::jobs::SendError;
use crate::ports::ConnectorError;
use crate::time::Timestamp;

/// A success is noted again after so long, so that a flood of messages is not a flood of writes.
const NOTE_EVERY_MS: i64 = 60_000;

/// Whether an outcome says more than what is noted already.
pub(super) fn says_more(
    (last_delivered, last_error): (Option<Timestamp>, &Option<String>),
    error: &Option<String>,
    now: Timestamp,
) -> bool {
    let recent = last_delivered.is_some_and(|at| now.0 - at.0 < NOTE_EVERY_MS);
    last_error != error || (error.is_none() && !recent)
}

/// Whether the outbox tries again.
pub(super) fn send_error(cause: ConnectorError) -> SendError {
    match cause {
        ConnectorError::RateLimited(pause) => SendError::Later(cause.to_string(), Some(pause)),
        _ if cause.is_transient() => SendError::Later(cause.to_string(), None),
        _ => SendError::Never(cause.to_string()),
    }
}
