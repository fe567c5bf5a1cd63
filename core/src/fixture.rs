//! What tests of subjects stand on: services in memory with providers and notifiers that a test scripts.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::json;

use crate::access::Principal;
use crate::blobs::Blobs;
use crate::jobs::{Jobs, Outbox};
use crate::platform::Platform;
use crate::ports::{
    BreachProvider, Clock, Confidence, ConnectorError, ConnectorInfo, ConnectorKind, Connectors, Corpus,
    Directory, DirectoryPage, DirectoryUser, Exposure, Mail, MailSettings, Mailer, Notification, Notifier,
    Settings, SourceKind, SystemRandom,
};
use crate::sealing::Sealer;
use crate::search::{Doc, Feed, FeedChange, Options, RawId, Search};
use crate::services::Services;
use crate::store::{OrgScope, Store};
use crate::time::Timestamp;

/// A clock that a test sets.
pub(crate) struct TestClock(pub(crate) Mutex<i64>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(*self.0.lock().unwrap())
    }
}

impl TestClock {
    pub(crate) fn advance(&self, ms: i64) {
        *self.0.lock().unwrap() += ms;
    }
}

/// A provider that answers from a map, after the failures that a test lined up.
pub(crate) struct FakeProvider {
    pub(crate) id: &'static str,
    pub(crate) needs_key: bool,
    pub(crate) known: Mutex<BTreeMap<String, Vec<Exposure>>>,
    pub(crate) failures: Mutex<VecDeque<ConnectorError>>,
    pub(crate) calls: Mutex<Vec<(Settings, Vec<String>)>>,
}

impl FakeProvider {
    pub(crate) fn new(id: &'static str, needs_key: bool) -> Arc<Self> {
        Arc::new(Self {
            id,
            needs_key,
            known: Mutex::default(),
            failures: Mutex::default(),
            calls: Mutex::default(),
        })
    }

    pub(crate) fn knows(&self, email: &str, exposures: Vec<Exposure>) {
        self.known.lock().unwrap().insert(email.into(), exposures);
    }
}

pub(crate) fn info(id: &str, kind: ConnectorKind) -> ConnectorInfo {
    ConnectorInfo {
        id: id.into(),
        version: "1".into(),
        kind,
        display_name: format!("Fake {id}"),
        settings_schema: json!({}),
        hosts: vec![],
        confidence: Some(Confidence::High),
        capabilities: vec![],
        batch_size: 7,
        calls_per_minute: None,
    }
}

#[async_trait]
impl BreachProvider for FakeProvider {
    fn info(&self) -> ConnectorInfo {
        let mut info = info(self.id, ConnectorKind::BreachProvider);
        if self.needs_key {
            info.settings_schema =
                json!({"required": ["api_key"], "properties": {"api_key": {"writeOnly": true}}});
        }
        info
    }

    async fn lookup(
        &self,
        settings: &Settings,
        emails: &[String],
    ) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError> {
        self.calls.lock().unwrap().push((settings.clone(), emails.to_vec()));
        if let Some(failure) = self.failures.lock().unwrap().pop_front() {
            return Err(failure);
        }
        let known = self.known.lock().unwrap();
        Ok(emails.iter().map(|email| Ok(known.get(email).cloned().unwrap_or_default())).collect())
    }
}

/// The local provider over a corpus, without WebAssembly.
pub(crate) struct CorpusProvider(pub(crate) Box<dyn Corpus>);

#[async_trait]
impl BreachProvider for CorpusProvider {
    fn info(&self) -> ConnectorInfo {
        ConnectorInfo { batch_size: 500, ..info("local", ConnectorKind::BreachProvider) }
    }

    async fn lookup(
        &self,
        _: &Settings,
        emails: &[String],
    ) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError> {
        let found = self.0.lookup(emails).map_err(|cause| ConnectorError::Unavailable(cause.to_string()))?;
        Ok(found.into_iter().map(Ok).collect())
    }
}

/// One delivery: settings, target, event.
pub(crate) type Delivery = (Settings, String, Notification);

/// A notifier that remembers what it was given, after the failures that a test lined up.
#[derive(Default)]
pub(crate) struct FakeNotifier {
    pub(crate) failures: Mutex<VecDeque<ConnectorError>>,
    pub(crate) delivered: Mutex<Vec<Delivery>>,
}

#[async_trait]
impl Notifier for FakeNotifier {
    fn info(&self) -> ConnectorInfo {
        info("webhook", ConnectorKind::Notifier)
    }

    async fn deliver(
        &self,
        settings: &Settings,
        target: &str,
        event: &Notification,
    ) -> Result<(), ConnectorError> {
        if let Some(failure) = self.failures.lock().unwrap().pop_front() {
            return Err(failure);
        }
        self.delivered.lock().unwrap().push((settings.clone(), target.to_owned(), event.clone()));
        Ok(())
    }
}

