//! Syslog over TLS (RFC 5425): one connection a batch, each message framed by its length in bytes.

use std::sync::Arc;

use gatehouse_core::ports::ConnectorError;
use rustls_pki_types::ServerName;
use tokio::io::AsyncWriteExt as _;
use url::Url;

use super::SiemSink;
use crate::net::connect::connect;
use crate::net::grant::{Destination, Target};
use crate::net::policy::CallGrants;

/// `MSG-LEN SP SYSLOG-MSG` for each (RFC 5425, 4.3).
fn framed(messages: &[String]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(messages.iter().map(|message| message.len() + 8).sum());
    for message in messages {
        bytes.extend_from_slice(message.len().to_string().as_bytes());
        bytes.push(b' ');
        bytes.extend_from_slice(message.as_bytes());
    }
    bytes
}

fn server_name(host: &Target) -> Result<ServerName<'static>, ConnectorError> {
    match host {
        Target::Address(ip) => Ok(ServerName::from(*ip)),
        Target::Name(name) => ServerName::try_from(name.clone())
            .map_err(|_| ConnectorError::BadSettings("the host cannot have a certificate".into())),
    }
}

impl SiemSink {
    /// Sends messages. Syslog has no answer: they are taken to have arrived once the connection took them and its end.
    pub(super) async fn send(&self, target: &str, messages: &[String]) -> Result<(), ConnectorError> {
        let wrong = |why: &str| ConnectorError::BadSettings(why.into());
        let url = Url::parse(target).map_err(|_| wrong("the target is no address"))?;
        let server = Destination::syslog_server(&url).map_err(wrong)?;
        let grants = CallGrants::of_server(Arc::clone(&self.standing), &server, self.private_targets);
        let stream =
            connect(self.resolver.as_ref(), &grants, &server, "the SIEM", self.connect_timeout).await?;
        let broken = |why: std::io::Error| ConnectorError::Unavailable(format!("the SIEM broke off: {why}"));
        let mut secured = self.tls.connect(server_name(&server.host)?, stream).await.map_err(broken)?;
        secured.write_all(&framed(messages)).await.map_err(broken)?;
        secured.flush().await.map_err(broken)?;
        secured.shutdown().await.map_err(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::framed;

    #[test]
    fn a_frame_counts_bytes_and_not_characters() {
        assert_eq!(framed(&["<85>1 é".into(), "x".into()]), "8 <85>1 é1 x".as_bytes());
    }
}
