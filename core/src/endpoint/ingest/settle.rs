//! After a flood: groups go to their places in the order, a few in each request to the store.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;

use crate::endpoint::group::{Settled, settle};
use crate::endpoint::ingest::Ingest;
use crate::error::Result;
use crate::store::OrgScope;

/// How long no flood may have come in.
const QUIET: Duration = Duration::from_secs(2);

/// Whose groups lag behind.
#[derive(Default)]
pub(super) struct Lagging {
    orgs: Mutex<HashSet<OrgScope>>,
    /// How many batches of floods there were.
    floods: AtomicU64,
    /// Somebody waits for the quiet.
    watched: AtomicBool,
}

impl Lagging {
    fn orgs(&self) -> MutexGuard<'_, HashSet<OrgScope>> {
        self.orgs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ingest {
    /// Called in the store's writer, with what a batch left behind.
    pub(super) fn note_lagging(&self, lagging: &[OrgScope], flood: bool, runtime: &Handle) {
        let state = &self.0.lagging;
        if flood {
            state.floods.fetch_add(1, Ordering::Release);
        }
        if lagging.is_empty() {
            return;
        }
        state.orgs().extend(lagging);
        if !state.watched.swap(true, Ordering::AcqRel) {
            runtime.spawn(self.clone().settle_when_quiet());
        }
    }

    async fn settle_when_quiet(self) {
        let state = &self.0.lagging;
        loop {
            let floods = state.floods.load(Ordering::Acquire);
            tokio::time::sleep(QUIET).await;
            if state.floods.load(Ordering::Acquire) != floods {
                continue;
            }
            if let Err(cause) = self.settle().await {
                // The next alert of the organization tries again.
                tracing::warn!(%cause, "groups were not put in order");
                state.orgs().clear();
            }
            if !state.orgs().is_empty() {
                continue;
            }
            state.watched.store(false, Ordering::Release);
            // Whoever came between the two lines above saw that somebody watches.
            if state.orgs().is_empty() || state.watched.swap(true, Ordering::AcqRel) {
                return;
            }
        }
    }

    /// From how many alerts a second on there is a flood.
    #[cfg(test)]
    pub(in crate::endpoint) fn flood_from(&self, alerts: usize) {
        self.0.pace.lock().unwrap_or_else(PoisonError::into_inner).set_flood(alerts);
    }

    /// Puts the groups of every organization in order, unless a flood comes.
    pub(in crate::endpoint) async fn settle(&self) -> Result<()> {
        let orgs: Vec<OrgScope> = self.0.lagging.orgs().iter().copied().collect();
        for org in orgs {
            self.settle_one(org).await?;
        }
        Ok(())
    }

    async fn settle_one(&self, org: OrgScope) -> Result<()> {
        let floods = self.0.lagging.floods.load(Ordering::Acquire);
        let store = self.0.platform.store.org(org);
        let mut from = None;
        loop {
            let (this, place) = (self.clone(), from);
            let step = store.write(move |writer| {
                // Batches run on this thread too: none comes in between.
                if this.0.lagging.floods.load(Ordering::Acquire) != floods {
                    return Ok(None);
                }
                let settled = settle(writer, place)?;
                if settled == Settled::All {
                    this.0.lagging.orgs().remove(&org);
                }
                Ok(Some(settled))
            });
            match step.await? {
                Some(Settled::More(place)) => from = Some(place),
                Some(Settled::All) | None => return Ok(()),
            }
        }
    }
}
