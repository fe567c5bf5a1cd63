//! Figures that are told apart by words.

use std::borrow::Cow;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;

/// A label's value. Values come from short lists: a kind, an outcome, a route's pattern. Never an id, an address or a name.
pub type Word = Cow<'static, str>;
type Labels<const N: usize> = [(&'static str, Word); N];

/// A counter for each combination of words.
#[derive(Debug, Clone)]
pub struct Counts<const N: usize> {
    labels: [&'static str; N],
    family: Family<Labels<N>, Counter>,
}

impl<const N: usize> Counts<N> {
    /// Told apart by these labels.
    pub(super) fn by(labels: [&'static str; N]) -> Self {
        Self { labels, family: Family::default() }
    }

    /// Counts one.
    pub fn count(&self, words: [impl Into<Word>; N]) {
        self.count_many(words, 1);
    }

    /// Counts several.
    pub fn count_many(&self, words: [impl Into<Word>; N], how_many: u64) {
        self.family.get_or_create(&labelled(self.labels, words)).inc_by(how_many);
    }

    /// How often this combination was counted.
    pub fn get(&self, words: [impl Into<Word>; N]) -> u64 {
        self.family.get(&labelled(self.labels, words)).map_or(0, |counter| counter.get())
    }

    pub(super) fn family(&self) -> Family<Labels<N>, Counter> {
        self.family.clone()
    }
}

/// How long something took, for each combination of words.
#[derive(Debug, Clone)]
pub struct Timings<const N: usize> {
    labels: [&'static str; N],
    family: Family<Labels<N>, Histogram>,
}

impl<const N: usize> Timings<N> {
    /// Told apart by these labels, and counted in the classes that `histogram` makes.
    pub(super) fn by(labels: [&'static str; N], histogram: fn() -> Histogram) -> Self {
        Self { labels, family: Family::new_with_constructor(histogram) }
    }

    /// It took so many seconds.
    pub fn took(&self, words: [impl Into<Word>; N], seconds: f64) {
        self.family.get_or_create(&labelled(self.labels, words)).observe(seconds);
    }

    pub(super) fn family(&self) -> Family<Labels<N>, Histogram> {
        self.family.clone()
    }
}

fn labelled<const N: usize>(labels: [&'static str; N], words: [impl Into<Word>; N]) -> Labels<N> {
    let mut words = words.into_iter().map(Into::into);
    labels.map(|label| (label, words.next().unwrap_or_default()))
}
