//! Who has left: found at the end, weighed, and marked as inactive together.

use std::collections::{BTreeSet, HashSet};

use crate::error::{Error, Result};
use crate::jobs::Run;
use crate::platform::Platform;
use crate::store::{Id, OrgStore};
use crate::workforce;

/// How many people are looked at or marked at once.
const BATCH: usize = 500;
/// So few may always go: in a small company one person is a large part.
const FEW: usize = 5;

/// People who may have left.
pub(super) struct Leavers<'a> {
    pub(super) platform: &'a Platform,
    pub(super) store: &'a OrgStore,
    pub(super) connection: Id,
    /// Everybody whom the directory listed; `None` when it listed changes only.
    pub(super) seen: Option<HashSet<Id>>,
    /// How many people the directory listed.
    pub(super) listed: u64,
    /// Whom the directory has as inactive.
    pub(super) leaving: BTreeSet<Id>,
}

impl Leavers<'_> {
    /// Marks them as inactive; answers how many they were, and how many active people the connection then has.
    ///
    /// # Errors
    /// [`Error::Unmet`], and nobody is marked, when they are more than `percent` of the active people.
    pub(super) async fn mark(mut self, run: &Run, percent: u8) -> Result<(u64, u64)> {
        let active = self.find().await?;
        let (left, most) = (self.leaving.len(), active * usize::from(percent) / 100);
        let everybody_left = left == active && left > 0 && self.seen.is_some() && self.listed == 0;
        if percent < 100 && ((left > FEW && left > most) || everybody_left) {
            return Err(Error::Unmet(format!(
                "stopped to ask: {left} of {active} active people are gone from the directory, and more than {percent} % \
                 are not marked as gone unasked; sync again with \"confirm\": true if they have left"
            )));
        }
        let all: Vec<Id> = std::mem::take(&mut self.leaving).into_iter().collect();
        for batch in all.chunks(BATCH) {
            run.check_cancelled()?;
            let (batch, platform) = (batch.to_vec(), self.platform.clone());
            let mark = move |writer: &mut crate::store::OrgWriter<'_, '_>| {
                batch.into_iter().try_for_each(|id| workforce::set_active(writer, &platform, id, false))
            };
            self.store.write(mark).await?;
        }
        Ok((left as u64, (active - left) as u64))
    }

    /// Adds those who were not listed; answers how many active people the connection has.
    async fn find(&mut self) -> Result<usize> {
        let (mut active, mut after) = (0, None::<String>);
        loop {
            let (store, connection, from) = (self.store.clone(), self.connection, after.take());
            let looking = tokio::task::spawn_blocking(move || {
                workforce::linked_after(&store.read()?, connection, from.as_deref(), BATCH)
            });
            let page = looking.await.map_err(Error::internal)??;
            for (_, id, _) in page.iter().filter(|(.., is_active)| *is_active) {
                active += 1;
                if self.seen.as_ref().is_some_and(|seen| !seen.contains(id)) {
                    self.leaving.insert(*id);
                }
            }
            if page.len() < BATCH {
                return Ok(active);
            }
            after = page.into_iter().next_back().map(|(external_id, ..)| external_id);
        }
    }
}
