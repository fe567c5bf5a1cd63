//! The connection to a mail server as lettre reads and writes it: bounded, and safe at the change to TLS.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What a server may say in one conversation, in bytes: its greeting and answers are lines.
const MOST_BYTES: usize = 256 << 10;

/// The first byte of a TLS record that opens a handshake (RFC 8446 §5.1); no SMTP command begins with it.
const TLS_HANDSHAKE: u8 = 0x16;

/// A stream that ends with an error where the other side says too much.
pub(super) struct Wire<S> {
    stream: S,
    peer: SocketAddr,
    left: usize,
    /// Until TLS begins the stream is read byte by byte. What somebody slipped in behind the answer to STARTTLS is then
    /// not waiting in lettre's buffer, to be taken for something that came under TLS; it spoils the handshake instead.
    before_tls: bool,
}

impl<S> Wire<S> {
    /// For a conversation that is plain, or under TLS already.
    pub(super) fn new(stream: S, peer: SocketAddr) -> Self {
        Self { stream, peer, left: MOST_BYTES, before_tls: false }
    }

    /// For a conversation that changes to TLS.
    pub(super) fn before_tls(stream: S, peer: SocketAddr) -> Self {
        Self { before_tls: true, ..Self::new(stream, peer) }
    }
}

impl<S> fmt::Debug for Wire<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wire({})", self.peer)
    }
}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> AsyncTokioStream for Wire<S> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Err(io::Error::other("the mail server says too much")));
        }
        let most = buffer.remaining().min(if self.before_tls { 1 } else { self.left });
        let mut part = ReadBuf::new(buffer.initialize_unfilled_to(most));
        let outcome = Pin::new(&mut self.stream).poll_read(context, &mut part);
        let read = part.filled().len();
        buffer.advance(read);
        self.left -= read;
        outcome
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if bytes.first() == Some(&TLS_HANDSHAKE) {
            self.before_tls = false;
        }
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
