//! The dashboard over a million alerts of 50,000 people: what each widget's data takes over HTTP, what a recount takes.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_core::dashboard::WIDGETS;
use serde_json::json;

use crate::Bench;
use crate::million::fill;
use crate::parts::runtime;
use crate::server::{Server, client};

const PEOPLE: u64 = 50_000;
const BREACHES_A_PERSON: u64 = 20;
const LOOKS: usize = 500;
const LIMIT: Duration = Duration::from_millis(10);
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (_, scanned, _) = fill(folder.path(), PEOPLE, BREACHES_A_PERSON)?;
    bench.report.note("scan that opens 1,000,000 alerts for 50,000 employees, figures kept: stored", scanned);
    runtime()?.block_on(async {
        let client = client()?;
        let server = Server::start(folder.path(), &client).await?;
        server.sign_in(&client).await?;
        let all = format!("/api/console/dashboard/data?widgets={}&days=365&limit=50", WIDGETS.join(","));
        let begun = Instant::now();
        let answer = server.get(&client, &all).await?;
        let first = begun.elapsed();
        ensure!(answer["complete"] == true, "everything is counted");
        let by_status = answer["widgets"].as_array().context("a list")?;
        let total: u64 = by_status
            .iter()
            .filter(|widget| widget["type"] == "alert-status-breakdown")
            .flat_map(|widget| ["open", "acknowledged", "resolved"].map(|status| &widget[status]["total"]))
            .filter_map(serde_json::Value::as_u64)
            .sum();
        ensure!(total == PEOPLE * BREACHES_A_PERSON, "the widgets count {total} alerts");
        bench.report.note("all 20 widgets at once, the first time after the start", shown(first));
        for name in WIDGETS {
            let path = format!("/api/console/dashboard/widgets/{name}");
            let times = looks(&server, &client, &path).await?;
            bench.report.check(
                format!("widget {name}: 1,000,000 alerts, 50,000 employees, over HTTP, p50 / p99 of {LOOKS}"),
                format!("{} / {}", shown(times[LOOKS / 2]), shown(times[LOOKS * 99 / 100])),
                "p99 < 10 ms",
                times[LOOKS * 99 / 100] < LIMIT,
            );
        }
        let times = looks(&server, &client, &all).await?;
        bench.report.note(
            "all 20 widgets at once, a year of days and 50 entries each, p50 / p99",
            format!("{} / {}", shown(times[LOOKS / 2]), shown(times[LOOKS * 99 / 100])),
        );
        let counted = recount(&server, &client).await?;
        bench.report.note(
            "counting 1,000,000 alerts of 50,000 employees again while the server answers",
            format!("{:.1} s", counted.as_secs_f64()),
        );
        server.stop()
    })
}

/// How long each look took, shortest first.
async fn looks(server: &Server, client: &reqwest::Client, path: &str) -> Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let begun = Instant::now();
        server.get(client, path).await?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

async fn recount(server: &Server, client: &reqwest::Client) -> Result<Duration> {
    let begun = Instant::now();
    let url = format!("{}/api/console/dashboard/recount", server.url());
    let started = client.post(url).json(&json!({})).send().await?.error_for_status()?;
    let started: serde_json::Value = started.json().await?;
    let path = format!("/api/console/jobs/{}", started["jobId"].as_str().context("a job's id")?);
    loop {
        let job = server.get(client, &path).await?;
        match job["state"].as_str() {
            Some("succeeded") => return Ok(begun.elapsed()),
            Some("queued" | "running") => tokio::time::sleep(PAUSE).await,
            other => anyhow::bail!("the recount ended: {other:?} {}", job["error"]),
        }
    }
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
