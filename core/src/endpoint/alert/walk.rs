//! All alerts, however many: piece by piece, in constant memory.

use crate::access::Principal;
use crate::endpoint::alert::list::part;
use crate::endpoint::alert::{Alert, AlertFilter};
use crate::error::Result;
use crate::services::Services;
use crate::store::{Id, OrgStore};

/// A walk over the alerts that a filter lets through, newest first. Each piece is a snapshot of its own, so that a slow
/// reader keeps no old pages alive; what arrives meanwhile is newer than the walk's place and not shown.
#[derive(Debug)]
pub struct AlertWalk {
    store: OrgStore,
    filter: AlertFilter,
    before: Option<Id>,
    ended: bool,
}

impl AlertWalk {
    /// At the newest alert.
    ///
    /// # Errors
    /// [`crate::Error::Forbidden`] for those who may not read.
    pub fn new(services: &Services, principal: &Principal, filter: AlertFilter) -> Result<Self> {
        principal.require_reader()?;
        Ok(Self { store: services.org(principal), filter, before: None, ended: false })
    }

    /// The next `limit` alerts; none at the end. Reads the disk: for threads that may block.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn next(&mut self, limit: usize) -> Result<Vec<(Id, Alert)>> {
        if self.ended {
            return Ok(Vec::new());
        }
        let found = part(&self.store.read()?, &self.filter, self.before, (0, limit))?;
        self.before = found.last().map(|(id, _)| *id);
        self.ended = found.len() < limit;
        Ok(found)
    }
}
