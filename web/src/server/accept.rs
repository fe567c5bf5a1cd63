//! The accept loop, one task a connection, and the end without cutting a request.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tower::ServiceExt as _;

use super::stream::Patient;
use crate::config::Limits;
use crate::frame::Connection;

/// The server's certificate and key, which can be renewed while it runs. Its ALPN should offer `h2` and `http/1.1`.
pub type TlsConfig = Arc<ArcSwap<ServerConfig>>;

/// Pause after an accept that failed (no file descriptor left), so that the loop does not spin.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers on `listener` until `shutdown` completes; then takes no more connections and lets running requests end, for
/// at most [`Limits::shutdown_time`].
///
/// # Errors
/// None today: failures of single connections are logged.
pub async fn serve(
    listener: TcpListener,
    tls: Option<TlsConfig>,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(limits.connections));
    let http = http(&limits);
    let graceful = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
            listener.accept().await.map(|(stream, peer)| (stream, peer, place))
        };
        let (stream, peer, place) = tokio::select! {
            accepted = accepted => match accepted {
                Ok(accepted) => accepted,
                Err(cause) => {
                    tracing::warn!(%cause, "a connection was not accepted");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            },
            () = &mut shutdown => break,
        };
        let connecting = Connecting {
            peer,
            tls: tls.clone(),
            router: router.clone(),
            http: http.clone(),
            limits: limits.clone(),
            watcher: graceful.watcher(),
        };
        tokio::spawn(async move {
            connecting.run(stream).await;
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.shutdown_time, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    Ok(())
}

fn http(limits: &Limits) -> Builder<TokioExecutor> {
    let header_bytes = u32::try_from(limits.header_bytes).unwrap_or(u32::MAX);
    let mut http = Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_headers(limits.headers)
        .max_buf_size(limits.header_bytes.max(8192));
    http.http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(header_bytes)
        .max_pending_accept_reset_streams(32)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(20));
    http
}

/// One connection on its way.
struct Connecting {
    peer: SocketAddr,
    tls: Option<TlsConfig>,
    router: Router,
    http: Builder<TokioExecutor>,
    limits: Limits,
    watcher: Watcher,
}

impl Connecting {
    async fn run(self, stream: TcpStream) {
        if let Err(cause) = stream.set_nodelay(true) {
            tracing::debug!(%cause, peer = %self.peer, "no TCP_NODELAY");
        }
        let Some(tls) = &self.tls else { return self.speak(stream, false).await };
        let handshake = TlsAcceptor::from(tls.load_full()).accept(stream);
        match tokio::time::timeout(self.limits.header_time, handshake).await {
            Ok(Ok(stream)) => self.speak(stream, true).await,
            Ok(Err(cause)) => tracing::debug!(%cause, peer = %self.peer, "TLS handshake failed"),
            Err(_) => tracing::debug!(peer = %self.peer, "TLS handshake took too long"),
        }
    }

    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, tls: bool) {
        let Self { peer, router, http, limits, watcher, .. } = self;
        let stream = Patient::new(stream, limits.header_time, limits.stall_time);
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Connection { peer, tls });
            router.clone().oneshot(request.map(Body::new))
        });
        let connection = http.serve_connection(TokioIo::new(stream), service).into_owned();
        if let Err(cause) = watcher.watch(connection).await {
            tracing::debug!(cause = %cause, %peer, "connection ended early");
        }
    }
}
