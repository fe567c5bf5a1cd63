//! Pages of alerts in the order of their making, so that whoever reads on from where they were misses none.
//!
//! An alert's id begins with when it was made and is given by the store's one writer: whatever becomes visible later has
//! a greater id. So a page is one walk over the alerts' own table, from wherever it begins.

use crate::access::Principal;
use crate::error::Result;
use crate::exposure::alerts_after;
use crate::services::Services;
use crate::siem::Event;
use crate::store::Id;
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
    /// The alert after which the next page begins; `None` when this is the last.
    pub next: Option<Id>,
}

/// Up to `most` alerts from `start` on.
///
/// # Errors
/// [`crate::Error::Forbidden`] for everybody but a SIEM.
pub fn page(services: &Services, principal: &Principal, start: Start, most: usize) -> Result<Page> {
    principal.require_export()?;
    // One more tells whether there are more.
    let mut rows = alerts_after(&services.org(principal).read()?, start.id(), most.saturating_add(1))?;
    let is_last = rows.len() <= most;
    rows.truncate(most);
    let next = if is_last { None } else { rows.last().map(|(id, _)| *id) };
    Ok(Page { events: rows.into_iter().map(|(id, alert)| Event::of(id, alert)).collect(), next })
}
