//! One audit entry, how it is written, and how the log is read.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::{Actor, Principal};
use crate::error::Result;
use crate::platform::Platform;
use crate::record;
use crate::request;
use crate::store::{Id, OrgRows, OrgTable, OrgWriter, Span};
use crate::time::Timestamp;

/// The kind under which the change log and search know audit entries.
pub const KIND: &str = "audit";

/// What somebody did. The id's time is when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id; sorts by time.
    pub id: Id,
    /// Whose deed it is.
    pub actor: Actor,
    /// What was done, `thing.past_participle`: `session.created`, `alert.status_changed`.
    pub action: String,
    /// What it was done to: an id or a name. Empty when the action says it all.
    pub target: String,
    /// More, for people: `OPEN to RESOLVED`. Never a secret.
    pub detail: String,
    /// The network address that it came from.
    pub address: Option<IpAddr>,
    /// The request that it was a part of, or the one that asked for the job that did it.
    pub request: Option<String>,
}

record!(Entry, 2, 1 => EntryV1);

/// An entry as it was stored before it knew its request.
#[derive(Serialize, Deserialize)]
struct EntryV1 {
    id: Id,
    actor: Actor,
    action: String,
    target: String,
    detail: String,
    address: Option<IpAddr>,
}

impl From<EntryV1> for Entry {
    fn from(old: EntryV1) -> Self {
        let EntryV1 { id, actor, action, target, detail, address } = old;
        Self { id, actor, action, target, detail, address, request: None }
    }
}

const ENTRIES: OrgTable<Id, Entry> = OrgTable::new("audit.entry");
const COUNT: OrgTable<(), i64> = OrgTable::new("audit.count");
const BY_TARGET: OrgTable<(String, Id), ()> = OrgTable::new("audit.by_target");
const COUNT_OF_TARGET: OrgTable<String, i64> = OrgTable::new("audit.count_of_target");

impl Entry {
    /// The principal did `action`, now, from where they are.
    pub fn by(platform: &Platform, principal: &Principal, action: &str) -> Self {
        Self::new(platform, principal.actor().clone(), principal.address(), action)
    }

    /// `actor` did `action`, now.
    pub fn new(platform: &Platform, actor: Actor, address: Option<IpAddr>, action: &str) -> Self {
        let (id, action) = (platform.new_id(), action.to_owned());
        let (target, detail, request) = (String::new(), String::new(), request::id());
        Self { id, actor, action, target, detail, address, request }
    }

    /// Names what it was done to.
    #[must_use]
    pub fn target(mut self, target: impl std::fmt::Display) -> Self {
        self.target = target.to_string();
        self
    }

    /// Says more, for people. Text from outside is cut to 500 characters.
    #[must_use]
    pub fn detail(mut self, detail: impl std::fmt::Display) -> Self {
        self.detail = detail.to_string().chars().take(500).collect();
        self
    }
}

/// Writes `entry` in the caller's transaction, so that the deed and its record are durable together or not at all.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn record(writer: &mut OrgWriter<'_, '_>, entry: &Entry) -> Result<()> {
    writer.insert(&ENTRIES, &entry.id, entry)?;
    writer.add(&COUNT, &(), 1)?;
    if !entry.target.is_empty() {
        writer.insert(&BY_TARGET, &(entry.target.clone(), entry.id), &())?;
        writer.add(&COUNT_OF_TARGET, &entry.target, 1)?;
    }
    writer.log(KIND, entry.id)
}

/// One entry in a snapshot: for the indexer.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn find(reader: &impl OrgRows, id: Id) -> Result<Option<Entry>> {
    reader.get(&ENTRIES, &id)
}

/// Up to `limit` entries after `after`, oldest first: for the indexer.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn after(reader: &impl OrgRows, after: Id, limit: usize) -> Result<Vec<Entry>> {
    let page = reader.list(&ENTRIES, Span::all().after(&after), 0, limit)?;
    Ok(page.into_iter().map(|(_, entry)| entry).collect())
}

/// What the exposure register's entries are about is evidence for as long as they are: it is never let go of.
const EVIDENCE: &str = "register.";

/// Looks at up to `look` entries after `after`; answers those that are older than `before` and no evidence, and after which
/// to go on, `None` at the end.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn entries_before(
    rows: &impl OrgRows,
    before: Timestamp,
    after: Option<Id>,
    look: usize,
) -> Result<(Vec<Id>, Option<Id>)> {
    let span = Span::all().after(&after.unwrap_or(Id::NIL)).before(&Id::floor(before));
    let found = rows.list(&ENTRIES, span, 0, look)?;
    let next = found.last().filter(|_| found.len() == look).map(|(id, _)| *id);
    let due = found.into_iter().filter(|(_, entry)| !entry.action.starts_with(EVIDENCE));
    Ok((due.map(|(id, _)| id).collect(), next))
}

/// Removes entries that [`entries_before`] told, with their indexes, counts and their place in search; answers how many.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn remove_entries(writer: &mut OrgWriter<'_, '_>, before: Timestamp, ids: &[Id]) -> Result<u64> {
    let mut removed = Vec::new();
    for id in ids.iter().filter(|id| **id < Id::floor(before)) {
        let Some(entry) = writer.get(&ENTRIES, id)?.filter(|entry| !entry.action.starts_with(EVIDENCE))
        else {
            continue;
        };
        writer.remove(&ENTRIES, id)?;
        writer.add(&COUNT, &(), -1)?;
        if !entry.target.is_empty() {
            writer.remove(&BY_TARGET, &(entry.target.clone(), *id))?;
            if writer.add(&COUNT_OF_TARGET, &entry.target, -1)? <= 0 {
                writer.remove(&COUNT_OF_TARGET, &entry.target)?;
            }
        }
        removed.push(*id);
    }
    let count = removed.len() as u64;
    if count > 0 {
        writer.log_all(KIND, removed)?;
    }
    Ok(count)
}

/// The log newest first, for admins: a page of it and how many entries there are.
///
/// # Errors
/// [`crate::Error::Forbidden`] for anybody else.
pub fn list(
    platform: &Platform,
    principal: &Principal,
    skip: usize,
    limit: usize,
) -> Result<(Vec<Entry>, usize)> {
    principal.require_admin()?;
    let reader = platform.store.org(principal.scope()).read()?;
    let page = reader.list(&ENTRIES, Span::all().reversed(), skip, limit)?;
    let total = usize::try_from(reader.count(&COUNT, &())?).unwrap_or(0);
    Ok((page.into_iter().map(|(_, entry)| entry).collect(), total))
}

/// As [`list`], but only what was done to `target`.
///
/// # Errors
/// As [`list`].
pub fn list_of_target(
    platform: &Platform,
    principal: &Principal,
    target: &str,
    skip: usize,
    limit: usize,
) -> Result<(Vec<Entry>, usize)> {
    principal.require_admin()?;
    let reader = platform.store.org(principal.scope()).read()?;
    let target = target.to_owned();
    let keys = reader.list(&BY_TARGET, Span::prefix(&target).reversed(), skip, limit)?;
    let mut entries = Vec::with_capacity(keys.len());
    for ((_, id), ()) in keys {
        entries.extend(reader.get(&ENTRIES, &id)?);
    }
    Ok((entries, usize::try_from(reader.count(&COUNT_OF_TARGET, &target)?).unwrap_or(0)))
}
