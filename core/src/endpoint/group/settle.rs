//! How far places in the order of groups lag: further while a flood comes in, and put right when it is over.

use crate::endpoint::alert::Phase;
use crate::endpoint::group::keep::place;
use crate::endpoint::group::row::{EVERY, GROUPS, GroupKey, LAG, ORDER, WIDE, WINDOW, name_key};
use crate::error::Result;
use crate::store::{OrgRows, OrgWriter, Span};

/// Groups that one step looks at.
const STEP: usize = 256;

/// A place in the order of all open groups.
pub(in crate::endpoint) type Place = (u32, GroupKey);

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::endpoint) enum Settled {
    /// The next step begins below this place.
    More(Place),
    /// Nothing lags any more.
    All,
}

/// By less than how many seconds a place in a phase may be earlier than the group's newest alert.
pub(in crate::endpoint) fn lag(rows: &impl OrgRows, phase: Phase) -> Result<u32> {
    let told = if phase == Phase::Open { rows.get(&LAG, &())? } else { None };
    Ok(told.and_then(|lag| u32::try_from(lag).ok()).unwrap_or(WINDOW))
}

/// From here on open groups may lag by [`WIDE`].
pub(in crate::endpoint) fn widen(writer: &mut OrgWriter<'_, '_>) -> Result<()> {
    writer.insert(&LAG, &(), &u64::from(WIDE))
}

/// The places of a phase's groups in the order, each with where its newest alert would put it.
#[cfg(test)]
pub(in crate::endpoint) fn places(rows: &impl OrgRows, phase: Phase) -> Result<Vec<(u32, u32)>> {
    let keys = rows.keys(&ORDER, Span::prefix(&(phase.key(), EVERY)), 0, usize::MAX)?;
    let mut places = Vec::with_capacity(keys.len());
    for (.., at, key) in keys {
        places.extend(rows.get(&GROUPS, &(phase.key(), key))?.map(|row| (at, row.last)));
    }
    Ok(places)
}

/// Moves open groups below `from` that lag by [`WINDOW`] or more. At the end of the order places may lag no further than that;
/// so no flood may come in between the first step and the last.
pub(in crate::endpoint) fn settle(writer: &mut OrgWriter<'_, '_>, from: Option<Place>) -> Result<Settled> {
    let phase = Phase::Open;
    let mut span = Span::prefix(&(phase.key(), EVERY)).reversed();
    if let Some((at, key)) = from {
        span = span.before(&(phase.key(), EVERY, at, key));
    }
    let places = writer.keys(&ORDER, span, 0, STEP)?;
    for (.., at, key) in &places {
        let Some(mut row) = writer.get(&GROUPS, &(phase.key(), *key))? else { continue };
        if row.last.saturating_sub(*at) >= WINDOW {
            let process = name_key(&row.process_name);
            place(writer, phase, process, *key, &mut row)?;
            writer.insert(&GROUPS, &(phase.key(), *key), &row)?;
        }
    }
    match places.last() {
        Some((.., at, key)) if places.len() == STEP => Ok(Settled::More((*at, *key))),
        _ => {
            writer.remove(&LAG, &())?;
            Ok(Settled::All)
        }
    }
}
