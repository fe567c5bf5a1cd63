//! The job: from asking the directory to what is kept of how it went.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::directory::ask::{port_of, settings};
use crate::directory::connection::CONNECTIONS;
use crate::directory::sync::leavers;
use crate::directory::sync::pages::{Pages, Seen};
use crate::directory::sync::start::SyncPayload;
use crate::directory::{Connection, ConnectionStatus, SyncSummary};
use crate::error::{Error, Result};
use crate::jobs::{Handler, Run};
use crate::platform::Platform;
use crate::ports::Connectors;
use crate::services::Services;
use crate::store::{Id, OrgRows as _};

/// What changed is asked for only so long after everybody was listed: a directory may forget to tell a change.
const FULL_EVERY_MS: i64 = 24 * 3600 * 1000;
/// The capability of directories that tell changes (`connectors/sdk`, `delta`).
const DELTA: &str = "delta";

/// How patient a sync is with a directory.
#[derive(Debug, Clone, Copy)]
pub struct SyncLimits {
    /// How often in a sync a directory may ask to wait.
    pub waits: u32,
    /// A directory that asks to wait longer fails the attempt.
    pub longest_wait: Duration,
    /// The most pages of one sync: a directory that never ends is given up.
    pub pages: u32,
}

impl Default for SyncLimits {
    fn default() -> Self {
        Self { waits: 50, longest_wait: Duration::from_secs(600), pages: 100_000 }
    }
}

/// Runs syncs. Register it for [`crate::directory::SYNC_KIND`].
pub struct SyncHandler {
    platform: Platform,
    connectors: Arc<dyn Connectors>,
    limits: SyncLimits,
}

impl std::fmt::Debug for SyncHandler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SyncHandler")
    }
}

impl SyncHandler {
    /// Over these services. It keeps no handle to the jobs that it is registered with.
    pub fn new(services: &Services) -> Self {
        let (platform, connectors) = (services.platform.clone(), Arc::clone(&services.connectors));
        Self { platform, connectors, limits: SyncLimits::default() }
    }

    /// With other patience.
    #[must_use]
    pub fn with_limits(self, limits: SyncLimits) -> Self {
        Self { limits, ..self }
    }

    async fn sync(&self, run: &Run, asked: SyncPayload, connection: &Connection) -> Result<Ended> {
        let began = self.platform.now();
        let port = port_of(self.connectors.as_ref(), connection.kind)?;
        let tells_changes = port.info().capabilities.iter().any(|one| one == DELTA);
        let recent = connection.last_full.is_some_and(|at| (0..FULL_EVERY_MS).contains(&(began.0 - at.0)));
        // Who confirms wants to see everybody weighed again.
        let cursor = connection.cursor.clone().filter(|_| tells_changes && recent && !asked.confirm);
        let settings = settings(&self.platform, run.scope, asked.connection, connection)?;
        let store = self.platform.store.org(run.scope);
        let total = connection.last_sync_count.unwrap_or(0);
        let mut pages =
            Pages::new(&self.platform, run, &store, asked.connection, self.limits, tells_changes, total);
        let Seen { summary, seen, leaving, end, everybody } =
            pages.all(port.as_ref(), &settings, cursor).await?;
        let leavers = leavers::Leavers {
            platform: &self.platform,
            store: &store,
            connection: asked.connection,
            listed: summary.listed,
            seen: everybody.then_some(seen),
            leaving,
        };
        let percent = if asked.confirm { 100 } else { connection.max_leavers_percent };
        let (left, count) = leavers.mark(run, percent).await?;
        let last_full = if everybody { Some(began) } else { connection.last_full };
        Ok(Ended {
            summary: SyncSummary { left, delta: !everybody, ..summary },
            cursor: end,
            last_full,
            count,
        })
    }

    /// Keeps how it went with the connection; nothing when that was removed meanwhile.
    async fn keep(&self, run: &Run, id: Id, before: &Connection, outcome: &Result<Ended>) -> Result<()> {
        let (now, unchanged) = (self.platform.now(), (before.config.clone(), before.secrets.clone()));
        let outcome = outcome.clone().map_err(|cause| cause.to_string());
        let write = move |writer: &mut crate::store::OrgWriter<'_, '_>| {
            let Some(mut row) = writer.get(&CONNECTIONS, &id)? else { return Ok(()) };
            match outcome {
                Ok(ended) => {
                    row.status = ConnectionStatus::Active;
                    (row.last_sync, row.last_sync_count) = (Some(now), Some(ended.count));
                    (row.error, row.summary) = (None, Some(ended.summary));
                    // A cursor belongs to the settings that it was made with.
                    if unchanged == (row.config.clone(), row.secrets.clone()) {
                        (row.cursor, row.last_full) = (ended.cursor, ended.last_full);
                    }
                }
                Err(error) => (row.status, row.error) = (ConnectionStatus::Error, Some(error)),
            }
            writer.insert(&CONNECTIONS, &id, &row)
        };
        self.platform.store.org(run.scope).write(write).await
    }
}

/// A sync that went well.
#[derive(Clone)]
struct Ended {
    summary: SyncSummary,
    cursor: Option<String>,
    last_full: Option<crate::time::Timestamp>,
    /// Active people of the connection.
    count: u64,
}

#[async_trait]
impl Handler for SyncHandler {
    async fn run(&self, run: &Run) -> Result<serde_json::Value> {
        let asked: SyncPayload = run.payload()?;
        let store = self.platform.store.org(run.scope);
        let connection =
            store.read()?.get(&CONNECTIONS, &asked.connection)?.ok_or(Error::NotFound("directory"))?;
        let outcome = self.sync(run, asked, &connection).await;
        run.check_cancelled()?;
        self.keep(run, asked.connection, &connection, &outcome).await?;
        serde_json::to_value(outcome?.summary).map_err(Error::internal)
    }
}
