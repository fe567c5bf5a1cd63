//! What the host's tests share: built connectors, a host in a folder of its own, HTTP stand-ins, captured logs.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test file uses its part")]

pub mod logs;
pub mod provider;
pub mod standin;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use gatehouse_connector_host::{ConnectorHost, HostConfig, Resolver};
use gatehouse_core::ports::{BreachProvider, ConnectorError, Connectors, Exposure, Settings};

/// A built connector's component.
pub fn component(id: &str) -> &'static [u8] {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../dist/{id}.wasm"));
    let bytes = std::fs::read(&file).unwrap_or_else(|why| {
        panic!("{} is missing ({why}); run `cargo xtask connectors` first", file.display())
    });
    Box::leak(bytes.into_boxed_slice())
}

/// Knows a few names and no network.
#[derive(Default)]
pub struct Names(pub BTreeMap<String, Vec<IpAddr>>);

#[async_trait]
impl Resolver for Names {
    async fn resolve(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        Ok(self.0.get(name).cloned().unwrap_or_default())
    }
}

/// A host in a temporary folder.
pub struct Bench {
    pub folder: tempfile::TempDir,
    pub host: Arc<ConnectorHost>,
}

/// A configuration for `folder` that touches no network and does not poll.
pub fn config(folder: &Path, connectors: &[&'static str]) -> HostConfig {
    HostConfig {
        builtins: connectors.iter().map(|id| (*id, component(id).into())).collect(),
        resolver: Arc::new(Names::default()),
        poll: None,
        ..HostConfig::new(folder)
    }
}

/// Starts a host with these built-in connectors, after `adjust` had its say.
pub async fn host(connectors: &[&'static str], adjust: impl FnOnce(&mut HostConfig)) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(folder.path(), connectors);
    adjust(&mut config);
    let host = ConnectorHost::start(config).await.unwrap();
    Bench { folder, host }
}

pub fn settings(pairs: &[(&str, &str)]) -> Settings {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub type Answer = Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError>;

impl Bench {
    pub fn provider(&self, id: &str) -> Arc<dyn BreachProvider> {
        self.host.provider(id).expect("the provider is loaded")
    }

    /// Makes the hostile connector behave so, against `url`.
    pub async fn hostile(&self, behaviour: &str, url: &str) -> Answer {
        let settings = settings(&[("behaviour", behaviour), ("url", url)]);
        self.provider("hostile").lookup(&settings, &["a@acme.example".to_owned()]).await
    }

    /// The error that the hostile connector ends in.
    pub async fn hostile_error(&self, behaviour: &str, url: &str) -> ConnectorError {
        self.hostile(behaviour, url).await.expect_err(behaviour)
    }
}
