//! Kept counts and indexes against what a recount finds, after any mix of findings and status changes.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::exposure::findings::{self, Finding, Source};
use crate::exposure::index::{self, AlertFilter};
use crate::exposure::rows::{ALERTS, Alert, AlertStatus, BUCKETS, RECORDS, bucket};
use crate::exposure::summary::{of_employee, summary_of};
use crate::exposure::{self, set_status, set_statuses};
use crate::fixture::{Fixture, exposure};
use crate::ports::{Artifact, Confidence};
use crate::severity::Severity;
use crate::store::{Id, OrgRows as _, Span};
use crate::workforce;

/// One thing that happens.
#[derive(Debug, Clone)]
enum Deed {
    /// A provider reports a person in a breach, with or without grave classes and a stolen session.
    Found { person: usize, breach: u8, classes: u8, session: bool },
    /// Somebody moves the nth alert.
    Moved { nth: usize, status: AlertStatus },
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let found = (0..4usize, 0..5u8, 0..8u8, proptest::bool::weighted(0.1))
        .prop_map(|(person, breach, classes, session)| Deed::Found { person, breach, classes, session });
    let status =
        prop_oneof![Just(AlertStatus::Open), Just(AlertStatus::Acknowledged), Just(AlertStatus::Resolved)];
    let moved = (any::<usize>(), status).prop_map(|(nth, status)| Deed::Moved { nth, status });
    proptest::collection::vec(prop_oneof![found, moved], 0..40)
}

fn source(fixture: &Fixture) -> Source {
    Source {
        provider: "TEST".into(),
        confidence: Confidence::High,
        now: fixture.services.platform.now(),
        ids: Arc::clone(&fixture.services.platform.ids),
        outbox: fixture.services.outbox.clone(),
    }
}

/// A provider reports one person in these breaches.
pub(crate) async fn reported(fixture: &Fixture, employee: Id, exposures: Vec<crate::ports::Exposure>) {
    report(fixture, vec![Finding { employee, exposures }]).await;
}

async fn report(fixture: &Fixture, findings: Vec<Finding>) -> findings::Added {
    let source = source(fixture);
    let write =
        move |writer: &mut crate::store::OrgWriter<'_, '_>| findings::store(writer, &source, findings);
    fixture.services.org(&fixture.admin).write(write).await.unwrap()
}

fn people(fixture: &Fixture) -> Vec<Id> {
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    workforce::all_after(&reader, Id::NIL, 100).unwrap().into_iter().map(|(id, _)| id).collect()
}

async fn with_people(n: usize) -> Fixture {
    let fixture = Fixture::new();
    let rows: String = (0..n).map(|n| format!("p{n}@acme.example,P{n}\n")).collect();
    fixture.people(&format!("email,first_name\n{rows}")).await;
    fixture
}

async fn happen(deeds: Vec<Deed>) {
    const CLASSES: [&str; 3] = ["Passwords", "Credit cards", "Names"];
    let fixture = with_people(4).await;
    let ids = people(&fixture);
    for deed in deeds {
        fixture.clock.advance(86_400_000);
        match deed {
            Deed::Found { person, breach, classes, session } => {
                let told: Vec<&str> =
                    (0..3).filter(|bit| classes & (1 << bit) != 0).map(|bit| CLASSES[bit]).collect();
                let mut one = exposure(&format!("Breach {breach}"), &told);
                one.artifacts = if session { vec![Artifact::Token] } else { vec![] };
                // Reported twice in one answer, it is still one.
                let exposures = vec![one.clone(), one];
                report(&fixture, vec![Finding { employee: ids[person], exposures }]).await;
            }
            Deed::Moved { nth, status } => {
                let reader = fixture.services.org(&fixture.admin).read().unwrap();
                let all = reader.list(&ALERTS, Span::all(), 0, 1000).unwrap();
                if !all.is_empty() {
                    let id = all[nth % all.len()].0;
                    set_status(&fixture.services, &fixture.admin, id, status).await.unwrap();
                }
            }
        }
    }
    recount(&fixture, &ids);
}

