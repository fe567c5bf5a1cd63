//! The best `k` of what streams by.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::DocAddress;

/// Where a match stands: by score when that is asked for (else all are 0), then the newest, then by id. Total, so
/// that pages neither repeat nor skip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rank {
    pub(crate) score: f32,
    pub(crate) time: i64,
    pub(crate) id: (u64, u64),
    pub(crate) address: DocAddress,
}

impl Eq for Rank {}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score
            .total_cmp(&other.score)
            .then_with(|| self.time.cmp(&other.time))
            .then_with(|| self.id.cmp(&other.id))
            .then_with(|| other.address.cmp(&self.address))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Keeps the greatest `k` ranks.
pub(crate) struct Top {
    k: usize,
    heap: BinaryHeap<Reverse<Rank>>,
}

impl Top {
    pub(crate) fn new(k: usize) -> Self {
        Self { k, heap: BinaryHeap::with_capacity(k.saturating_add(1)) }
    }

    /// Whether something of this score and time cannot enter, whatever its id.
    pub(crate) fn shuts_out(&self, score: f32, time: i64) -> bool {
        self.heap.len() >= self.k
            && self.heap.peek().is_none_or(|worst| (score, time) < (worst.0.score, worst.0.time))
    }

    pub(crate) fn offer(&mut self, rank: Rank) {
        if self.heap.len() < self.k {
            self.heap.push(Reverse(rank));
        } else if self.heap.peek().is_some_and(|worst| rank > worst.0) {
            self.heap.pop();
            self.heap.push(Reverse(rank));
        }
    }

    /// The best first.
    pub(crate) fn into_sorted(self) -> Vec<Rank> {
        self.heap.into_sorted_vec().into_iter().map(|Reverse(rank)| rank).collect()
    }
}
