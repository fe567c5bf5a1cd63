//! The binary itself: its size, its memory when idle, and how soon it answers with a million alerts stored.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::Bench;
use crate::parts::{Parts, runtime};
use crate::report::median;
use crate::server::{Server, binary, client};

const STARTS: usize = 7;
const START_LIMIT: Duration = Duration::from_millis(500);
const IDLE: Duration = Duration::from_secs(5);
const MEGABYTES: f64 = 60.0;

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let size = std::fs::metadata(binary()?)?.len() as f64 / 1e6;
    bench.report.check("the binary, stripped", format!("{size:.1} MB"), "< 60 MB", size < MEGABYTES);
    let fresh = tempfile::tempdir()?;
    let million = bench.million()?.path().to_owned();
    let runtime = runtime()?;
    runtime.block_on(async {
        Parts::open(fresh.path()).await?.close().await;
        // Its connectors were compiled by another build's host or not at all: compile them as a first start does.
        drop(std::fs::remove_dir_all(fresh.path().join("cache")));
        idle(bench, "first start on a fresh folder, connectors compiled", fresh.path()).await?;
        idle(bench, "fresh folder", fresh.path()).await?;
        starts(bench, &million).await?;
        idle(bench, "1,000,000 alerts stored", &million).await
    })
}

async fn starts(bench: &mut Bench, data: &Path) -> Result<()> {
    let client = client()?;
    // The first start compiles the connectors that the folder has not seen, and signs in.
    let first = Server::start(data, &client).await?;
    first.sign_in(&client).await?;
    first.stop()?;
    let (mut answers, mut pages) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let server = Server::start(data, &client).await?;
        answers.push(server.answered);
        let page = server.get(&client, "/api/console/alerts?limit=20").await?;
        pages.push(server.age());
        ensure!(page["total"] == 1_000_000, "there are {} alerts", page["total"]);
        server.stop()?;
    }
    // Dropped is killed: the next start has to repair the store first.
    drop(Server::start(data, &client).await?);
    let repaired = Server::start(data, &client).await?;
    bench.report.note(
        "from start to first answer, 1,000,000 alerts stored, after SIGKILL",
        format!("{:.0} ms", repaired.answered.as_secs_f64() * 1e3),
    );
    repaired.stop()?;
    for (what, times) in [("first answer", answers), ("first page of alerts", pages)] {
        let time = median(times);
        bench.report.check(
            format!("from start to {what}, 1,000,000 alerts stored, median of {STARTS}"),
            format!("{:.0} ms", time.as_secs_f64() * 1e3),
            "< 500 ms",
            time < START_LIMIT,
        );
    }
    Ok(())
}

async fn idle(bench: &mut Bench, what: &str, data: &Path) -> Result<()> {
    let client = client()?;
    let server = Server::start(data, &client).await?;
    tokio::time::sleep(IDLE).await;
    let memory = server.memory()?;
    bench.report.check(
        format!("resident after 5 s idle, {what}"),
        format!(
            "{:.1} MB ({:.1} MB anonymous, {:.1} MB proportional)",
            memory.resident, memory.anonymous, memory.proportional
        ),
        "< 60 MB",
        memory.resident < MEGABYTES,
    );
    server.stop()
}
