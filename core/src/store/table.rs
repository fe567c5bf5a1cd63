//! Tables by name and type.

use std::marker::PhantomData;

/// Rows that belong to one organization each. Reached only through a handle that is bound to one.
#[derive(Debug)]
pub struct OrgTable<K, V> {
    pub(super) name: &'static str,
    types: PhantomData<fn() -> (K, V)>,
}

/// Rows of the appliance itself: what must be found before an organization is known (a session by its token), and
/// the platform's own bookkeeping.
#[derive(Debug)]
pub struct GlobalTable<K, V> {
    pub(super) name: &'static str,
    types: PhantomData<fn() -> (K, V)>,
}

impl<K, V> OrgTable<K, V> {
    /// Names a table, `subject.thing`. A name is used once, with one pair of types, for ever.
    pub const fn new(name: &'static str) -> Self {
        Self { name, types: PhantomData }
    }
}

impl<K, V> GlobalTable<K, V> {
    /// Names a table, `subject.thing`. A name is used once, with one pair of types, for ever.
    pub const fn new(name: &'static str) -> Self {
        Self { name, types: PhantomData }
    }
}
