//! How long it takes to instantiate a connector and call it: `local` with an empty corpus, one address, the port's
//! whole way. `cargo run --release -p gatehouse-connector-host --example call_time`

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gatehouse_connector_host::{ConnectorHost, HostConfig};
use gatehouse_core::ports::{Connectors as _, Corpus, Exposure, Settings};

const CALLS: usize = 20_000;

struct Empty;

impl Corpus for Empty {
    fn lookup(&self, emails: &[String]) -> gatehouse_core::Result<Vec<Vec<Exposure>>> {
        Ok(vec![Vec::new(); emails.len()])
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let component = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist/local.wasm");
    let component = std::fs::read(component)?;
    let folder = tempfile::tempdir()?;
    let config = HostConfig {
        builtins: vec![("local", component.into())],
        corpus: Some(Arc::new(Empty)),
        poll: None,
        ..HostConfig::new(folder.path())
    };
    let host = ConnectorHost::start(config).await?;
    let provider = host.provider("local").ok_or("the connector is not loaded")?;
    let (settings, emails) = (Settings::new(), ["ada@acme.example".to_owned()]);
    let mut times: Vec<Duration> = Vec::with_capacity(CALLS);
    for _ in 0..CALLS {
        let start = Instant::now();
        provider.lookup(&settings, &emails).await?;
        times.push(start.elapsed());
    }
    times.sort();
    println!(
        "instantiate and call, {CALLS} times: p50 {:?}, p99 {:?}",
        times[CALLS / 2],
        times[CALLS * 99 / 100]
    );
    Ok(())
}
