//! Scans against providers that a test scripts.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::error::Error;
use crate::exposure::scan::{ScanHandler, ScanLimits};
use crate::exposure::{
    self, AlertFilter, AlertStatus, SCAN_KIND, ScanResult, put_credential, start_scan, wait_for_scan,
};
use crate::fixture::{CorpusProvider, Fixture, exposure};
use crate::jobs::JobState;
use crate::notify::{ChannelKind, NewChannel, add_channel};
use crate::ports::{Artifact, ConnectorError, Exposure, SourceKind};
use crate::severity::Severity;
use crate::workforce;

const HURRY: ScanLimits = ScanLimits {
    tries: 2,
    pause: Duration::from_millis(1),
    waits: 3,
    longest_wait: Duration::from_millis(50),
};

const PEOPLE: &str = "email,first_name,last_name,department\nada@acme.example,Ada,Byron,Engines\n\
    grace@acme.example,Grace,Hopper,Navy\n";

impl Fixture {
    /// An appliance whose jobs run.
    async fn at_work(people: &str) -> Self {
        let fixture = Self::new();
        let handler = ScanHandler::new(&fixture.services).with_limits(HURRY);
        fixture.services.jobs.register(SCAN_KIND, Arc::new(handler));
        tokio::spawn(fixture.services.jobs.clone().work());
        fixture.people(people).await;
        fixture
    }

    async fn scan(&self) -> ScanResult {
        // Outside the limit of five a minute.
        self.clock.advance(60_000);
        let id = start_scan(&self.services, &self.admin).await.unwrap();
        wait_for_scan(&self.services, &self.admin, id).await.unwrap()
    }

    fn alerts(&self) -> Vec<exposure::Alert> {
        let page = exposure::alerts(&self.services, &self.admin, &AlertFilter::default(), 0, 1000).unwrap();
        assert_eq!(page.items.len() as u64, page.total);
        page.items.into_iter().map(|(_, alert)| alert).collect()
    }
}

fn stolen(site: &str, artifact: Artifact) -> Exposure {
    Exposure {
        source: SourceKind::StealerLog,
        artifacts: vec![artifact],
        domain: Some(site.into()),
        ..exposure(&format!("Stealer log: {site}"), &["Passwords"])
    }
}

#[tokio::test]
async fn people_are_found_once_however_often_they_are_looked_up() {
    let fixture = Fixture::at_work(PEOPLE).await;
    let provider = fixture.provider("free", false);
    provider.knows(
        "ada@acme.example",
        vec![exposure("Adobe", &["Passwords", "Email addresses"]), stolen("x.example", Artifact::Cookie)],
    );
    provider.knows("grace@acme.example", vec![exposure("ADOBE ", &["Email addresses"])]);
    let first = fixture.scan().await;
    assert_eq!((first.scanned, first.new_records, first.new_alerts), (2, 3, 3));
    let second = fixture.scan().await;
    assert_eq!((second.scanned, second.new_records, second.new_alerts), (2, 0, 0));

    let alerts = fixture.alerts();
    let told: Vec<_> = alerts.iter().map(|alert| (alert.severity, alert.message())).collect();
    assert_eq!(
        told,
        [
            (Severity::Medium, "Grace Hopper found in Adobe breach.".into()),
            (
                Severity::Critical,
                "Ada Byron active session token exposed in stealer log (Stealer log: x.example).".into()
            ),
            (Severity::High, "Ada Byron found in Adobe breach.".to_owned()),
        ]
    );
    assert_eq!(alerts[0].breach, alerts[2].breach, "a breach is unique by name");
    assert_eq!((alerts[0].provider.as_str(), alerts[0].email.as_str()), ("FREE", "grace@acme.example"));
    let breaches = exposure::breaches(&fixture.services, &fixture.admin).unwrap();
    let affected: Vec<_> = breaches.iter().map(|(_, breach, n)| (breach.name.as_str(), *n)).collect();
    assert_eq!(affected, [("Adobe", 2), ("Stealer log: x.example", 1)]);
}

#[tokio::test]
async fn what_becomes_known_later_widens_the_record_and_opens_nothing_again() {
    let fixture = Fixture::at_work(PEOPLE).await;
    let provider = fixture.provider("free", false);
    let undated = Exposure { breach_date: None, ..exposure("Adobe", &["Names"]) };
    provider.knows("ada@acme.example", vec![undated]);
    fixture.scan().await;
    assert_eq!(fixture.alerts()[0].breach_date.rfc3339(), "1970-01-01T00:00:00.000Z");
    let page = exposure::alerts(&fixture.services, &fixture.admin, &AlertFilter::default(), 0, 1).unwrap();
    exposure::set_status(&fixture.services, &fixture.admin, page.items[0].0, AlertStatus::Resolved)
        .await
        .unwrap();

    provider.knows("ada@acme.example", vec![exposure("adobe", &["Passwords", "Credit cards"])]);
    assert_eq!(fixture.scan().await.new_records, 0);
    let alert = fixture.alerts().remove(0);
    assert_eq!(alert.data_types, ["names", "password", "credit_card"]);
    assert_eq!((alert.severity, alert.status), (Severity::Critical, AlertStatus::Resolved));
    assert_eq!(alert.breach_date.rfc3339(), "2019-03-01T00:00:00.000Z");
}

