//! One call of a connector: a fresh instance of `local`, one address, an empty corpus, the port's whole way.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use gatehouse_connector_host::{ConnectorHost, HostConfig};
use gatehouse_core::ports::{Connectors as _, Corpus, Exposure, Settings};

use crate::Bench;
use crate::parts::{connector, runtime};
use crate::report::{median, micros};

const CALLS: usize = 20_000;
const LIMIT: f64 = 50.0;

struct Empty;

impl Corpus for Empty {
    fn lookup(&self, emails: &[String]) -> gatehouse_core::Result<Vec<Vec<Exposure>>> {
        Ok(vec![Vec::new(); emails.len()])
    }
}

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let times = runtime()?.block_on(async {
        let config = HostConfig {
            builtins: vec![("local", connector("local")?)],
            corpus: Some(Arc::new(Empty)),
            poll: None,
            ..HostConfig::new(folder.path())
        };
        let host = ConnectorHost::start(config).await?;
        let provider = host.provider("local").context("the connector is not loaded")?;
        let (settings, emails) = (Settings::new(), ["ada@lumenfeld-optics.example".to_owned()]);
        let mut times: Vec<Duration> = Vec::with_capacity(CALLS);
        for _ in 0..CALLS {
            let start = Instant::now();
            provider.lookup(&settings, &emails).await?;
            times.push(start.elapsed());
        }
        anyhow::Ok(times)
    })?;
    let mut sorted = times.clone();
    sorted.sort_unstable();
    let (p50, p99) = (micros(median(times)), micros(sorted[CALLS * 99 / 100]));
    bench.report.check(
        "connector, instantiate and call, p50",
        format!("{p50:.1} µs (p99 {p99:.1} µs)"),
        format!("< {LIMIT:.0} µs"),
        p50 < LIMIT,
    );
    Ok(())
}
