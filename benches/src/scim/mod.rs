//! SCIM over HTTP on loopback: users made by POST, found by name, read by pages; one member of a large group. Beside it
//! scim2-server from PyPI, which keeps everything in memory.
//!
//! `GATEHOUSE_BENCH_USERS` makes it small for trying.

mod load;
mod peer;

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use self::load::{CONNECTIONS, Scim, p99};
use self::peer::Peer;
use crate::Bench;
use crate::parts::{Parts, runtime};
use crate::report::micros;
use crate::server::{Server, client};

/// How often each question is asked.
const LOOKS: u64 = 500;
/// Changes of a group's members: a hundred in, a hundred out.
const MEMBERS: usize = 100;

fn users() -> u64 {
    let named = std::env::var("GATEHOUSE_BENCH_USERS").ok().and_then(|text| text.parse().ok());
    named.unwrap_or(100_000).max(1000)
}

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let folder = tempfile::tempdir()?;
    runtime()?.block_on(async {
        Parts::open(folder.path()).await?.close().await;
        let client = client()?;
        let server = Server::start(folder.path(), &client).await?;
        server.sign_in(&client).await?;
        let made = json!({"type": "SCIM", "name": "Bench", "config": {}});
        let made = client.post(format!("{}/api/directory", server.url())).json(&made).send().await?;
        let made: Value = made.error_for_status()?.json().await?;
        let id = made["id"].as_str().context("an id")?;
        let token = made["bearerToken"].as_str().context("a token")?.to_owned();
        let pace = client.patch(format!("{}/api/directory/{id}", server.url()));
        pace.json(&json!({"requestsPerMinute": 1_000_000})).send().await?.error_for_status()?;
        let scim = Scim { client: client.clone(), base: format!("{}/api/scim/{id}", server.url()), token };
        measure(bench, &scim).await?;
        server.stop()?;
        match Peer::start(client)? {
            Ok(peer) => beside(bench, &peer.scim).await,
            Err(cause) => {
                bench.report.note("SCIM: scim2-server", format!("not measured: {cause}"));
                Ok(())
            }
        }
    })
}

/// Ours, against the limits.
async fn measure(bench: &mut Bench, scim: &Scim) -> Result<()> {
    let (all, first) = (users(), users() / 10);
    let (mut ids, took) = scim.make(0, first).await?;
    let rate = first as f64 / took.as_secs_f64();
    let what = format!("SCIM: {first} users made by POST over {CONNECTIONS} connections");
    bench.report.check(what, format!("{rate:.0}/s"), "> 3,000/s", rate > 3000.0);
    ids.extend(scim.make(first, all).await?.0);
    let half = ids.len() / 2;
    held(bench, format!("SCIM: userName eq among {all}, p99"), p99(scim.find(all, LOOKS).await?), 3);
    held(
        bench,
        format!("SCIM: a page of 100 anywhere among {all}, p99"),
        p99(scim.pages(all, LOOKS).await?),
        10,
    );
    let times = scim.members(&ids[..half], &ids[half..half + MEMBERS]).await?;
    held(bench, format!("SCIM: one member more or less of {half}, p99"), p99(times), 10);
    Ok(())
}

/// The peer's, with a tenth of the users: it takes longer the more there are.
async fn beside(bench: &mut Bench, scim: &Scim) -> Result<()> {
    let (all, looks) = (users() / 10, LOOKS / 10);
    let (ids, took) = scim.make(0, all).await?;
    let rate = all as f64 / took.as_secs_f64();
    bench.report.note(format!("scim2-server: {all} users made by POST"), format!("{rate:.0}/s"));
    let half = ids.len() / 2;
    let eq = p99(scim.find(all, looks).await?);
    bench.report.note(format!("scim2-server: userName eq among {all}, p99"), millis(eq));
    let page = p99(scim.pages(all, looks).await?);
    bench.report.note(format!("scim2-server: a page of 100 among {all}, p99"), millis(page));
    let member = p99(scim.members(&ids[..half], &ids[half..half + MEMBERS / 10]).await?);
    bench.report.note(format!("scim2-server: one member more or less of {half}, p99"), millis(member));
    Ok(())
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", micros(time) / 1000.0)
}

fn held(bench: &mut Bench, what: String, time: Duration, limit: u64) {
    bench.report.check(what, millis(time), format!("< {limit} ms"), time < Duration::from_millis(limit));
}
