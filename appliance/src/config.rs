//! Configuration: command line over environment over file over default.

use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use axum::http::Uri;
use serde::Deserialize;

use crate::cli::Options;

/// Megabytes that pages of the store may take.
const CACHE: RangeInclusive<u32> = 8..=16_384;

/// The configuration file. An unknown key is an error that names it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data_dir: Option<PathBuf>,
    listen: Option<SocketAddr>,
    tls: Option<String>,
    names: Option<Vec<String>>,
    public_url: Option<String>,
    connector_grants: Option<Vec<String>>,
    extra_roots: Option<PathBuf>,
    trusted_proxies: Option<Vec<IpAddr>>,
    cron_secret: Option<String>,
    cache: Option<u32>,
    log: Option<String>,
    log_format: Option<String>,
}

/// How connections are secured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TlsMode {
    /// A local CA and a certificate of our own, renewed in time.
    Auto,
    /// Plain HTTP, for loopback and behind a reverse proxy.
    Off,
    /// Certificate chain and key from PEM files.
    Files(PathBuf, PathBuf),
}

/// What was decided.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) data_dir: Option<PathBuf>,
    pub(crate) listen: SocketAddr,
    pub(crate) tls: TlsMode,
    pub(crate) names: Vec<String>,
    pub(crate) public_url: Option<String>,
    pub(crate) connector_grants: Vec<String>,
    /// A PEM file of roots to trust beside Mozilla's.
    pub(crate) extra_roots: Option<PathBuf>,
    pub(crate) trusted_proxies: Vec<IpAddr>,
    pub(crate) cron_secret: Option<String>,
    /// Megabytes for pages of the store; `None` for what suits the machine.
    pub(crate) cache: Option<u32>,
    pub(crate) log: Option<String>,
    pub(crate) log_json: bool,
}

impl Config {
    /// Merges options and file.
    pub(crate) fn load(options: Options) -> Result<Self> {
        let file = options.config.as_deref().map(read).transpose()?.unwrap_or_default();
        let tls = tls_mode(options.tls.or(file.tls).as_deref().unwrap_or("auto"))?;
        let log_format = options.log_format.or(file.log_format).unwrap_or_else(|| "text".into());
        if !["text", "json"].contains(&log_format.as_str()) {
            bail!("log_format is {log_format}; it may be text or json");
        }
        let cron_secret = options.cron_secret.or(file.cron_secret);
        if cron_secret.as_ref().is_some_and(|secret| secret.len() < 16) {
            bail!("cron_secret has fewer than 16 characters; make one with: openssl rand -hex 24");
        }
        let cache = options.cache.or(file.cache);
        if let Some(wrong) = cache.filter(|megabytes| !CACHE.contains(megabytes)) {
            bail!("cache is {wrong}; it may be {} to {} megabytes", CACHE.start(), CACHE.end());
        }
        let names = options.names.or(file.names).unwrap_or_default();
        if let Some(wrong) = names.iter().find(|name| !is_name(name)) {
            bail!("names holds {wrong:?}, which is neither a host name nor an address");
        }
        let public_url = options.public_url.or(file.public_url).map(|text| origin(&text)).transpose()?;
        Ok(Self {
            data_dir: options.data_dir.or(file.data_dir),
            listen: options.listen.or(file.listen).unwrap_or(SocketAddr::from(([0, 0, 0, 0], 8443))),
            tls,
            names,
            public_url,
            connector_grants: options.connector_grants.or(file.connector_grants).unwrap_or_default(),
            extra_roots: options.extra_roots.or(file.extra_roots),
            trusted_proxies: options.trusted_proxies.or(file.trusted_proxies).unwrap_or_default(),
            cron_secret,
            cache,
            log: options.log.or(file.log),
            log_json: log_format == "json",
        })
    }

    /// The data folder, which every command but `openapi` needs.
    pub(crate) fn data_dir(&self) -> Result<&Path> {
        self.data_dir.as_deref().context("no data folder given: add --data-dir DIR or set GATEHOUSE_DATA_DIR")
    }
}

fn read(path: &Path) -> Result<File> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    toml::from_str(&text).map_err(|cause| {
        let before = cause.span().map_or(0, |span| span.start.min(text.len()));
        let line = 1 + text.bytes().take(before).filter(|byte| *byte == b'\n').count();
        anyhow!("{} is not a valid configuration: line {line}: {}", path.display(), cause.message())
    })
}

/// Scheme, host and port, without the slash at the end.
fn origin(text: &str) -> Result<String> {
    let origin = text.strip_suffix('/').unwrap_or(text);
    let read: Option<Uri> = origin.parse().ok();
    let fits = read.is_some_and(|uri| {
        let scheme = matches!(uri.scheme_str(), Some("http" | "https"));
        let authority = uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
        scheme && authority && uri.path() == "/" && uri.query().is_none() && !origin.ends_with('/')
    });
    if !fits {
        bail!(
            "public_url is {text}; it must be scheme and host, and a port if need be: https://gate.example"
        );
    }
    Ok(origin.to_owned())
}

/// Whether a certificate can be made for it.
fn is_name(name: &str) -> bool {
    name.parse::<IpAddr>().is_ok() || is_host_name(name.strip_prefix("*.").unwrap_or(name))
}

/// Whether it consists of labels as DNS knows them.
pub(crate) fn is_host_name(name: &str) -> bool {
    !name.is_empty()
        && name.split('.').all(|label| {
            !label.is_empty()
                && label.len() < 64
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

fn tls_mode(text: &str) -> Result<TlsMode> {
    match text {
        "auto" => Ok(TlsMode::Auto),
        "off" => Ok(TlsMode::Off),
        pair => match pair.split_once(',') {
            Some((cert, key)) if !cert.is_empty() && !key.is_empty() => {
                Ok(TlsMode::Files(cert.into(), key.into()))
            }
            _ => bail!("tls is {text}; it may be auto, off, or CERT,KEY (two PEM files)"),
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Config, TlsMode};
    use crate::cli::Options;

    fn with_file(text: &str) -> anyhow::Result<Config> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.toml");
        std::fs::write(&path, text).unwrap();
        Config::load(Options {
            config: Some(path),
            listen: Some("127.0.0.1:1".parse().unwrap()),
            ..Options::default()
        })
    }

    #[test]
    fn the_command_line_wins_over_the_file() {
        let config = with_file("listen = '0.0.0.0:9'\ntls = 'off'\n").unwrap();
        assert_eq!((config.listen.port(), config.tls), (1, TlsMode::Off));
    }

    #[test]
    fn an_unknown_key_is_named() {
        let refusal = format!("{:#}", with_file("listne = '0.0.0.0:9'\n").unwrap_err());
        assert!(refusal.contains("listne"), "{refusal}");
        assert!(with_file("tls = 'maybe'\n").is_err());
        assert!(with_file("cron_secret = 'short'\n").is_err());
        assert!(with_file("cache = 7\n").is_err());
        assert_eq!(with_file("cache = 100\n").unwrap().cache, Some(100));
    }

    #[test]
    fn a_public_url_is_scheme_and_host() {
        let read =
            |text: &str| with_file(&format!("public_url = '{text}'\n")).map(|config| config.public_url);
        for text in ["https://gate.example", "https://gate.example/"] {
            assert_eq!(read(text).unwrap().as_deref(), Some("https://gate.example"));
        }
        assert!(read("http://127.0.0.1:8080").is_ok());
        for text in [
            "gate.example",
            "ftp://gate.example",
            "https://",
            "https://a/b",
            "https://a?b",
            "https://u@a",
            "https://a//",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
