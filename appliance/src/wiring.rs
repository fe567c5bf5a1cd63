//! Puts the parts together over a data folder. Nothing is decided here.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use gatehouse_connector_host::{
    CertificateDer, ConnectorHost, Grant, HostConfig, OidcProvider, SiemSink, SmtpMailer,
};
use gatehouse_core::access::{Access, AccessSettings, PasswordFile};
use gatehouse_core::blobs::Blobs;
use gatehouse_core::directory::{SYNC_KIND, SyncHandler};
use gatehouse_core::exposure::{LocalCorpus, SCAN_KIND, ScanHandler};
use gatehouse_core::figures::{FIGURES_KIND, FiguresHandler, ask_when_due};
use gatehouse_core::indexing::{FIELDS, StoreFeed, WORDING};
use gatehouse_core::jobs::{Jobs, Outbox};
use gatehouse_core::notify::Messenger;
use gatehouse_core::platform::Platform;
use gatehouse_core::ports::{Random, SystemClock, SystemRandom};
use gatehouse_core::report::{REPORT_KIND, ReportHandler};
use gatehouse_core::retention::{RETENTION_KIND, RetentionHandler};
use gatehouse_core::sealing::Sealer;
use gatehouse_core::search::{Options, Search};
use gatehouse_core::services::Services;
use gatehouse_core::siem::{PUSH_KIND, PushHandler};
use gatehouse_core::store::{Store, StoreOptions};
use rustls::pki_types::pem::PemObject as _;
use tokio::task::JoinHandle;

use crate::builtins::builtins;
use crate::config::Config;
use crate::data::DataFolder;

/// How often the change log's indexed part is dropped.
const TRIM_EVERY: Duration = Duration::from_secs(600);
/// How often it is asked whether figures are due: they are once a day, and after an upgrade.
const FIGURES_EVERY: Duration = Duration::from_secs(900);

/// Store and members: what the one-off commands need.
pub(crate) struct Base {
    pub(crate) platform: Platform,
    pub(crate) access: Access,
}

impl Base {
    /// Opens the store and the key, with the memory that suits the machine.
    pub(crate) fn open(data: &DataFolder) -> Result<Self> {
        Self::open_with(data, &StoreOptions::default())
    }

    fn open_with(data: &DataFolder, options: &StoreOptions) -> Result<Self> {
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        // The store first: a key is made only beside a store that could be made.
        let store = Store::open(&data.store(), options)?;
        let sealer = Sealer::from_file(&data.key(), Arc::clone(&random))?;
        let platform = Platform::new(store, sealer, Arc::new(SystemClock), random);
        let mut access = Access::new(platform.clone(), AccessSettings::default())?;
        // Without the list people get in all the same, and passwords are held against the short one that is built in.
        match PasswordFile::open(&data.passwords()) {
            Ok(Some(list)) => access = access.with_breached(Arc::new(list)),
            Ok(None) => {}
            Err(cause) => {
                tracing::error!(%cause, "passwords are not held against the list of breached ones");
                access = access.without_breached(cause.to_string());
            }
        }
        Ok(Self { platform, access })
    }

    /// Commits what waits and lets go of the file.
    pub(crate) fn close(&self) {
        self.platform.store.close();
    }
}

/// Everything, wired; nothing runs before [`Appliance::start_work`].
pub(crate) struct Appliance {
    pub(crate) base: Base,
    pub(crate) services: Services,
    pub(crate) host: Arc<ConnectorHost>,
    work: Vec<JoinHandle<()>>,
}

