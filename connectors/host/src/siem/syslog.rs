//! Syslog over TLS (RFC 5425): one connection a batch, each message framed by its length in bytes.

use std::io;
use std::sync::Arc;

use gatehouse_core::ports::ConnectorError;
use rustls_pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
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

/// Waits until the other end closes as well, which it does when it has read ours (RFC 5425, 4.4). One that dies before it has
/// read everything resets the connection instead.
async fn read_to_the_end(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    let mut said = [0; 512];
    loop {
        match stream.read(&mut said).await {
            Ok(0) => return Ok(()),
            // Syslog has no answers.
            Ok(_) => {}
            // Receivers in use close without TLS's farewell.
            Err(why) if why.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(why) => return Err(why),
        }
    }
}

impl SiemSink {
    /// Sends messages. Syslog has no answer: they are taken to have arrived once the other end has read them all.
    pub(super) async fn send(&self, target: &str, messages: &[String]) -> Result<(), ConnectorError> {
        let wrong = |why: &str| ConnectorError::BadSettings(why.into());
        let url = Url::parse(target).map_err(|_| wrong("the target is no address"))?;
        let server = Destination::syslog_server(&url).map_err(wrong)?;
        let grants = CallGrants::of_server(Arc::clone(&self.standing), &server, self.private_targets);
        let stream =
            connect(self.resolver.as_ref(), &grants, &server, "the SIEM", self.connect_timeout).await?;
        let broken = |why: io::Error| ConnectorError::Unavailable(format!("the SIEM broke off: {why}"));
        let mut secured = self.tls.connect(server_name(&server.host)?, stream).await.map_err(broken)?;
        secured.write_all(&framed(messages)).await.map_err(broken)?;
        secured.flush().await.map_err(broken)?;
        secured.shutdown().await.map_err(broken)?;
        read_to_the_end(&mut secured).await.map_err(broken)
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
