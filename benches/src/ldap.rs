//! A sync of 10,000 people from a real OpenLDAP on loopback: the first, and one in which nothing has changed. With
//! `GATEHOUSE_BENCH_PEOPLE` in the environment, of so many.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_core::directory::{self, ConnectionType, NewConnection, SyncSummary};
use gatehouse_core::jobs::JobState;
use gatehouse_core::store::Id;

use crate::Bench;
use crate::parts::{Parts, runtime};
use crate::slapd::{BASE, BIND_DN, BIND_PASSWORD, Slapd, people};

const PEOPLE: usize = 10_000;
const FIRST: Duration = Duration::from_secs(5);
const UNCHANGED: Duration = Duration::from_secs(2);

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let count = match std::env::var("GATEHOUSE_BENCH_PEOPLE") {
        Ok(text) => text.parse().context("GATEHOUSE_BENCH_PEOPLE is a number")?,
        Err(_) => PEOPLE,
    };
    let server = Slapd::start(&people(count), None);
    let folder = tempfile::tempdir()?;
    runtime()?.block_on(async {
        let parts = Parts::open(folder.path()).await?;
        parts.services.search.start();
        let id = connection(&parts, server.port).await?;
        let (first, took) = sync(&parts, id).await?;
        ensure!(first.added == count as u64, "{} of {count} people came", first.added);
        bench.report.check(
            format!("LDAP sync of {count} people from slapd, the first"),
            format!("{:.2} s", took.as_secs_f64()),
            "< 5 s",
            took < FIRST,
        );
        let (again, took) = sync(&parts, id).await?;
        ensure!(again.unchanged == count as u64, "{} of {count} people are unchanged", again.unchanged);
        bench.report.check(
            format!("LDAP sync of {count} people from slapd, nothing changed"),
            format!("{:.2} s", took.as_secs_f64()),
            "< 2 s",
            took < UNCHANGED,
        );
        parts.close().await;
        Ok(())
    })
}

async fn connection(parts: &Parts, port: u16) -> Result<Id> {
    let port = port.to_string();
    let config = [
        ("host", "127.0.0.1"),
        ("port", port.as_str()),
        ("bindDN", BIND_DN),
        ("bindPassword", BIND_PASSWORD),
        ("baseDN", BASE),
        ("ssl", "false"),
    ];
    let config = config.into_iter().map(|(name, value)| (name.to_owned(), Some(value.to_owned()))).collect();
    let new = NewConnection { kind: ConnectionType::Ldap, name: "slapd".into(), config };
    Ok(directory::add(&parts.services, &parts.principal, new).await?.0)
}

/// Syncs to the end; what came of it, and how long it took.
async fn sync(parts: &Parts, id: Id) -> Result<(SyncSummary, Duration)> {
    let start = Instant::now();
    let (job, _) = directory::start_sync(&parts.services, &parts.principal, id, false).await?;
    let job = parts.services.jobs.wait(parts.principal.scope(), job).await?;
    let took = start.elapsed();
    ensure!(job.state == JobState::Succeeded, "the sync failed: {:?}", job.error);
    Ok((serde_json::from_str(&job.result.context("it has a result")?)?, took))
}
