//! Pushing to a SIEM over https and over syslog with TLS, and what keeps it from other doors.
#![allow(clippy::unwrap_used)]

use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use gatehouse_connector_host::{CertificateDer, HostConfig, Resolver, SiemSink};
use gatehouse_core::ports::ConnectorError::{
    self, BadSettings, RateLimited, Refused, Unauthorized, Unavailable,
};
use gatehouse_core::siem::{AlertSink as _, Batch};
use rustls_pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// `siem.example` lies on loopback.
struct Names;

#[async_trait]
impl Resolver for Names {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(if name == "siem.example" { vec!["127.0.0.1".parse().unwrap()] } else { vec![] })
    }
}

/// A TLS server for `siem.example` that reads what comes, up to `until` or the end, answers, and tells the test.
struct Siem {
    port: u16,
    root: CertificateDer<'static>,
    got: mpsc::UnboundedReceiver<Vec<u8>>,
}

fn tls_server() -> (tokio_rustls::TlsAcceptor, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(vec!["siem.example".to_owned()]).unwrap();
    let root = made.cert.der().clone();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![root.clone()], key)
        .unwrap();
    (tokio_rustls::TlsAcceptor::from(Arc::new(config)), root)
}

async fn siem(until: &'static [u8], answer: &'static str) -> Siem {
    let (acceptor, root) = tls_server();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, got) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let (mut read, mut chunk) = (Vec::new(), [0; 4096]);
            while until.is_empty() || !read.ends_with(until) {
                match stream.read(&mut chunk).await {
                    Ok(0) | Err(_) => break,
                    Ok(n) => read.extend_from_slice(&chunk[..n]),
                }
            }
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
            // A test that is over does not listen.
            drop(tell.send(read));
        }
    });
    Siem { port, root, got }
}

impl Siem {
    fn sink(&self, change: impl FnOnce(&mut HostConfig)) -> SiemSink {
        let mut config = HostConfig::new("unused");
        config.resolver = Arc::new(Names);
        config.allow_private_targets = true;
        config.extra_roots = vec![self.root.clone()];
        change(&mut config);
        SiemSink::new(&config).unwrap()
    }
}

fn body() -> Batch {
    Batch::Body { media_type: "application/json", text: r#"[{"id":"é"}]"#.into() }
}

fn messages() -> Batch {
    Batch::Messages(vec!["<85>1 é".into(), "<82>1 second".into()])
}

#[tokio::test]
async fn a_body_is_posted() {
    const OK: &str = "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let mut siem = siem(b"}]", OK).await;
    let target = format!("https://siem.example:{}/in", siem.port);
    siem.sink(|_| ()).push(&target, &body()).await.unwrap();
    let got = String::from_utf8(siem.got.recv().await.unwrap()).unwrap();
    assert!(got.starts_with("POST /in HTTP/1.1\r\n"), "{got}");
    assert!(got.contains("content-type: application/json\r\n"), "{got}");
    assert!(got.ends_with("\r\n\r\n[{\"id\":\"é\"}]"), "{got}");
}

#[tokio::test]
async fn what_the_answer_means() {
    let pushed = async |answer: &'static str| {
        let siem = siem(b"}]", answer).await;
        siem.sink(|_| ()).push(&format!("https://siem.example:{}/in", siem.port), &body()).await
    };
    let refused: Result<(), ConnectorError> =
        pushed("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    assert!(matches!(refused, Err(Unauthorized(_))), "{refused:?}");
    let busy = pushed("HTTP/1.1 429 Slow\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    assert!(matches!(busy, Err(RateLimited(_))), "{busy:?}");
    let down = pushed("HTTP/1.1 502 Bad\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    assert!(matches!(down, Err(Unavailable(_))), "{down:?}");
    let moved =
        pushed("HTTP/1.1 302 Found\r\nlocation: https://other.example/\r\ncontent-length: 0\r\n\r\n").await;
    assert!(matches!(moved, Err(BadSettings(_))), "{moved:?}");
}

#[tokio::test]
async fn messages_are_framed_over_tls() {
    let mut siem = siem(b"", "").await;
    let target = format!("syslog+tls://siem.example:{}", siem.port);
    siem.sink(|_| ()).push(&target, &messages()).await.unwrap();
    let got = String::from_utf8(siem.got.recv().await.unwrap()).unwrap();
    assert_eq!(got, "8 <85>1 é12 <82>1 second");

    let stranger = siem.sink(|config| config.extra_roots = vec![]).push(&target, &messages()).await;
    assert!(matches!(&stranger, Err(Unavailable(why)) if why.contains("certificate")), "{stranger:?}");
}

#[tokio::test]
async fn a_name_that_leads_inside_needs_a_grant() {
    let mut siem = siem(b"", "").await;
    let target = format!("syslog+tls://siem.example:{}", siem.port);
    let closed = |config: &mut HostConfig| config.allow_private_targets = false;
    for (target, batch) in
        [(target.clone(), messages()), (format!("https://siem.example:{}/in", siem.port), body())]
    {
        let refused = siem.sink(closed).push(&target, &batch).await;
        assert!(matches!(&refused, Err(Refused(why)) if why.contains("private:")), "{target}: {refused:?}");
    }
    let granted = siem.sink(|config| {
        closed(config);
        config.extra_grants = vec![format!("siem=private:{target}").parse().unwrap()];
    });
    granted.push(&target, &messages()).await.unwrap();
    assert!(siem.got.recv().await.is_some());
}

/// A receiver that takes the beginning of what comes and then dies, or that reads everything and never closes.
async fn broken_siem(dies: bool) -> Siem {
    let (acceptor, root) = tls_server();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, got) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = acceptor.accept(stream).await.unwrap();
        let mut beginning = vec![0; 16];
        stream.read_exact(&mut beginning).await.unwrap();
        drop(tell.send(beginning));
        if !dies {
            while let Ok(1..) = stream.read(&mut [0; 4096]).await {}
            std::future::pending::<()>().await;
        }
    });
    Siem { port, root, got }
}

#[tokio::test]
async fn messages_that_were_not_read_to_the_end_have_not_arrived() {
    // What a socket's buffer holds is not yet read.
    let some = Batch::Messages(vec!["<85>1 x".repeat(100); 50]);
    for (dies, patience) in [(true, 60_000), (false, 1_000)] {
        let mut siem = broken_siem(dies).await;
        let sink = siem.sink(|config| config.limits.wall_ms = patience);
        let sent = sink.push(&format!("syslog+tls://siem.example:{}", siem.port), &some).await;
        assert!(matches!(sent, Err(Unavailable(_))), "{sent:?}");
        assert_eq!(siem.got.recv().await.unwrap(), b"700 <85>1 x<85>1");
    }
}
