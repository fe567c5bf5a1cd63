//! A write transaction as one request sees it: typed writes, each with a way back.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use redb::{ReadableTable as _, StorageError, Table, WriteTransaction};

use crate::error::{Error, Result};
use crate::store::changes::{CHANGES, Change};
use crate::store::engine::{Bytes, definition, storage_failed, walk_table};
use crate::store::journal::Redo;
use crate::store::rows::{Raw, Rows, Visit, key_bytes};
use crate::store::sums::{Added, Settled};
use crate::store::{GlobalTable, Id, Key, OrgScope, OrgWriter, Record, Span};

/// How many rows a walk gathers before it shows them.
const FIRST_PIECE: usize = 8;
/// How many it gathers at most, once it has gone on for a while.
const LARGEST_PIECE: usize = 1024;

/// How one write is taken back: the row as it was before.
struct Undo {
    table: &'static str,
    key: Vec<u8>,
    before: Option<Vec<u8>>,
}

/// The writing side of a batch. Requests run in it one after the other; each sees its forerunners' rows.
pub struct Writer<'t> {
    txn: &'t WriteTransaction,
    tables: RefCell<HashMap<&'static str, Table<'t, Bytes, Bytes>>>,
    undo: Vec<Undo>,
    /// What the running request adds to kept numbers: written at its end.
    pub(super) added: Added,
    redo: Redo,
    /// Rows put or removed.
    rows: u64,
    next_change: u64,
    /// Set when the engine itself failed: nothing of the batch can be trusted then.
    fatal: bool,
    scratch: Vec<u8>,
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

impl<'t> Writer<'t> {
    pub(super) fn new(txn: &'t WriteTransaction, next_change: u64, redo: Redo) -> Self {
        Self {
            txn,
            tables: RefCell::new(HashMap::new()),
            undo: Vec::new(),
            added: Added::default(),
            redo,
            rows: 0,
            next_change,
            fatal: false,
            scratch: Vec::new(),
        }
    }

    /// The next change's number, what was done, and to how many rows.
    pub(super) fn finish(self) -> (u64, Redo, u64) {
        (self.next_change, self.redo, self.rows)
    }

    pub(super) fn is_fatal(&self) -> bool {
        self.fatal
    }

