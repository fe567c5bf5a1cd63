//! An agent that did not hear the answer sends the same report again.

use serde_json::json;

use super::{House, body};
use crate::endpoint::{AlertFilter, GroupFilter, alert_count, dismiss, groups};

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_answers_the_first_alert_and_stores_nothing() {
    let house = House::new().await;
    let at = house.seconds();
    let first = house.add(body("a-1", "host", "evil.exe", 7, at)).await;
    let mut again = body("a-1", "host", "evil.exe", 7, at);
    again["action_taken"] = json!("terminated");
    assert_eq!(house.add(again).await, first, "what else it says does not matter");
    house.fixture.clock.advance(23 * 3600 * 1000);
    assert_eq!(house.add(body("a-1", "host", "evil.exe", 7, at)).await, first);
    let count =
        || alert_count(&house.fixture.services, &house.fixture.admin, &AlertFilter::default()).unwrap();
    assert_eq!(count(), 1);

    for (other, why) in [
        (body("a-2", "host", "evil.exe", 7, at), "another agent"),
        (body("a-1", "host", "evil.exe", 8, at), "another process id"),
        (body("a-1", "host", "evil.exe", 7, at + 1), "another time"),
    ] {
        assert_ne!(house.add(other).await.0, first.0, "{why}");
    }
    let mut program = body("a-1", "host", "evil.exe", 7, at);
    program["process_sha256"] = json!("cd".repeat(32));
    assert_ne!(house.add(program).await.0, first.0);
    assert_eq!(count(), 5);

    house.fixture.clock.advance(2 * 3600 * 1000);
    assert_ne!(house.add(body("a-1", "host", "evil.exe", 7, at)).await.0, first.0, "after a day it is news");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_again_after_a_day_is_an_alert_beside_the_first() {
    let house = House::new().await;
    let (services, admin) = (&house.fixture.services, &house.fixture.admin);
    let report = body("a-1", "host", "evil.exe", 7, house.seconds());
    let group = |dismissed| {
        let filter = GroupFilter { dismissed: Some(dismissed), ..GroupFilter::default() };
        let page = groups(services, admin, &filter, 0, 10).unwrap();
        assert_eq!(page.items.len() as u64, page.total);
        page.items.into_iter().next().map(|group| (group.count, group.alert_ids))
    };
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, house.add(report.clone()).await.0);
        house.fixture.clock.advance(25 * 3600 * 1000);
    }
    assert_eq!(group(false), Some((3, ids.clone())));
    for (n, id) in ids.iter().enumerate() {
        dismiss(services, admin, vec![*id], "seen".into()).await.unwrap();
        assert_eq!(group(false).map(|group| group.1).unwrap_or_default(), ids[n + 1..]);
        assert_eq!(group(true), Some((n as u64 + 1, ids[..=n].to_vec())));
    }
    let again = house.add(report.clone()).await.0;
    assert_eq!(house.add(report).await.0, again);
    assert_eq!((group(false), group(true)), (Some((1, vec![again])), Some((3, ids))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_may_spell_its_uuid_in_either_case() {
    let house = House::new().await;
    let report = |uuid: &str| body(uuid, "host", "evil.exe", 7, house.seconds());
    let first = house.add(report("0198b2f0-0000-7000-8000-00000000000a")).await;
    assert_eq!(house.add(report("0198B2F0-0000-7000-8000-00000000000A")).await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dismissed_alert_is_known_too() {
    let house = House::new().await;
    let at = house.seconds();
    let (id, _) = house.add(body("a-1", "host", "evil.exe", 7, at)).await;
    crate::endpoint::dismiss(&house.fixture.services, &house.fixture.admin, vec![id], "known".into())
        .await
        .unwrap();
    assert_eq!(house.add(body("a-1", "host", "evil.exe", 7, at)).await.0, id);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_time_each_report_is_news_unless_it_is_named() {
    let house = House::new().await;
    let report = || {
        let mut body = body("a-1", "host", "evil.exe", 7, 0);
        body.as_object_mut().unwrap().remove("detected_at");
        house.report(&body)
    };
    let send = |key: Option<&'static str>| house.endpoint.add_alert(&house.fixture.admin, report(), key);
    assert_ne!(send(None).await.unwrap().0, send(None).await.unwrap().0);
    let named = send(Some("report-1")).await.unwrap();
    assert_eq!(send(Some("report-1")).await.unwrap(), named);
    assert_ne!(send(Some("report-2")).await.unwrap().0, named.0);
    let of_another = house.report(&body("a-2", "host", "evil.exe", 7, house.seconds()));
    let numbered = house.endpoint.add_alert(&house.fixture.admin, of_another, Some("report-1"));
    assert_ne!(numbered.await.unwrap().0, named.0, "agents number their reports by themselves");
    assert!(send(Some("")).await.is_err());
    house.fixture.clock.advance(25 * 3600 * 1000);
    assert_ne!(send(Some("report-1")).await.unwrap().0, named.0, "a name is forgotten after a day");
}
