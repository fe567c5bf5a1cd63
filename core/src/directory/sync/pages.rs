//! A directory page by page, each taken over before the next is asked for.

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use crate::directory::SyncSummary;
use crate::directory::sync::handler::SyncLimits;
use crate::error::{Error, Result};
use crate::jobs::Run;
use crate::platform::Platform;
use crate::ports::{ConnectorError, Directory, DirectoryPage, DirectoryUser, Settings};
use crate::store::{Id, OrgStore, OrgWriter};
use crate::workforce::{self, Change, Linked, Listed};

/// How a cursor begins that asks for changes, or that a list ends with (`connectors/sdk`, `delta`).
const DELTA: &str = "delta:";
/// How many people one transaction takes: few enough that others' writes do not wait.
const BATCH: usize = 500;
/// How many refusals are kept with their reasons.
const SHOWN_REFUSALS: usize = 100;
/// How often a directory may ask to begin anew.
const RESTARTS: u32 = 2;
/// Between two looks at whether somebody stopped the job, while waiting.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What a directory listed.
pub(super) struct Seen {
    pub(super) summary: SyncSummary,
    /// Ids of everybody who was listed.
    pub(super) seen: HashSet<Id>,
    /// Whom the directory has as inactive, and we do not yet.
    pub(super) leaving: BTreeSet<Id>,
    /// Where to go on next time.
    pub(super) end: Option<String>,
    /// Whether this was everybody, and not what changed.
    pub(super) everybody: bool,
}

/// Takes over pages.
pub(super) struct Pages<'a> {
    platform: &'a Platform,
    run: &'a Run,
    store: &'a OrgStore,
    connection: Id,
    limits: SyncLimits,
    tells_changes: bool,
    /// About how many there are.
    total: u64,
    waited: u32,
}

impl<'a> Pages<'a> {
    pub(super) fn new(
        platform: &'a Platform,
        run: &'a Run,
        store: &'a OrgStore,
        connection: Id,
        limits: SyncLimits,
        tells_changes: bool,
        total: u64,
    ) -> Self {
        Self { platform, run, store, connection, limits, tells_changes, total, waited: 0 }
    }

    /// From `cursor` to the end; from the beginning when the directory no longer knows the cursor.
    pub(super) async fn all(
        &mut self,
        port: &dyn Directory,
        settings: &Settings,
        cursor: Option<String>,
    ) -> Result<Seen> {
        let mut begin = cursor;
        for _ in 0..=RESTARTS {
            match self.once(port, settings, begin.take()).await? {
                Some(seen) => return Ok(seen),
                None => tracing::info!("a directory no longer knows where it was; everybody is listed"),
            }
        }
        Err(Error::Upstream("the directory asks again and again to begin anew".into()))
    }

    /// `None` when the directory asks to begin anew.
    async fn once(
        &mut self,
        port: &dyn Directory,
        settings: &Settings,
        cursor: Option<String>,
    ) -> Result<Option<Seen>> {
        let everybody = cursor.is_none();
        let (summary, seen, leaving) = (SyncSummary::default(), HashSet::new(), BTreeSet::new());
        let mut all = Seen { summary, seen, leaving, end: None, everybody };
        let mut cursor = cursor;
        for _ in 0..self.limits.pages {
            self.run.check_cancelled()?;
            let page = self.page(port, settings, cursor.as_deref()).await?;
            self.take(page.users, &mut all).await?;
            match page.next {
                None => return Ok(Some(all)),
                Some(next) if self.tells_changes && next == DELTA => return Ok(None),
                Some(next) if self.tells_changes && next.starts_with(DELTA) => {
                    all.end = Some(next);
                    return Ok(Some(all));
                }
                Some(next) if Some(&next) == cursor.as_ref() => {
                    return Err(Error::Upstream("the directory names the same page again".into()));
                }
                Some(next) => cursor = Some(next),
            }
        }
        Err(Error::Upstream("the directory lists pages without end".into()))
    }

    /// One page, after the waits that the directory asks for.
    async fn page(
        &mut self,
        port: &dyn Directory,
        settings: &Settings,
        cursor: Option<&str>,
    ) -> Result<DirectoryPage> {
        loop {
            let wait = match port.list_users(settings, cursor).await {
                Ok(page) => return Ok(page),
                Err(ConnectorError::RateLimited(wait))
                    if wait <= self.limits.longest_wait && self.waited < self.limits.waits =>
                {
                    wait
                }
                Err(cause) if cause.is_transient() => return Err(Error::Upstream(cause.to_string())),
                Err(cause) => return Err(Error::Unmet(cause.to_string())),
            };
            self.waited += 1;
            self.pause(wait).await?;
        }
    }

    async fn pause(&self, wait: Duration) -> Result<()> {
        let mut left = wait;
        while !left.is_zero() {
            self.run.check_cancelled()?;
            let step = left.min(LOOK_EVERY);
            tokio::time::sleep(step).await;
            left -= step;
        }
        Ok(())
    }

    async fn take(&self, users: Vec<DirectoryUser>, all: &mut Seen) -> Result<()> {
        let mut users = users.into_iter().map(|user| Listed { connection: self.connection, user });
        loop {
            let batch: Vec<Listed> = users.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(());
            }
            for (external_id, settled) in self.settle(batch).await? {
                all.note(external_id, settled);
            }
            let listed = all.summary.listed;
            let note = format!("{} added, {} changed", all.summary.added, all.summary.changed);
            self.run.progress(listed, self.total.max(listed), note);
        }
    }

    /// Writes only when there is something to write: most syncs find nothing new.
    async fn settle(&self, batch: Vec<Listed>) -> Result<Vec<(String, Linked)>> {
        let (platform, store) = (self.platform.clone(), self.store.clone());
        let weighed = tokio::task::spawn_blocking(move || {
            let reader = store.read()?;
            let (mut settled, mut open) = (Vec::new(), Vec::new());
            for listed in batch {
                match workforce::weigh(&reader, &platform, &listed)? {
                    Some(done) => settled.push((listed.user.external_id, done)),
                    None => open.push(listed),
                }
            }
            Ok::<_, Error>((settled, open))
        });
        let (mut settled, open) = weighed.await.map_err(Error::internal)??;
        if open.is_empty() {
            return Ok(settled);
        }
        let platform = self.platform.clone();
        let write = move |writer: &mut OrgWriter<'_, '_>| {
            let settle = |listed: Listed| {
                Ok((listed.user.external_id.clone(), workforce::settle(writer, &platform, &listed)?))
            };
            open.into_iter().map(settle).collect::<Result<Vec<_>>>()
        };
        settled.extend(self.store.write(write).await?);
        Ok(settled)
    }
}

impl Seen {
    fn note(&mut self, external_id: String, settled: Linked) {
        let summary = &mut self.summary;
        summary.listed += 1;
        match settled {
            Linked::Nobody => summary.unchanged += 1,
            Linked::Refused { id, reason } => {
                self.seen.extend(id);
                summary.refused_total += 1;
                if summary.refused.len() < SHOWN_REFUSALS {
                    summary.refused.push((external_id.chars().take(80).collect(), reason));
                }
            }
            Linked::Taken { id, change, leaves } => {
                self.seen.insert(id);
                if leaves {
                    self.leaving.insert(id);
                } else {
                    self.leaving.remove(&id);
                }
                match change {
                    Change::Added => summary.added += 1,
                    Change::Changed => summary.changed += 1,
                    Change::Unchanged if leaves => {}
                    Change::Unchanged => summary.unchanged += 1,
                }
            }
        }
    }
}
