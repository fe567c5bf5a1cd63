//! The job: what goes, what stays, and what a crash in the middle leaves.

use super::{DAY, at_work, company, found, run, scan, set};
use crate::audit::{self, Entry};
use crate::exposure::{self, AlertFilter, AlertStatus, alerts, set_status, summary};
use crate::fixture::Fixture;
use crate::jobs::JobState;
use crate::register::{self, NewEntry};
use crate::retention::handler::STEP;
use crate::retention::{Change, RETENTION_KIND, shown};
use crate::store::{Id, Store};

async fn resolve(fixture: &Fixture, id: Id) {
    set_status(&fixture.services, &fixture.admin, id, AlertStatus::Resolved).await.unwrap();
}

fn applied(fixture: &Fixture) -> Vec<String> {
    let (log, _) = audit::list(&fixture.services.platform, &fixture.admin, 0, 2000).unwrap();
    let told = log.into_iter().filter(|entry| entry.action == "retention.applied");
    told.map(|entry| entry.detail).collect()
}

#[tokio::test]
async fn resolved_alerts_go_and_what_is_known_of_people_stays() {
    let fixture = company().await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    found(&fixture, 6).await;
    let ids: Vec<Id> = alerts(services, admin, &AlertFilter::default(), 0, 50)
        .unwrap()
        .items
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    resolve(&fixture, ids[0]).await;
    resolve(&fixture, ids[1]).await;
    set_status(services, admin, ids[2], AlertStatus::Acknowledged).await.unwrap();
    fixture.clock.advance(20 * DAY);
    resolve(&fixture, ids[3]).await;
    // Resolved long ago, but taken up again.
    resolve(&fixture, ids[4]).await;
    set_status(services, admin, ids[4], AlertStatus::Open).await.unwrap();
    set(&fixture, Change { resolved_alerts: Some(Some(30)), ..Change::default() }).await;
    fixture.clock.advance(10 * DAY);
    assert_eq!(run(&fixture).await.error, None);
    assert!(applied(&fixture).is_empty(), "30 days are over only after 30 days");
    let before = summary(services, admin).unwrap();

    fixture.clock.advance(1);
    assert_eq!(run(&fixture).await.error, None);
    assert_eq!(applied(&fixture), ["2 resolved alerts"]);
    let left = alerts(services, admin, &AlertFilter::default(), 0, 50).unwrap();
    let kept: Vec<Id> = left.items.iter().map(|(id, _)| *id).collect();
    assert_eq!((left.total, kept), (4, vec![ids[2], ids[3], ids[4], ids[5]]));
    let after = summary(services, admin).unwrap();
    assert_eq!((after.with_status(AlertStatus::Resolved), before.with_status(AlertStatus::Resolved)), (1, 3));
    assert_eq!((after.exposed, after.employees), (6, 6), "they are in the breach all the same");
    assert_eq!(exposure::breaches(services, admin).unwrap()[0].2, 6);
    let changes = services.platform.store.changes_since(0);
    let told = changes.iter().rev().filter(|(_, change)| change.kind == exposure::KIND);
    let mut gone: Vec<Id> = told.flat_map(|(_, change)| change.ids.clone()).take(2).collect();
    gone.sort();
    let mut expected = ids[..2].to_vec();
    expected.sort();
    assert_eq!(gone, expected, "search learns of it");
    assert_eq!(scan(&fixture).await.new_alerts, 0, "no news is told again");

    fixture.clock.advance(20 * DAY);
    assert_eq!(run(&fixture).await.error, None);
    let left = alerts(services, admin, &AlertFilter::default(), 0, 50).unwrap();
    assert!(left.items.iter().all(|(_, alert)| alert.status != AlertStatus::Resolved));
    assert_eq!(left.total, 3, "what is open is kept for ever");
}

