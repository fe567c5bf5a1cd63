//! The appliance's parts over a data folder, wired as the binary wires them but for HTTP and deliveries.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_connector_host::{ConnectorHost, HostConfig, SmtpMailer};
use gatehouse_core::access::{Access, AccessSettings, FirstSteps, Principal};
use gatehouse_core::blobs::Blobs;
use gatehouse_core::directory::{SYNC_KIND, SyncHandler};
use gatehouse_core::exposure::{
    LocalCorpus, SCAN_KIND, ScanHandler, ScanResult, import_corpus, start_scan, wait_for_scan,
};
use gatehouse_core::indexing::{FIELDS, StoreFeed, WORDING};
use gatehouse_core::intake::ImportReport;
use gatehouse_core::jobs::{Jobs, Outbox};
use gatehouse_core::platform::Platform;
use gatehouse_core::ports::{Random, SystemClock, SystemRandom};
use gatehouse_core::sealing::Sealer;
use gatehouse_core::search::{Options, Search};
use gatehouse_core::services::Services;
use gatehouse_core::store::{Store, StoreOptions};
use gatehouse_core::tenancy::NewOrganization;
use gatehouse_core::workforce::import_csv;
use tokio::task::JoinHandle;

/// The admin of every folder made here.
pub(crate) const ADMIN: &str = "ada@lumenfeld-optics.example";
/// Their password.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// What an open folder offers.
pub(crate) struct Parts {
    pub(crate) services: Services,
    pub(crate) principal: Principal,
    jobs: JoinHandle<()>,
}

/// A runtime as the binary's on a machine with two cores.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}

/// A connector that was built, for as long as the process lives.
pub(crate) fn connector(id: &str) -> Result<Arc<[u8]>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../connectors/dist/{id}.wasm"));
    let bytes = std::fs::read(&file).with_context(|| format!("{} is missing", file.display()))?;
    Ok(bytes.into())
}

impl Parts {
    /// Opens a folder; an empty one gets an organization and [`ADMIN`]. Jobs run; the index is not followed yet.
    pub(crate) async fn open(folder: &Path) -> Result<Self> {
        Self::open_with(folder, &[]).await
    }

    /// [`Self::open`] with further connectors.
    pub(crate) async fn open_with(folder: &Path, further: &[&'static str]) -> Result<Self> {
        let mut builtins = vec![("local", connector("local")?), ("webhook", connector("webhook")?)];
        for id in further {
            builtins.push((*id, connector(id)?));
        }
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let store = Store::open(&folder.join("gatehouse.redb"), &StoreOptions::default())?;
        let sealer = Sealer::from_file(&folder.join("gatehouse.key"), Arc::clone(&random))?;
        let platform = Platform::new(store, sealer, Arc::new(SystemClock), random);
        let access = Access::new(platform.clone(), AccessSettings::default())?;
        let principal = match access.command_line(None) {
            Ok(known) => known,
            Err(_) => {
                let first = FirstSteps {
                    organization: NewOrganization::client("Lumenfeld Optics"),
                    admin_email: ADMIN.into(),
                    admin_name: String::new(),
                    admin_password: PASSWORD.into(),
                };
                access.initialize(first).await?
            }
        };
        let config = HostConfig {
            builtins,
            corpus: Some(Arc::new(LocalCorpus::new(platform.clone()))),
            poll: None,
            // The bench's own LDAP server is on loopback.
            allow_private_targets: true,
            ..HostConfig::new(folder)
        };
        let feed = Arc::new(StoreFeed::new(platform.clone()).await?);
        let options = Options { fields: FIELDS.to_vec(), version: WORDING, ..Options::default() };
        let services = Services {
            jobs: Jobs::new(platform.clone()),
            outbox: Outbox::new(platform.clone()),
            blobs: Blobs::open(&folder.join("blobs"))?,
            search: Arc::new(Search::open(&folder.join("index"), feed, options)?),
            mailer: Arc::new(SmtpMailer::new(&config)?),
            connectors: ConnectorHost::start(config).await?,
            platform,
        };
        services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(&services)));
        services.jobs.register(SYNC_KIND, Arc::new(SyncHandler::new(&services)));
        let jobs = tokio::spawn(services.jobs.clone().work());
        Ok(Self { services, principal, jobs })
    }

    /// Imports people and a corpus; answers how long the corpus took.
    pub(crate) async fn import(&self, people: Vec<u8>, corpus: Vec<u8>) -> Result<Duration> {
        let (platform, principal) = (self.services.platform.clone(), self.principal.clone());
        tokio::task::spawn_blocking(move || {
            let report = import_csv(&platform, &principal, people.as_slice(), &mut |_| {})?;
            all_good(&report)?;
            let start = Instant::now();
            let report = import_corpus(&platform, &principal, corpus.as_slice(), &mut |_| {})?;
            all_good(&report)?;
            Ok(start.elapsed())
        })
        .await?
    }

    /// Scans, and waits until the last of what was found can be searched. Answers how long the scan took, and how
    /// long both did.
    pub(crate) async fn scan(&self) -> Result<(ScanResult, Duration, Duration)> {
        let start = Instant::now();
        let job = start_scan(&self.services, &self.principal).await?;
        let result = wait_for_scan(&self.services, &self.principal, job).await?;
        let scanned = start.elapsed();
        self.indexed().await;
        Ok((result, scanned, start.elapsed()))
    }

    /// Waits until everything that is stored can be searched.
    pub(crate) async fn indexed(&self) {
        let last = *self.services.platform.store.watch_changes().borrow();
        self.services.search.wait_for(last).await;
    }

    /// Ends everything and lets go of the folder.
    pub(crate) async fn close(self) {
        self.services.jobs.stop();
        // Its last look may have been cut off; what matters is that it is over.
        drop(self.jobs.await);
        self.services.search.shutdown().await;
        self.services.platform.store.close();
    }
}

fn all_good(report: &ImportReport) -> Result<()> {
    ensure!(
        report.rejected_total == 0,
        "{} rows were rejected: {:?}",
        report.rejected_total,
        report.rejected
    );
    Ok(())
}
