//! Numbers that are moved by what is added to them. What one request adds is gathered in memory and written once, at its
//! end: a scan that opens hundreds of alerts in one request writes the row of the day, of the department, of the source
//! once each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::record;
use crate::store::Record as _;

/// Several numbers in one row. A row whose numbers are all 0 is not kept, so that equal numbers are equal rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums(Vec<i64>);

record!(Sums, 1);

impl Sums {
    /// One of the numbers; 0 when nothing was added to it.
    pub fn part(&self, part: usize) -> i64 {
        self.0.get(part).copied().unwrap_or(0)
    }

    /// [`Self::part`] of what cannot be below 0.
    pub fn counted(&self, part: usize) -> u64 {
        u64::try_from(self.part(part)).unwrap_or(0)
    }

    fn add(&mut self, part: usize, delta: i64) {
        if self.0.len() <= part {
            self.0.resize(part + 1, 0);
        }
        self.0[part] = self.0[part].saturating_add(delta);
    }

    fn absorb(&mut self, added: &Self) {
        for (part, delta) in added.0.iter().enumerate() {
            self.add(part, *delta);
        }
        // What is equal is written equally.
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn is_zero(&self) -> bool {
        self.0.iter().all(|part| *part == 0)
    }
}

type Place = (&'static str, Vec<u8>);

/// What a request has added so far.
#[derive(Debug, Default)]
pub(super) struct Added {
    sums: BTreeMap<Place, Sums>,
    counts: BTreeMap<Place, i64>,
}

/// A row as it will be: `None` for one that is no longer kept.
pub(super) enum Settled {
    Sums(Option<Sums>),
    Count(i64),
}

impl Added {
    pub(super) fn clear(&mut self) {
        self.sums.clear();
        self.counts.clear();
    }

    pub(super) fn sum(&mut self, table: &'static str, key: Vec<u8>, part: usize, delta: i64) {
        self.sums.entry((table, key)).or_default().add(part, delta);
    }

    pub(super) fn count(&mut self, table: &'static str, key: Vec<u8>, delta: i64) {
        let count = self.counts.entry((table, key)).or_default();
        *count = count.saturating_add(delta);
    }

    /// Forgets everything, and answers each row as it will be; `stored` tells what it is.
    pub(super) fn settle(
        &mut self,
        stored: impl Fn(&Place) -> Result<Option<Vec<u8>>>,
    ) -> Result<Vec<(Place, Settled)>> {
        let mut rows = Vec::with_capacity(self.sums.len() + self.counts.len());
        for (place, added) in std::mem::take(&mut self.sums) {
            if added.is_zero() {
                continue;
            }
            let mut sums = match stored(&place)? {
                Some(bytes) => Sums::decode(&bytes)?,
                None => Sums::default(),
            };
            sums.absorb(&added);
            rows.push((place, Settled::Sums(Some(sums).filter(|sums| !sums.is_zero()))));
        }
        for (place, delta) in std::mem::take(&mut self.counts) {
            if delta != 0 {
                let before = stored(&place)?.map_or(Ok(0), |bytes| i64::decode(&bytes))?;
                rows.push((place, Settled::Count(before.saturating_add(delta))));
            }
        }
        Ok(rows)
    }
}
