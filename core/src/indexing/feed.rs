//! The store as the search room's feed.

use std::ops::ControlFlow;

use tokio::sync::watch;

use crate::audit;
use crate::endpoint;
use crate::error::Result;
use crate::exposure;
use crate::indexing::documents;
use crate::platform::Platform;
use crate::search::{Doc, Feed, FeedChange, RawId};
use crate::store::{Change, GlobalTable, Id, OrgReader, OrgScope, Rows as _};
use crate::tenancy;
use crate::workforce;

/// How many rows one snapshot shows in a rebuild: a snapshot held long keeps old pages from being used again.
const PAGE: usize = 2000;

/// Tells this store from another one.
const IDENTITY: GlobalTable<(), Id> = GlobalTable::new("indexing.identity");

/// The store as the search room's feed.
#[derive(Debug)]
pub struct StoreFeed {
    platform: Platform,
    identity: Id,
}

impl StoreFeed {
    /// Over this platform. The first time it gives the store its identity.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub async fn new(platform: Platform) -> Result<Self> {
        let fresh = platform.new_id();
        let identity = platform
            .store
            .write(move |writer| {
                if let Some(known) = writer.get(&IDENTITY, &())? {
                    return Ok(known);
                }
                writer.insert(&IDENTITY, &(), &fresh)?;
                Ok(fresh)
            })
            .await?;
        Ok(Self { platform, identity })
    }

    fn reader(&self, org: RawId) -> Result<OrgReader> {
        self.platform.store.org(OrgScope::of(Id(org))).read_shown()
    }

    /// Shows every row of one kind, page by page; `page` answers the rows after an id, each with its id.
    fn show(
        &self,
        org: RawId,
        visit: &mut dyn FnMut(Doc) -> Result<()>,
        page: impl Fn(&OrgReader, Id) -> Result<Vec<(Id, Doc)>>,
    ) -> Result<()> {
        let mut after = Id::NIL;
        loop {
            let rows = page(&self.reader(org)?, after)?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            after = *last;
            for (_, doc) in rows {
                visit(doc)?;
            }
        }
    }
}

impl StoreFeed {
    fn show_endpoints(&self, org: RawId, visit: &mut dyn FnMut(Doc) -> Result<()>) -> Result<()> {
        self.show(org, visit, |reader, after| {
            let rows = endpoint::agents_after(reader, after, PAGE)?;
            Ok(rows.into_iter().map(|(key, row)| (key, documents::agent(org, key, &row))).collect())
        })?;
        self.show(org, visit, |reader, after| {
            let rows = endpoint::alerts_after(reader, after, PAGE)?;
            Ok(rows.into_iter().map(|(id, row)| (id, documents::process_alert(org, id, &row))).collect())
        })?;
        self.show(org, visit, |reader, after| {
            let rows = endpoint::crash_logs_after(reader, after, PAGE)?;
            let worded = |(id, row)| Ok((id, documents::crash_log(org, id, &row, host(reader, &row)?)));
            rows.into_iter().map(worded).collect()
        })
    }
}

/// The machine that a crash log comes from.
fn host(reader: &OrgReader, log: &endpoint::CrashLog) -> Result<Option<String>> {
    let agent = endpoint::agent_by_key(reader, endpoint::agent_key(&log.agent))?;
    Ok(agent.map(|agent| agent.hostname))
}

/// The document as `reader` sees it.
fn document(reader: &OrgReader, kind: &str, id: Id) -> Result<Option<Doc>> {
    let org = reader.scope().org().0;
    Ok(match kind {
        exposure::KIND => exposure::find_alert(reader, id)?.map(|row| documents::alert(org, id, &row)),
        workforce::KIND => workforce::find(reader, id)?.map(|row| documents::employee(org, id, &row)),
        audit::KIND => audit::find(reader, id)?.map(|row| documents::entry(org, &row)),
        endpoint::ALERT_KIND => {
            endpoint::find_alert(reader, id)?.map(|row| documents::process_alert(org, id, &row))
        }
        endpoint::AGENT_KIND => {
            endpoint::agent_by_key(reader, id)?.map(|row| documents::agent(org, id, &row))
        }
        endpoint::CRASH_LOG_KIND => match endpoint::find_crash_log(reader, id)? {
            Some(row) => Some(documents::crash_log(org, id, &row, host(reader, &row)?)),
            None => None,
        },
        _ => None,
    })
}

impl Feed for StoreFeed {
    fn identity(&self) -> RawId {
        self.identity.0
    }

    fn last(&self) -> u64 {
        *self.platform.store.watch_changes().borrow()
    }

    fn oldest(&self) -> u64 {
        // A store that cannot be read tells of nothing; the search room asks again.
        self.platform.store.oldest_change().unwrap_or_else(|_| self.last() + 1)
    }

    fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<FeedChange>> {
        let mut told = Vec::new();
        let reader = self.platform.store.read_shown()?;
        reader.changes_after(seq, |seq, change| {
            let Change { org, kind, ids } = change;
            told.extend(ids.into_iter().map(|id| FeedChange {
                seq,
                org: org.0,
                kind: kind.clone(),
                id: id.0,
            }));
            // An entry is told whole: the place in the log that follows it says that all of it was seen.
            Ok(if told.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(told)
    }

    fn document(&self, org: RawId, kind: &str, id: RawId) -> Result<Option<Doc>> {
        document(&self.reader(org)?, kind, Id(id))
    }

    /// One snapshot for each run of changes of one organization.
    fn documents(
        &self,
        changes: &[FeedChange],
        visit: &mut dyn FnMut(&FeedChange, Option<Doc>) -> Result<()>,
    ) -> Result<()> {
        for run in changes.chunk_by(|one, next| one.org == next.org) {
            let Some(first) = run.first() else { continue };
            let reader = self.reader(first.org)?;
            for change in run {
                visit(change, document(&reader, &change.kind, Id(change.id))?)?;
            }
        }
        Ok(())
    }

    /// What is shown may be newer than the place that is answered, never older: following the log from there leads to
    /// the same documents.
    fn all(&self, visit: &mut dyn FnMut(Doc) -> Result<()>) -> Result<u64> {
        let seq = self.last();
        for (org, _) in tenancy::list(&self.platform.store.read_shown()?)? {
            let org = org.0;
            self.show(org, visit, |reader, after| {
                let rows = workforce::all_after(reader, after, PAGE)?;
                Ok(rows.into_iter().map(|(id, row)| (id, documents::employee(org, id, &row))).collect())
            })?;
            self.show(org, visit, |reader, after| {
                let rows = exposure::alerts_after(reader, after, PAGE)?;
                Ok(rows.into_iter().map(|(id, row)| (id, documents::alert(org, id, &row))).collect())
            })?;
            self.show(org, visit, |reader, after| {
                let rows = audit::after(reader, after, PAGE)?;
                Ok(rows.into_iter().map(|row| (row.id, documents::entry(org, &row))).collect())
            })?;
            self.show_endpoints(org, visit)?;
        }
        Ok(seq)
    }

    fn watch(&self) -> watch::Receiver<u64> {
        self.platform.store.watch_changes()
    }
}