/// Everything kept equals what counting finds.
fn recount(fixture: &Fixture, ids: &[Id]) {
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    let now = fixture.services.platform.now();
    let all: Vec<(Id, Alert)> = reader.list(&ALERTS, Span::all(), 0, 10_000).unwrap();
    let records = reader.list(&RECORDS, Span::all(), 0, 10_000).unwrap();
    assert_eq!(all.len(), records.len(), "one alert a record");

    let mut buckets: Vec<(u8, Id)> =
        all.iter().map(|(id, alert)| (bucket(alert.status, alert.severity), *id)).collect();
    buckets.sort_unstable();
    let kept: Vec<(u8, Id)> =
        reader.list(&BUCKETS, Span::all(), 0, 10_000).unwrap().into_iter().map(|(key, ())| key).collect();
    assert_eq!(kept, buckets);

    let summary = summary_of(&reader, now).unwrap();
    for (status, severity, count) in &summary.counts {
        let counted = all.iter().filter(|(_, a)| a.status == *status && a.severity == *severity).count();
        assert_eq!(*count, counted as u64);
    }
    let exposed = ids.iter().filter(|id| records.iter().any(|((person, _), _)| person == *id)).count();
    assert_eq!(summary.exposed, exposed as u64);
    let recent = all
        .iter()
        .filter(|(_, a)| a.status == AlertStatus::Open && a.detected >= now.plus_seconds(-30 * 86_400));
    let since = Id::floor(now.plus_seconds(-30 * 86_400));
    assert_eq!(index::open_since(&reader, since, 1000).unwrap(), recent.count());

    for filter in filters() {
        let mut wanted: Vec<Id> = all
            .iter()
            .filter(|(_, a)| filter.status.is_empty() || filter.status.contains(&a.status))
            .filter(|(_, a)| filter.severity.is_empty() || filter.severity.contains(&a.severity))
            .map(|(id, _)| *id)
            .collect();
        wanted.reverse();
        assert_eq!(index::total(&reader, &filter).unwrap(), wanted.len() as u64);
        for skip in [0, 1, wanted.len()] {
            let page = index::page(&reader, &filter, skip, 3).unwrap();
            let listed: Vec<Id> = page.into_iter().map(|(id, _)| id).collect();
            assert_eq!(listed, wanted.iter().copied().skip(skip).take(3).collect::<Vec<_>>());
        }
    }
    for id in ids {
        let employee = workforce::find(&reader, *id).unwrap().unwrap();
        let person = of_employee(&reader, *id, &employee, now).unwrap();
        assert_eq!(person.breaches, records.iter().filter(|((of, _), _)| of == id).count());
        assert!(person.breaches > 0 || person.risk.score == 0);
    }
}

fn filters() -> Vec<AlertFilter> {
    let filter = |status: &[AlertStatus], severity: &[Severity]| AlertFilter {
        status: status.to_vec(),
        severity: severity.to_vec(),
    };
    vec![
        filter(&[], &[]),
        filter(&[AlertStatus::Open], &[]),
        filter(&[AlertStatus::Open, AlertStatus::Resolved], &[Severity::High, Severity::Critical]),
        filter(&[], &[Severity::Medium]),
        filter(&[AlertStatus::Acknowledged], &[Severity::Low]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn counts_and_lists_equal_a_recount(deeds in deeds()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(happen(deeds));
    }
}

#[tokio::test]
async fn long_buckets_merge_newest_first() {
    let fixture = with_people(1).await;
    let person = people(&fixture)[0];
    let exposures = |from: usize, grave: bool| -> Vec<_> {
        let classes: &[&str] = if grave { &["Passwords"] } else { &[] };
        (from..from + 150).map(|n| exposure(&format!("B{n}"), classes)).collect()
    };
    for (from, grave) in [(0, true), (150, false), (300, true)] {
        report(&fixture, vec![Finding { employee: person, exposures: exposures(from, grave) }]).await;
    }
    recount(&fixture, &[person]);
    let reader = fixture.services.org(&fixture.admin).read().unwrap();
    let filter = AlertFilter { status: vec![AlertStatus::Open], severity: vec![] };
    let page = index::page(&reader, &filter, 140, 20).unwrap();
    let names: Vec<&str> = page.iter().map(|(_, alert)| alert.breach_name.as_str()).collect();
    assert_eq!((names[0], names[9], names[10], names[19]), ("B309", "B300", "B299", "B290"));
}

#[tokio::test]
async fn a_status_change_is_told_in_the_audit_log_and_only_once() {
    let fixture = with_people(1).await;
    let exposures = vec![exposure("A", &[]), exposure("B", &[])];
    report(&fixture, vec![Finding { employee: people(&fixture)[0], exposures }]).await;
    let page = exposure::alerts(&fixture.services, &fixture.admin, &AlertFilter::default(), 0, 9).unwrap();
    let ids: Vec<Id> = page.items.iter().map(|(id, _)| *id).collect();
    for _ in 0..2 {
        let alert = set_status(&fixture.services, &fixture.admin, ids[0], AlertStatus::Acknowledged);
        assert_eq!(alert.await.unwrap().status_changed_by.as_deref(), Some("test"));
    }
    let named = [ids.clone(), vec![Id::NIL]].concat();
    let moved =
        set_statuses(&fixture.services, &fixture.admin, named, AlertStatus::Acknowledged).await.unwrap();
    assert_eq!(moved, 1, "the first was there already, the last does not exist");
    let (log, _) = crate::audit::list(&fixture.services.platform, &fixture.admin, 0, 9).unwrap();
    let told: BTreeMap<String, String> = log
        .into_iter()
        .filter(|entry| entry.action == "alert.status_changed")
        .map(|entry| (entry.target, entry.detail))
        .collect();
    assert_eq!(told.len(), 2);
    assert_eq!(told[&ids[0].to_string()], "OPEN to ACKNOWLEDGED");
    let missing = set_status(&fixture.services, &fixture.admin, Id::NIL, AlertStatus::Open).await;
    assert!(matches!(missing, Err(crate::Error::NotFound(_))));
}
