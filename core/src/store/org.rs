//! Handles bound to one organization: the only way to its rows.

use crate::error::Result;
use crate::store::rows::{OrgRows, key_bytes};
use crate::store::{Id, Key, OrgTable, Reader, Record, Store, Sums, Writer};

/// The right to one organization's rows. `access` makes it from a principal; the platform's own rooms make it for the
/// appliance's work (jobs, the indexer). Nobody else may: a test reads the sources for [`OrgScope::of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrgScope(Id);

impl OrgScope {
    /// The scope of `org`. See the type's words on who may call this.
    pub fn of(org: Id) -> Self {
        Self(org)
    }

    /// Whose rows.
    pub fn org(self) -> Id {
        self.0
    }
}

/// The store, bound to one organization.
#[derive(Debug, Clone)]
pub struct OrgStore {
    store: Store,
    scope: OrgScope,
}

impl OrgStore {
    pub(super) fn new(store: Store, scope: OrgScope) -> Self {
        Self { store, scope }
    }

    /// A snapshot of this organization's rows.
    pub fn read(&self) -> Result<OrgReader> {
        Ok(OrgReader { reader: self.store.read()?, scope: self.scope })
    }

    /// As [`Self::read`], of what readers were last shown. See [`Store::read_shown`].
    pub fn read_shown(&self) -> Result<OrgReader> {
        Ok(OrgReader { reader: self.store.read_shown()?, scope: self.scope })
    }

    /// Runs `run` in the next batch; answers when its rows are durable. See [`Store::write`].
    pub async fn write<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut OrgWriter<'_, '_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let scope = self.scope;
        self.store.write(move |writer| run(&mut writer.org(scope))).await
    }

    /// [`Self::write`] for threads that may block.
    pub fn write_blocking<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut OrgWriter<'_, '_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let scope = self.scope;
        self.store.write_blocking(move |writer| run(&mut writer.org(scope)))
    }

    /// Whose rows.
    pub fn scope(&self) -> OrgScope {
        self.scope
    }
}

/// A snapshot of one organization's rows.
#[derive(Debug)]
pub struct OrgReader {
    reader: Reader,
    scope: OrgScope,
}

impl OrgReader {
    /// Whose rows.
    pub fn scope(&self) -> OrgScope {
        self.scope
    }

    /// The appliance's own tables in the same snapshot.
    pub fn global(&self) -> &Reader {
        &self.reader
    }
}

impl OrgRows for OrgReader {
    type Inner = Reader;
    fn bound(&self) -> (&Reader, [u8; 16]) {
        (&self.reader, self.scope.0.0)
    }
}

/// A write transaction, bound to one organization.
#[derive(Debug)]
pub struct OrgWriter<'w, 't> {
    writer: &'w mut Writer<'t>,
    scope: OrgScope,
}

impl<'w, 't> OrgWriter<'w, 't> {
    pub(super) fn new(writer: &'w mut Writer<'t>, scope: OrgScope) -> Self {
        Self { writer, scope }
    }

    /// Whose rows.
    pub fn scope(&self) -> OrgScope {
        self.scope
    }

    /// The appliance's own tables in the same transaction.
    pub fn global(&mut self) -> &mut Writer<'t> {
        self.writer
    }

    /// Puts a row, in place of the one that was there.
    pub fn insert<K: Key, V: Record>(&mut self, table: &OrgTable<K, V>, key: &K, value: &V) -> Result<()> {
        self.writer.put(table.name, key_bytes(&self.scope.0.0, key), value)
    }

    /// Takes a row away; says whether there was one.
    pub fn remove<K: Key, V: Record>(&mut self, table: &OrgTable<K, V>, key: &K) -> Result<bool> {
        self.writer.take(table.name, key_bytes(&self.scope.0.0, key))
    }

    /// Moves a kept count by `delta`; answers the new count.
    pub fn add<K: Key>(&mut self, table: &OrgTable<K, i64>, key: &K, delta: i64) -> Result<i64> {
        let count = self.count(table, key)?.saturating_add(delta);
        self.insert(table, key, &count)?;
        Ok(count)
    }

    /// Moves a kept count by `delta` at the end of the request, however often it is moved: until then a read answers
    /// what was before.
    pub fn add_later<K: Key>(&mut self, table: &OrgTable<K, i64>, key: &K, delta: i64) {
        self.writer.added.count(table.name, key_bytes(&self.scope.0.0, key), delta);
    }

    /// [`Self::add_later`] for one of several numbers in a row.
    pub fn sum_later<K: Key>(&mut self, table: &OrgTable<K, Sums>, key: &K, part: usize, delta: i64) {
        self.writer.added.sum(table.name, key_bytes(&self.scope.0.0, key), part, delta);
    }

    /// Names a document in the change log, so that search sees what became of it.
    pub fn log(&mut self, kind: &str, id: Id) -> Result<()> {
        self.log_all(kind, vec![id])
    }

    /// [`Self::log`] for many documents of one kind, as one entry.
    pub fn log_all(&mut self, kind: &str, ids: Vec<Id>) -> Result<()> {
        self.writer.log(self.scope.0, kind, ids)
    }
}

impl<'t> OrgRows for OrgWriter<'_, 't> {
    type Inner = Writer<'t>;
    fn bound(&self) -> (&Writer<'t>, [u8; 16]) {
        (self.writer, self.scope.0.0)
    }
}
