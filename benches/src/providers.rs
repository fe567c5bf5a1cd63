//! A breach scan over three providers that take 20 ms for an answer and allow ten questions at once, each.
//!
//! 5,000 employees unless `GATEHOUSE_BENCH_EMPLOYEES` says another number: the limit is on 50,000, which takes the providers
//! 100 s at least.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_core::exposure::{put_credential, start_scan, wait_for_scan};

use crate::Bench;
use crate::parts::{Parts, runtime};
use crate::people::{Corpus, employees_csv};
use crate::standin::Provider;

const EMPLOYEES: u64 = 5_000;
const AT_ONCE: usize = 10;
const PAUSE: Duration = Duration::from_millis(20);
/// Times what the providers need by themselves.
const LIMIT: f64 = 1.3;
/// They answer 404 about people whom they do not know.
const PROVIDERS: [&str; 3] = ["hibp", "hibp-stealer", "leakcheck"];

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let employees = match std::env::var("GATEHOUSE_BENCH_EMPLOYEES") {
        Ok(text) => text.parse().context("GATEHOUSE_BENCH_EMPLOYEES is no number")?,
        Err(_) => EMPLOYEES,
    };
    let folder = tempfile::tempdir()?;
    runtime()?.block_on(async {
        let parts = Parts::open_with(folder.path(), &PROVIDERS).await?;
        // No corpus: the appliance's own provider is not asked.
        parts.import(employees_csv(employees), Corpus::new().into_csv()).await?;
        parts.services.search.start();
        parts.indexed().await;
        let mut providers = Vec::new();
        for id in PROVIDERS {
            let provider = Provider::start(AT_ONCE, PAUSE, id == "hibp").await?;
            let settings = BTreeMap::from(
                [("base_url", provider.url.as_str()), ("connections", "10"), ("calls_per_minute", "60000000")]
                    .map(|(name, value)| (name.to_owned(), value.to_owned())),
            );
            let name = id.to_uppercase().replace('-', "_");
            put_credential(&parts.services, &parts.principal, &name, "a-key-of-the-bench", settings).await?;
            providers.push(provider);
        }
        let start = Instant::now();
        let job = start_scan(&parts.services, &parts.principal).await?;
        let result = wait_for_scan(&parts.services, &parts.principal, job).await?;
        let took = start.elapsed();
        for provider in &result.providers {
            ensure!(provider.looked_up == employees && provider.error.is_none(), "{provider:?}");
        }
        for provider in &providers {
            let (asked, refused) =
                (provider.asked.load(Ordering::Relaxed), provider.refused.load(Ordering::Relaxed));
            ensure!(asked == employees && refused == 0, "asked {asked} times, {refused} of them too many at once");
        }
        // They are asked side by side: each needs as long as all of them.
        let least = PAUSE.as_secs_f64() * employees as f64 / AT_ONCE as f64;
        let factor = took.as_secs_f64() / least;
        bench.report.check(
            format!(
                "scan of {employees} employees over three providers, 20 ms an answer, ten at once each ({} alerts)",
                result.new_alerts
            ),
            format!("{:.1} s, {factor:.2} × the providers' own {least:.0} s", took.as_secs_f64()),
            "< 1.3 ×",
            factor < LIMIT,
        );
        parts.close().await;
        Ok(())
    })
}