/// A mailer that remembers what it was given, after the failures that a test lined up.
#[derive(Default)]
pub(crate) struct FakeMailer {
    pub(crate) failures: Mutex<VecDeque<ConnectorError>>,
    pub(crate) sent: Mutex<Vec<(MailSettings, Mail)>>,
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(&self, settings: &MailSettings, mail: &Mail) -> Result<(), ConnectorError> {
        if let Some(failure) = self.failures.lock().unwrap().pop_front() {
            return Err(failure);
        }
        self.sent.lock().unwrap().push((settings.clone(), mail.clone()));
        Ok(())
    }

    fn check_address(&self, _: &str) -> Result<(), ConnectorError> {
        Ok(())
    }
}

/// A directory in memory: a page is two people. It lists changes when it is told that it can.
#[derive(Default)]
pub(crate) struct FakeDirectory {
    pub(crate) tells_changes: bool,
    pub(crate) people: Mutex<Vec<DirectoryUser>>,
    /// What changed since the token was given; taken when asked for.
    pub(crate) changes: Mutex<Vec<DirectoryUser>>,
    /// What it answers next instead of pages, in turn.
    pub(crate) failures: Mutex<VecDeque<ConnectorError>>,
    /// The cursors that it was asked with.
    pub(crate) asked: Mutex<Vec<Option<String>>>,
    /// Whether it forgets its token.
    pub(crate) forgets: Mutex<bool>,
    /// Settings and ids of whom it acted on.
    pub(crate) acted: Mutex<Vec<(Settings, String)>>,
}

impl FakeDirectory {
    pub(crate) fn has(&self, people: Vec<DirectoryUser>) {
        *self.people.lock().unwrap() = people;
    }

    fn fails(&self) -> Result<(), ConnectorError> {
        self.failures.lock().unwrap().pop_front().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Directory for FakeDirectory {
    fn info(&self) -> ConnectorInfo {
        let settings_schema = json!({
            "required": ["domain", "apiToken"],
            "properties": {"domain": {"type": "string"}, "apiToken": {"type": "string", "writeOnly": true},
                "pages": {"type": "integer", "minimum": 1, "maximum": 9}, "deep": {"type": "boolean"}}
        });
        let mut capabilities = vec!["revoke-sessions".to_owned()];
        capabilities.extend(self.tells_changes.then(|| "delta".to_owned()));
        ConnectorInfo { settings_schema, capabilities, ..info("okta", ConnectorKind::Directory) }
    }

    async fn test(&self, _: &Settings) -> Result<u64, ConnectorError> {
        self.fails()?;
        Ok(self.people.lock().unwrap().len() as u64)
    }

    async fn list_users(&self, _: &Settings, cursor: Option<&str>) -> Result<DirectoryPage, ConnectorError> {
        self.asked.lock().unwrap().push(cursor.map(ToOwned::to_owned));
        self.fails()?;
        let end = self.tells_changes.then(|| "delta:now".to_owned());
        if cursor.is_some_and(|cursor| cursor.starts_with("delta:")) {
            if std::mem::take(&mut *self.forgets.lock().unwrap()) {
                return Ok(DirectoryPage { users: vec![], next: Some("delta:".into()) });
            }
            return Ok(DirectoryPage {
                users: std::mem::take(&mut *self.changes.lock().unwrap()),
                next: end,
            });
        }
        let people = self.people.lock().unwrap();
        let from: usize = cursor.map_or(0, |cursor| cursor.parse().unwrap());
        let users: Vec<_> = people.iter().skip(from).take(2).cloned().collect();
        let next = if from + 2 < people.len() { Some((from + 2).to_string()) } else { end };
        Ok(DirectoryPage { users, next })
    }

    async fn revoke_sessions(&self, settings: &Settings, id: &str) -> Result<String, ConnectorError> {
        self.fails()?;
        self.acted.lock().unwrap().push((settings.clone(), id.to_owned()));
        Ok("ended 3 sessions".into())
    }

    async fn force_password_reset(&self, _: &Settings, _: &str) -> Result<String, ConnectorError> {
        Err(ConnectorError::NotSupported("not here".into()))
    }
}

/// The connectors of a test.
#[derive(Default)]
pub(crate) struct FakeConnectors {
    pub(crate) directories: Mutex<BTreeMap<String, Arc<dyn Directory>>>,
    pub(crate) providers: Mutex<BTreeMap<String, Arc<dyn BreachProvider>>>,
    pub(crate) notifiers: Mutex<BTreeMap<String, Arc<dyn Notifier>>>,
}

impl Connectors for FakeConnectors {
    fn list(&self) -> Vec<ConnectorInfo> {
        let providers = self.providers.lock().unwrap();
        let notifiers = self.notifiers.lock().unwrap();
        providers.values().map(|one| one.info()).chain(notifiers.values().map(|one| one.info())).collect()
    }
    fn provider(&self, id: &str) -> Option<Arc<dyn BreachProvider>> {
        self.providers.lock().unwrap().get(id).cloned()
    }
    fn directory(&self, id: &str) -> Option<Arc<dyn Directory>> {
        self.directories.lock().unwrap().get(id).cloned()
    }
    fn notifier(&self, id: &str) -> Option<Arc<dyn Notifier>> {
        self.notifiers.lock().unwrap().get(id).cloned()
    }
}

/// An index of nothing: tests of search bring their own.
struct NoFeed;

impl Feed for NoFeed {
    fn last(&self) -> u64 {
        0
    }
    fn oldest(&self) -> u64 {
        1
    }
    fn changes_after(&self, _: u64, _: usize) -> crate::Result<Vec<FeedChange>> {
        Ok(Vec::new())
    }
    fn document(&self, _: RawId, _: &str, _: RawId) -> crate::Result<Option<Doc>> {
        Ok(None)
    }
    fn all(&self, _: &mut dyn FnMut(Doc) -> crate::Result<()>) -> crate::Result<u64> {
        Ok(0)
    }
    fn watch(&self) -> tokio::sync::watch::Receiver<u64> {
        tokio::sync::watch::channel(0).1
    }
}

/// An appliance in memory, its clock, its connectors, its mailer, and an admin of one organization.
pub(crate) struct Fixture {
    pub(crate) services: Services,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) connectors: Arc<FakeConnectors>,
    pub(crate) mailer: Arc<FakeMailer>,
    pub(crate) admin: Principal,
    folder: tempfile::TempDir,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        Self::over(Store::in_memory().unwrap())
    }

