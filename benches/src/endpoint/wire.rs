//! One keep-alive connection of a bench's own.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Speaks to one server.
pub(super) struct Wire {
    authority: String,
    sender: SendRequest<Full<Bytes>>,
}

impl Wire {
    /// Connects to `http://HOST:PORT`.
    pub(super) async fn connect(url: &str) -> Result<Self> {
        let authority = url.strip_prefix("http://").context("a plain URL")?.to_owned();
        let stream = TcpStream::connect(&authority).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // What goes wrong with it, the request that waits hears too.
        tokio::spawn(async move { drop(connection.await) });
        Ok(Self { authority, sender })
    }

    /// Asks; the answer's body is still to be read.
    pub(super) async fn begin(
        &mut self,
        request: hyper::http::request::Builder,
        body: Bytes,
    ) -> Result<Incoming> {
        let request: Request<Full<Bytes>> = request
            .header("host", &self.authority)
            .header("content-type", "application/json")
            .body(Full::new(body))?;
        let path = request.uri().clone();
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        if !status.is_success() {
            let body = response.into_body().collect().await?.to_bytes();
            anyhow::bail!("{path}: {status}: {}", String::from_utf8_lossy(&body));
        }
        Ok(response.into_body())
    }

    /// Asks, reads all of it, and answers how long both took.
    pub(super) async fn ask(
        &mut self,
        request: hyper::http::request::Builder,
        body: Bytes,
    ) -> Result<(Duration, Bytes)> {
        let start = Instant::now();
        let body = self.begin(request, body).await?.collect().await?.to_bytes();
        Ok((start.elapsed(), body))
    }

    /// GET with a member's token or an API key.
    pub(super) async fn get(&mut self, path: &str, credential: &str) -> Result<(Duration, Bytes)> {
        let request = Request::get(path).header("authorization", format!("Bearer {credential}"));
        let (time, body) = self.ask(request, Bytes::new()).await?;
        ensure!(!body.is_empty(), "{path} answered nothing");
        Ok((time, body))
    }
}
