//! TLS: a local CA and a server certificate that renew themselves, or certificates that the admin brings.
//!
//! A CA plus a leaf, never a lone self-signed leaf: browsers let people trust the former for good.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use arc_swap::ArcSwap;
use gatehouse_core::sealing::write_private;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use time::{Duration, OffsetDateTime};
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

use crate::config::{TlsMode, is_host_name};

/// How long the CA lasts.
const CA_LIFE: Duration = Duration::days(3650);
/// How long a server certificate lasts, and how long before its end it is renewed.
const LEAF_LIFE: Duration = Duration::days(90);
const RENEW_BEFORE: Duration = Duration::days(30);
/// Certificates begin a day back, for machines whose clocks are behind ours.
const SKEW: Duration = Duration::days(1);

/// What the server needs.
#[derive(Debug, Clone)]
pub(crate) struct Tls {
    /// The configuration in use; renewal swaps it.
    pub(crate) config: Arc<ArcSwap<ServerConfig>>,
    /// The local CA as PEM, for download; none when the admin brings certificates.
    pub(crate) ca_pem: Option<String>,
    files: Arc<Files>,
}

#[derive(Debug)]
struct Files {
    mode: TlsMode,
    folder: std::path::PathBuf,
    names: Vec<String>,
}

impl Tls {
    /// Loads or makes certificates; `None` when TLS is off.
    pub(crate) fn start(mode: &TlsMode, folder: &Path, names: &[String]) -> Result<Option<Self>> {
        let files = Files { mode: mode.clone(), folder: folder.to_owned(), names: machine_names(names) };
        let (config, ca_pem) = match mode {
            TlsMode::Off => return Ok(None),
            TlsMode::Auto | TlsMode::Files(..) => files.load(OffsetDateTime::now_utc())?,
        };
        Ok(Some(Self { config: Arc::new(ArcSwap::from_pointee(config)), ca_pem, files: Arc::new(files) }))
    }

    /// Renews what is near its end, or reads the admin's files again. Called every hour.
    pub(crate) fn refresh(&self) -> Result<()> {
        let (config, _) = self.files.load(OffsetDateTime::now_utc())?;
        self.config.store(Arc::new(config));
        Ok(())
    }
}

impl Files {
    fn load(&self, now: OffsetDateTime) -> Result<(ServerConfig, Option<String>)> {
        match &self.mode {
            TlsMode::Files(cert, key) => Ok((server_config(cert, key)?, None)),
            TlsMode::Auto | TlsMode::Off => {
                let ca = ensure_ca(&self.folder, now)?;
                ensure_leaf(&self.folder, &ca, &self.names, now)?;
                let config = server_config(&self.folder.join("server.pem"), &self.folder.join("server.key"))?;
                Ok((config, Some(ca.pem)))
            }
        }
    }
}

fn server_config(cert: &Path, key: &Path) -> Result<ServerConfig> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect)
        .with_context(|| format!("{} holds no PEM certificate", cert.display()))?;
    if chain.is_empty() {
        bail!("{} holds no PEM certificate", cert.display());
    }
    let key = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("{} holds no PEM private key", key.display()))?;
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .context("certificate and key do not belong together")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

struct Ca {
    pem: String,
    key: KeyPair,
}

fn ensure_ca(folder: &Path, now: OffsetDateTime) -> Result<Ca> {
    let (cert, key) = (folder.join("ca.pem"), folder.join("ca.key"));
    if cert.exists() && key.exists() {
        let pem = std::fs::read_to_string(&cert)?;
        let key = KeyPair::from_pem(&std::fs::read_to_string(&key)?)
            .with_context(|| format!("{} is damaged; restore it from a backup", key.display()))?;
        if seconds_left(&pem, now)? > LEAF_LIFE.whole_seconds() {
            return Ok(Ca { pem, key });
        }
        tracing::warn!("the local CA is near its end: a new one is made; install it on clients again");
    }
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::OrganizationName, "Gatehouse");
    let year = now.year();
    params.distinguished_name.push(DnType::CommonName, format!("Gatehouse local CA {year}"));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages =
        vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign, KeyUsagePurpose::DigitalSignature];
    (params.not_before, params.not_after) = (now - SKEW, now + CA_LIFE);
    let signer = KeyPair::generate()?;
    let pem = params.self_signed(&signer)?.pem();
    write_private(&key, signer.serialize_pem().as_bytes())?;
    write_private(&cert, pem.as_bytes())?;
    Ok(Ca { pem, key: signer })
}

