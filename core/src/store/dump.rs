//! Every row as bytes, out of a snapshot and into a new file: what backups are made of.

use std::collections::HashMap;
use std::path::Path;

use redb::{Builder, ReadableTable as _, Table, TableDefinition, TableHandle as _};

use crate::error::{Error, Result};
use crate::store::engine::{Bytes, storage_failed};
use crate::store::journal::PLACE;
use crate::store::{Reader, Store};

/// One row of any table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// The table's name.
    pub table: String,
    /// The key's bytes, the organization's id included.
    pub key: Vec<u8>,
    /// The value's bytes.
    pub value: Vec<u8>,
}

/// How many rows one transaction of a restore takes.
const PIECE: usize = 20_000;

impl Reader {
    /// Shows every row of this snapshot, table by table.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails; what `visit` answered.
    pub fn dump(&self, mut visit: impl FnMut(&str, &[u8], &[u8]) -> Result<()>) -> Result<()> {
        for handle in self.transaction().list_tables().map_err(storage_failed)? {
            // The journal stays with its file: a copy gets one of its own.
            if handle.name() == PLACE.name {
                continue;
            }
            let definition: TableDefinition<'_, Bytes, Bytes> = TableDefinition::new(handle.name());
            let table = self.transaction().open_table(definition).map_err(storage_failed)?;
            for row in table.iter().map_err(storage_failed)? {
                let (key, value) = row.map_err(storage_failed)?;
                visit(handle.name(), key.value(), value.value())?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// Makes a new store file of the rows that `next` answers until it answers none.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the file is there already; what `next` answered; [`Error::Unavailable`] when the disk
    /// fails or is full.
    pub fn restore(path: &Path, mut next: impl FnMut() -> Result<Option<RawRow>>) -> Result<()> {
        if path.exists() {
            return Err(Error::Conflict(format!("{} is there already", path.display())));
        }
        let db = Builder::new().create(path).map_err(storage_failed)?;
        let mut more = true;
        while more {
            let mut txn = db.begin_write().map_err(storage_failed)?;
            txn.set_two_phase_commit(true);
            let mut tables: HashMap<String, Table<'_, Bytes, Bytes>> = HashMap::new();
            for _ in 0..PIECE {
                let Some(row) = next()? else {
                    more = false;
                    break;
                };
                if !tables.contains_key(&row.table) {
                    let table = txn.open_table(TableDefinition::new(&row.table)).map_err(storage_failed)?;
                    tables.insert(row.table.clone(), table);
                }
                if let Some(table) = tables.get_mut(&row.table) {
                    table.insert(row.key.as_slice(), row.value.as_slice()).map_err(storage_failed)?;
                }
            }
            drop(tables);
            txn.commit().map_err(storage_failed)?;
        }
        Ok(())
    }
}
