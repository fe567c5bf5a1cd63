//! What the engine alone could do: raw redb with a million alerts in it, writing as many rows of the same sizes as an
//! alert takes, in durable batches of 64.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use gatehouse_core::store::StoreOptions;
use redb::{Database, Durability, ReadableTable as _, TableDefinition, WriteTransaction};

use super::MILLION;
use crate::people::mix;

type Table = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// The alert itself.
const ALERTS: Table = TableDefinition::new("alert");
/// Its index rows by agent.
const BY_AGENT: Table = TableDefinition::new("by_agent");
/// What tells a retry: the idempotency key's hash.
const SEEN: Table = TableDefinition::new("seen");
/// One row a process and host: read, changed, written.
const GROUPS: Table = TableDefinition::new("group");
/// Counters: read, changed, written.
const COUNTS: Table = TableDefinition::new("count");
/// The change log's entry for the index.
const CHANGES: Table = TableDefinition::new("change");

const ALERT_BYTES: usize = 640;
const GROUP_BYTES: usize = 240;
const AGENTS: u64 = 1000;
const GROUPS_AN_AGENT: u64 = 10;
const BATCH: u64 = 64;
const FILL_BATCH: u64 = 20_000;
const ORG: [u8; 16] = [7; 16];

/// Alerts a second.
pub(super) fn raw(folder: &Path, time: Duration) -> Result<f64> {
    let path = folder.join("raw.redb");
    let database = Database::builder().set_cache_size(StoreOptions::default().cache_bytes).create(path)?;
    let mut next = 0;
    while next < MILLION {
        let mut transaction = database.begin_write()?;
        transaction.set_durability(Durability::None)?;
        next = write(&transaction, next, FILL_BATCH)?;
        transaction.commit()?;
    }
    let start = Instant::now();
    while start.elapsed() < time {
        let mut transaction = database.begin_write()?;
        transaction.set_two_phase_commit(true);
        next = write(&transaction, next, BATCH)?;
        transaction.commit()?;
    }
    Ok((next - MILLION) as f64 / start.elapsed().as_secs_f64())
}

/// Writes alerts from the `from`th on; answers the next one's number.
fn write(transaction: &WriteTransaction, from: u64, count: u64) -> Result<u64> {
    let mut alerts = transaction.open_table(ALERTS)?;
    let mut by_agent = transaction.open_table(BY_AGENT)?;
    let mut seen = transaction.open_table(SEEN)?;
    let mut groups = transaction.open_table(GROUPS)?;
    let mut counts = transaction.open_table(COUNTS)?;
    let mut changes = transaction.open_table(CHANGES)?;
    for n in from..from + count {
        let (id, agent) = (id(n), mix(n / 5 % AGENTS));
        let group = mix(agent ^ (mix(n) % GROUPS_AN_AGENT));
        alerts.insert(key(&[&id]).as_slice(), [9; ALERT_BYTES].as_slice())?;
        by_agent.insert(key(&[&agent.to_be_bytes(), &[0; 8], &id]).as_slice(), [].as_slice())?;
        seen.insert(key(&[&mix(n).to_be_bytes(), &n.to_be_bytes()]).as_slice(), id.as_slice())?;
        change(&mut groups, &key(&[&group.to_be_bytes(), &[1; 8]]), GROUP_BYTES)?;
        change(&mut counts, &key(&[&agent.to_be_bytes()]), 16)?;
        changes.insert(n.to_be_bytes().as_slice(), [3; 56].as_slice())?;
    }
    Ok(from + count)
}

/// Reads a row, adds one to its beginning, writes it.
fn change(table: &mut redb::Table<'_, &[u8], &[u8]>, key: &[u8], bytes: usize) -> Result<()> {
    let mut value = table.get(key)?.map_or_else(|| vec![0; bytes], |row| row.value().to_vec());
    value[0] = value[0].wrapping_add(1);
    table.insert(key, value.as_slice())?;
    Ok(())
}

/// As ids of the store: time first, then chance.
fn id(n: u64) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    id[8..].copy_from_slice(&mix(n).to_be_bytes());
    id
}

fn key(parts: &[&[u8]]) -> Vec<u8> {
    [&[ORG.as_slice()], parts].concat().concat()
}
