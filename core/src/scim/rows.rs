//! How resources lie in the store.
//!
//! A resource is the text of what its client sent. Beside it: an order by number, counted in buckets, so that a page at any
//! place costs its own size and a bucket; an index of what identity providers look for; and memberships as rows, so that
//! one member more or less of a large group costs one row.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::record;
use crate::scim::resource::{Object, emails, text};
use crate::scim::schema::Kind;
use crate::store::{Id, OrgRows, OrgTable, OrgWriter, Span};
use crate::time::Timestamp;

/// A resource as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    /// What the client sent: a JSON object without what is told of the resource itself, and without members.
    pub(super) json: String,
    /// Raised by each change; starts at 1.
    pub(super) version: u64,
    pub(super) created: Timestamp,
    pub(super) modified: Timestamp,
    /// Its place in the order.
    pub(super) number: u64,
}

record!(Stored, 1);

/// What a membership says beside who.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Membership {
    /// The name that the client gave; may be empty.
    pub(super) display: String,
    /// Whether the member is a group.
    pub(super) is_group: bool,
}

record!(Membership, 1);

/// A connection's resources of a kind.
pub(super) type Shelf = (Id, u8);

pub(super) const RESOURCES: OrgTable<(Shelf, Id), Stored> = OrgTable::new("scim.resource");
pub(super) const ORDER: OrgTable<(Shelf, u64), Id> = OrgTable::new("scim.order");
const BUCKETS: OrgTable<(Shelf, u64), i64> = OrgTable::new("scim.bucket");
const COUNTS: OrgTable<(Shelf, u8), i64> = OrgTable::new("scim.count");
const INDEX: OrgTable<(Id, u8, String, Id), ()> = OrgTable::new("scim.index");
/// Connection, group, member.
pub(super) const MEMBERS: OrgTable<(Id, Id, Id), Membership> = OrgTable::new("scim.member");
/// Connection, member, group.
pub(super) const BY_MEMBER: OrgTable<(Id, Id, Id), ()> = OrgTable::new("scim.group_by_member");

/// Numbers of a bucket.
const BUCKET: u64 = 512;
const NEXT: u8 = 0;
const TOTAL: u8 = 1;
/// Characters of an indexed text; what is found by more is held against the filter anyway.
const INDEXED: usize = 200;

/// What is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Indexed {
    UserName = 0,
    UserExternalId = 1,
    Email = 2,
    GroupName = 3,
    GroupExternalId = 4,
}

fn indexed(text: &str) -> String {
    text.to_lowercase().chars().take(INDEXED).collect()
}

fn keys(kind: Kind, object: &Object) -> BTreeSet<(u8, String)> {
    let one = |which: Indexed, name: &str| (which as u8, indexed(text(object, name)));
    let mut all = BTreeSet::new();
    match kind {
        Kind::User => {
            all.insert(one(Indexed::UserName, "userName"));
            all.insert(one(Indexed::UserExternalId, "externalId"));
            all.extend(emails(object).map(|email| (Indexed::Email as u8, indexed(email))));
        }
        Kind::Group => {
            all.insert(one(Indexed::GroupName, "displayName"));
            all.insert(one(Indexed::GroupExternalId, "externalId"));
        }
    }
    all.retain(|(_, text)| !text.is_empty());
    all
}

/// The ids of resources whose attribute may be `text`.
pub(super) fn lookup(rows: &impl OrgRows, connection: Id, which: Indexed, text: &str) -> Result<Vec<Id>> {
    let span = Span::prefix(&(connection, which as u8, indexed(text)));
    let found = rows.keys(&INDEX, span, 0, usize::MAX)?;
    Ok(found.into_iter().map(|(.., id)| id).collect())
}

/// The resource as an object.
pub(super) fn object(stored: &Stored) -> Result<Object> {
    serde_json::from_str(&stored.json).map_err(Error::internal)
}

pub(super) fn get(rows: &impl OrgRows, connection: Id, kind: Kind, id: Id) -> Result<Option<Stored>> {
    rows.get(&RESOURCES, &((connection, kind.tag()), id))
}

/// How many there are.
pub(super) fn total(rows: &impl OrgRows, connection: Id, kind: Kind) -> Result<u64> {
    Ok(u64::try_from(rows.count(&COUNTS, &((connection, kind.tag()), TOTAL))?).unwrap_or(0))
}