impl Appliance {
    /// Opens store, index and connectors.
    pub(crate) async fn open(config: &Config, data: &DataFolder) -> Result<Self> {
        let mut store = StoreOptions::default();
        if let Some(megabytes) = config.cache {
            store.cache_bytes = megabytes as usize * 1_000_000;
        }
        let mut base = Base::open_with(data, &store)?;
        let platform = base.platform.clone();
        let host_config = host_config(config, data, &platform)?;
        base.access = base.access.with_identity_provider(Arc::new(OidcProvider::new(&host_config)?));
        let mailer = Arc::new(SmtpMailer::new(&host_config)?);
        let sink = Arc::new(SiemSink::new(&host_config)?);
        let host = ConnectorHost::start(host_config).await?;
        let feed = Arc::new(StoreFeed::new(platform.clone()).await?);
        let options = Options { fields: FIELDS.to_vec(), version: WORDING, ..Options::default() };
        let search = Arc::new(Search::open(&data.index(), feed, options)?);
        let services = Services {
            jobs: Jobs::new(platform.clone()),
            outbox: Outbox::new(platform.clone()),
            blobs: Blobs::open(&data.blobs())?,
            platform,
            search,
            connectors: Arc::clone(&host) as _,
            mailer,
        };
        services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(&services)));
        services.jobs.register(SYNC_KIND, Arc::new(SyncHandler::new(&services)));
        services.jobs.register(PUSH_KIND, Arc::new(PushHandler::new(&services, sink)));
        services.jobs.register(FIGURES_KIND, Arc::new(FiguresHandler::new(&services)));
        services.jobs.register(RETENTION_KIND, Arc::new(RetentionHandler::new(&services)));
        services.jobs.register(REPORT_KIND, Arc::new(ReportHandler::new(&services)));
        Ok(Self { base, services, host, work: Vec::new() })
    }

    /// Starts the indexer, the jobs and the outbox.
    pub(crate) fn start_work(&mut self) {
        let services = &self.services;
        services.search.start();
        let courier = Messenger::new(services);
        self.work.push(tokio::spawn(services.jobs.clone().work()));
        self.work.push(tokio::spawn(services.outbox.clone().work(Arc::new(courier))));
        let (services, access) = (services.clone(), self.base.access.clone());
        let figures = tokio::spawn({
            let services = services.clone();
            async move {
                loop {
                    if let Err(cause) = figures_due(&services, &access).await {
                        tracing::warn!(%cause, "figures were not asked for");
                    }
                    tokio::time::sleep(FIGURES_EVERY).await;
                }
            }
        });
        let trim = tokio::spawn(async move {
            loop {
                tokio::time::sleep(TRIM_EVERY).await;
                if services.search.is_complete()
                    && let Err(cause) = services.platform.store.trim_changes(services.search.indexed()).await
                {
                    tracing::warn!(%cause, "the change log was not trimmed");
                }
            }
        });
        // They may be cut off anywhere.
        drop((figures, trim));
    }

    /// Lets running work end, then closes index and store.
    pub(crate) async fn stop(self) {
        self.services.jobs.stop();
        self.services.outbox.stop();
        self.services.outbox.wake();
        for work in self.work {
            drop(tokio::time::timeout(Duration::from_secs(10), work).await);
        }
        self.services.search.shutdown().await;
        self.base.close();
    }
}

/// Asks for the figures of every organization where they are due.
async fn figures_due(services: &Services, access: &Access) -> gatehouse_core::Result<()> {
    for scope in access.scopes()? {
        ask_when_due(services, scope).await?;
    }
    Ok(())
}

/// What connectors and the mailer are told at their start.
fn host_config(config: &Config, data: &DataFolder, platform: &Platform) -> Result<HostConfig> {
    let mut host = HostConfig::new(data.path());
    host.builtins = builtins()?;
    host.metrics = Arc::clone(&platform.metrics);
    host.corpus = Some(Arc::new(LocalCorpus::new(platform.clone())));
    host.extra_grants = config
        .connector_grants
        .iter()
        .map(|grant| {
            grant.parse::<Grant>().with_context(|| {
                format!("connector_grants holds {grant}; write a grant as scheme://host[:port]")
            })
        })
        .collect::<Result<_>>()?;
    if let Some(file) = &config.extra_roots {
        host.extra_roots = extra_roots(file)?;
    }
    Ok(host)
}

/// The certificates in a PEM file, at least one.
fn extra_roots(file: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let shown = file.display();
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
    let roots: Vec<_> =
        read.map_err(|cause| anyhow!("extra_roots names {shown}, which cannot be read: {cause}"))?;
    if roots.is_empty() {
        bail!("extra_roots names {shown}, which holds no PEM certificate");
    }
    Ok(roots)
}
