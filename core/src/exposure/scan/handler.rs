//! The job: all active providers side by side, each at its own pace; one's failure is noted and is not the scan's.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;

use crate::error::{Error, Result};
use crate::exposure::credentials::note_use;
use crate::exposure::findings::Source;
use crate::exposure::providers::{self, Active};
use crate::exposure::scan::allowance::{self, Quota};
use crate::exposure::scan::ask::{Asker, Pace};
use crate::exposure::scan::line::Line;
use crate::exposure::scan::start::{ProviderResult, ScanResult, UNMET};
use crate::exposure::scan::walk::{Cursor, Walk, Walked};
use crate::jobs::{Handler, Outbox, Run};
use crate::platform::Platform;
use crate::ports::{Confidence, Connectors};
use crate::services::Services;
use crate::store::Id;
use crate::workforce;

/// How patient a scan is with a provider.
#[derive(Debug, Clone, Copy)]
pub struct ScanLimits {
    /// How often a batch is asked about.
    pub tries: u32,
    /// The pause after the first failure in passing; it grows with each.
    pub pause: Duration,
    /// How often in a batch a provider may ask to wait without that being a failure.
    pub waits: u32,
    /// A provider that asks to wait longer is given up.
    pub longest_wait: Duration,
}

impl Default for ScanLimits {
    fn default() -> Self {
        Self { tries: 3, pause: Duration::from_secs(2), waits: 10, longest_wait: Duration::from_secs(600) }
    }
}

/// Runs scans. Register it for [`crate::exposure::SCAN_KIND`].
pub struct ScanHandler {
    platform: Platform,
    outbox: Outbox,
    connectors: Arc<dyn Connectors>,
    limits: ScanLimits,
}

impl std::fmt::Debug for ScanHandler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ScanHandler")
    }
}

/// Progress over all providers.
pub(super) struct Shown<'r> {
    run: &'r Run,
    done: AtomicU64,
    total: u64,
    alerts: AtomicU64,
}

impl Shown<'_> {
    pub(super) fn advance(&self, people: u64) {
        let done = self.done.fetch_add(people, Ordering::Relaxed) + people;
        // People may join while a scan runs: never more than all.
        let alerts = self.alerts.load(Ordering::Relaxed);
        self.run.progress(done.min(self.total), self.total, format!("{alerts} new alerts"));
    }

    pub(super) fn found(&self, alerts: u64) {
        self.alerts.fetch_add(alerts, Ordering::Relaxed);
    }
}

impl ScanHandler {
    /// Over these services. It keeps no handle to the jobs that it is registered with.
    pub fn new(services: &Services) -> Self {
        Self {
            platform: services.platform.clone(),
            outbox: services.outbox.clone(),
            connectors: Arc::clone(&services.connectors),
            limits: ScanLimits::default(),
        }
    }

    /// With other patience.
    #[must_use]
    pub fn with_limits(self, limits: ScanLimits) -> Self {
        Self { limits, ..self }
    }

    async fn one(
        &self,
        run: &Run,
        shown: &Shown<'_>,
        active: &Active,
        begin: Id,
        cursor: Cursor,
    ) -> Result<Walked> {
        let store = self.platform.store.org(run.scope);
        let missing = |cursor, error: String| Walked {
            cursor,
            result: ProviderResult { id: active.id.clone(), error: Some(error), ..Default::default() },
            next_begin: begin,
        };
        let Some(provider) = self.connectors.provider(&active.info.id) else {
            return Ok(missing(cursor, "the connector is no longer loaded".into()));
        };
        let settings = match active.settings(&self.platform, &store.read()?) {
            Ok(settings) => settings,
            Err(cause) => return Ok(missing(cursor, cause.to_string())),
        };
        let pace = active.calls_per_minute().map_or(Duration::ZERO, |calls| Duration::from_secs(60) / calls);
        let quota = active.daily_quota().map(|limit| Quota {
            store: store.clone(),
            provider: active.id.clone(),
            limit,
        });
        let asker = Asker {
            run,
            limits: self.limits,
            provider,
            settings,
            quota: tokio::sync::Mutex::new(quota),
            pace: Pace::new(pace),
            given_up: OnceLock::new(),
        };
        let source = Source {
            provider: active.id.clone(),
            confidence: active.info.confidence.unwrap_or(Confidence::Low),
            now: self.platform.now(),
            ids: Arc::clone(&self.platform.ids),
            outbox: self.outbox.clone(),
        };
        let batch = usize::try_from(active.info.batch_size.clamp(1, 1000)).unwrap_or(1);
        let line = Line {
            platform: &self.platform,
            store: store.clone(),
            asker,
            batch,
            connections: active.connections(),
        };
        Walk { platform: &self.platform, store, source, begin, cursor, shown }.run(&line).await
    }
}

#[async_trait]
impl Handler for ScanHandler {
    async fn run(&self, run: &Run) -> Result<serde_json::Value> {
        let store = self.platform.store.org(run.scope);
        let reader = store.read()?;
        let active = providers::active(self.connectors.as_ref(), &reader)?;
        if active.is_empty() {
            return Err(Error::Unmet(UNMET.into()));
        }
        let people = workforce::count(&reader, true)?;
        drop(reader);
        let shown = Shown {
            run,
            done: AtomicU64::new(0),
            total: people * active.len() as u64,
            alerts: AtomicU64::new(0),
        };
        let mut walks = Vec::with_capacity(active.len());
        for provider in &active {
            let begin = allowance::begins_after(&store.read()?, &provider.id)?;
            let cursor = Cursor::load(&store, &provider.id, run.job, begin)?;
            shown.advance(cursor.looked_up + cursor.failed);
            shown.found(cursor.alerts);
            walks.push(self.one(run, &shown, provider, begin, cursor));
        }
        let (mut result, mut begins) = (ScanResult::default(), Vec::with_capacity(active.len()));
        for walked in futures::future::join_all(walks).await {
            let Walked { cursor, result: provider, next_begin } = walked?;
            result.scanned = result.scanned.max(provider.looked_up);
            result.new_records += cursor.records;
            result.new_alerts += cursor.alerts;
            result.providers.push(provider);
            begins.push(next_begin);
        }
        let (now, used) = (self.platform.now(), result.providers.clone());
        store
            .write(move |writer| {
                for (provider, next_begin) in used.into_iter().zip(begins) {
                    Cursor::clear(writer, &provider.id)?;
                    allowance::note_begin(writer, &provider.id, next_begin)?;
                    note_use(writer, &provider.id, now, provider.error)?;
                }
                Ok(())
            })
            .await?;
        serde_json::to_value(&result).map_err(Error::internal)
    }
}