#[tokio::test]
async fn the_audit_log_forgets_all_but_the_registers_evidence() {
    let fixture = company().await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let new = NewEntry { title: "Lost laptop".into(), ..NewEntry::default() };
    let incident = register::add(services, admin, new).await.unwrap();
    for n in 0..3 {
        let entry = Entry::by(&services.platform, admin, "thing.done").target("7").detail(n);
        services.org(admin).write(move |writer| audit::record(writer, &entry)).await.unwrap();
    }
    fixture.clock.advance(91 * DAY);
    set(&fixture, Change { audit: Some(Some(90)), ..Change::default() }).await;
    assert_eq!(run(&fixture).await.error, None);
    let (log, total) = audit::list(&services.platform, admin, 0, 50).unwrap();
    let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["retention.applied", "retention.changed", "register.created"]);
    assert_eq!((total, log[0].detail.as_str()), (3, "3 audit entries"));
    let of = |target: &str| audit::list_of_target(&services.platform, admin, target, 0, 50).unwrap();
    assert_eq!((of("7"), of(&incident.to_string()).1), ((vec![], 0), 1));
    assert_eq!(register::entries(services, admin).unwrap().len(), 1);
}

#[tokio::test]
async fn finished_jobs_go_and_those_that_are_not_stay() {
    let fixture = company().await;
    let (services, admin) = (&fixture.services, &fixture.admin);
    found(&fixture, 1).await;
    let never = services.jobs.enqueue(admin.scope(), "unknown", &()).await.unwrap();
    services.jobs.wait(admin.scope(), never).await.unwrap();
    fixture.clock.advance(8 * DAY);
    set(&fixture, Change { jobs: Some(Some(7)), ..Change::default() }).await;
    let job = run(&fixture).await;
    assert_eq!(job.error, None);
    assert_eq!(applied(&fixture), ["2 jobs"]);
    let (left, _) = services.jobs.list(admin.scope(), None, 0, 50).unwrap();
    let kinds: Vec<&str> = left.iter().map(|(_, job)| job.kind.as_str()).collect();
    assert_eq!(kinds, [RETENTION_KIND]);
}

/// Enough for several steps.
const ENTRIES: usize = STEP * 5 + 7;

#[test]
fn a_crash_in_the_middle_loses_no_count_and_the_rest_goes_after_it() {
    let store = Store::in_memory().unwrap();
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime();
    let (admin, job) = first.block_on(async {
        let fixture = Fixture::over(store.clone());
        let (services, admin) = (&fixture.services, fixture.admin.clone());
        let (org, now) = (admin.scope().org(), services.platform.now());
        let new = crate::tenancy::NewOrganization::client("Acme");
        let made = store.write(move |writer| crate::tenancy::create(writer, org, now, new));
        made.await.unwrap();
        let entries: Vec<Entry> =
            (0..ENTRIES).map(|_| Entry::by(&services.platform, &admin, "thing.done")).collect();
        let store = services.org(&admin);
        let written =
            store.write(move |writer| entries.iter().try_for_each(|entry| audit::record(writer, entry)));
        written.await.unwrap();
        fixture.clock.advance(100 * DAY);
        set(&fixture, Change { audit: Some(Some(90)), ..Change::default() }).await;
        at_work(&fixture);
        let job = services.jobs.enqueue(admin.scope(), RETENTION_KIND, &()).await.unwrap();
        let total = || audit::list(&services.platform, &admin, 0, 1).unwrap().1;
        while total() > ENTRIES - STEP {
            tokio::task::yield_now().await;
        }
        (admin, job)
    });
    // The process dies here.
    first.shutdown_background();

    runtime().block_on(async {
        let mut fixture = Fixture::over(store.clone());
        fixture.admin = admin;
        fixture.clock.advance(100 * DAY);
        let state = fixture.services.jobs.get(fixture.admin.scope(), job).unwrap().state;
        assert_eq!(state, JobState::Running, "it was in the middle");
        at_work(&fixture);
        let done = fixture.services.jobs.wait(fixture.admin.scope(), job).await.unwrap();
        assert_eq!((done.error, done.attempts), (None, 2));
        assert_eq!(applied(&fixture), [format!("{ENTRIES} audit entries")]);
        let last = shown(&fixture.services, &fixture.admin).unwrap().last_run.unwrap();
        assert_eq!(last.removed.audit_entries, ENTRIES as u64);
        let (log, total) = audit::list(&fixture.services.platform, &fixture.admin, 0, 50).unwrap();
        assert_eq!((log.len(), total), (2, 2), "{log:?}");
    });
}
