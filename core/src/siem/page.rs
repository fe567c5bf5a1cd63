//! Pages of alerts in the order of their making, so that whoever reads on from where they were misses none.
//!
//! An alert's id begins with when it was made and is given by the store's one writer: whatever becomes visible later has
//! a greater id. So a page is one walk over the alerts' own table, from wherever it begins.

use crate::access::Principal;
use crate::error::Result;
use crate::exposure::alerts_after;
use crate::services::Services;
use crate::siem::Event;
use crate::store::{Id, OrgRows};
use crate::time::Timestamp;

/// Alerts of a page (contract "SIEM").
pub const MAX_PAGE: usize = 1000;

/// Where a page begins; the later of the two when both are said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Start {
    /// With alerts that were made then.
    pub since: Option<Timestamp>,
    /// Right after this alert: it tells alerts of one millisecond apart.
    pub after: Option<Id>,
}

impl Start {
    /// The id that the page begins after.
    fn id(self) -> Id {
        // No id that was given out is the smallest of its millisecond, so nothing is left out by "after".
        let since = self.since.map_or(Id::NIL, Id::floor);
        since.max(self.after.unwrap_or(Id::NIL))
    }
}

/// A page of events, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The events.
    pub events: Vec<Event>,
    /// The last alert of it; where the page begins when it is empty.
    pub last: Id,
    /// Whether there are more after it.
    pub more: bool,
}

impl Page {
    /// The alert after which the next page begins; `None` when this is the last.
    pub fn next(&self) -> Option<Id> {
        self.more.then_some(self.last)
    }
}

/// Up to `most` alerts from `start` on.
///
/// # Errors
/// [`crate::Error::Forbidden`] for everybody but a SIEM.
pub fn page(services: &Services, principal: &Principal, start: Start, most: usize) -> Result<Page> {
    principal.require_export()?;
    page_of(&services.org(principal).read()?, start, most)
}

/// [`page`], in a snapshot.
pub(super) fn page_of(rows: &impl OrgRows, start: Start, most: usize) -> Result<Page> {
    // One more tells whether there are more.
    let mut alerts = alerts_after(rows, start.id(), most.saturating_add(1))?;
    let more = alerts.len() > most;
    alerts.truncate(most);
    let last = alerts.last().map_or(start.id(), |(id, _)| *id);
    Ok(Page { events: alerts.into_iter().map(|(id, alert)| Event::of(id, alert)).collect(), last, more })
}
