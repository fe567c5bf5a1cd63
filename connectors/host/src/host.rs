//! The host itself: starts, watches the drop-in folder, approves, and answers the core's port.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::time::Duration;

use gatehouse_core::ports::{BreachProvider, ConnectorInfo, ConnectorKind, Connectors, Directory, Notifier};
use tokio::sync::watch;
use wasmtime::component::Linker;

use crate::approvals::Approvals;
use crate::call::{CallState, Services, link};
use crate::config::HostConfig;
use crate::connector::Loaded;
use crate::dropin::{Folder, Stamp};
use crate::engine::{Ticker, engine};
use crate::error::{HostError, Result};
use crate::handle::Handle;
use crate::ldap::{self, LdapDirectory};
use crate::load::{CompileCache, sha256_hex};
use crate::net::outbound::Outbound;
use crate::net::tls;
use crate::registry::{Book, Placed, Set, Slot};
use crate::status::ConnectorStatus;

/// Loads, grants, limits and calls connectors. Dropping it stops the watch over the folder.
pub struct ConnectorHost {
    services: Arc<Services>,
    set: Arc<Set>,
    ldap: Arc<LdapDirectory>,
    cache: Arc<CompileCache>,
    linker: Linker<CallState>,
    folder: Folder,
    admin: Mutex<Admin>,
    /// One look at the folder at a time.
    scanning: tokio::sync::Mutex<()>,
    changes: watch::Sender<u64>,
}

/// What changes when files come and go and an admin decides.
struct Admin {
    book: Book,
    approvals: Approvals,
}

impl ConnectorHost {
    /// Loads the built-in connectors and what lies in the folder, and goes on watching it. Must be called within a
    /// tokio runtime. A connector that cannot be loaded does not stop the start; [`Self::list_status`] says why.
    ///
    /// Fails when the folders cannot be made, the approvals cannot be read, or the engine cannot run here.
    pub async fn start(config: HostConfig) -> Result<Arc<Self>> {
        let engine = engine(&config.limits)?;
        let ldap = Arc::new(LdapDirectory::new(&config)?);
        let services = Arc::new(Services {
            ticker: Ticker::start(&engine)?,
            outbound: Outbound::new(config.resolver, tls::client_config(&config.extra_roots)?),
            state: config.state,
            clock: config.clock,
            metrics: config.metrics,
            corpus: config.corpus,
            extra_grants: config.extra_grants,
            allow_private_targets: config.allow_private_targets,
            permits: Arc::new(tokio::sync::Semaphore::new(config.limits.calls.max(1))),
            limits: config.limits,
            engine: engine.clone(),
        });
        let approvals = Approvals::open(&config.data_dir)?;
        let host = Arc::new(Self {
            set: Arc::default(),
            ldap,
            cache: Arc::new(CompileCache::open(&config.data_dir, &engine)?),
            linker: link(&engine, false).map_err(HostError::engine)?,
            folder: Folder::open(&config.data_dir)?,
            admin: Mutex::new(Admin { book: Book::default(), approvals }),
            scanning: tokio::sync::Mutex::default(),
            changes: watch::Sender::new(0),
            services,
        });
        host.load_builtins(config.builtins).await?;
        host.rescan().await?;
        host.prune();
        if let Some(every) = config.poll {
            tokio::spawn(watch_folder(Arc::downgrade(&host), every));
        }
        Ok(host)
    }

    /// Every connector file and how it stands, built-in ones first.
    pub fn list_status(&self) -> Vec<ConnectorStatus> {
        let admin = self.admin();
        admin.book.status(&admin.approvals)
    }

