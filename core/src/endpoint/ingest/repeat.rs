//! Telling a report that an agent sends again (contract: "`POST /alerts`"): by its `Idempotency-Key`, or by agent,
//! process id, program, file and time, within a day.

use crate::endpoint::alert::{Alert, Phase, read_alert};
use crate::endpoint::group::{BY_GROUP, group_key};
use crate::error::Result;
use crate::store::{Id, OrgRows, OrgTable, OrgWriter, Span};
use crate::time::Timestamp;

/// For so many milliseconds a repeat is one.
const DAY: i64 = 24 * 3600 * 1000;
/// So many forgotten keys are swept whenever a new one comes.
const SWEEP: usize = 4;

/// Alerts by a hash of the key that the agent named them with.
const NAMED: OrgTable<[u8; 16], Id> = OrgTable::new("endpoint.idempotency");
/// The same keys by the alert's id, hence by time.
const NAMED_BY_TIME: OrgTable<(Id, [u8; 16]), ()> = OrgTable::new("endpoint.idempotency_by_time");

/// The alert that was named so within a day.
pub(super) fn named(rows: &impl OrgRows, key: [u8; 16], now: Timestamp) -> Result<Option<(Id, Alert)>> {
    let Some(id) = rows.get(&NAMED, &key)?.filter(|id| is_recent(*id, now)) else { return Ok(None) };
    Ok(read_alert(rows, id)?.map(|alert| (id, alert)))
}

/// Remembers how an alert was named, and forgets a few that nobody will repeat.
pub(super) fn name(writer: &mut OrgWriter<'_, '_>, key: [u8; 16], id: Id, now: Timestamp) -> Result<()> {
    let old = writer.keys(&NAMED_BY_TIME, Span::all().before(&(floor(now), [0; 16])), 0, SWEEP)?;
    for (id, key) in old {
        writer.remove(&NAMED_BY_TIME, &(id, key))?;
        if writer.get(&NAMED, &key)? == Some(id) {
            writer.remove(&NAMED, &key)?;
        }
    }
    writer.insert(&NAMED_BY_TIME, &(id, key), &())?;
    writer.insert(&NAMED, &key, &id)
}

/// The alert of the same process, second and mark that came within a day. One that is the same report has the same
/// process and host as well, so its group's index finds it.
pub(super) fn same(
    rows: &impl OrgRows,
    alert: &Alert,
    (second, mark): (u32, [u8; 8]),
    now: Timestamp,
) -> Result<Option<(Id, Alert)>> {
    let group = group_key(&alert.process_name, &alert.hostname);
    for phase in Phase::BOTH {
        let known = rows.get(&BY_GROUP, &(phase.key(), group, second, mark))?;
        if let Some(id) = known.filter(|id| is_recent(*id, now)) {
            return Ok(read_alert(rows, id)?.map(|alert| (id, alert)));
        }
    }
    Ok(None)
}

fn floor(now: Timestamp) -> Id {
    Id::floor(Timestamp(now.0 - DAY))
}

fn is_recent(id: Id, now: Timestamp) -> bool {
    id >= floor(now)
}
