//! Connectors' TLS: an admin's own root is trusted when it was given, for the name that the certificate carries.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::{Names, host};
use gatehouse_connector_host::CertificateDer;
use gatehouse_core::ports::ConnectorError::Unavailable;
use rustls_pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// A TLS server for `name` that answers 200; its port and its self-signed certificate.
async fn serve(name: &str) -> (u16, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that does not trust us hangs up; the next one may.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let _ = stream.read(&mut [0; 4096]).await;
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
            let _ = stream.shutdown().await;
        }
    });
    (port, certificate)
}

#[tokio::test]
async fn a_certificate_is_trusted_by_its_root_and_its_name() {
    let (port, root) = serve("inside.example").await;
    let fetch = async |name: &str, roots: Vec<CertificateDer<'static>>| {
        let url = format!("https://{name}:{port}");
        let bench = host(&["hostile"], |config| {
            config.resolver = Arc::new(Names([(name.to_owned(), vec!["127.0.0.1".parse().unwrap()])].into()));
            config.extra_grants = vec![format!("private:{url}").parse().unwrap()];
            config.extra_roots = roots;
        });
        bench.await.hostile("fetch", &url).await
    };
    assert_eq!(fetch("inside.example", vec![root.clone()]).await, Ok(vec![Ok(vec![])]));
    assert!(
        matches!(fetch("inside.example", vec![]).await, Err(Unavailable(why)) if why.contains("certificate"))
    );
    assert!(
        matches!(fetch("other.example", vec![root]).await, Err(Unavailable(why)) if why.contains("certificate"))
    );
}
