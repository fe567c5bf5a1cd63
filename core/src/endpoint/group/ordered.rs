//! Groups newest first. Places in the order lag behind a little: the walk looks ahead and sorts what it sees.

use std::collections::{BinaryHeap, VecDeque};

use crate::endpoint::alert::Phase;
use crate::endpoint::group::lag;
use crate::endpoint::group::row::{GROUPS, GroupKey, ORDER};
use crate::error::Result;
use crate::store::{Id, OrgRows, Span};

/// How many places one look takes.
const LOOK: usize = 64;

/// When a group last got an alert: orders groups.
pub(super) type Recency = (u32, Id);

/// A walk over the groups of one phase, of every process or of one.
pub(super) struct Ordered<'r, R> {
    rows: &'r R,
    phase: Phase,
    list: GroupKey,
    /// By less than how many seconds a place may be too early.
    lag: u32,
    places: VecDeque<(u32, GroupKey)>,
    before: Option<(u32, GroupKey)>,
    ended: bool,
    seen: BinaryHeap<(Recency, GroupKey)>,
}

impl<'r, R: OrgRows> Ordered<'r, R> {
    pub(super) fn new(rows: &'r R, phase: Phase, list: GroupKey) -> Result<Self> {
        let (lag, places, seen) = (lag(rows, phase)?, VecDeque::new(), BinaryHeap::new());
        Ok(Self { rows, phase, list, lag, places, before: None, ended: false, seen })
    }

    /// The next group and when it last got an alert.
    pub(super) fn next(&mut self) -> Result<Option<(Recency, GroupKey)>> {
        loop {
            let place = self.place()?;
            let Some((_, key)) = place else { return Ok(self.seen.pop()) };
            // What is still to come got its last alert before this.
            let bound = place.map_or(0, |(at, _)| at.saturating_add(self.lag));
            if self.seen.peek().is_some_and(|((last, _), _)| *last >= bound) {
                return Ok(self.seen.pop());
            }
            self.places.pop_front();
            if let Some(row) = self.rows.get(&GROUPS, &(self.phase.key(), key))? {
                self.seen.push(((row.last, row.newest), key));
            }
        }
    }

    fn place(&mut self) -> Result<Option<(u32, GroupKey)>> {
        if self.places.is_empty() && !self.ended {
            let mut span = Span::prefix(&(self.phase.key(), self.list)).reversed();
            if let Some((at, key)) = self.before {
                span = span.before(&(self.phase.key(), self.list, at, key));
            }
            let keys = self.rows.keys(&ORDER, span, 0, LOOK)?;
            self.places.extend(keys.into_iter().map(|(_, _, at, key)| (at, key)));
            self.before = self.places.back().copied();
            self.ended = self.places.is_empty();
        }
        Ok(self.places.front().copied())
    }
}

/// Groups with alerts in any of `phases`, newest first; each comes once, where its newest alert puts it.
pub(super) fn page<R: OrgRows>(
    rows: &R,
    phases: &[Phase],
    list: GroupKey,
    (skip, limit): (usize, usize),
) -> Result<Vec<GroupKey>> {
    let mut walks = Vec::new();
    for phase in phases {
        let mut walk = Ordered::new(rows, *phase, list)?;
        let head = walk.next()?;
        walks.push((walk, head));
    }
    let (mut page, mut to_skip) = (Vec::with_capacity(limit.min(LOOK)), skip);
    while page.len() < limit {
        let newest = walks.iter().enumerate().filter_map(|(at, (_, head))| Some((*head.as_ref()?, at))).max();
        let Some(((recency, key), at)) = newest else { break };
        let (walk, head) = &mut walks[at];
        *head = walk.next()?;
        let phase = walk.phase;
        if phases.len() > 1 {
            let elsewhere = rows.get(&GROUPS, &(phase.other().key(), key))?;
            // It came, or is still to come, where the other phase's newest alert puts it.
            if elsewhere.is_some_and(|row| (row.last, row.newest) > recency) {
                continue;
            }
        }
        if to_skip > 0 {
            to_skip -= 1;
        } else {
            page.push(key);
        }
    }
    Ok(page)
}
