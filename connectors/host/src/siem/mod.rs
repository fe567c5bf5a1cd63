//! Hands alerts to a SIEM: a POST over https, or syslog over TLS (RFC 5425), within the same rules as connectors' requests.
//!
//! Which alerts, and how they read, is the core's business.

mod syslog;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use gatehouse_core::ports::ConnectorError;
use gatehouse_core::siem::{AlertSink, Batch};
use tokio_rustls::TlsConnector;

use crate::config::HostConfig;
use crate::error::Result as HostResult;
use crate::net::grant::Grant;
use crate::net::outbound::{Failure, Outbound, Request};
use crate::net::policy::CallGrants;
use crate::net::resolve::Resolver;
use crate::net::tls;

/// The id for which an admin can give grants of the push's own, `siem=https://…`.
const GRANTEE: &str = "siem";
/// How much of an answer is read; nothing in it matters.
const ANSWER_BYTES: usize = 1 << 20;
/// How long a SIEM may ask to wait when it does not say how long.
const WAIT: Duration = Duration::from_secs(60);

/// Pushes alerts.
pub struct SiemSink {
    resolver: Arc<dyn Resolver>,
    standing: Arc<[Grant]>,
    private_targets: bool,
    outbound: Outbound,
    tls: TlsConnector,
    connect_timeout: Duration,
    timeout: Duration,
}

impl std::fmt::Debug for SiemSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SiemSink")
    }
}

impl SiemSink {
    /// With the grants, roots, resolver and limits of the connectors' configuration.
    ///
    /// # Errors
    /// When an extra root certificate cannot be used.
    pub fn new(config: &HostConfig) -> HostResult<Self> {
        let standing = config.extra_grants.iter().filter(|grant| grant.is_for(GRANTEE)).cloned().collect();
        let outbound = Outbound::new(Arc::clone(&config.resolver), tls::client_config(&config.extra_roots)?);
        Ok(Self {
            resolver: Arc::clone(&config.resolver),
            standing,
            private_targets: config.allow_private_targets,
            outbound,
            tls: TlsConnector::from(Arc::new(tls::plain_config(&config.extra_roots)?)),
            connect_timeout: config.limits.request(),
            timeout: config.limits.wall(),
        })
    }

    async fn post(&self, target: &str, media_type: &str, text: &str) -> Result<(), ConnectorError> {
        let grants = CallGrants::new(Arc::clone(&self.standing), [target].into_iter(), self.private_targets);
        let request = Request {
            method: "POST".into(),
            url: target.into(),
            headers: vec![("content-type".into(), media_type.into())],
            body: Some(text.as_bytes().to_vec()),
            timeout: self.timeout,
            answer_limit: ANSWER_BYTES,
        };
        let answer = self.outbound.send(&grants, request).await.map_err(failed)?;
        match answer.status {
            200..=299 => Ok(()),
            401 | 403 => Err(ConnectorError::Unauthorized(format!("the SIEM answered {}", answer.status))),
            429 => Err(ConnectorError::RateLimited(WAIT)),
            500..=599 => Err(ConnectorError::Unavailable(format!("the SIEM answered {}", answer.status))),
            // A redirect is not followed: the address that an admin entered is the one that is meant.
            other => Err(ConnectorError::BadSettings(format!("the SIEM answered {other}"))),
        }
    }
}

/// Why there is no answer. None of these texts holds the address.
fn failed(why: Failure) -> ConnectorError {
    match why {
        Failure::Refused(why) => {
            tracing::warn!(grant = %why.grant(), "refused to push to a SIEM: {why}");
            ConnectorError::Refused(why.to_string())
        }
        Failure::Invalid(why) => ConnectorError::BadSettings(why),
        other => ConnectorError::Unavailable(format!("the SIEM does not answer: {other}")),
    }
}

#[async_trait]
impl AlertSink for SiemSink {
    async fn push(&self, target: &str, batch: &Batch) -> Result<(), ConnectorError> {
        match batch {
            Batch::Body { media_type, text } => self.post(target, media_type, text).await,
            Batch::Messages(messages) => {
                let late = || Err(ConnectorError::Unavailable("the SIEM took too long".into()));
                let sending = self.send(target, messages);
                tokio::time::timeout(self.timeout, sending).await.unwrap_or_else(|_| late())
            }
        }
    }
}
