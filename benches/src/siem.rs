//! What a SIEM gets: pages that it pulls, and a backlog of 100,000 alerts that is pushed to it.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::json;

use crate::Bench;
use crate::parts::{Parts, runtime};
use crate::people::{BREACHES, Corpus, employees_csv, person};
use crate::report::median;
use crate::server::{Server, client};
use crate::standin::Siem;

const ALERTS: u64 = 100_000;
/// Fewer than the export allows in a minute.
const PULLS: usize = 50;
const PULL_LIMIT: Duration = Duration::from_millis(10);
const PUSH_LIMIT: f64 = 20_000.0;
const TOKEN: &str = "a-token-of-the-bench-0123456789";

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let folder = tempfile::tempdir()?;
    runtime()?.block_on(async {
        let mut corpus = Corpus::new();
        (0..ALERTS).for_each(|n| corpus.add(&person(n).email, n % BREACHES));
        let parts = Parts::open(folder.path()).await?;
        parts.import(employees_csv(ALERTS), corpus.into_csv()).await?;
        parts.services.search.start();
        let (result, ..) = parts.scan().await?;
        ensure!(result.new_alerts == ALERTS, "{} alerts", result.new_alerts);
        parts.close().await;

        let siem = Siem::start().await?;
        let roots = folder.path().join("siem.pem");
        std::fs::write(&roots, &siem.certificate)?;
        let (https, syslog) = (format!("https://{}", siem.https), format!("syslog+tls://{}", siem.syslog));
        let grants = format!("siem={https},siem={syslog}");
        let roots = roots.to_string_lossy().into_owned();
        let client = client()?;
        let options = ["--connector-grants", &grants, "--extra-roots", &roots];
        let server = Server::start_with(folder.path(), &client, &options).await?;
        server.sign_in(&client).await?;
        pull(bench, &server, &client).await?;
        let targets = [("https, JSON", format!("{https}/in"), "json"), ("syslog over TLS", syslog, "syslog")];
        for (what, url, format) in targets {
            push(bench, &server, &client, &siem, what, json!({"url": url, "format": format})).await?;
        }
        server.stop()
    })
}

async fn change(server: &Server, client: &reqwest::Client, body: serde_json::Value) -> Result<()> {
    let url = format!("{}/api/company", server.url());
    client.patch(url).json(&body).send().await?.error_for_status()?;
    Ok(())
}

async fn pull(bench: &mut Bench, server: &Server, client: &reqwest::Client) -> Result<()> {
    change(server, client, json!({"siemToken": TOKEN})).await?;
    let session = server.get(client, "/api/auth/session").await?;
    let company = session["user"]["companyId"].as_str().unwrap_or_default();
    let mut url = format!("{}/api/integrations/siem/{company}", server.url());
    let mut times = Vec::new();
    for _ in 0..PULLS {
        let start = Instant::now();
        let page = client.get(&url).bearer_auth(TOKEN).send().await?.error_for_status()?;
        let link = page.headers().get("link").and_then(|link| link.to_str().ok()).unwrap_or_default();
        let next = link.trim_start_matches('<').split('>').next().unwrap_or_default().to_owned();
        let body = page.bytes().await?;
        times.push(start.elapsed());
        let alerts: Vec<serde::de::IgnoredAny> = serde_json::from_slice(&body)?;
        ensure!(alerts.len() == 1000 && !next.is_empty(), "{} alerts on a page", alerts.len());
        url = next;
    }
    let worst = times.iter().max().copied().unwrap_or_default();
    bench.report.check(
        format!("SIEM pull of 1,000 alerts as JSON, the slowest of {PULLS} pages in a row"),
        format!("{:.1} ms (median {:.1} ms)", worst.as_secs_f64() * 1e3, median(times).as_secs_f64() * 1e3),
        "< 10 ms",
        worst < PULL_LIMIT,
    );
    Ok(())
}

async fn push(
    bench: &mut Bench,
    server: &Server,
    client: &reqwest::Client,
    siem: &Siem,
    what: &str,
    target: serde_json::Value,
) -> Result<()> {
    // Ends the pushing before, and forgets how far it came.
    change(server, client, json!({"siemPush": null})).await?;
    siem.start_over();
    let start = Instant::now();
    change(server, client, json!({ "siemPush": target })).await?;
    siem.has(ALERTS).await?;
    let took = start.elapsed();
    let rate = ALERTS as f64 / took.as_secs_f64();
    bench.report.check(
        format!("SIEM push of 100,000 alerts to a local receiver, {what}"),
        format!("{rate:.0}/s ({:.2} s)", took.as_secs_f64()),
        "> 20,000/s",
        rate > PUSH_LIMIT,
    );
    // The last batch is noted before the next target is set.
    loop {
        let jobs = server.get(client, "/api/console/jobs?kind=siem-push&limit=1").await?;
        if jobs["items"][0]["finishedAt"].is_string() {
            ensure!(jobs["items"][0]["result"]["pushed"] == ALERTS, "{jobs}");
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