fn ensure_leaf(folder: &Path, ca: &Ca, names: &[String], now: OffsetDateTime) -> Result<()> {
    let (cert, key) = (folder.join("server.pem"), folder.join("server.key"));
    if let Ok(pem) = std::fs::read_to_string(&cert)
        && key.exists()
        && pem.ends_with(&ca.pem)
        && seconds_left(&pem, now)? > RENEW_BEFORE.whole_seconds()
        && names_of(&pem)? == names
    {
        return Ok(());
    }
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::OrganizationName, "Gatehouse");
    let common = names.first().cloned().unwrap_or_else(|| "localhost".into());
    params.distinguished_name.push(DnType::CommonName, common);
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    (params.not_before, params.not_after) = (now - SKEW, now + LEAF_LIFE);
    let issuer = Issuer::from_ca_cert_pem(&ca.pem, &ca.key)?;
    let signer = KeyPair::generate()?;
    let pem = params.signed_by(&signer, &issuer)?.pem();
    write_private(&key, signer.serialize_pem().as_bytes())?;
    write_private(&cert, format!("{pem}{}", ca.pem).as_bytes())?;
    tracing::info!(names = names.join(" "), "made a server certificate");
    Ok(())
}

fn first_der(pem: &str) -> Result<CertificateDer<'static>> {
    CertificateDer::from_pem_slice(pem.as_bytes())
        .context("a stored certificate is damaged; remove the tls folder")
}

fn seconds_left(pem: &str, now: OffsetDateTime) -> Result<i64> {
    let der = first_der(pem)?;
    let (_, cert) = X509Certificate::from_der(&der)?;
    let (from, to) = (cert.validity().not_before.timestamp(), cert.validity().not_after.timestamp());
    // A clock that jumped back before its beginning makes a certificate as useless as one past its end.
    Ok(if now.unix_timestamp() < from { 0 } else { to - now.unix_timestamp() })
}

fn names_of(pem: &str) -> Result<Vec<String>> {
    let der = first_der(pem)?;
    let (_, cert) = X509Certificate::from_der(&der)?;
    let Some(names) = cert.subject_alternative_name()? else { return Ok(Vec::new()) };
    Ok(names
        .value
        .general_names
        .iter()
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => match bytes.len() {
                4 => <[u8; 4]>::try_from(*bytes).ok().map(|ip| IpAddr::from(ip).to_string()),
                _ => <[u8; 16]>::try_from(*bytes).ok().map(|ip| IpAddr::from(ip).to_string()),
            },
            _ => None,
        })
        .collect())
}

/// Every name and address that people may type: the admin's names first, the host's, loopback, the interfaces'.
pub(crate) fn machine_names(extra: &[String]) -> Vec<String> {
    let host = gethostname::gethostname().to_string_lossy().to_ascii_lowercase();
    let mut names: Vec<String> = extra.to_vec();
    if is_host_name(&host) {
        names.push(host.clone());
        if !host.contains('.') {
            names.push(format!("{host}.local"));
        }
    }
    names.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    for interface in if_addrs::get_if_addrs().unwrap_or_default() {
        // Link-local IPv6 addresses need a zone, which no certificate can hold.
        if !matches!(interface.ip(), IpAddr::V6(ip) if ip.is_unicast_link_local()) {
            names.push(interface.ip().to_string());
        }
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// Says loudly what plain HTTP on more than loopback means.
pub(crate) fn warn_of_plain(mode: &TlsMode, listen: std::net::SocketAddr) {
    if *mode == TlsMode::Off && !listen.ip().is_loopback() {
        tracing::warn!(
            %listen,
            "TLS is off and this is not loopback: passwords travel in the clear unless a reverse proxy secures them"
        );
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use time::{Duration, OffsetDateTime};

    use super::{ensure_ca, ensure_leaf, machine_names, names_of, seconds_left};

    #[test]
    fn the_leaf_is_renewed_in_time_and_when_names_change() {
        let folder = tempfile::tempdir().unwrap();
        let start = OffsetDateTime::now_utc();
        let names = vec!["gate.example".to_owned(), "127.0.0.1".into(), "::1".into()];
        let leaf = || std::fs::read_to_string(folder.path().join("server.pem")).unwrap();
        let ensure = |names: &[String], now| {
            let ca = ensure_ca(folder.path(), now).unwrap();
            ensure_leaf(folder.path(), &ca, names, now).unwrap();
            leaf()
        };
        let first = ensure(&names, start);
        assert_eq!(names_of(&first).unwrap(), names);
        assert_eq!(ensure(&names, start + Duration::days(59)), first, "kept while it lasts");
        let renewed = ensure(&names, start + Duration::days(61));
        assert_ne!(renewed, first);
        assert!(
            seconds_left(&renewed, start + Duration::days(61)).unwrap() > Duration::days(80).whole_seconds()
        );
        assert_ne!(ensure(&names[..1], start + Duration::days(61)), renewed);
        // A clock that jumped far back makes a certificate that is valid then.
        let past = start - Duration::days(4000);
        assert!(seconds_left(&ensure(&names, past), past).unwrap() > 0);
    }

    #[test]
    fn names_are_unique_and_hold_loopback() {
        let names = machine_names(&["gate.example".into(), "localhost".into()]);
        assert_eq!(names[0], "gate.example");
        assert_eq!(names.iter().filter(|name| *name == "localhost").count(), 1);
        assert!(names.contains(&"127.0.0.1".to_owned()));
    }
}
