//! Where the API answers, and how a connection to it is made.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use hyper::Uri;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::HeaderValue;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use url::{Position, Url};

use super::payload::Payload;
use super::trust::Trust;

/// Nobody waits longer for a connection.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// A server.
#[derive(Debug, Clone)]
pub(super) struct Target {
    url: Url,
    host: String,
    port: u16,
    /// The value of `Host`.
    pub(super) authority: HeaderValue,
    trust: Arc<Trust>,
}

impl Target {
    /// The server of a URL.
    pub(super) fn new(url: &Url, trust: &Arc<Trust>) -> Result<Self> {
        let host = url.host_str().with_context(|| format!("{url} names no host"))?;
        let port = url.port_or_known_default().with_context(|| format!("{url} names no port"))?;
        let authority = HeaderValue::from_str(&url[Position::BeforeHost..Position::AfterPort])?;
        // An IPv6 address stands in brackets in a URL only.
        let host = host.trim_matches(['[', ']']).to_owned();
        Ok(Self { url: url.clone(), host, port, authority, trust: Arc::clone(trust) })
    }

    /// The path of an endpoint below the URL.
    pub(super) fn path(&self, path: &str) -> Result<Uri> {
        Ok(format!("{}{path}", self.url.path().trim_end_matches('/')).parse()?)
    }

    /// What an answer's link means: another server when it is one, and the path and query to ask it for.
    pub(super) fn follow(&self, link: &str) -> Result<(Option<Self>, Uri)> {
        let url = self.url.join(link).with_context(|| format!("the server's link {link:?} is no URL"))?;
        let uri = url[Position::BeforePath..Position::AfterQuery].parse()?;
        let other =
            if url.origin() == self.url.origin() { None } else { Some(Self::new(&url, &self.trust)?) };
        Ok((other, uri))
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// Says why in a sentence, and what to do where that is known.
    pub(super) async fn connect(&self) -> Result<SendRequest<Payload>> {
        let connecting = TcpStream::connect((self.host.as_str(), self.port));
        let stream = tokio::time::timeout(CONNECT_WITHIN, connecting)
            .await
            .map_err(|_| anyhow!("{} does not answer", self.url))?
            .with_context(|| format!("cannot connect to {}; is it served there?", self.url))?;
        stream.set_nodelay(true)?;
        if self.url.scheme() == "http" {
            return speak(stream).await;
        }
        let name = ServerName::try_from(self.host.clone())?;
        let securing = self.trust.connector()?.connect(name, stream);
        let secured = tokio::time::timeout(CONNECT_WITHIN, securing)
            .await
            .map_err(|_| anyhow!("{} does not answer the TLS handshake", self.url))?
            .map_err(|cause| {
                anyhow!(
                    "no TLS connection to {}: {cause}; give its CA with --ca-file (an appliance has it at \
                     /api/console/ca.pem), or --insecure for a test",
                    self.url
                )
            })?;
        speak(secured).await
    }
}

/// Begins HTTP/1.1 on a stream, which is driven until it closes.
async fn speak<S>(stream: S) -> Result<SendRequest<Payload>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // What goes wrong with it, the request that waits hears too.
    tokio::spawn(async move { drop(connection.await) });
    Ok(sender)
}
