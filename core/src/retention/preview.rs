//! What would go, counted without touching anything.

use crate::error::Result;
use crate::retention::kind::{Place, look};
use crate::retention::{Counts, Kind, Settings};
use crate::store::OrgStore;
use crate::time::Timestamp;

/// How many rows one look takes. Each is a snapshot of its own, so that a long count holds no old pages.
const LOOK: usize = 2000;

/// How many of each kind would go now. Linear in what is older than the settings allow. For threads that may block.
pub(super) fn count(store: &OrgStore, settings: &Settings, now: Timestamp) -> Result<Counts> {
    let mut counts = Counts::default();
    for kind in Kind::ALL {
        let Some(before) = settings.before(kind, now) else { continue };
        let mut place = Some(Place::Begin);
        while let Some(from) = place {
            let (due, next) = look(&store.read()?, kind, before, from, LOOK)?;
            *counts.of(kind) += due.count();
            place = next;
        }
    }
    Ok(counts)
}
