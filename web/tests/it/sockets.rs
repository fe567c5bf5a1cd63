//! Over real sockets: what holds before a request exists, both protocols, TLS, and the end without cutting a request.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, Version};
use axum::routing::get;
use gatehouse_web::{Config, Limits, TlsConfig};
use http_body_util::BodyExt as _;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

use crate::support::house_with;

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
    /// Lets the requests to `/api/odd/gate` go on.
    gate: Arc<Notify>,
    /// Says that one has arrived.
    arrived: Arc<Notify>,
}

async fn served(limits: Limits, tls: Option<TlsConfig>) -> Served {
    let house = house_with(Config { limits: limits.clone(), ..Config::default() }).await;
    let (gate, arrived) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (hold, came) = (Arc::clone(&gate), Arc::clone(&arrived));
    let waits = move || {
        let (hold, came) = (Arc::clone(&hold), Arc::clone(&came));
        async move {
            came.notify_one();
            hold.notified().await;
            "let through"
        }
    };
    let routes =
        Router::new().route("/api/health", get(|| async { "fine" })).route("/api/odd/gate", get(waits));
    let router = gatehouse_web::frame::framed(routes, house.app.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let server = tokio::spawn(gatehouse_web::serve(listener, tls, router, limits, async {
        let _ = stopped.await;
    }));
    Served { address, stop, server, gate, arrived }
}

/// Sends bytes as they are and reads until the server closes.
async fn raw(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A reset counts as closed: the server does not read the rest of what it refuses.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into()
}

#[tokio::test]
async fn heads_are_bounded_in_size_and_number() {
    let served = served(Limits::default(), None).await;
    let head =
        |fields: String| format!("GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{fields}\r\n");
    assert!(raw(served.address, head(String::new()).as_bytes()).await.starts_with("HTTP/1.1 200"));
    let many = head((0..200).map(|n| format!("x-{n}: 1\r\n")).collect());
    let many = raw(served.address, many.as_bytes()).await;
    assert!(many.starts_with("HTTP/1.1 431"), "{many}");
    // The server does not read on to the end, so its answer may be lost in the reset of the connection.
    let big = head(format!("x-big: {}\r\n", "a".repeat(64 << 10)));
    let big = raw(served.address, big.as_bytes()).await;
    assert!(big.is_empty() || big.starts_with("HTTP/1.1 431"), "{big}");
}

#[tokio::test]
async fn clients_that_dawdle_are_let_go() {
    let limits = Limits { header_time: Duration::from_millis(50), ..Limits::default() };
    let served = served(limits, None).await;
    assert_eq!(raw(served.address, b"").await, "", "silence");
    assert_eq!(raw(served.address, b"PRI * HTTP/2").await, "", "half a preface");
    let slow = raw(served.address, b"GET /api/health HTTP/1.1\r\nhost:").await;
    assert!(slow.is_empty() || slow.starts_with("HTTP/1.1 408"), "{slow}");
    let idle = raw(served.address, b"GET /api/health HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(idle.ends_with("fine"), "answered, then let go: {idle}");
}

async fn over_h2(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, authority: &str) -> Version {
    let (mut send, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let request = Request::get(format!("http://{authority}/api/health")).body(Body::empty()).unwrap();
    let response = send.send_request(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let version = response.version();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(&body[..], b"fine");
    let big = Request::get(format!("http://{authority}/api/health")).header("x-big", "a".repeat(40 << 10));
    let refused = send.send_request(big.body(Body::empty()).unwrap()).await;
    assert!(refused.is_err() || refused.unwrap().status() == StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    version
}

#[tokio::test]
async fn http2_works_without_tls_and_bounds_its_heads() {
    let served = served(Limits::default(), None).await;
    let stream = TcpStream::connect(served.address).await.unwrap();
    assert_eq!(over_h2(stream, "gate.example").await, Version::HTTP_2);
}

/// A server's and a client's configuration that fit each other.
fn tls() -> (TlsConfig, Arc<ClientConfig>) {
    let certified = rcgen::generate_simple_self_signed(vec!["gate.example".into()]).unwrap();
    let certificate = certified.cert.der().clone();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(ring::default_provider());
    let mut server = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let mut client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    client.alpn_protocols = vec![b"h2".to_vec()];
    (Arc::new(ArcSwap::from_pointee(server)), Arc::new(client))
}

#[tokio::test]
async fn tls_offers_http2_and_a_new_certificate_is_used_at_once() {
    let (server, client) = tls();
    let served = served(Limits::default(), Some(Arc::clone(&server))).await;
    let name = ServerName::try_from("gate.example").unwrap();
    let connect = async |client: &Arc<ClientConfig>| {
        let stream = TcpStream::connect(served.address).await.unwrap();
        TlsConnector::from(Arc::clone(client)).connect(name.clone(), stream).await
    };
    let stream = connect(&client).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    assert_eq!(over_h2(stream, "gate.example").await, Version::HTTP_2);

    let (renewed, trusts_renewed) = tls();
    server.store(renewed.load_full());
    assert!(connect(&client).await.is_err(), "the old certificate is gone");
    assert!(connect(&trusts_renewed).await.is_ok());
}

#[tokio::test]
async fn a_server_that_stops_cuts_no_request() {
    let served = served(Limits::default(), None).await;
    let asking =
        tokio::spawn(
            async move { raw(served.address, b"GET /api/odd/gate HTTP/1.1\r\nhost: x\r\n\r\n").await },
        );
    served.arrived.notified().await;
    served.stop.send(()).unwrap();
    // The listener is closed when connecting fails; only then is the request let go on.
    while TcpStream::connect(served.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    served.gate.notify_one();
    let answer = asking.await.unwrap();
    assert!(answer.ends_with("let through"), "{answer}");
    served.server.await.unwrap().unwrap();
}
