//! Whom TLS connections of connectors and of the mailer trust: Mozilla's roots, and what the admin adds.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;

use crate::error::{HostError, Result};

/// As [`plain_config`], for HTTP.
pub(crate) fn client_config(extra: &[CertificateDer<'static>]) -> Result<ClientConfig> {
    let mut config = plain_config(extra)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// TLS 1.2 and 1.3 with ring. `extra` roots are DER certificates, for services inside and for tests.
pub(crate) fn plain_config(extra: &[CertificateDer<'static>]) -> Result<ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in extra {
        let added = roots.add(certificate.clone());
        added.map_err(|why| HostError::Config(format!("an extra root certificate is not usable: {why}")))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|why| HostError::Config(why.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
