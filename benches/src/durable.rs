//! Durable writes: 64 concurrent writers of a 600-byte row with two index rows, against raw redb doing the same in
//! batches of 64.

use std::time::{Duration, Instant};

use anyhow::Result;
use gatehouse_core::record;
use gatehouse_core::store::{Id, OrgScope, OrgTable, Store, StoreOptions};
use redb::{Database, TableDefinition};
use serde::{Deserialize, Serialize};

use crate::Bench;
use crate::report::{median, micros};

const WRITERS: usize = 64;
const SECONDS: Duration = Duration::from_secs(5);

#[derive(Serialize, Deserialize)]
struct Row(Vec<u8>);
record!(Row, 1);

const ROWS: OrgTable<Id, Row> = OrgTable::new("bench.row");
const BY_HOST: OrgTable<(u64, Id), ()> = OrgTable::new("bench.by_host");
const BY_STATUS: OrgTable<(u8, Id), ()> = OrgTable::new("bench.by_status");

/// Measures both, one after the other on fresh files of one folder, twice in turn so that a drifting machine shows.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut raw = Vec::new();
    let mut ours = Vec::new();
    for round in 0..3 {
        raw.push(raw_redb(&folder.path().join(format!("raw-{round}.redb")))?);
        ours.push(our_store(&folder.path().join(format!("store-{round}.redb")))?);
    }
    let best = |figures: &[f64]| figures.iter().copied().fold(0.0, f64::max);
    let (raw, (rate, latency)) =
        (best(&raw), ours.iter().copied().fold((0.0, 0.0), |a, b| if b.0 > a.0 { b } else { a }));
    bench.report.note("raw redb, batches of 64, two-phase, rows/s", format!("{raw:.0}"));
    let share = rate / raw;
    bench.report.check(
        "durable writes, 64 writers, rows/s (share of raw redb)",
        format!("{rate:.0} ({share:.2}), median latency {latency:.0} µs"),
        "≥ 0.60 of raw",
        share >= 0.6,
    );
    Ok(())
}

fn row(n: u64) -> (Id, Vec<u8>) {
    let mut id = [0u8; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    id[8..].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    (Id(id), vec![u8::try_from(n % 251).unwrap_or(0); 600])
}

fn raw_redb(path: &std::path::Path) -> Result<f64> {
    const RAW: [TableDefinition<&[u8], &[u8]>; 3] =
        [TableDefinition::new("row"), TableDefinition::new("by_host"), TableDefinition::new("by_status")];
    let db = Database::builder().set_cache_size(StoreOptions::default().cache_bytes).create(path)?;
    let start = Instant::now();
    let mut n = 0u64;
    while start.elapsed() < SECONDS {
        let mut txn = db.begin_write()?;
        txn.set_two_phase_commit(true);
        {
            let mut rows = txn.open_table(RAW[0])?;
            let mut by_host = txn.open_table(RAW[1])?;
            let mut by_status = txn.open_table(RAW[2])?;
            for _ in 0..64 {
                let (id, value) = row(n);
                let host =
                    [7u8; 16].iter().chain(&(n % 40).to_be_bytes()).chain(&id.0).copied().collect::<Vec<_>>();
                let status = [7u8; 16].iter().chain(&[1u8]).chain(&id.0).copied().collect::<Vec<_>>();
                rows.insert([[7u8; 16], id.0].concat().as_slice(), value.as_slice())?;
                by_host.insert(host.as_slice(), [].as_slice())?;
                by_status.insert(status.as_slice(), [].as_slice())?;
                n += 1;
            }
        }
        txn.commit()?;
    }
    Ok(n as f64 / start.elapsed().as_secs_f64())
}

fn our_store(path: &std::path::Path) -> Result<(f64, f64)> {
    let store = Store::open(path, &StoreOptions::default())?;
    let org = store.org(OrgScope::of(Id([7; 16])));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let start = Instant::now();
    let times = runtime.block_on(async {
        let writers: Vec<_> = (0..WRITERS as u64)
            .map(|writer| {
                let org = org.clone();
                tokio::spawn(async move {
                    let mut times = Vec::new();
                    let mut n = writer;
                    while start.elapsed() < SECONDS {
                        let began = Instant::now();
                        let (id, value) = row(n);
                        org.write(move |writer| {
                            writer.insert(&ROWS, &id, &Row(value))?;
                            writer.insert(&BY_HOST, &(n % 40, id), &())?;
                            writer.insert(&BY_STATUS, &(1, id), &())
                        })
                        .await?;
                        times.push(began.elapsed());
                        n += WRITERS as u64;
                    }
                    anyhow::Ok(times)
                })
            })
            .collect();
        let mut times = Vec::new();
        for writer in writers {
            times.extend(writer.await??);
        }
        anyhow::Ok(times)
    })?;
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    Ok((rate, micros(median(times))))
}
