//! Whose certificates are believed.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result, bail};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_rustls::TlsConnector;

/// What makes TLS connections; read when the first is made.
#[derive(Debug)]
pub(super) struct Trust {
    ca_file: Option<PathBuf>,
    anybody: bool,
    made: OnceLock<Arc<ClientConfig>>,
}

impl Trust {
    /// The system's authorities, those of a file, or no check at all.
    pub(super) fn new(ca_file: Option<PathBuf>, anybody: bool) -> Self {
        Self { ca_file, anybody, made: OnceLock::new() }
    }

    /// What makes connections.
    ///
    /// # Errors
    /// When the file holds no certificate or the system has none.
    pub(super) fn connector(&self) -> Result<TlsConnector> {
        if let Some(config) = self.made.get() {
            return Ok(Arc::clone(config).into());
        }
        let config = self.config()?;
        Ok(Arc::clone(self.made.get_or_init(|| Arc::new(config))).into())
    }

    fn config(&self) -> Result<ClientConfig> {
        let builder = ClientConfig::builder();
        let mut config = if self.anybody {
            let provider = CryptoProvider::get_default().context("no TLS provider was installed")?;
            let verifier = Arc::new(Anybody(Arc::clone(provider)));
            builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        } else {
            builder.with_root_certificates(self.roots()?).with_no_client_auth()
        };
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }

    fn roots(&self) -> Result<RootCertStore> {
        let mut roots = RootCertStore::empty();
        let Some(file) = &self.ca_file else {
            // Some of a system's may be unreadable or odd; without any there is nothing to believe.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            if roots.is_empty() {
                bail!("this system has no certificate authorities; name one with --ca-file");
            }
            return Ok(roots);
        };
        let shown = file.display();
        let certificates: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(file)
            .and_then(Iterator::collect)
            .with_context(|| format!("{shown} holds no PEM certificate"))?;
        if certificates.is_empty() {
            bail!("{shown} holds no PEM certificate");
        }
        for certificate in certificates {
            roots.add(certificate).with_context(|| format!("{shown} holds a certificate that is damaged"))?;
        }
        Ok(roots)
    }
}

/// Believes any certificate, but still wants the handshake signed with its key.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