/// Puts a new resource at the end of the order.
pub(super) fn insert(
    writer: &mut OrgWriter<'_, '_>,
    (connection, kind, id): (Id, Kind, Id),
    object: &Object,
    now: Timestamp,
) -> Result<Stored> {
    let shelf = (connection, kind.tag());
    let number = u64::try_from(writer.add(&COUNTS, &(shelf, NEXT), 1)?).unwrap_or(0);
    let json = serde_json::to_string(object).map_err(Error::internal)?;
    let stored = Stored { json, version: 1, created: now, modified: now, number };
    writer.add(&COUNTS, &(shelf, TOTAL), 1)?;
    writer.add(&BUCKETS, &(shelf, number / BUCKET), 1)?;
    writer.insert(&ORDER, &(shelf, number), &id)?;
    writer.insert(&RESOURCES, &(shelf, id), &stored)?;
    for (tag, text) in keys(kind, object) {
        writer.insert(&INDEX, &(connection, tag, text, id), &())?;
    }
    Ok(stored)
}

/// Puts `after` in place of `before`.
pub(super) fn update(
    writer: &mut OrgWriter<'_, '_>,
    (connection, kind, id): (Id, Kind, Id),
    stored: Stored,
    (before, after): (&Object, &Object),
    now: Timestamp,
) -> Result<Stored> {
    if before != after {
        let (old, new) = (keys(kind, before), keys(kind, after));
        for (tag, text) in old.difference(&new) {
            writer.remove(&INDEX, &(connection, *tag, text.clone(), id))?;
        }
        for (tag, text) in new.difference(&old) {
            writer.insert(&INDEX, &(connection, *tag, text.clone(), id), &())?;
        }
    }
    let json = serde_json::to_string(after).map_err(Error::internal)?;
    // A version is seen by when it changed as well: that must move on, whatever the clock does.
    let modified = now.max(stored.modified);
    let stored = Stored { json, version: stored.version + 1, modified, ..stored };
    writer.insert(&RESOURCES, &((connection, kind.tag()), id), &stored)?;
    Ok(stored)
}

/// Takes a resource out, its memberships aside.
pub(super) fn remove(
    writer: &mut OrgWriter<'_, '_>,
    (connection, kind, id): (Id, Kind, Id),
    stored: &Stored,
) -> Result<()> {
    let shelf = (connection, kind.tag());
    for (tag, text) in keys(kind, &object(stored)?) {
        writer.remove(&INDEX, &(connection, tag, text, id))?;
    }
    writer.add(&COUNTS, &(shelf, TOTAL), -1)?;
    let bucket = (shelf, stored.number / BUCKET);
    if writer.add(&BUCKETS, &bucket, -1)? <= 0 {
        writer.remove(&BUCKETS, &bucket)?;
    }
    writer.remove(&ORDER, &(shelf, stored.number))?;
    writer.remove(&RESOURCES, &(shelf, id)).map(drop)
}

/// The ids of up to `limit` resources after the first `skip`, in the order of their making.
pub(super) fn page(rows: &impl OrgRows, shelf: Shelf, skip: u64, limit: usize) -> Result<Vec<Id>> {
    let (mut left, mut bucket) = (skip, None);
    rows.walk(&BUCKETS, Span::prefix(&shelf), |(_, number), count| {
        let count = u64::try_from(count).unwrap_or(0);
        if left < count {
            bucket = Some(number);
            return Ok(std::ops::ControlFlow::Break(()));
        }
        left -= count;
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    let Some(bucket) = bucket else { return Ok(Vec::new()) };
    let span = Span::prefix(&shelf).from(&(shelf, bucket * BUCKET));
    let skip = usize::try_from(left).unwrap_or(usize::MAX);
    Ok(rows.list(&ORDER, span, skip, limit)?.into_iter().map(|(_, id)| id).collect())
}

/// Takes up to `limit` rows of a connection out; answers how many. Nothing is said to the workforce.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn forget(writer: &mut OrgWriter<'_, '_>, connection: Id, limit: usize) -> Result<usize> {
    let mut gone = 0;
    for kind in [Kind::User, Kind::Group] {
        for id in page(writer, (connection, kind.tag()), 0, limit - gone)? {
            if let Some(stored) = get(writer, connection, kind, id)? {
                remove(writer, (connection, kind, id), &stored)?;
            }
            gone += 1;
        }
    }
    for (_, group, member) in writer.keys(&MEMBERS, Span::prefix(&connection), 0, limit - gone)? {
        writer.remove(&MEMBERS, &(connection, group, member))?;
        writer.remove(&BY_MEMBER, &(connection, member, group))?;
        gone += 1;
    }
    Ok(gone)
}

/// The value as an object; an empty one when it is none.
pub(super) fn into_object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}