#[tokio::test]
async fn the_checks_come_in_the_order_of_the_contract() {
    let fixture = Fixture::new();
    let unmet = start_scan(&fixture.services, &fixture.admin).await.unwrap_err();
    assert!(matches!(unmet, Error::Unmet(text) if text == super::start::UNMET));
    fixture.provider("hibp", true);
    assert!(
        matches!(start_scan(&fixture.services, &fixture.admin).await, Err(Error::Unmet(_))),
        "no key yet"
    );
    put_credential(&fixture.services, &fixture.admin, "HIBP", "k", BTreeMap::new()).await.unwrap();
    // Nobody works on the queue here, so the first scan stays.
    start_scan(&fixture.services, &fixture.admin).await.unwrap();
    for _ in 0..2 {
        assert!(matches!(start_scan(&fixture.services, &fixture.admin).await, Err(Error::Conflict(_))));
    }
    fixture.clock.advance(20_000);
    match start_scan(&fixture.services, &fixture.admin).await {
        Err(Error::Limited(wait)) => assert_eq!(wait, Duration::from_secs(40)),
        other => panic!("expected to be told to wait, got {other:?}"),
    }
    fixture.clock.advance(40_000);
    assert!(matches!(start_scan(&fixture.services, &fixture.admin).await, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn one_providers_failure_is_not_the_scans() {
    let fixture = Fixture::at_work(PEOPLE).await;
    fixture.provider("good", false).knows("ada@acme.example", vec![exposure("Adobe", &[])]);
    let refused = fixture.provider("refused", false);
    refused.failures.lock().unwrap().push_back(ConnectorError::Unauthorized("wrong key".into()));
    let flaky = fixture.provider("flaky", false);
    flaky.failures.lock().unwrap().push_back(ConnectorError::Unavailable("503".into()));
    let busy = fixture.provider("busy", false);
    busy.failures.lock().unwrap().push_back(ConnectorError::RateLimited(Duration::from_millis(5)));
    let down = fixture.provider("down", false);
    down.failures.lock().unwrap().extend(vec![ConnectorError::Unavailable("no route".into()); 9]);
    let asleep = fixture.provider("asleep", false);
    asleep.failures.lock().unwrap().push_back(ConnectorError::RateLimited(Duration::from_secs(9000)));

    let result = fixture.scan().await;
    assert_eq!((result.scanned, result.new_alerts), (2, 1));
    let did: Vec<_> = result
        .providers
        .iter()
        .map(|one| (one.id.as_str(), one.looked_up, one.failed, one.error.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        did,
        [
            ("ASLEEP", 0, 2, "rate limited; retry after 9000 s"),
            ("BUSY", 2, 0, ""),
            ("DOWN", 0, 2, "unavailable: no route"),
            ("FLAKY", 2, 0, ""),
            ("GOOD", 2, 0, ""),
            ("REFUSED", 0, 2, "unauthorized: wrong key"),
        ]
    );
    assert_eq!(refused.calls.lock().unwrap().len(), 1, "a wrong key is not tried again");
}

#[tokio::test]
async fn a_key_is_sealed_used_and_its_trouble_shown() {
    let fixture = Fixture::at_work(PEOPLE).await;
    let hibp = fixture.provider("hibp", true);
    let plain = BTreeMap::from([("base_url".to_owned(), "https://proxy.example".to_owned())]);
    let stored =
        put_credential(&fixture.services, &fixture.admin, "HIBP", " secret-key-1234 ", plain).await.unwrap();
    assert_eq!((stored.key_hint.as_str(), stored.label.as_str()), ("****1234", "Fake hibp"));
    assert!(!format!("{stored:?}").contains("secret"));
    hibp.failures.lock().unwrap().push_back(ConnectorError::Unauthorized("expired".into()));
    fixture.scan().await;
    let (settings, emails) = hibp.calls.lock().unwrap()[0].clone();
    assert_eq!(settings["api_key"], "secret-key-1234");
    assert_eq!(settings["base_url"], "https://proxy.example");
    assert_eq!(emails.len(), 2);
    let (_, row) = exposure::credentials(&fixture.services, &fixture.admin).unwrap().remove(0);
    assert_eq!(row.last_error.as_deref(), Some("unauthorized: expired"));
    assert_eq!(row.last_used, Some(fixture.services.platform.now()));

    let again = put_credential(&fixture.services, &fixture.admin, "HIBP", "other-key-9876", BTreeMap::new());
    assert_eq!(again.await.unwrap().id, stored.id, "entered again, it is the same credential");
    exposure::remove_credential(&fixture.services, &fixture.admin, stored.id).await.unwrap();
    let gone = exposure::remove_credential(&fixture.services, &fixture.admin, stored.id).await;
    assert!(matches!(gone, Err(Error::NotFound(_))));
    let unknown = put_credential(&fixture.services, &fixture.admin, "NOBODY", "k", BTreeMap::new()).await;
    assert!(matches!(unknown, Err(Error::Invalid { field, .. }) if field == "provider"));
}

#[tokio::test]
async fn two_providers_and_one_that_refuses_its_key() {
    let fixture = Fixture::at_work(PEOPLE).await;
    let (leakcheck, intelx) = (fixture.provider("leakcheck", true), fixture.provider("intelx", true));
    for provider in ["LEAKCHECK", "INTELX"] {
        put_credential(&fixture.services, &fixture.admin, provider, "k-12345678", BTreeMap::new())
            .await
            .unwrap();
    }
    leakcheck.knows("ada@acme.example", vec![exposure("Site.example", &["first_name", "password"])]);
    intelx.failures.lock().unwrap().push_back(ConnectorError::Unauthorized("answered 401".into()));
    let result = fixture.scan().await;
    assert_eq!((result.scanned, result.new_records, result.new_alerts), (2, 1, 1));
    let errors: Vec<_> =
        result.providers.iter().map(|one| (one.id.as_str(), one.failed, one.error.as_deref())).collect();
    assert_eq!(
        errors,
        [("INTELX", 2, Some("unauthorized: answered 401")), ("LEAKCHECK", 0, None)],
        "the result says which failed and why"
    );
    let alert = fixture.alerts().remove(0);
    assert_eq!((alert.provider.as_str(), alert.data_types.len()), ("LEAKCHECK", 2));
    let rows = exposure::credentials(&fixture.services, &fixture.admin).unwrap();
    let shown: Vec<_> = rows.iter().map(|(id, row)| (id.as_str(), row.last_error.is_some())).collect();
    assert_eq!(shown, [("INTELX", true), ("LEAKCHECK", false)]);
}

#[tokio::test]
async fn a_daily_quota_walks_the_workforce_over_days() {
    let mut people = String::from("email,first_name,last_name\n");
    (10..26).for_each(|n| people += &format!("p{n}@acme.example,P,{n}\n"));
    let fixture = Fixture::at_work(&people).await;
    let provider = fixture.provider("leakcheck", true);
    let quota = BTreeMap::from([("daily_quota".to_owned(), "7".to_owned())]);
    put_credential(&fixture.services, &fixture.admin, "LEAKCHECK", "k-12345678", quota).await.unwrap();
    let asked = || provider.calls.lock().unwrap().iter().map(|(_, emails)| emails.len()).collect::<Vec<_>>();
    let mut told = Vec::new();
    for _ in 0..3 {
        let one = fixture.scan().await.providers.remove(0);
        told.push((one.looked_up, one.failed));
        assert!(one.error.unwrap().contains("the daily quota of 7 addresses is used up"));
        fixture.clock.advance(86_400_000);
    }
    assert_eq!((told, asked()), (vec![(7, 9), (7, 9), (2, 14)], vec![7, 7, 2]));
    let emails: std::collections::BTreeSet<String> =
        provider.calls.lock().unwrap().iter().flat_map(|(_, emails)| emails.clone()).collect();
    assert_eq!(emails.len(), 16, "everybody was asked about once, over three days");
    // Without a quota a scan goes once round, wherever it begins.
    put_credential(&fixture.services, &fixture.admin, "LEAKCHECK", "k-12345678", BTreeMap::new())
        .await
        .unwrap();
    assert_eq!(fixture.scan().await.scanned, 16);
}

#[tokio::test]
async fn a_large_workforce_is_walked_whole_against_the_local_corpus() {
    let mut people = String::from("email,first_name,last_name\n");
    let mut corpus = String::from("email,breach,breach_date,source,data_classes,artifacts\n");
    for n in 0..2_500 {
        people += &format!("p{n}@acme.example,P,{n}\n");
        corpus += &format!("p{n}@acme.example,Breach {},2020-01-01,HIBP,Passwords,\n", n % 40);
    }
    let fixture = Fixture::at_work(&people).await;
    let local = CorpusProvider(Box::new(exposure::LocalCorpus::new(fixture.services.platform.clone())));
    fixture.connectors.providers.lock().unwrap().insert("local".into(), Arc::new(local));
    assert!(
        matches!(start_scan(&fixture.services, &fixture.admin).await, Err(Error::Unmet(_))),
        "no corpus yet"
    );
    fixture.corpus(&corpus).await.unwrap();
    fixture.notifier("webhook");
    let channel = NewChannel {
        label: "ops".into(),
        kind: ChannelKind::Webhook,
        url: "https://hooks.example/in".into(),
        min_severity: Severity::High,
        settings: BTreeMap::new(),
    };
    add_channel(&fixture.services, &fixture.admin, channel).await.unwrap();
    let result = fixture.scan().await;
    assert_eq!((result.scanned, result.new_alerts), (2_500, 2_500));
    let (waiting, _) = fixture.services.outbox.list(fixture.admin.scope(), 5_000).unwrap();
    assert_eq!(waiting.len(), 2_500, "one message an alert");
    let (_, job) = exposure::last_scan(&fixture.services, &fixture.admin).unwrap().unwrap();
    assert_eq!((job.state, job.progress.done, job.progress.total), (JobState::Succeeded, 2_500, 2_500));
    let summary = exposure::summary(&fixture.services, &fixture.admin).unwrap();
    assert_eq!((summary.employees, summary.exposed, summary.open(Severity::High)), (2_500, 2_500, 2_500));
}

#[tokio::test]
async fn a_new_name_reaches_the_alerts_and_the_index() {
    let fixture = Fixture::at_work(PEOPLE).await;
    fixture.provider("free", false).knows("ada@acme.example", vec![exposure("Adobe", &[])]);
    fixture.scan().await;
    let before = *fixture.services.platform.store.watch_changes().borrow();
    fixture.people("email,last_name\nada@acme.example,Lovelace\n").await;
    assert_eq!(fixture.alerts()[0].message(), "Ada Lovelace found in Adobe breach.");
    let kinds: Vec<String> = fixture
        .services
        .platform
        .store
        .changes_since(before)
        .into_iter()
        .map(|(_, change)| change.kind)
        .collect();
    assert_eq!(kinds, [workforce::KIND, exposure::KIND, crate::audit::KIND]);
}

/// A provider that answers only when `together` callers ask at once, and counts them.
struct Crowd {
    gate: tokio::sync::Barrier,
    now: std::sync::atomic::AtomicUsize,
    most: std::sync::atomic::AtomicUsize,
}

#[async_trait::async_trait]
impl crate::ports::BreachProvider for Crowd {
    fn info(&self) -> crate::ports::ConnectorInfo {
        let mut info = crate::fixture::info("crowd", crate::ports::ConnectorKind::BreachProvider);
        info.settings_schema =
            serde_json::json!({"required": ["api_key"], "properties": {"api_key": {"writeOnly": true}}});
        info
    }

    async fn lookup(
        &self,
        _: &crate::ports::Settings,
        emails: &[String],
    ) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError> {
        use std::sync::atomic::Ordering::SeqCst;
        let at_once = self.now.fetch_add(1, SeqCst) + 1;
        self.most.fetch_max(at_once, SeqCst);
        self.gate.wait().await;
        self.now.fetch_sub(1, SeqCst);
        // Whoever comes last is done first.
        if at_once == 1 {
            tokio::task::yield_now().await;
        }
        Ok(emails.iter().map(|_| Ok(vec![exposure("Adobe", &["Passwords"])])).collect())
    }
}

#[tokio::test]
async fn as_many_batches_are_asked_about_at_once_as_the_settings_allow() {
    let people: String = (0..63).map(|n| format!("p{n}@acme.example\n")).collect();
    let fixture = Fixture::at_work(&format!("email\n{people}")).await;
    // Nine batches of seven, three at once.
    let crowd = Arc::new(Crowd {
        gate: tokio::sync::Barrier::new(3),
        now: Default::default(),
        most: Default::default(),
    });
    fixture.connectors.providers.lock().unwrap().insert("crowd".into(), crowd.clone());
    let three = BTreeMap::from([("connections".to_owned(), "3".to_owned())]);
    put_credential(&fixture.services, &fixture.admin, "CROWD", "k-12345678", three).await.unwrap();
    let result = fixture.scan().await;
    assert_eq!((result.scanned, result.new_alerts), (63, 63));
    assert_eq!(crowd.most.load(std::sync::atomic::Ordering::SeqCst), 3);
    // Answers were stored in the order of the workforce.
    let found: Vec<_> = fixture.alerts().into_iter().rev().map(|alert| alert.employee).collect();
    assert!(found.is_sorted(), "{found:?}");
}
