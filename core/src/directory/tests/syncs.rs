//! What a sync takes over, and what it leaves alone.

use std::time::Duration;

use super::{Scene, people, person};
use crate::directory::{self, ConnectionChange, ConnectionStatus};
use crate::error::Error;
use crate::fixture::FakeDirectory;
use crate::jobs::{JobState, Jobs};
use crate::ports::{ConnectorError, DirectoryUser};
use crate::workforce;

#[tokio::test]
async fn people_come_change_and_leave() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(5));
    let first = scene.sync().await;
    assert_eq!((&first["added"], &first["listed"], &first["delta"]), (&5.into(), &5.into(), &false.into()));
    let everybody = scene.everybody();
    assert_eq!((everybody[0].email.as_str(), everybody[0].active), ("p0@acme.example", true));
    let connection = scene.connection();
    assert_eq!(
        (connection.status, connection.last_sync_count, connection.error),
        (ConnectionStatus::Active, Some(5), None)
    );

    let second = scene.sync().await;
    assert_eq!(
        (&second["unchanged"], &second["changed"], &second["left"]),
        (&5.into(), &0.into(), &0.into())
    );
    assert_eq!(scene.everybody(), everybody, "nothing was written");

    let mut now = people(4);
    now[0].department = "Sales".into();
    now[1].first_name = String::new();
    now[2].active = false;
    now[3].mfa = Some(true);
    scene.directory.has(now);
    let third = scene.sync().await;
    assert_eq!((&third["changed"], &third["left"], &third["unchanged"]), (&2.into(), &2.into(), &1.into()));
    let everybody = scene.everybody();
    assert_eq!(everybody.len(), 5, "nobody is deleted");
    assert_eq!(everybody[0].department, "Sales");
    assert_eq!(everybody[1].first_name, "Given1", "never overwritten with nothing");
    assert_eq!(everybody.iter().map(|one| one.active).collect::<Vec<_>>(), [true, true, false, true, false]);
    assert_eq!((everybody[3].mfa, scene.connection().last_sync_count), (Some(true), Some(3)));

    scene.directory.has(people(5));
    let back = scene.sync().await;
    assert_eq!((&back["changed"], scene.active()), (&3.into(), 5), "whoever comes back is active again");
}

#[tokio::test]
async fn people_who_are_known_by_address_are_not_doubled_and_those_without_are_kept() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.fixture.people("email,first_name,badge\np0@acme.example,Adele,7\n").await;
    let nameless = DirectoryUser { external_id: "n1".into(), active: true, ..DirectoryUser::default() };
    let strange = DirectoryUser {
        external_id: "n2".into(),
        email: Some("not an address".into()),
        active: true,
        ..person(9)
    };
    scene.directory.has(vec![person(0), nameless, strange]);
    let summary = scene.sync().await;
    assert_eq!((&summary["added"], &summary["changed"]), (&2.into(), &1.into()));
    let everybody = scene.everybody();
    assert_eq!(everybody.len(), 3);
    assert_eq!(
        (everybody[0].first_name.as_str(), everybody[0].attributes["badge"].as_str()),
        ("Given0", "7")
    );
    assert_eq!(everybody[1].display_name(), "n1");
    let reader = scene.fixture.services.org(&scene.fixture.admin).read().unwrap();
    let (scanned, _) = workforce::active_after(&reader, crate::store::Id::NIL, 10).unwrap();
    assert_eq!(
        (scanned.len(), workforce::count(&reader, true).unwrap()),
        (1, 3),
        "without an address nobody is scanned"
    );
    assert_eq!(workforce::list(&reader, None, 0, 10).unwrap().items.len(), 3, "and all are listed");
}