    pub(crate) fn over(store: Store) -> Self {
        let clock = Arc::new(TestClock(Mutex::new(1_780_000_000_000)));
        let random = Arc::new(SystemRandom);
        let sealer = Sealer::new(&[3; 32], random.clone());
        let platform = Platform::new(store, sealer, clock.clone(), random);
        let connectors = Arc::new(FakeConnectors::default());
        let mailer = Arc::new(FakeMailer::default());
        let index = tempfile::tempdir().unwrap();
        let services = Services {
            jobs: Jobs::new(platform.clone()),
            outbox: Outbox::new(platform.clone()),
            blobs: Blobs::open(&index.path().join("blobs")).unwrap(),
            search: Arc::new(
                Search::open(&index.path().join("index"), Arc::new(NoFeed), Options::default()).unwrap(),
            ),
            connectors: connectors.clone(),
            mailer: mailer.clone(),
            platform,
        };
        let admin = Principal::system(OrgScope::of(services.platform.new_id()), "test");
        Self { services, clock, connectors, mailer, admin, folder: index }
    }

    /// Where stored files lie.
    pub(crate) fn blobs_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("blobs")
    }

    pub(crate) fn provider(&self, id: &'static str, needs_key: bool) -> Arc<FakeProvider> {
        let provider = FakeProvider::new(id, needs_key);
        self.connectors.providers.lock().unwrap().insert(id.into(), provider.clone());
        provider
    }

    pub(crate) fn directory(&self, directory: FakeDirectory) -> Arc<FakeDirectory> {
        let directory = Arc::new(directory);
        self.connectors.directories.lock().unwrap().insert("okta".into(), directory.clone());
        directory
    }

    pub(crate) fn notifier(&self, id: &str) -> Arc<FakeNotifier> {
        let notifier = Arc::new(FakeNotifier::default());
        self.connectors.notifiers.lock().unwrap().insert(id.into(), notifier.clone());
        notifier
    }

    /// Imports people from CSV text on a thread that may block.
    pub(crate) async fn people(&self, csv: &str) -> crate::intake::ImportReport {
        let (platform, admin, csv) = (self.services.platform.clone(), self.admin.clone(), csv.to_owned());
        tokio::task::spawn_blocking(move || {
            crate::workforce::import_csv(&platform, &admin, csv.as_bytes(), &mut |_| ()).unwrap()
        })
        .await
        .unwrap()
    }

    /// Imports a corpus on a thread that may block.
    pub(crate) async fn corpus(&self, file: &str) -> crate::Result<crate::intake::ImportReport> {
        let (platform, admin, file) = (self.services.platform.clone(), self.admin.clone(), file.to_owned());
        tokio::task::spawn_blocking(move || {
            crate::exposure::import_corpus(&platform, &admin, file.as_bytes(), &mut |_| ())
        })
        .await
        .unwrap()
    }
}

/// An exposure with these classes.
pub(crate) fn exposure(breach: &str, classes: &[&str]) -> Exposure {
    Exposure {
        breach: breach.into(),
        breach_date: Timestamp::parse("2019-03-01"),
        source: SourceKind::Hibp,
        data_classes: classes.iter().map(ToString::to_string).collect(),
        artifacts: vec![],
        domain: None,
    }
}
