//! What the outside must bring for pushing: somebody who hands alerts over.

use async_trait::async_trait;

use crate::ports::ConnectorError;

/// Alerts that are handed over together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// One body to POST, and its media type.
    Body {
        /// `application/json` or a text.
        media_type: &'static str,
        /// The body.
        text: String,
    },
    /// Syslog messages (RFC 5424), to be framed one by one.
    Messages(Vec<String>),
}

/// Hands alerts to a SIEM.
#[async_trait]
pub trait AlertSink: Send + Sync + 'static {
    /// Hands a batch to `target`: a body to an `https://` address, messages to `syslog+tls://host:port`. `Ok` once the other
    /// end has taken a body; syslog has no answers, so there it is once the other end has read everything.
    async fn push(&self, target: &str, batch: &Batch) -> Result<(), ConnectorError>;
}
