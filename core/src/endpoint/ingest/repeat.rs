//! Telling a report that an agent sends again (contract: "`POST /alerts`"): by its `Idempotency-Key`, or by agent,
//! process id, program, file and time, within a day.

use crate::endpoint::alert::{ALERTS, Alert, Phase, read_alert};
use crate::endpoint::group::{BY_GROUP, Names};
use crate::error::Result;
use crate::store::{Id, OrgRows, OrgTable, OrgWriter, Span};
use crate::time::Timestamp;

/// For so many milliseconds a repeat is one.
const DAY: i64 = 24 * 3600 * 1000;
/// So many forgotten keys are swept at once.
const SWEEP: usize = 256;

/// Alerts by the day on which they came and a hash of the key that the agent named them with. Two days are looked at; those
/// before lie together at the front, where they are swept.
const NAMED: OrgTable<(u32, [u8; 16]), Id> = OrgTable::new("endpoint.named");

/// The alert that was named so within a day.
pub(super) fn named(rows: &impl OrgRows, key: [u8; 16], now: Timestamp) -> Result<Option<(Id, Alert)>> {
    let today = day(now);
    for day in [today, today.saturating_sub(1)] {
        if let Some(id) = rows.get(&NAMED, &(day, key))?.filter(|id| is_recent(*id, now)) {
            return Ok(read_alert(rows, id)?.map(|alert| (id, alert)));
        }
    }
    Ok(None)
}

/// Remembers how an alert was named.
pub(super) fn name(writer: &mut OrgWriter<'_, '_>, key: [u8; 16], id: Id, now: Timestamp) -> Result<()> {
    writer.insert(&NAMED, &(day(now), key), &id)
}

/// Forgets some of the names that nobody will repeat.
pub(super) fn sweep(writer: &mut OrgWriter<'_, '_>, now: Timestamp) -> Result<()> {
    let yesterday = day(now).saturating_sub(1);
    for old in writer.keys(&NAMED, Span::all().before(&(yesterday, [0; 16])), 0, SWEEP)? {
        writer.remove(&NAMED, &old)?;
    }
    Ok(())
}

fn day(now: Timestamp) -> u32 {
    u32::try_from(now.0 / DAY).unwrap_or(0)
}

/// The alert of the same process, second and mark that came within a day. One that is the same report has the same
/// process and host as well, so its group's index finds it. One that came earlier gives its mark away: what comes now is
/// another alert.
pub(super) fn same(
    writer: &mut OrgWriter<'_, '_>,
    names: Names,
    (second, mark): (u32, [u8; 8]),
    now: Timestamp,
) -> Result<Option<(Id, Alert)>> {
    for phase in Phase::BOTH {
        let key = (phase.key(), names.group, second, mark);
        let Some(id) = writer.get(&BY_GROUP, &key)? else { continue };
        if is_recent(id, now) {
            return Ok(read_alert(writer, id)?.map(|alert| (id, alert)));
        }
        let place = (phase.key(), id);
        let Some(alert) = writer.get(&ALERTS, &place)? else { continue };
        let alert = Alert { mark: unique_mark(id), ..alert };
        writer.remove(&BY_GROUP, &key)?;
        writer.insert(&BY_GROUP, &(phase.key(), names.group, second, alert.mark), &id)?;
        writer.insert(&ALERTS, &place, &alert)?;
    }
    Ok(None)
}

/// A mark that no other alert has: for reports that do not say when they happened, or are past being repeated.
pub(super) fn unique_mark(id: Id) -> [u8; 8] {
    let mut mark = [0; 8];
    mark.copy_from_slice(&id.0[8..]);
    mark
}

fn floor(now: Timestamp) -> Id {
    Id::floor(Timestamp(now.0 - DAY))
}

fn is_recent(id: Id, now: Timestamp) -> bool {
    id >= floor(now)
}