    /// Approves what the waiting version of the connector asks for, and puts it to use.
    pub fn approve(&self, id: &str) -> Result<ConnectorStatus> {
        let mut admin = self.admin();
        let Admin { book, approvals } = &mut *admin;
        let (file, slot) = book.waiting_mut(id).ok_or_else(|| HostError::NothingWaiting(id.to_owned()))?;
        // What is approved is what was shown: the version that waits, not what may lie in the file by now.
        let waiting = slot.waiting.take().ok_or_else(|| HostError::NothingWaiting(id.to_owned()))?;
        if let Err(why) = approvals.approve(id, &waiting.hosts) {
            slot.waiting = Some(waiting);
            return Err(why);
        }
        tracing::info!(connector = id, version = waiting.info.version, "approved a connector");
        self.keep_approved(&file, slot.stamp, &waiting);
        slot.active = Some(waiting);
        book.publish(&self.set);
        let status = book.status(approvals).into_iter().find(|status| status.file.as_ref() == Some(&file));
        drop(admin);
        self.changed();
        status.ok_or_else(|| HostError::NothingWaiting(id.to_owned()))
    }

    /// Looks at the drop-in folder now.
    pub async fn rescan(&self) -> Result<()> {
        let found = self.folder.list()?;
        self.take_in(found).await
    }

    /// Counts changes to the list of connectors: a way to wait for one.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn admin(&self) -> MutexGuard<'_, Admin> {
        self.admin.lock().expect("no holder of this lock panics")
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    async fn load_builtins(&self, builtins: Vec<(&'static str, Arc<[u8]>)>) -> Result<()> {
        let with_corpus = link(&self.services.engine, true).map_err(HostError::engine)?;
        for (id, bytes) in builtins {
            let linker = if id == "local" { &with_corpus } else { &self.linker };
            let loaded = Loaded::load(&self.services, &self.cache, linker, bytes).await;
            let loaded = loaded.and_then(|loaded| match &*loaded.id {
                own if own == id => Ok(Arc::new(loaded)),
                other => Err(HostError::Rejected(format!("it calls itself {other}"))),
            });
            if let Err(why) = &loaded {
                tracing::error!(connector = id, "cannot load a built-in connector: {why}");
            }
            let error = loaded.as_ref().err().map(ToString::to_string);
            let slot = Slot { active: loaded.ok(), error, ..Slot::default() };
            self.admin().book.builtins.insert(id.to_owned(), slot);
        }
        self.admin().book.publish(&self.set);
        Ok(())
    }

    /// Makes the book agree with what lies in the folder.
    async fn take_in(&self, found: BTreeMap<String, Stamp>) -> Result<()> {
        let _one_at_a_time = self.scanning.lock().await;
        let (gone, new) = {
            let admin = self.admin();
            let known = &admin.book.dropped;
            let gone: Vec<String> = known.keys().filter(|file| !found.contains_key(*file)).cloned().collect();
            let is_new = |(file, stamp): &(&String, &Stamp)| {
                known.get(*file).is_none_or(|slot| slot.stamp != Some(**stamp))
            };
            let new: Vec<_> =
                found.iter().filter(is_new).map(|(file, stamp)| (file.clone(), *stamp)).collect();
            (gone, new)
        };
        if gone.is_empty() && new.is_empty() {
            return Ok(());
        }
        for file in gone {
            tracing::info!(file, "a connector was taken away");
            self.admin().book.dropped.remove(&file);
            self.folder.forget(&file);
        }
        for (file, stamp) in new {
            self.take_in_file(&file, stamp).await;
        }
        self.admin().book.publish(&self.set);
        self.changed();
        Ok(())
    }

    async fn take_in_file(&self, file: &str, stamp: Stamp) {
        let bytes = self.folder.read(file, stamp).map(Arc::<[u8]>::from);
        let loaded = match &bytes {
            Ok(bytes) => self.load_dropped(Arc::clone(bytes)).await,
            Err(why) => Err(HostError::Rejected(why.to_string())),
        };
        match self.place(file, stamp, loaded) {
            Placed::Active => {
                tracing::info!(file, "a connector was put to use");
                if let Ok(bytes) = bytes {
                    self.keep(file, &bytes);
                }
                return;
            }
            Placed::Waiting => tracing::warn!(file, "a connector waits for approval of what it asks for"),
            Placed::Failed(why) => tracing::warn!(file, "cannot load a connector: {why}"),
        }
        if !self.in_use(file) {
            self.fall_back(file).await;
        }
    }

    fn place(&self, file: &str, stamp: Stamp, loaded: Result<Arc<Loaded>>) -> Placed {
        let mut admin = self.admin();
        let Admin { book, approvals } = &mut *admin;
        book.place(file, stamp, loaded, approvals)
    }

    fn in_use(&self, file: &str) -> bool {
        self.admin().book.dropped.get(file).is_some_and(|slot| slot.active.is_some())
    }

    fn keep(&self, file: &str, bytes: &[u8]) {
        if let Err(why) = self.folder.keep(file, bytes) {
            tracing::warn!(file, "cannot keep a copy of a connector: {why}");
        }
    }

    /// Keeps a copy of an approved version, if it still is what lies in the file.
    fn keep_approved(&self, file: &str, stamp: Option<Stamp>, approved: &Loaded) {
        let bytes = stamp.and_then(|stamp| self.folder.read(file, stamp).ok());
        if let Some(bytes) = bytes.filter(|bytes| sha256_hex(bytes) == approved.sha256) {
            self.keep(file, &bytes);
        }
    }

    /// After a restart beside a file that is bad or waits, the last version that was in use goes on being used.
    async fn fall_back(&self, file: &str) {
        let Some(bytes) = self.folder.last_good(file) else { return };
        let Ok(loaded) = self.load_dropped(bytes.into()).await else { return };
        let mut admin = self.admin();
        let Admin { book, approvals } = &mut *admin;
        if approvals.allow(&loaded.id, &loaded.hosts) && book.other_file_with(&loaded.id, file).is_none() {
            tracing::warn!(file, version = loaded.info.version, "using the last good version of a connector");
            book.dropped.entry(file.to_owned()).or_default().active = Some(loaded);
        }
    }

    async fn load_dropped(&self, bytes: Arc<[u8]>) -> Result<Arc<Loaded>> {
        Loaded::load(&self.services, &self.cache, &self.linker, bytes).await.map(Arc::new)
    }

    fn prune(&self) {
        let admin = self.admin();
        let slots = admin.book.builtins.values().chain(admin.book.dropped.values());
        let loaded = slots.flat_map(|slot| [&slot.active, &slot.waiting]).flatten();
        self.cache.prune(&loaded.map(|loaded| loaded.sha256.clone()).collect::<Vec<_>>());
    }

    fn handle(&self, id: &str, kind: ConnectorKind) -> Option<Arc<Handle>> {
        let first = self.set.get(id).filter(|loaded| loaded.info.kind == kind)?;
        Some(Arc::new(Handle { services: Arc::clone(&self.services), set: Arc::clone(&self.set), first }))
    }
}

impl Connectors for ConnectorHost {
    fn list(&self) -> Vec<ConnectorInfo> {
        self.set.all().iter().map(|loaded| loaded.info.clone()).collect()
    }

