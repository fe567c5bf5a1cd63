//! Typed reading, the same for snapshots and for write transactions.

use std::ops::ControlFlow;

use crate::error::{Error, Result};
use crate::store::{GlobalTable, Key, OrgTable, Record, Span};

/// A walk's visitor: key and value bytes in, go on or stop out.
pub(super) type Visit<'a> = dyn FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>> + 'a;

/// What an engine offers to read: bytes by table name.
pub(super) trait Raw {
    fn raw_get(&self, table: &'static str, key: &[u8]) -> Result<Option<Vec<u8>>>;
    fn raw_walk(&self, table: &'static str, span: Span, visit: &mut Visit<'_>) -> Result<()>;
}

pub(super) fn key_bytes(org: &[u8], key: &impl Key) -> Vec<u8> {
    let mut out = Vec::with_capacity(org.len() + 24);
    out.extend_from_slice(org);
    key.write(&mut out);
    out
}

fn decode_key<K: Key>(mut bytes: &[u8]) -> Result<K> {
    K::read(&mut bytes).ok_or_else(|| Error::internal("damaged key"))
}

pub(super) fn get<K: Key, V: Record>(
    raw: &impl Raw,
    table: &'static str,
    org: &[u8],
    key: &K,
) -> Result<Option<V>> {
    raw.raw_get(table, &key_bytes(org, key))?.map(|bytes| V::decode(&bytes)).transpose()
}

/// Walks the rows of `span`; those that are skipped are not decoded.
fn walk_bytes(
    raw: &impl Raw,
    table: &'static str,
    org: &[u8],
    span: Span,
    skip: usize,
    visit: &mut Visit<'_>,
) -> Result<()> {
    let span = if org.is_empty() { span } else { span.within(org) };
    if span.is_empty() {
        return Ok(());
    }
    let mut to_skip = skip;
    raw.raw_walk(table, span, &mut |key, value| {
        if to_skip > 0 {
            to_skip -= 1;
            return Ok(ControlFlow::Continue(()));
        }
        visit(key.get(org.len()..).ok_or_else(|| Error::internal("damaged key"))?, value)
    })
}

pub(super) fn walk<K: Key, V: Record>(
    raw: &impl Raw,
    table: &'static str,
    org: &[u8],
    span: Span,
    visit: &mut dyn FnMut(K, V) -> Result<ControlFlow<()>>,
) -> Result<()> {
    walk_bytes(raw, table, org, span, 0, &mut |key, value| visit(decode_key(key)?, V::decode(value)?))
}

/// Up to `limit` rows after the first `skip`, each made by `make` of key and value.
fn collect<T>(
    raw: &impl Raw,
    table: &'static str,
    org: &[u8],
    span: Span,
    (skip, limit): (usize, usize),
    make: impl Fn(&[u8], &[u8]) -> Result<T>,
) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    if limit == 0 {
        return Ok(rows);
    }
    walk_bytes(raw, table, org, span, skip, &mut |key, value| {
        rows.push(make(key, value)?);
        Ok(if rows.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(rows)
}

fn decode<K: Key, V: Record>(key: &[u8], value: &[u8]) -> Result<(K, V)> {
    Ok((decode_key(key)?, V::decode(value)?))
}

/// Reading of the appliance's own tables.
#[expect(private_bounds, reason = "the engine's bytes stay in this room")]
pub trait Rows: Raw + Sized {
    /// The row at `key`.
    fn get<K: Key, V: Record>(&self, table: &GlobalTable<K, V>, key: &K) -> Result<Option<V>> {
        get(self, table.name, &[], key)
    }

    /// Calls `visit` with each row of `span` in order, until it breaks.
    fn walk<K: Key, V: Record>(
        &self,
        table: &GlobalTable<K, V>,
        span: Span,
        mut visit: impl FnMut(K, V) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        walk(self, table.name, &[], span, &mut visit)
    }

    /// Up to `limit` rows of `span`, in order.
    fn list<K: Key, V: Record>(
        &self,
        table: &GlobalTable<K, V>,
        span: Span,
        limit: usize,
    ) -> Result<Vec<(K, V)>> {
        collect(self, table.name, &[], span, (0, limit), decode)
    }
}

/// Reading of one organization's rows.
#[expect(private_bounds, reason = "the engine's bytes stay in this room")]
pub trait OrgRows: Sized {
    /// The transaction behind it.
    #[doc(hidden)]
    type Inner: Raw;
    /// The transaction and the organization's key prefix.
    #[doc(hidden)]
    fn bound(&self) -> (&Self::Inner, [u8; 16]);

    /// The row at `key`.
    fn get<K: Key, V: Record>(&self, table: &OrgTable<K, V>, key: &K) -> Result<Option<V>> {
        let (raw, org) = self.bound();
        get(raw, table.name, &org, key)
    }

    /// A kept count; 0 when nothing was counted yet.
    fn count<K: Key>(&self, table: &OrgTable<K, i64>, key: &K) -> Result<i64> {
        Ok(self.get(table, key)?.unwrap_or(0))
    }

    /// Calls `visit` with each row of `span` in order, until it breaks.
    fn walk<K: Key, V: Record>(
        &self,
        table: &OrgTable<K, V>,
        span: Span,
        mut visit: impl FnMut(K, V) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (raw, org) = self.bound();
        walk(raw, table.name, &org, span, &mut visit)
    }

    /// Up to `limit` rows of `span` after the first `skip`, in order. Skipping costs time linear in `skip`.
    fn list<K: Key, V: Record>(
        &self,
        table: &OrgTable<K, V>,
        span: Span,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<(K, V)>> {
        let (raw, org) = self.bound();
        collect(raw, table.name, &org, span, (skip, limit), decode)
    }

    /// As [`Self::list`], but the keys alone: no value is decoded.
    fn keys<K: Key, V: Record>(
        &self,
        table: &OrgTable<K, V>,
        span: Span,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<K>> {
        let (raw, org) = self.bound();
        collect(raw, table.name, &org, span, (skip, limit), |key, _| decode_key(key))
    }
}
