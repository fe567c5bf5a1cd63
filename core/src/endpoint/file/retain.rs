//! Letting go of crash logs and quarantined programs.
//!
//! The row goes first, and in the same transaction its content is named as one to be unlinked; unlinking follows, and may
//! be repeated after a crash. Content is shared by those who sent the same bytes, in whichever organization: it goes when
//! nobody's row names it any more.

use std::collections::HashSet;

use crate::blobs::{BlobId, Blobs};
use crate::endpoint::agent::STATES;
use crate::endpoint::alert::{Alert, COUNTS, Count};
use crate::endpoint::file::row::{CRASH_LOGS, CRASH_LOGS_OF, EXPECTED, SUSPICIOUS};
use crate::endpoint::file::suspicious;
use crate::endpoint::{CRASH_LOG_KIND, agent_key};
use crate::error::Result;
use crate::platform::Platform;
use crate::store::{Id, OrgRows, OrgScope, OrgTable, OrgWriter, Span, Writer};
use crate::tenancy;
use crate::time::Timestamp;

/// Content that is to be unlinked.
const DOOMED: OrgTable<[u8; 32], ()> = OrgTable::new("endpoint.doomed_file");

/// How many files are unlinked in one transaction.
const AT_ONCE: usize = 50;

/// A stored file: where a look goes on, and what is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredFile {
    /// A crash log by its id.
    CrashLog(Id),
    /// A quarantined program by its agent and name.
    Suspicious((Id, String)),
}

/// Looks at up to `look` files after `place`; answers those that came before `before`, and where to go on, `None` at the end.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn files_before(
    rows: &impl OrgRows,
    before: Timestamp,
    place: Option<&StoredFile>,
    look: usize,
) -> Result<(Vec<StoredFile>, Option<StoredFile>)> {
    let after = match place {
        None => Id::NIL,
        Some(StoredFile::CrashLog(after)) => *after,
        Some(StoredFile::Suspicious(after)) => return suspicious_before(rows, before, after, look),
    };
    let found = rows.list(&CRASH_LOGS, Span::all().after(&after), 0, look)?;
    let next = match found.last() {
        Some((last, log)) if found.len() == look && log.added < before => StoredFile::CrashLog(*last),
        _ => StoredFile::Suspicious((Id::NIL, String::new())),
    };
    let due = found.into_iter().filter(|(_, log)| log.added < before);
    Ok((due.map(|(id, _)| StoredFile::CrashLog(id)).collect(), Some(next)))
}

fn suspicious_before(
    rows: &impl OrgRows,
    before: Timestamp,
    after: &(Id, String),
    look: usize,
) -> Result<(Vec<StoredFile>, Option<StoredFile>)> {
    let found = rows.list(&SUSPICIOUS, Span::all().after(after), 0, look)?;
    let next =
        found.last().filter(|_| found.len() == look).map(|(key, _)| StoredFile::Suspicious(key.clone()));
    let due = found.into_iter().filter(|(_, file)| file.added < before);
    Ok((due.map(|(key, _)| StoredFile::Suspicious(key)).collect(), next))
}

/// Removes those of the files that are still due, as far as the store knows them; answers how many. [`unlink_removed`] lets
/// go of their content.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn remove_files(writer: &mut OrgWriter<'_, '_>, before: Timestamp, files: &[StoredFile]) -> Result<u64> {
    let mut removed = 0;
    for file in files {
        removed += u64::from(match file {
            StoredFile::CrashLog(id) => remove_crash_log(writer, before, *id)?,
            StoredFile::Suspicious(key) => remove_suspicious(writer, before, key)?,
        });
    }
    Ok(removed)
}

