//! The store as search's feed.

use tokio::sync::watch;

use crate::error::Result;
use crate::indexing::documents;
use crate::platform::Platform;
use crate::search::{Doc, Feed, FeedChange};
use crate::store::{Id, OrgReader, OrgScope};
use crate::{audit, exposure, tenancy, workforce};

/// How many rows of a kind are read from one snapshot while everything is shown.
const PIECE: usize = 2_000;

/// Follows the store's change log and words its rows.
#[derive(Debug, Clone)]
pub struct StoreFeed {
    platform: Platform,
}

impl StoreFeed {
    /// Over this platform's store.
    pub fn new(platform: Platform) -> Self {
        Self { platform }
    }

    fn reader(&self, org: Id) -> Result<OrgReader> {
        self.platform.store.org(OrgScope::of(org)).read()
    }
}

/// Shows every document of one organization, kind by kind.
fn all_of(reader: &OrgReader, visit: &mut dyn FnMut(Doc) -> Result<()>) -> Result<()> {
    let org = reader.scope().org();
    let mut last = Id::NIL;
    loop {
        let people = workforce::all_after(reader, last, PIECE)?;
        let Some((id, _)) = people.last() else { break };
        last = *id;
        people.iter().try_for_each(|(id, person)| visit(documents::employee(org, *id, person)))?;
    }
    last = Id::NIL;
    loop {
        let alerts = exposure::alerts_after(reader, last, PIECE)?;
        let Some((id, _)) = alerts.last() else { break };
        last = *id;
        alerts.iter().try_for_each(|(id, alert)| visit(documents::alert(org, *id, alert)))?;
    }
    last = Id::NIL;
    loop {
        let entries = audit::all_after(reader, last, PIECE)?;
        let Some(entry) = entries.last() else { break };
        last = entry.id;
        entries.iter().try_for_each(|entry| visit(documents::entry(org, entry)))?;
    }
    Ok(())
}

impl Feed for StoreFeed {
    fn identity(&self) -> [u8; 16] {
        self.platform.store.identity()
    }

    fn last(&self) -> u64 {
        *self.platform.store.watch_changes().borrow()
    }

    fn oldest(&self) -> u64 {
        // A log that cannot be read cannot be followed either; the next call says why.
        self.platform.store.oldest_change().unwrap_or(0)
    }

    fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<FeedChange>> {
        let changes = self.platform.store.changes_after(seq, limit)?;
        Ok(changes
            .into_iter()
            .map(|(seq, change)| FeedChange { seq, org: change.org.0, kind: change.kind, id: change.id.0 })
            .collect())
    }

    fn document(&self, org: [u8; 16], kind: &str, id: [u8; 16]) -> Result<Option<Doc>> {
        let (org, id) = (Id(org), Id(id));
        let reader = self.reader(org)?;
        Ok(match kind {
            workforce::KIND => workforce::find(&reader, id)?.map(|row| documents::employee(org, id, &row)),
            exposure::KIND => exposure::find_alert(&reader, id)?.map(|row| documents::alert(org, id, &row)),
            audit::KIND => audit::find(&reader, id)?.map(|row| documents::entry(org, &row)),
            _ => None,
        })
    }

    fn all(&self, visit: &mut dyn FnMut(Doc) -> Result<()>) -> Result<u64> {
        // The place in the log is read first: what changes while the rows are shown is then followed once more.
        let last = self.last();
        for (org, _) in tenancy::list(&self.platform.store.read()?)? {
            all_of(&self.reader(org)?, visit)?;
        }
        Ok(last)
    }

    fn watch(&self) -> watch::Receiver<u64> {
        self.platform.store.watch_changes()
    }
}
