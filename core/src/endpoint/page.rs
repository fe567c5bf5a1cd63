//! A part of a list, and two ordered lists as one.

use crate::error::Result;
use crate::store::Id;

/// A part of a list and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The part.
    pub items: Vec<T>,
    /// How many there are in all: a kept count.
    pub total: u64,
}

/// How many keys of a run one look takes.
const LOOK: usize = 256;

/// Merges descending runs of ids; `fetch(run, before, limit)` answers the greatest ids of one run below `before`.
/// Answers the ids from place `skip` on, at most `limit`.
pub(super) fn merged(
    runs: usize,
    before: Option<Id>,
    (skip, limit): (usize, usize),
    fetch: impl Fn(usize, Option<Id>, usize) -> Result<Vec<Id>>,
) -> Result<Vec<(usize, Id)>> {
    let look = LOOK.min(skip.saturating_add(limit));
    let mut heads: Vec<Run> =
        (0..runs).map(|_| Run { ids: Vec::new().into_iter(), head: None, before }).collect();
    for (at, run) in heads.iter_mut().enumerate() {
        run.advance(look, |before| fetch(at, before, look))?;
    }
    let mut page = Vec::with_capacity(limit.min(LOOK));
    let mut to_skip = skip;
    while page.len() < limit {
        let newest = heads.iter().enumerate().filter_map(|(at, run)| Some((run.head?, at))).max();
        let Some((id, at)) = newest else { break };
        heads[at].advance(look, |before| fetch(at, before, look))?;
        if to_skip > 0 {
            to_skip -= 1;
        } else {
            page.push((at, id));
        }
    }
    Ok(page)
}

/// One run, seen in bounded looks.
struct Run {
    ids: std::vec::IntoIter<Id>,
    head: Option<Id>,
    before: Option<Id>,
}

impl Run {
    fn advance(&mut self, look: usize, fetch: impl Fn(Option<Id>) -> Result<Vec<Id>>) -> Result<()> {
        self.head = self.ids.next();
        if self.head.is_none() && look > 0 {
            let ids = fetch(self.before)?;
            self.ids = ids.into_iter();
            self.head = self.ids.next();
        }
        self.before = self.head.or(self.before);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::merged;
    use crate::store::Id;

    #[test]
    fn a_page_beyond_every_number_is_empty() {
        let one = |_: usize, before: Option<Id>, _: usize| {
            Ok(Vec::from_iter(before.is_none().then_some(Id([7; 16]))))
        };
        for skip in [1, usize::MAX - 5, usize::MAX] {
            assert_eq!(merged(2, None, (skip.max(2), 10), one).unwrap(), [], "{skip}");
        }
    }

    proptest! {
        #[test]
        fn a_merge_is_the_sorted_whole(numbers in prop::collection::vec((0usize..3, 0u16..2000), 0..600), skip in 0usize..700, limit in 0usize..400) {
            let id = |n: u16| Id([(n >> 8) as u8, n as u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            let mut runs: Vec<Vec<Id>> = vec![Vec::new(); 3];
            let mut seen = std::collections::BTreeSet::new();
            for (run, n) in numbers {
                if seen.insert(n) {
                    runs[run].push(id(n));
                }
            }
            runs.iter_mut().for_each(|run| run.sort_by(|a, b| b.cmp(a)));
            let fetch = |run: usize, before: Option<Id>, limit: usize| {
                let below = runs[run].iter().filter(|id| before.is_none_or(|before| **id < before));
                Ok(below.take(limit).copied().collect())
            };
            let got: Vec<Id> = merged(3, None, (skip, limit), fetch).unwrap().into_iter().map(|(_, id)| id).collect();
            let expected: Vec<Id> = seen.into_iter().rev().map(id).skip(skip).take(limit).collect();
            prop_assert_eq!(got, expected);
        }
    }
}
