//! Breaches in two orders: by how many people they affect, and by when they happened.
//!
//! The first moves with every finding. So its key is not the number but the number's four leading bits: of a breach that
//! affects thousands the row moves once in hundreds of findings, and whoever reads looks at every breach of the last
//! number that is still shown.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use crate::error::Result;
use crate::exposure::{self, Breach};
use crate::figures::rows::{BY_AFFECTED, BY_DATE, YEARS};
use crate::store::{Desc, Id, OrgRows, Span, Sums};
use crate::time::Timestamp;

/// Up to here a number is its own key.
const EXACT: u32 = 16;

/// The key of a number of people: it, with all but its four leading bits 0.
pub(super) fn band(affected: u64) -> u32 {
    let affected = u32::try_from(affected).unwrap_or(u32::MAX);
    let shift = 28_u32.saturating_sub(affected.leading_zeros());
    (affected >> shift) << shift
}

/// A breach with how many people it affects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachFigure {
    /// Which.
    pub id: Id,
    /// As it is known.
    pub breach: Breach,
    /// How many people it affects.
    pub affected: u64,
}

/// Breaches of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// The year in which they happened; `None` for those of which nobody knows.
    pub year: Option<u32>,
    /// How many.
    pub breaches: u64,
    /// How many people each affects, added up: somebody who is in two of them counts twice.
    pub affected: u64,
}

fn figure(rows: &impl OrgRows, id: Id, affected: u64) -> Result<Option<BreachFigure>> {
    Ok(exposure::find_breach(rows, id)?.map(|breach| BreachFigure { id, breach, affected }))
}

/// The `limit` breaches that affect the most people.
pub(super) fn most_affecting(rows: &impl OrgRows, limit: usize) -> Result<Vec<BreachFigure>> {
    let (mut found, mut last) = (Vec::new(), None);
    rows.walk(&BY_AFFECTED, Span::all(), |(Desc(band), id), ()| {
        // Within one key the numbers may differ, except where it is the number.
        if found.len() >= limit && (last != Some(band) || band < EXACT) {
            return Ok(ControlFlow::Break(()));
        }
        last = Some(band);
        found.push((Reverse(exposure::affected(rows, id)?), id));
        Ok(ControlFlow::Continue(()))
    })?;
    found.sort_unstable();
    let mut breaches = Vec::with_capacity(limit);
    for (Reverse(affected), id) in found.into_iter().take(limit) {
        breaches.extend(figure(rows, id, affected)?);
    }
    Ok(breaches)
}

/// The `limit` breaches that happened last; those of which nobody knows when are left out.
pub(super) fn newest(rows: &impl OrgRows, limit: usize) -> Result<Vec<BreachFigure>> {
    let mut breaches = Vec::with_capacity(limit);
    let known = Span::all().before(&Desc(Timestamp(0)));
    for (Desc(_), id) in rows.keys(&BY_DATE, known, 0, limit)? {
        breaches.extend(figure(rows, id, exposure::affected(rows, id)?)?);
    }
    Ok(breaches)
}

/// Breaches by year, oldest first; those of unknown date at the front.
pub(super) fn years(rows: &impl OrgRows) -> Result<Vec<Year>> {
    const UNKNOWN: u32 = 1970;
    let year = |(year, sums): (u32, Sums)| Year {
        year: Some(year).filter(|year| *year != UNKNOWN),
        breaches: sums.counted(0),
        affected: sums.counted(1),
    };
    let mut years: Vec<Year> = rows.list(&YEARS, Span::all(), 0, usize::MAX)?.into_iter().map(year).collect();
    years.sort_by_key(|year| year.year);
    Ok(years)
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn a_band_keeps_order_and_moves_seldom() {
        for count in 0..16 {
            assert_eq!(u64::from(band(count)), count);
        }
        assert_eq!([16, 17, 18, 31, 32, 35, 36, 1000].map(band), [16, 16, 18, 30, 32, 32, 36, 960]);
        let bands: Vec<u32> = (0..100_000).map(band).collect();
        assert!(bands.is_sorted());
        let moves = bands.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(moves < 130, "{moves}");
        assert_eq!(band(u64::MAX), 0xf000_0000);
    }
}
