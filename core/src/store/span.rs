//! A stretch of a table's keys, and the direction to walk it.

use std::ops::Bound;

use crate::store::Key;

/// Which keys, in which direction.
#[derive(Debug, Clone)]
pub struct Span {
    pub(super) lower: Bound<Vec<u8>>,
    pub(super) upper: Bound<Vec<u8>>,
    pub(super) reverse: bool,
}

fn bytes(key: &impl Key) -> Vec<u8> {
    let mut out = Vec::new();
    key.write(&mut out);
    out
}

/// The smallest byte string greater than every one that starts with `prefix`.
fn after_prefix(mut prefix: Vec<u8>) -> Bound<Vec<u8>> {
    while let Some(last) = prefix.pop() {
        if last < 0xff {
            prefix.push(last + 1);
            return Bound::Excluded(prefix);
        }
    }
    Bound::Unbounded
}

impl Span {
    /// Every key.
    pub fn all() -> Self {
        Self { lower: Bound::Unbounded, upper: Bound::Unbounded, reverse: false }
    }

    /// Every key that starts with `prefix` (the first parts of a tuple).
    pub fn prefix(prefix: &impl Key) -> Self {
        let prefix = bytes(prefix);
        Self { lower: Bound::Included(prefix.clone()), upper: after_prefix(prefix), reverse: false }
    }

    /// Only keys at or after `key`.
    pub fn from(mut self, key: &impl Key) -> Self {
        self.lower = Bound::Included(bytes(key));
        self
    }

    /// Only keys after `key`.
    pub fn after(mut self, key: &impl Key) -> Self {
        self.lower = Bound::Excluded(bytes(key));
        self
    }

    /// Only keys before `key`.
    pub fn before(mut self, key: &impl Key) -> Self {
        self.upper = Bound::Excluded(bytes(key));
        self
    }

    /// Only keys at or before `key`.
    pub fn until(mut self, key: &impl Key) -> Self {
        self.upper = Bound::Included(bytes(key));
        self
    }

    /// Walks from the greatest key to the smallest.
    pub fn reversed(mut self) -> Self {
        self.reverse = true;
        self
    }

    /// What is left of the walk after the row at `key`.
    pub(super) fn past(mut self, key: Vec<u8>) -> Self {
        let bound = if self.reverse { &mut self.upper } else { &mut self.lower };
        *bound = Bound::Excluded(key);
        self
    }

    /// The same stretch with `org` in front of each key.
    pub(super) fn within(self, org: &[u8]) -> Self {
        let join = |key: Vec<u8>| [org, &key].concat();
        let lower = match self.lower {
            Bound::Included(key) => Bound::Included(join(key)),
            Bound::Excluded(key) => Bound::Excluded(join(key)),
            Bound::Unbounded => Bound::Included(org.to_vec()),
        };
        let upper = match self.upper {
            Bound::Included(key) => Bound::Included(join(key)),
            Bound::Excluded(key) => Bound::Excluded(join(key)),
            Bound::Unbounded => after_prefix(org.to_vec()),
        };
        Self { lower, upper, reverse: self.reverse }
    }

    /// Whether no key can lie in it; the engine refuses such ranges.
    pub(super) fn is_empty(&self) -> bool {
        match (&self.lower, &self.upper) {
            (Bound::Included(low), Bound::Included(high)) => low > high,
            (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => {
                low >= high
            }
            _ => false,
        }
    }
}
