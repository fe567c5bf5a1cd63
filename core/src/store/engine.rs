//! The engine's side of reading: a snapshot of redb, and how its errors are told.

use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};
use std::sync::{Mutex, PoisonError};

use redb::{ReadOnlyTable, ReadTransaction, ReadableTable, TableDefinition, TableError};

use crate::error::{Error, Result};
use crate::store::Span;
use crate::store::rows::{Raw, Rows, Visit};

pub(super) type Bytes = &'static [u8];

pub(super) fn definition(name: &'static str) -> TableDefinition<'static, Bytes, Bytes> {
    TableDefinition::new(name)
}

/// What a caller is told when the disk fails. The cause goes to the log.
pub(super) fn storage_failed(cause: impl std::fmt::Display) -> Error {
    tracing::error!(%cause, "storage failed");
    Error::Unavailable(
        "the storage failed; nothing acknowledged is lost. Mend or free the disk, then restart gatehouse"
            .into(),
    )
}

/// A snapshot: everything that was committed when it was taken, and nothing later.
pub struct Reader {
    txn: ReadTransaction,
    tables: Mutex<HashMap<&'static str, Option<ReadOnlyTable<Bytes, Bytes>>>>,
}

impl Reader {
    pub(super) fn new(txn: ReadTransaction) -> Self {
        Self { txn, tables: Mutex::new(HashMap::new()) }
    }

    pub(super) fn transaction(&self) -> &ReadTransaction {
        &self.txn
    }

    fn with_table<T: Default>(
        &self,
        name: &'static str,
        read: impl FnOnce(&ReadOnlyTable<Bytes, Bytes>) -> Result<T>,
    ) -> Result<T> {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let table = match tables.entry(name) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(match self.txn.open_table(definition(name)) {
                    Ok(table) => Some(table),
                    Err(TableError::TableDoesNotExist(_)) => None,
                    Err(cause) => return Err(storage_failed(cause)),
                })
            }
        };
        table.as_ref().map_or_else(|| Ok(T::default()), read)
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}

pub(super) fn borrow(bound: &Bound<Vec<u8>>) -> Bound<&[u8]> {
    match bound {
        Bound::Included(key) => Bound::Included(key.as_slice()),
        Bound::Excluded(key) => Bound::Excluded(key.as_slice()),
        Bound::Unbounded => Bound::Unbounded,
    }
}

/// Walks any redb table, snapshot's or writer's.
pub(super) fn walk_table(
    table: &impl ReadableTable<Bytes, Bytes>,
    span: &Span,
    visit: &mut Visit<'_>,
) -> Result<()> {
    let mut range =
        table.range::<&[u8]>((borrow(&span.lower), borrow(&span.upper))).map_err(storage_failed)?;
    while let Some(row) = if span.reverse { range.next_back() } else { range.next() } {
        let (key, value) = row.map_err(storage_failed)?;
        if let ControlFlow::Break(()) = visit(key.value(), value.value())? {
            break;
        }
    }
    Ok(())
}

impl Raw for Reader {
    fn raw_get(&self, table: &'static str, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.with_table(table, |table| {
            Ok(table.get(key).map_err(storage_failed)?.map(|guard| guard.value().to_vec()))
        })
    }

    fn raw_walk(&self, table: &'static str, span: Span, visit: &mut Visit<'_>) -> Result<()> {
        // The range owns what it needs, so the lock is not held while the visitor runs (it may read other rows).
        let range = self.with_table(table, |table| {
            table.range::<&[u8]>((borrow(&span.lower), borrow(&span.upper))).map(Some).map_err(storage_failed)
        })?;
        let Some(mut range) = range else { return Ok(()) };
        while let Some(row) = if span.reverse { range.next_back() } else { range.next() } {
            let (key, value) = row.map_err(storage_failed)?;
            if let ControlFlow::Break(()) = visit(key.value(), value.value())? {
                break;
            }
        }
        Ok(())
    }
}

impl Rows for Reader {}