fn remove_crash_log(writer: &mut OrgWriter<'_, '_>, before: Timestamp, id: Id) -> Result<bool> {
    let Some(log) = writer.get(&CRASH_LOGS, &id)?.filter(|log| log.added < before) else { return Ok(false) };
    let agent = agent_key(&log.agent);
    writer.remove(&CRASH_LOGS, &id)?;
    writer.remove(&CRASH_LOGS_OF, &(agent, id))?;
    writer.add(&COUNTS, &Count::CrashLogs.key(), -1)?;
    if !log.seen
        && let Some(mut state) = writer.get(&STATES, &agent)?
    {
        state.unseen_crash_logs = state.unseen_crash_logs.saturating_sub(1);
        writer.insert(&STATES, &agent, &state)?;
    }
    writer.insert(&DOOMED, &log.content.blob, &())?;
    writer.log(CRASH_LOG_KIND, id)?;
    Ok(true)
}

fn remove_suspicious(writer: &mut OrgWriter<'_, '_>, before: Timestamp, key: &(Id, String)) -> Result<bool> {
    let Some(file) = writer.get(&SUSPICIOUS, key)?.filter(|file| file.added < before) else {
        return Ok(false);
    };
    writer.remove(&SUSPICIOUS, key)?;
    suspicious::uncount(writer, &file)?;
    writer.insert(&DOOMED, &file.content.blob, &())?;
    Ok(true)
}

/// An alert that named a file is gone.
pub(in crate::endpoint) fn forget_expected(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    alert: &Alert,
) -> Result<()> {
    let key = (alert.quarantine_file_name.clone(), agent_key(&alert.agent), id);
    writer.remove(&EXPECTED, &key).map(drop)
}

/// Notes content that may be nobody's, to be unlinked.
pub(super) fn doom(writer: &mut OrgWriter<'_, '_>, blob: BlobId) -> Result<()> {
    writer.insert(&DOOMED, &blob.0, &())
}

/// Takes back what [`doom`] noted: a row names the content, or it is gone.
pub(super) fn spare(writer: &mut OrgWriter<'_, '_>, blob: BlobId) -> Result<()> {
    writer.remove(&DOOMED, &blob.0).map(drop)
}

/// Unlinks content of removed files that nobody's row names any more, a few files at a time; answers how many went, `None`
/// when there was nothing left to look at. A crash in between costs nothing.
///
/// # Errors
/// [`crate::Error::Unavailable`] when a disk fails.
pub async fn unlink_removed(platform: &Platform, blobs: &Blobs, scope: OrgScope) -> Result<Option<u64>> {
    // What is being received has no row yet: it is passed over, and does not stand in the others' way.
    let look = AT_ONCE + blobs.held();
    let doomed: Vec<[u8; 32]> = platform.store.org(scope).read()?.keys(&DOOMED, Span::all(), 0, look)?;
    let doomed: Vec<_> = doomed.into_iter().filter(|blob| !blobs.is_held(BlobId(*blob))).collect();
    if doomed.is_empty() {
        return Ok(None);
    }
    let blobs = blobs.clone();
    // Within the store's one writer: an upload of the same bytes has its row before, or holds the name.
    platform
        .store
        .write(move |writer| {
            let named = named_of(writer, &doomed)?;
            let mut unlinked = 0;
            for blob in &doomed {
                if blobs.is_held(BlobId(*blob)) {
                    continue;
                }
                if !named.contains(blob) {
                    unlinked += u64::from(blobs.remove(BlobId(*blob))?);
                }
                writer.org(scope).remove(&DOOMED, blob)?;
            }
            Ok(Some(unlinked))
        })
        .await
}

/// Which of these contents some organization's row still names.
fn named_of(writer: &mut Writer<'_>, doomed: &[[u8; 32]]) -> Result<HashSet<[u8; 32]>> {
    let mut named = HashSet::new();
    for (org, _) in tenancy::list(&*writer)? {
        let rows = writer.org(OrgScope::of(org));
        let mut note = |blob: [u8; 32]| {
            if doomed.contains(&blob) {
                named.insert(blob);
            }
        };
        rows.walk(&CRASH_LOGS, Span::all(), |_, log| {
            note(log.content.blob);
            Ok(std::ops::ControlFlow::Continue(()))
        })?;
        rows.walk(&SUSPICIOUS, Span::all(), |_, file| {
            note(file.content.blob);
            Ok(std::ops::ControlFlow::Continue(()))
        })?;
    }
    Ok(named)
}
