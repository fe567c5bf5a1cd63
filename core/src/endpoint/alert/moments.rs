//! How many alerts arrived in which moment, so that a page far down is found without walking over everything above it.

use std::collections::BTreeMap;

use crate::endpoint::alert::row::{COUNTS, Count, Phase};
use crate::error::Result;
use crate::store::{Id, OrgReader, OrgRows, OrgTable, OrgWriter, Span};
use crate::time::Timestamp;

/// Alerts by phase and the moment that they arrived in. What is at [`TOTAL`] is how many are counted in all.
const MOMENTS: OrgTable<(u8, u64), i64> = OrgTable::new("endpoint.alert_moment");
const TOTAL: u64 = u64::MAX;
/// A moment has so many milliseconds as a power of two, a quarter of a second: a flood puts some thousands in one.
const MILLISECONDS: u32 = 8;
/// What is as near as this is walked to.
const NEAR: usize = if cfg!(test) { 1 } else { 256 };
/// Moments that are read at once.
const LOOK: usize = if cfg!(test) { 2 } else { 256 };

fn moment(id: Id) -> u64 {
    u64::try_from(id.made_at().0).unwrap_or(0) >> MILLISECONDS
}

/// No id of this moment or of a later one is smaller.
fn floor(moment: u64) -> Id {
    Id::floor(Timestamp(i64::try_from(moment << MILLISECONDS).unwrap_or(i64::MAX)))
}

/// Notes that these alerts came into a phase (`by` is 1) or left it (-1).
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(in crate::endpoint) fn note(
    writer: &mut OrgWriter<'_, '_>,
    phase: Phase,
    ids: impl IntoIterator<Item = Id>,
    by: i64,
) -> Result<()> {
    let mut changes = BTreeMap::<u64, i64>::new();
    for id in ids {
        *changes.entry(moment(id)).or_default() += by;
        *changes.entry(TOTAL).or_default() += by;
    }
    for (moment, by) in changes {
        let key = (phase.key(), moment);
        if writer.add(&MOMENTS, &key, by)? == 0 {
            writer.remove(&MOMENTS, &key)?;
        }
    }
    Ok(())
}

/// Goes down by as many whole moments as lie within the `skip` newest alerts of the phases. Answers the id below which the
/// rest is to be skipped, and how many that are.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(super) fn jump(reader: &OrgReader, phases: &[Phase], skip: usize) -> Result<(Option<Id>, usize)> {
    if skip < NEAR || !add_up(reader, phases)? {
        return Ok((None, skip));
    }
    let (mut left, mut below) = (skip, None);
    let mut runs: Vec<Run> = phases.iter().map(|phase| Run::of(*phase)).collect();
    loop {
        let mut newest = None;
        for run in &mut runs {
            newest = newest.max(run.head(reader)?.map(|(moment, _)| moment));
        }
        let Some(newest) = newest else { break };
        let mut there = 0;
        for run in &mut runs {
            there += run.head(reader)?.filter(|(moment, _)| *moment == newest).map_or(0, |(_, count)| count);
        }
        if there > left {
            break;
        }
        left -= there;
        below = Some(newest);
        runs.iter_mut().for_each(|run| run.pass(newest));
    }
    Ok((below.map(floor), left))
}

/// As a release left it that did not count moments.
#[cfg(test)]
pub(in crate::endpoint) fn forget(writer: &mut OrgWriter<'_, '_>) -> Result<()> {
    for (key, _) in writer.list(&MOMENTS, Span::all(), 0, usize::MAX)? {
        writer.remove(&MOMENTS, &key)?;
    }
    Ok(())
}

/// Whether every alert is counted: a folder of a release that did not count them has others.
fn add_up(reader: &OrgReader, phases: &[Phase]) -> Result<bool> {
    for phase in phases {
        let counted = reader.count(&MOMENTS, &(phase.key(), TOTAL))?;
        if counted != reader.count(&COUNTS, &Count::Alerts(*phase).key())? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The moments of a phase, newest first.
struct Run {
    phase: Phase,
    seen: std::vec::IntoIter<(u64, usize)>,
    head: Option<(u64, usize)>,
    /// All from here on were read.
    from: Option<u64>,
}

impl Run {
    fn of(phase: Phase) -> Self {
        Self { phase, seen: Vec::new().into_iter(), head: None, from: Some(TOTAL) }
    }

    fn head(&mut self, reader: &OrgReader) -> Result<Option<(u64, usize)>> {
        if self.head.is_none() {
            self.head = self.seen.next();
        }
        if let (None, Some(from)) = (self.head, self.from) {
            let phase = self.phase.key();
            let span = Span::prefix(&phase).reversed().before(&(phase, from));
            let rows = reader.list(&MOMENTS, span, 0, LOOK)?;
            self.from = rows.last().map(|((_, moment), _)| *moment);
            let rows =
                rows.into_iter().map(|((_, moment), count)| (moment, usize::try_from(count).unwrap_or(0)));
            self.seen = rows.collect::<Vec<_>>().into_iter();
            self.head = self.seen.next();
        }
        Ok(self.head)
    }

    fn pass(&mut self, moment: u64) {
        self.head = self.head.filter(|(head, _)| *head != moment);
    }
}
