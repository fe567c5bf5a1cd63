//! `POST /alerts`, durable, with a million alerts stored: the real binary, the simulator beside it, then the engine's
//! own limit and PocketBase in the same run.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::memory::MEGABYTES;
use super::peer::pocketbase;
use super::process::{processor_time, resident, settled};
use super::raw::raw;
use super::simulator::simulate;
use super::{seconds, stored_text};
use crate::Bench;
use crate::parts::runtime;
use crate::report::Report;
use crate::server::{Server, client};

/// Connections, alerts a second at least, and the p99 in milliseconds that it must stay below.
const LOADS: [(&str, f64, Option<f64>); 2] = [("64", 10_000.0, Some(25.0)), ("256", 15_000.0, None)];
const PEER_CONNECTIONS: usize = 64;
/// A server that rests for twenty seconds lets go of merged segments and of the index's buffers.
const GIVEN_BACK: Duration = Duration::from_secs(40);

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let time = seconds(20);
    let (report, large) = bench.with_endpoint_million()?;
    runtime()?.block_on(async {
        let server = Server::start(large.path(), &client()?).await?;
        for load in LOADS {
            ingest(report, &server, &large.key, load, time)?;
            let indexed = settled(server.pid())?;
            report.note("… until everything is indexed after it", format!("{:.0} s", indexed.as_secs_f64()));
        }
        let (at_once, _) = resident(server.pid())?;
        report.note("… resident then", format!("{at_once:.1} MB"));
        tokio::time::sleep(GIVEN_BACK).await;
        let (all, anonymous) = resident(server.pid())?;
        report.check(
            format!("… resident {} s later", GIVEN_BACK.as_secs()),
            format!("{all:.1} MB ({anonymous:.1} MB anonymous)"),
            "< 150 MB",
            all < MEGABYTES,
        );
        server.stop()?;
        let folder = tempfile::tempdir()?;
        let raw = raw(folder.path(), Duration::from_secs(time.min(5)))?;
        report.note(
            format!("raw redb with {} alerts, the same rows in batches of 64, alerts/s", stored_text()),
            format!("{raw:.0}"),
        );
        match pocketbase(PEER_CONNECTIONS, Duration::from_secs(time)).await? {
            Ok((version, it)) => report.note(
                format!(
                    "{version}, {} rows, {PEER_CONNECTIONS} connections, no fsync a row, rows/s",
                    stored_text()
                ),
                format!("{:.0}, p50 {:.1} ms, p99 {:.1} ms", it.rate, millis(it.p50), millis(it.p99)),
            ),
            Err(why) => report.note("PocketBase", format!("not measured: {why}")),
        }
        Ok(())
    })
}

fn ingest(
    report: &mut Report,
    server: &Server,
    key: &str,
    (connections, least, p99): (&str, f64, Option<f64>),
    time: u64,
) -> Result<()> {
    let duration = format!("{time}s");
    let options = ["--count", "1000", "--connections", connections, "--rate", "0", "--duration", &duration];
    let used = processor_time(server.pid())?;
    let summary = simulate(server.url(), key, &[&options[..], &["--poll-every", "0s"]].concat())?;
    let cores = (processor_time(server.pid())? - used) / summary.seconds;
    ensure!(summary.errors.is_empty(), "errors came: {:?}", summary.errors);
    let (rate, alerts) = (summary.alerts_per_second, summary.of("alerts")?);
    let limit = match p99 {
        Some(p99) => format!("≥ {least:.0}, p99 < {p99:.0} ms"),
        None => format!("≥ {least:.0}"),
    };
    report.check(
        format!(
            "endpoint, POST /alerts, {} alerts stored, {connections} connections, {time} s, alerts/s",
            stored_text()
        ),
        format!(
            "{rate:.0}, p50 {:.2} ms, p99 {:.2} ms, at most {:.1} ms; server {cores:.2} cores",
            alerts.p50_ms, alerts.p99_ms, alerts.max_ms
        ),
        limit,
        rate >= least && p99.is_none_or(|limit| alerts.p99_ms < limit),
    );
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
