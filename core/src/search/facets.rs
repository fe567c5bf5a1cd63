//! Counting values over all matches. Each facet is counted as if its own filter were not set; one pass does it.

use std::collections::HashMap;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::request::{Facets, Request};
use super::schema::FACETS;
use super::text::fold;

/// Values that are given of the facet with many.
const MOST_HOSTS: usize = 10;
/// How many of each segment's most frequent values stand for election. Their counts are exact.
const CANDIDATES: usize = 100;

/// The filters that count as facets, folded: kind, severity, status, and none of host.
pub(crate) struct Choice([Vec<String>; 4]);

impl Choice {
    pub(crate) fn of(request: &Request) -> Self {
        let folded = |values: &[String]| values.iter().map(|value| fold(value)).collect();
        Self([folded(&request.kinds), folded(&request.severities), folded(&request.statuses), Vec::new()])
    }
}

/// Counts of one segment.
pub(crate) struct SegmentFacets {
    columns: [Option<Counted>; 4],
}

struct Counted {
    column: StrColumn,
    values: Column<u64>,
    counts: Vec<u32>,
    /// Which values the filter lets through; `None` for all.
    chosen: Option<Vec<bool>>,
    /// Scratch: the values of the block of documents at hand.
    block: Vec<Option<u64>>,
}

impl SegmentFacets {
    pub(crate) fn open(reader: &SegmentReader, choice: &Choice) -> tantivy::Result<Self> {
        let mut columns = [None, None, None, None];
        for ((slot, name), wanted) in columns.iter_mut().zip(FACETS).zip(&choice.0) {
            let Some(column) = reader.fast_fields().str(name)? else { continue };
            let values = column.ords().clone();
            let size = column.dictionary().num_terms();
            let mut chosen = None;
            if !wanted.is_empty() {
                let mut flags = vec![false; size];
                let mut text = String::new();
                for (ord, flag) in flags.iter_mut().enumerate() {
                    column.ord_to_str(ord as u64, &mut text)?;
                    *flag = wanted.contains(&fold(&text));
                }
                chosen = Some(flags);
            }
            *slot = Some(Counted { column, values, counts: vec![0; size], chosen, block: Vec::new() });
        }
        Ok(Self { columns })
    }

    /// Counts a block of matches; keeps in `docs` those that pass all filters.
    pub(crate) fn count(&mut self, docs: &mut Vec<DocId>) {
        for counted in self.columns.iter_mut().flatten() {
            counted.block.clear();
            counted.block.resize(docs.len(), None);
            counted.values.first_vals(docs, &mut counted.block);
        }
        let mut index = 0;
        docs.retain(|_| {
            let passes = self.count_one(index);
            index += 1;
            passes
        });
    }

    fn count_one(&mut self, index: usize) -> bool {
        let mut failed = None;
        for (place, counted) in self.columns.iter().enumerate() {
            if let Some(counted) = counted
                && let Some(chosen) = &counted.chosen
                && !counted.block[index].is_some_and(|value| chosen[value as usize])
            {
                if failed.is_some() {
                    return false;
                }
                failed = Some(place);
            }
        }
        for (place, counted) in self.columns.iter_mut().enumerate() {
            if failed.is_none_or(|failed| failed == place)
                && let Some(counted) = counted
                && let Some(value) = counted.block[index]
            {
                counted.counts[value as usize] += 1;
            }
        }
        failed.is_none()
    }
}

/// Adds the segments up.
pub(crate) fn merge(segments: &[SegmentFacets]) -> tantivy::Result<Facets> {
    Ok(Facets {
        kind: merge_column(segments, 0, usize::MAX)?,
        severity: merge_column(segments, 1, usize::MAX)?,
        status: merge_column(segments, 2, usize::MAX)?,
        host: merge_column(segments, 3, MOST_HOSTS)?,
    })
}

fn merge_column(
    segments: &[SegmentFacets],
    place: usize,
    most: usize,
) -> tantivy::Result<Vec<(String, u64)>> {
    let columns: Vec<&Counted> =
        segments.iter().filter_map(|segment| segment.columns[place].as_ref()).collect();
    let mut totals: HashMap<String, u64> = HashMap::new();
    for counted in &columns {
        let mut found: Vec<usize> =
            (0..counted.counts.len()).filter(|ord| counted.counts[*ord] > 0).collect();
        if found.len() > CANDIDATES {
            found.select_nth_unstable_by_key(CANDIDATES, |ord| std::cmp::Reverse(counted.counts[*ord]));
            found.truncate(CANDIDATES);
        }
        for ord in found {
            let mut text = String::new();
            counted.column.ord_to_str(ord as u64, &mut text)?;
            totals.insert(text, 0);
        }
    }
    totals.remove("");
    for (text, total) in &mut totals {
        for counted in &columns {
            if let Some(ord) = counted.column.dictionary().term_ord(text)? {
                *total += u64::from(counted.counts[ord as usize]);
            }
        }
    }
    let mut list: Vec<(String, u64)> = totals.into_iter().collect();
    list.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list.truncate(most);
    Ok(list)
}