#[tokio::test]
async fn an_address_that_is_somebody_elses_is_refused_until_they_leave() {
    let scene = Scene::new(FakeDirectory::default()).await;
    let twin = DirectoryUser { external_id: "u7".into(), ..person(0) };
    scene.directory.has(vec![
        person(0),
        twin.clone(),
        DirectoryUser { external_id: String::new(), ..person(3) },
    ]);
    let summary = scene.sync().await;
    assert_eq!((&summary["added"], &summary["refusedTotal"]), (&1.into(), &2.into()));
    assert_eq!(summary["refused"][0][0], "u7");
    scene.directory.has(vec![twin]);
    assert_eq!((scene.sync().await["left"].clone(), scene.active()), (1.into(), 0));
    scene.sync().await;
    let everybody = scene.everybody();
    assert_eq!((everybody.len(), everybody[0].active), (1, true), "hired again, under another id");
    assert_eq!(everybody[0].link.as_ref().unwrap().external_id, "u7");
}

#[tokio::test]
async fn a_change_of_address_is_followed() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(vec![person(0)]);
    scene.sync().await;
    scene.directory.has(vec![DirectoryUser { email: Some("married@acme.example".into()), ..person(0) }]);
    assert_eq!(scene.sync().await["changed"], 1);
    let reader = scene.fixture.services.org(&scene.fixture.admin).read().unwrap();
    assert!(workforce::by_email(&reader, "married@acme.example").unwrap().is_some());
    assert!(workforce::by_email(&reader, "p0@acme.example").unwrap().is_none());
}

#[tokio::test]
async fn somebody_whose_new_address_is_refused_has_not_left() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(2));
    scene.sync().await;
    let taken = DirectoryUser { email: Some("p0@acme.example".into()), ..person(1) };
    scene.directory.has(vec![person(0), taken]);
    let summary = scene.sync().await;
    assert_eq!((&summary["refusedTotal"], &summary["left"], scene.active()), (&1.into(), &0.into(), 2));
}

#[tokio::test]
async fn far_fewer_people_stop_the_sync_until_somebody_says_so() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(40));
    scene.sync().await;
    let mut fewer = people(20);
    fewer[0].department = "Sales".into();
    scene.directory.has(fewer);
    let job = scene.sync_with(false).await;
    assert_eq!((job.state, job.attempts), (JobState::Failed, 1), "asking again by itself would not help");
    assert!(job.error.unwrap().contains("20 of 40 active people are gone"));
    let connection = scene.connection();
    assert_eq!(
        (connection.status, connection.last_sync_count, scene.active()),
        (ConnectionStatus::Error, Some(40), 40)
    );
    assert_eq!(scene.everybody()[0].department, "Sales", "what is new is kept all the same");

    let change = ConnectionChange { max_leavers_percent: Some(60), ..ConnectionChange::default() };
    let Scene { fixture, id, .. } = &scene;
    directory::change(&fixture.services, &fixture.admin, *id, change).await.unwrap();
    assert_eq!((scene.sync().await["left"].clone(), scene.active()), (20.into(), 20));
    assert_eq!(scene.connection().status, ConnectionStatus::Active);

    scene.directory.has(vec![]);
    assert_eq!(scene.sync_with(false).await.state, JobState::Failed);
    let confirmed = scene.sync_with(true).await;
    assert_eq!((confirmed.state, scene.active(), scene.everybody().len()), (JobState::Succeeded, 0, 40));
}

#[tokio::test]
async fn a_small_directory_that_lists_nobody_stops_the_sync_too() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(3));
    scene.sync().await;
    scene.directory.has(people(2));
    assert_eq!(scene.sync().await["left"], 1, "a few may go");
    scene.directory.has(vec![]);
    assert_eq!((scene.sync_with(false).await.state, scene.active()), (JobState::Failed, 2));
}

