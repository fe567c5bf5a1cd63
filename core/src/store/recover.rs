//! From a file to a store that can be used: its format, its journal, and what a crash left there.

use std::collections::HashMap;

use redb::{Database, Durability, Table, TableDefinition, WriteTransaction};

use crate::error::{Error, Result};
use crate::ports::{Random as _, SystemRandom};
use crate::store::engine::{Bytes, storage_failed};
use crate::store::journal::{Device, Entries, Entry, Journal, PLACE, Place, Redo, place};
use crate::store::rows::Rows as _;
use crate::store::{GlobalTable, Reader, Writer};

/// The file layout's version: raised when a release before cannot use the file. From 2 on a journal belongs to it.
const FORMAT: u64 = 2;
/// Single numbers about the store.
pub(super) const META: GlobalTable<String, u64> = GlobalTable::new("store.meta");

/// Refuses files of newer releases, brings older ones to this release's format, and opens the journal where there is one.
pub(super) fn recover(db: &Database, device: Option<Box<dyn Device>>) -> Result<Option<Journal>> {
    let reader = Reader::new(redb::ReadableDatabase::begin_read(db).map_err(storage_failed)?);
    let format = reader.get(&META, &"format".to_owned())?;
    if let Some(newer) = format.filter(|format| *format > FORMAT) {
        return Err(Error::Unavailable(format!(
            "the data folder was written by a newer release (format {newer}, this one knows {FORMAT}); run that release or restore a backup"
        )));
    }
    let known = reader.get(&PLACE, &place())?;
    drop(reader);
    let current = known.clone().unwrap_or_else(|| {
        let mut key = [0; 32];
        SystemRandom.fill(&mut key);
        Place { key, lap: 1 }
    });
    if known.is_none() || format != Some(FORMAT) {
        let mut txn = db.begin_write().map_err(storage_failed)?;
        settle(&mut txn, None)?;
        let mut writer = Writer::new(&txn, 1, Redo::default());
        writer.insert(&META, &"format".to_owned(), &FORMAT)?;
        writer.insert(&PLACE, &place(), &current)?;
        drop(writer);
        txn.commit().map_err(storage_failed)?;
    }
    let Some(device) = device else { return Ok(None) };
    let mut journal = Journal::new(device, current)?;
    redo(db, &mut journal)?;
    Ok(Some(journal))
}

/// Does again what batches did.
struct Again<'t> {
    txn: &'t WriteTransaction,
    tables: HashMap<String, Table<'t, Bytes, Bytes>>,
}

impl<'t> Again<'t> {
    fn new(txn: &'t WriteTransaction) -> Self {
        Self { txn, tables: HashMap::new() }
    }

    fn does(&mut self, content: &[u8]) -> Result<()> {
        for entry in Entries(content) {
            let Entry { table: name, key, value } = entry?;
            if !self.tables.contains_key(name) {
                let table = self.txn.open_table(TableDefinition::new(name)).map_err(storage_failed)?;
                self.tables.insert(name.to_owned(), table);
            }
            if let Some(table) = self.tables.get_mut(name) {
                match value {
                    Some(value) => table.insert(key, value),
                    None => table.remove(key),
                }
                .map_err(storage_failed)?;
            }
        }
        Ok(())
    }
}

/// Brings what was acknowledged back to readers, after the transaction that it was in had to be given up.
pub(super) fn bring_back(db: &Database, content: &[u8]) -> Result<()> {
    let mut txn = db.begin_write().map_err(storage_failed)?;
    Again::new(&txn).does(content)?;
    txn.set_durability(Durability::None).map_err(storage_failed)?;
    txn.commit().map_err(storage_failed)
}

/// Does again what the journal holds and the tables do not.
fn redo(db: &Database, journal: &mut Journal) -> Result<()> {
    let mut txn = db.begin_write().map_err(storage_failed)?;
    let mut again = Again::new(&txn);
    journal.replay(|frame| again.does(frame))?;
    drop(again);
    if journal.bytes() == 0 {
        return txn.abort().map_err(storage_failed);
    }
    tracing::info!(bytes = journal.bytes(), "writes of before a crash are brought in from the journal");
    settle(&mut txn, Some(journal))?;
    txn.commit().map_err(storage_failed)?;
    journal.start_over();
    Ok(())
}

/// Makes `txn` a durable one that also says, where there is a journal, that the tables hold its lap.
pub(super) fn settle(txn: &mut WriteTransaction, journal: Option<&Journal>) -> Result<()> {
    // Stored bytes come from strangers: one-phase commit trusts a checksum that they could forge.
    txn.set_two_phase_commit(true);
    // After a crash the file is opened without a walk over all of it.
    txn.set_quick_repair(true);
    let Some(journal) = journal else { return Ok(()) };
    Writer::new(txn, 1, Redo::default()).insert(&PLACE, &place(), &journal.next_place())
}
