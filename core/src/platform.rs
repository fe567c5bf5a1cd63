//! The platform as one bundle: what every subject function works with.

use std::sync::Arc;

use crate::metrics::Metrics;
use crate::ports::{Clock, Random};
use crate::sealing::Sealer;
use crate::store::{Id, Ids, Store};
use crate::time::Timestamp;

/// Store, secrets, time and randomness. Cheap to clone.
#[derive(Clone)]
pub struct Platform {
    /// Where everything is kept.
    pub store: Store,
    /// Seals secrets.
    pub sealer: Sealer,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes.
    pub random: Arc<dyn Random>,
    /// Makes ids.
    pub ids: Arc<Ids>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl std::fmt::Debug for Platform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Platform")
    }
}

impl Platform {
    /// A platform over these parts.
    pub fn new(store: Store, sealer: Sealer, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        let ids = Arc::new(Ids::new(Arc::clone(&clock), Arc::clone(&random)));
        let metrics = Arc::clone(store.metrics());
        Self { store, sealer, clock, random, ids, metrics }
    }

    /// A platform in memory with the machine's clock: for tests.
    ///
    /// # Errors
    /// None in practice.
    pub fn in_memory() -> crate::Result<Self> {
        let random: Arc<dyn Random> = Arc::new(crate::ports::SystemRandom);
        let sealer = Sealer::new(&[1; 32], Arc::clone(&random));
        Ok(Self::new(Store::in_memory()?, sealer, Arc::new(crate::ports::SystemClock), random))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id.
    pub fn new_id(&self) -> Id {
        self.ids.next()
    }
}
