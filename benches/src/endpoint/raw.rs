//! What the engine alone could do: raw redb with a million alerts in it, writing the rows of the same sizes that an alert
//! takes, in durable batches of 64.
//!
//! An alert with an `Idempotency-Key` is five rows of its own (itself, by group, by agent, the key's hash and its time).
//! Its group and its agent's state are read and written; its group moves in the order at most every two seconds, which
//! with a thousand agents of ten processes is every third time. The change log gets one entry a batch.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use gatehouse_core::store::StoreOptions;
use redb::{Database, Durability, ReadableTable as _, TableDefinition, WriteTransaction};

use super::stored;
use crate::people::mix;

type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;
type Table<'a> = redb::Table<'a, &'static [u8], &'static [u8]>;

const ALERTS: Definition = TableDefinition::new("alert");
const BY_GROUP: Definition = TableDefinition::new("alert_by_group");
const BY_AGENT: Definition = TableDefinition::new("alert_by_agent");
const NAMED: Definition = TableDefinition::new("idempotency");
const NAMED_BY_TIME: Definition = TableDefinition::new("idempotency_by_time");
const GROUPS: Definition = TableDefinition::new("group");
const ORDER: Definition = TableDefinition::new("group_order");
const STATES: Definition = TableDefinition::new("agent_state");
const COUNTS: Definition = TableDefinition::new("count");
const CHANGES: Definition = TableDefinition::new("change");

/// Bytes of rows as the simulator's alerts have them.
const ALERT_BYTES: usize = 520;
const GROUP_BYTES: usize = 90;
const STATE_BYTES: usize = 24;
const AGENTS: u64 = 1000;
const GROUPS_AN_AGENT: u64 = 10;
/// One alert of so many moves its group in the order.
const MOVES: u64 = 3;
const BATCH: u64 = 64;
const FILL_BATCH: u64 = 20_000;
const ORG: [u8; 16] = [7; 16];

/// Alerts a second.
pub(super) fn raw(folder: &Path, time: Duration) -> Result<f64> {
    let path = folder.join("raw.redb");
    let database = Database::builder().set_cache_size(StoreOptions::default().cache_bytes).create(path)?;
    let (mut next, filled) = (0, stored());
    while next < filled {
        let mut transaction = database.begin_write()?;
        transaction.set_durability(Durability::None)?;
        write(&transaction, next, FILL_BATCH)?;
        transaction.commit()?;
        next += FILL_BATCH;
    }
    let (first, start) = (next, Instant::now());
    while start.elapsed() < time {
        let mut transaction = database.begin_write()?;
        transaction.set_two_phase_commit(true);
        write(&transaction, next, BATCH)?;
        transaction.commit()?;
        next += BATCH;
    }
    Ok((next - first) as f64 / start.elapsed().as_secs_f64())
}

/// Writes `count` alerts from the `from`th on.
fn write(transaction: &WriteTransaction, from: u64, count: u64) -> Result<()> {
    let mut alerts = transaction.open_table(ALERTS)?;
    let mut by_group = transaction.open_table(BY_GROUP)?;
    let mut by_agent = transaction.open_table(BY_AGENT)?;
    let mut named = transaction.open_table(NAMED)?;
    let mut named_by_time = transaction.open_table(NAMED_BY_TIME)?;
    let mut groups = transaction.open_table(GROUPS)?;
    let mut order = transaction.open_table(ORDER)?;
    let mut states = transaction.open_table(STATES)?;
    for n in from..from + count {
        let (id, chance) = (id(n), mix(n ^ 0x1de));
        let (agent, process) = (n % AGENTS, chance % GROUPS_AN_AGENT);
        let (group, agent) = (hash(agent * GROUPS_AN_AGENT + process), hash(agent ^ 0xa6e47));
        let second = u32::try_from(n / 15_000)?.to_be_bytes();
        alerts.insert(key(&[&[0], &id]).as_slice(), [9; ALERT_BYTES].as_slice())?;
        by_group.insert(key(&[&[0], &group, &second, &chance.to_be_bytes()]).as_slice(), id.as_slice())?;
        by_agent.insert(key(&[&[0], &agent, &id]).as_slice(), &group[..8])?;
        named.insert(key(&[&hash(n)]).as_slice(), id.as_slice())?;
        named_by_time.insert(key(&[&id, &hash(n)]).as_slice(), [].as_slice())?;
        change(&mut groups, &key(&[&[0], &group]), GROUP_BYTES)?;
        change(&mut states, &key(&[&agent]), STATE_BYTES)?;
        if n % MOVES == 0 {
            for list in [[0; 16], hash(process)] {
                let before = (n / 15_000).saturating_sub(2);
                let before = u32::try_from(before)?.to_be_bytes();
                order.remove(key(&[&[0], &list, &before, &group]).as_slice())?;
                order.insert(key(&[&[0], &list, &second, &group]).as_slice(), [].as_slice())?;
            }
        }
    }
    change(&mut transaction.open_table(COUNTS)?, &key(&[&[0]]), 8)?;
    let entry = vec![3; 24 + 16 * usize::try_from(count)?];
    transaction.open_table(CHANGES)?.insert(from.to_be_bytes().as_slice(), entry.as_slice())?;
    Ok(())
}

/// Reads a row, adds one to its beginning, writes it.
fn change(table: &mut Table<'_>, key: &[u8], bytes: usize) -> Result<()> {
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

/// Sixteen bytes as a hash has them.
fn hash(n: u64) -> [u8; 16] {
    let mut hash = [0; 16];
    hash[..8].copy_from_slice(&mix(n).to_be_bytes());
    hash[8..].copy_from_slice(&mix(n ^ 0x5eed).to_be_bytes());
    hash
}

fn key(parts: &[&[u8]]) -> Vec<u8> {
    [&[ORG.as_slice()], parts].concat().concat()
}