    /// Runs one request; whatever it wrote is taken back when it fails or panics.
    pub(super) fn guarded<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.undo.clear();
        self.added.clear();
        let (first_change, mark, rows) = (self.next_change, self.redo.mark(), self.rows);
        let whole = |writer: &mut Self| {
            let answer = run(writer)?;
            writer.settle_added()?;
            Ok(answer)
        };
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| whole(self)))
            .unwrap_or_else(|_| Err(Error::internal("a write request panicked")));
        if outcome.is_err() {
            (self.next_change, self.rows) = (first_change, rows);
            self.redo.back_to(mark);
            while let Some(step) = self.undo.pop() {
                let taken_back = self.with_table(step.table, |table| {
                    match &step.before {
                        Some(value) => table.insert(step.key.as_slice(), value.as_slice())?,
                        None => table.remove(step.key.as_slice())?,
                    };
                    Ok(())
                });
                self.fatal |= taken_back.is_err();
            }
        }
        outcome
    }

    /// Writes what the request added to kept numbers, each row once.
    fn settle_added(&mut self) -> Result<()> {
        let mut added = std::mem::take(&mut self.added);
        for ((table, key), row) in added.settle(|place| self.raw_get(place.0, &place.1))? {
            match row {
                Settled::Sums(Some(sums)) => self.put(table, key, &sums)?,
                Settled::Sums(None) => drop(self.take(table, key)?),
                Settled::Count(count) => self.put(table, key, &count)?,
            }
        }
        Ok(())
    }

    fn with_table<T>(
        &self,
        name: &'static str,
        act: impl FnOnce(&mut Table<'t, Bytes, Bytes>) -> Result<T, StorageError>,
    ) -> Result<T> {
        let mut tables = self.tables.borrow_mut();
        let table = match tables.entry(name) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(self.txn.open_table(definition(name)).map_err(storage_failed)?)
            }
        };
        act(table).map_err(|cause| match cause {
            StorageError::ValueTooLarge(bytes) => {
                Error::Conflict(format!("a row of {bytes} bytes is too large"))
            }
            other => storage_failed(other),
        })
    }

    fn note<T>(&mut self, outcome: Result<T>) -> Result<T> {
        self.fatal |= matches!(outcome, Err(Error::Unavailable(_)));
        outcome
    }

    pub(super) fn put(&mut self, table: &'static str, key: Vec<u8>, value: &impl Record) -> Result<()> {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        value.encode(&mut scratch)?;
        let before = self.with_table(table, |table| {
            Ok(table.insert(key.as_slice(), scratch.as_slice())?.map(|guard| guard.value().to_vec()))
        });
        if before.is_ok() {
            self.redo.put(table, &key, &scratch);
        }
        self.scratch = scratch;
        let before = self.note(before)?;
        self.rows += 1;
        self.undo.push(Undo { table, key, before });
        Ok(())
    }

    pub(super) fn take(&mut self, table: &'static str, key: Vec<u8>) -> Result<bool> {
        let before = self
            .with_table(table, |table| Ok(table.remove(key.as_slice())?.map(|guard| guard.value().to_vec())));
        let before = self.note(before)?;
        let existed = before.is_some();
        if existed {
            self.redo.remove(table, &key);
            self.rows += 1;
            self.undo.push(Undo { table, key, before });
        }
        Ok(existed)
    }

    /// Puts a row, in place of the one that was there.
    pub fn insert<K: Key, V: Record>(&mut self, table: &GlobalTable<K, V>, key: &K, value: &V) -> Result<()> {
        self.put(table.name, key_bytes(&[], key), value)
    }

    /// Takes a row away; says whether there was one.
    pub fn remove<K: Key, V: Record>(&mut self, table: &GlobalTable<K, V>, key: &K) -> Result<bool> {
        self.take(table.name, key_bytes(&[], key))
    }

    /// Appends to the change log: one entry for all of `ids`.
    pub(super) fn log(&mut self, org: Id, kind: &str, ids: Vec<Id>) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let seq = self.next_change;
        self.insert(&CHANGES, &seq, &Change { org, kind: kind.to_owned(), ids })?;
        self.next_change += 1;
        Ok(())
    }

    /// The same transaction, bound to one organization.
    pub fn org(&mut self, scope: OrgScope) -> OrgWriter<'_, 't> {
        OrgWriter::new(self, scope)
    }
}

impl Raw for Writer<'_> {
    fn raw_get(&self, table: &'static str, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.with_table(table, |table| Ok(table.get(key)?.map(|guard| guard.value().to_vec())))
    }

    fn raw_walk(&self, table: &'static str, mut span: Span, visit: &mut Visit<'_>) -> Result<()> {
        // Rows are gathered piece by piece first: the visitor may read other tables of this transaction. Most walks
        // end after a few rows, so the first pieces are small.
        let mut piece = FIRST_PIECE;
        loop {
            let mut rows = Vec::new();
            self.with_table(table, |table| {
                Ok(walk_table(table, &span, &mut |key, value| {
                    rows.push((key.to_vec(), value.to_vec()));
                    let more = rows.len() < piece;
                    Ok(if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
                }))
            })??;
            let Some((last, _)) = rows.last().filter(|_| rows.len() == piece).cloned() else {
                return show(&rows, visit).map(drop);
            };
            if show(&rows, visit)?.is_break() {
                return Ok(());
            }
            span = span.past(last);
            piece = (piece * 4).min(LARGEST_PIECE);
        }
    }
}

impl Rows for Writer<'_> {}

fn show(rows: &[(Vec<u8>, Vec<u8>)], visit: &mut Visit<'_>) -> Result<ControlFlow<()>> {
    for (key, value) in rows {
        if visit(key, value)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
