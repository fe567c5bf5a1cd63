//! Servers of the bench's own on loopback: a provider that takes its time and allows so many questions at once, and SIEMs that
//! count what they get.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

fn answer(status: u16, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    response
        .headers_mut()
        .insert("content-type", hyper::header::HeaderValue::from_static("application/json"));
    response
}

/// Serves one connection until it ends.
async fn serve<S, F, A>(stream: S, act: F)
where
    S: AsyncRead + AsyncWrite + Unpin,
    F: Fn(Request<Incoming>) -> A,
    A: Future<Output = Response<Full<Bytes>>>,
{
    let service = service_fn(|request| {
        let answering = act(request);
        async move { Ok::<_, Infallible>(answering.await) }
    });
    // A client that goes away ends it with an error, which is its right.
    drop(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
}

/// A breach provider that answers each question after a while. Most people are in no breach.
pub(crate) struct Provider {
    /// Where it answers.
    pub(crate) url: String,
    /// How many questions came, and how many of them too many at once.
    pub(crate) asked: Arc<AtomicU64>,
    pub(crate) refused: Arc<AtomicU64>,
}

/// What Have I Been Pwned says of somebody who is in one breach.
const FOUND: &str = r#"[{"Name":"Adobe","Title":"Adobe","Domain":"adobe.com","BreachDate":"2013-10-04","DataClasses":["Passwords"]}]"#;
/// One person in so many is in it.
const FOUND_EACH: u64 = 50;

impl Provider {
    /// One that allows `at_once` questions and answers after `pause`; with `finds` it knows some of the people.
    pub(crate) async fn start(at_once: usize, pause: Duration, finds: bool) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (asked, refused) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let (counts, running) = ((Arc::clone(&asked), Arc::clone(&refused)), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                drop(stream.set_nodelay(true));
                let ((asked, refused), running) = (counts.clone(), Arc::clone(&running));
                tokio::spawn(serve(stream, move |_| {
                    let number = asked.fetch_add(1, Ordering::Relaxed);
                    if running.fetch_add(1, Ordering::SeqCst) >= at_once {
                        refused.fetch_add(1, Ordering::Relaxed);
                    }
                    let (running, found) = (Arc::clone(&running), finds && number.is_multiple_of(FOUND_EACH));
                    async move {
                        tokio::time::sleep(pause).await;
                        running.fetch_sub(1, Ordering::SeqCst);
                        if found { answer(200, FOUND) } else { answer(404, "") }
                    }
                }));
            }
        });
        Ok(Self { url, asked, refused })
    }
}

/// A SIEM that counts the alerts it gets, over https and over syslog with TLS.
pub(crate) struct Siem {
    /// Its certificate, in PEM.
    pub(crate) certificate: String,
    pub(crate) https: SocketAddr,
    pub(crate) syslog: SocketAddr,
    got: watch::Sender<u64>,
}

impl Siem {
    pub(crate) async fn start() -> Result<Self> {
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()])?;
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let config =
            rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()?
                .with_no_client_auth()
                .with_single_cert(vec![made.cert.der().clone()], key)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let got = watch::Sender::new(0);
        let (https, syslog) =
            (TcpListener::bind("127.0.0.1:0").await?, TcpListener::bind("127.0.0.1:0").await?);
        let addresses = (https.local_addr()?, syslog.local_addr()?);
        tokio::spawn(accept(https, acceptor.clone(), got.clone(), posts));
        tokio::spawn(accept(syslog, acceptor, got.clone(), frames));
        Ok(Self { certificate: made.cert.pem(), https: addresses.0, syslog: addresses.1, got })
    }

    /// Forgets what it got.
    pub(crate) fn start_over(&self) {
        self.got.send_replace(0);
    }

    /// Waits until it got so many alerts.
    pub(crate) async fn has(&self, alerts: u64) -> Result<()> {
        self.got.subscribe().wait_for(|got| *got >= alerts).await.context("the SIEM ended")?;
        Ok(())
    }
}

type Taker<F> = fn(TlsStream<TcpStream>, watch::Sender<u64>) -> F;

async fn accept<F>(listener: TcpListener, acceptor: TlsAcceptor, got: watch::Sender<u64>, take: Taker<F>)
where
    F: Future<Output = ()> + Send + 'static,
{
    while let Ok((stream, _)) = listener.accept().await {
        drop(stream.set_nodelay(true));
        let (acceptor, got) = (acceptor.clone(), got.clone());
        tokio::spawn(async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                take(stream, got).await;
            }
        });
    }
}

/// Bodies that are arrays of alerts.
async fn posts(stream: TlsStream<TcpStream>, got: watch::Sender<u64>) {
    serve(stream, move |request: Request<Incoming>| {
        let got = got.clone();
        async move {
            let Ok(body) = request.into_body().collect().await else { return answer(400, "") };
            let alerts: Result<Vec<serde::de::IgnoredAny>, _> = serde_json::from_slice(&body.to_bytes());
            let Ok(alerts) = alerts else { return answer(400, "") };
            got.send_modify(|count| *count += alerts.len() as u64);
            answer(200, "")
        }
    })
    .await;
}

/// Messages, each after its length in bytes and a space (RFC 5425, 4.3).
async fn frames(mut stream: TlsStream<TcpStream>, got: watch::Sender<u64>) {
    let mut bytes = Vec::new();
    if stream.read_to_end(&mut bytes).await.is_err() {
        return;
    }
    let (mut rest, mut messages) = (bytes.as_slice(), 0);
    while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
        let length = std::str::from_utf8(&rest[..space]).ok().and_then(|text| text.parse::<usize>().ok());
        let Some(next) = length.and_then(|length| rest.get(space + 1 + length..)) else { return };
        (rest, messages) = (next, messages + 1);
    }
    got.send_modify(|count| *count += messages);
    drop(stream.shutdown().await);
}