#[tokio::test]
async fn only_changes_are_asked_for_where_they_are_told_and_everybody_once_a_day() {
    let scene = Scene::new(FakeDirectory { tells_changes: true, ..FakeDirectory::default() }).await;
    scene.directory.has(people(5));
    scene.sync().await;
    let gone = DirectoryUser { external_id: "u4".into(), ..DirectoryUser::default() };
    let nobody = DirectoryUser { external_id: "x".into(), ..DirectoryUser::default() };
    *scene.directory.changes.lock().unwrap() =
        vec![DirectoryUser { department: "Sales".into(), ..person(0) }, gone, nobody];
    scene.directory.asked.lock().unwrap().clear();
    let delta = scene.sync().await;
    assert_eq!(
        (&delta["delta"], &delta["listed"], &delta["changed"], &delta["left"]),
        (&true.into(), &3.into(), &1.into(), &1.into())
    );
    assert_eq!(*scene.directory.asked.lock().unwrap(), [Some("delta:now".to_owned())]);
    assert_eq!((scene.active(), scene.connection().last_sync_count), (4, Some(4)));

    *scene.directory.forgets.lock().unwrap() = true;
    scene.directory.has(people(4));
    let anew = scene.sync().await;
    assert_eq!((&anew["delta"], &anew["listed"]), (&false.into(), &4.into()), "the token was forgotten");

    scene.fixture.clock.advance(25 * 3600 * 1000);
    assert_eq!(scene.sync().await["delta"], false);
    assert_eq!(scene.sync().await["delta"], true);
}

#[tokio::test]
async fn waits_when_asked_to_and_tries_again_when_it_may_help() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(3));
    let soon = ConnectorError::RateLimited(Duration::from_millis(10));
    scene.directory.failures.lock().unwrap().extend([soon.clone(), soon.clone()]);
    assert_eq!(scene.sync().await["added"], 3);

    let unauthorized = ConnectorError::Unauthorized("the token is wrong".into());
    scene.directory.failures.lock().unwrap().push_back(unauthorized);
    let job = scene.sync_with(false).await;
    assert_eq!((job.state, job.attempts), (JobState::Failed, 1), "no retry helps");
    assert_eq!(scene.connection().error.as_deref(), Some("unauthorized: the token is wrong"));

    let down = || ConnectorError::Unavailable("answered 503".into());
    scene.directory.failures.lock().unwrap().push_back(down());
    let Scene { fixture, id, .. } = &scene;
    let (services, admin) = (&fixture.services, &fixture.admin);
    let (job, _) = directory::start_sync(services, admin, *id, false).await.unwrap();
    let again = directory::start_sync(services, admin, *id, false).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "one at a time");
    // The first pause is 30 s, and then 60: no clock but the test's goes on.
    let attempts = |jobs: &Jobs| jobs.get(admin.scope(), job).map(|job| (job.attempts, job.state)).unwrap();
    until(|| attempts(&services.jobs) == (1, JobState::Queued)).await;
    fixture.clock.advance(29_000);
    services.jobs.wake();
    tokio::task::yield_now().await;
    assert_eq!(attempts(&services.jobs).0, 1);
    scene.directory.failures.lock().unwrap().push_back(down());
    fixture.clock.advance(1_000);
    services.jobs.wake();
    until(|| attempts(&services.jobs) == (2, JobState::Queued)).await;
    assert_eq!(scene.connection().status, ConnectionStatus::Error);
    fixture.clock.advance(60_000);
    services.jobs.wake();
    let ended = services.jobs.wait(admin.scope(), job).await.unwrap();
    assert_eq!((ended.state, ended.attempts), (JobState::Succeeded, 3));
    assert_eq!((scene.connection().status, scene.connection().error), (ConnectionStatus::Active, None));
}

/// Lets others run until it is so.
async fn until(so: impl Fn() -> bool) {
    while !so() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_directory_is_synced_by_itself() {
    let scene = Scene::new(FakeDirectory::default()).await;
    scene.directory.has(people(2));
    let Scene { fixture, id, .. } = &scene;
    let change =
        |minutes| ConnectionChange { auto_sync_minutes: Some(minutes), ..ConnectionChange::default() };
    let short = directory::change(&fixture.services, &fixture.admin, *id, change(Some(14))).await;
    assert!(matches!(short, Err(Error::Invalid { field, .. }) if field == "autoSyncIntervalMinutes"));
    directory::change(&fixture.services, &fixture.admin, *id, change(Some(15))).await.unwrap();
    fixture.clock.advance(15 * 60_000);
    fixture.services.jobs.wake();
    until(|| scene.connection().last_sync.is_some()).await;
    assert_eq!(scene.active(), 2);
    directory::change(&fixture.services, &fixture.admin, *id, change(None)).await.unwrap();
    assert!(fixture.services.jobs.schedules(fixture.admin.scope()).unwrap().is_empty());
}