    fn provider(&self, id: &str) -> Option<Arc<dyn BreachProvider>> {
        Some(self.handle(id, ConnectorKind::BreachProvider)?)
    }

    fn directory(&self, id: &str) -> Option<Arc<dyn Directory>> {
        // A file that calls itself so does not take its place.
        if id == ldap::ID {
            return Some(Arc::clone(&self.ldap) as _);
        }
        Some(self.handle(id, ConnectorKind::Directory)?)
    }

    fn notifier(&self, id: &str) -> Option<Arc<dyn Notifier>> {
        Some(self.handle(id, ConnectorKind::Notifier)?)
    }
}

/// Looks at the folder again and again. A file counts once it looks the same twice: one that is still being copied
/// is not read half.
async fn watch_folder(host: Weak<ConnectorHost>, every: Duration) {
    let mut before = BTreeMap::new();
    loop {
        tokio::time::sleep(every).await;
        let Some(host) = host.upgrade() else { return };
        let looked = host.folder.list();
        match looked {
            Ok(now) if now == before => {
                if let Err(why) = host.take_in(now).await {
                    tracing::warn!("cannot take in dropped-in connectors: {why}");
                }
            }
            Ok(now) => before = now,
            Err(why) => tracing::warn!("cannot look for dropped-in connectors: {why}"),
        }
    }
}
