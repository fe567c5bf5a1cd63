//! The job: kind by kind in steps of bounded size, each a transaction of its own that also counts what went.

use async_trait::async_trait;
use serde_json::json;

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::blobs::Blobs;
use crate::endpoint;
use crate::error::{Error, Result};
use crate::jobs::{Handler, Run};
use crate::platform::Platform;
use crate::retention::kind::{Due, Place, look, remove};
use crate::retention::settings::{LAST_RUN, LastRun, SETTINGS, TALLY, Tally};
use crate::retention::{Counts, Kind, RETENTION_KIND};
use crate::services::Services;
use crate::store::{OrgRows as _, OrgScope, OrgStore, OrgWriter};
use crate::time::Timestamp;

/// How many rows a step looks at, and removes at most.
pub(super) const STEP: usize = 250;

/// Lets go of what is over. Register it for [`RETENTION_KIND`].
pub struct RetentionHandler {
    platform: Platform,
    blobs: Blobs,
}

impl std::fmt::Debug for RetentionHandler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RetentionHandler({RETENTION_KIND})")
    }
}

impl RetentionHandler {
    /// Over these services. It keeps no handle to the jobs that it is registered with.
    pub fn new(services: &Services) -> Self {
        Self { platform: services.platform.clone(), blobs: services.blobs.clone() }
    }

    /// Goes over one kind.
    async fn go_over(&self, run: &Run, org: &OrgStore, kind: Kind, before: Timestamp) -> Result<()> {
        let mut place = Some(Place::Begin);
        while let Some(from) = place {
            run.check_cancelled()?;
            let reading = org.clone();
            let looked =
                tokio::task::spawn_blocking(move || look(&reading.read()?, kind, before, from, STEP));
            let (due, next) = looked.await.map_err(Error::internal)??;
            place = next;
            if due.count() > 0 {
                let removed = self.step(run, org, kind, before, due).await?;
                run.progress(removed.total(), 0, removed.told());
            }
            // Others have their turn.
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Removes what a look told; answers what this job has removed so far.
    async fn step(
        &self,
        run: &Run,
        org: &OrgStore,
        kind: Kind,
        before: Timestamp,
        due: Due,
    ) -> Result<Counts> {
        let job = run.job;
        org.write(move |writer| {
            let known = writer.get(&TALLY, &())?.filter(|tally| tally.job == job);
            let mut tally = known.unwrap_or(Tally { job, removed: Counts::default() });
            *tally.removed.of(kind) += remove(writer, before, &due)?;
            writer.insert(&TALLY, &(), &tally)?;
            Ok(tally.removed)
        })
        .await
    }

    /// Lets go of the content of files that were removed, now or before a crash.
    async fn unlink(&self, run: &Run) -> Result<()> {
        while endpoint::unlink_removed(&self.platform, &self.blobs, run.scope).await?.is_some() {
            run.check_cancelled()?;
        }
        Ok(())
    }

    /// Puts what a job removed into the audit log, whether it came to its end or not.
    async fn settle(&self, scope: OrgScope, org: &OrgStore, ended: bool) -> Result<Counts> {
        let now = self.platform.now();
        let entry =
            Entry::by(&self.platform, &Principal::system(scope, "job retention"), "retention.applied");
        org.write(move |writer| {
            let removed = take_tally(writer, entry)?;
            if ended {
                writer.insert(&LAST_RUN, &(), &LastRun { at: now, removed })?;
            }
            Ok(removed)
        })
        .await
    }
}

fn take_tally(writer: &mut OrgWriter<'_, '_>, entry: Entry) -> Result<Counts> {
    let removed = writer.get(&TALLY, &())?.map(|tally| tally.removed).unwrap_or_default();
    writer.remove(&TALLY, &())?;
    if removed.total() > 0 {
        audit::record(writer, &entry.detail(removed.told()))?;
    }
    Ok(removed)
}

#[async_trait]
impl Handler for RetentionHandler {
    async fn run(&self, run: &Run) -> Result<serde_json::Value> {
        let org = self.platform.store.org(run.scope);
        let settings = org.read()?.get(&SETTINGS, &())?.unwrap_or_default();
        // What another job removed that never came to its end is told before this one begins.
        if org.read()?.get(&TALLY, &())?.is_some_and(|tally| tally.job != run.job) {
            self.settle(run.scope, &org, false).await?;
        }
        let now = self.platform.now();
        let mut outcome = Ok(());
        for kind in Kind::ALL {
            let Some(before) = settings.before(kind, now) else { continue };
            outcome = self.go_over(run, &org, kind, before).await;
            if outcome.is_err() {
                break;
            }
        }
        if outcome.is_ok() {
            outcome = self.unlink(run).await;
        }
        if let Err(cause) = outcome {
            self.settle(run.scope, &org, false).await?;
            return Err(cause);
        }
        let removed = self.settle(run.scope, &org, true).await?;
        Ok(json!({
            "resolvedAlerts": removed.resolved_alerts,
            "dismissedProcessAlerts": removed.dismissed_process_alerts,
            "auditEntries": removed.audit_entries,
            "jobs": removed.jobs,
            "files": removed.files,
        }))
    }
}
