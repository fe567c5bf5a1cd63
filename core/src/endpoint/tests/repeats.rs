//! An agent that did not hear the answer sends the same report again.

use serde_json::json;

use super::{House, body};
use crate::endpoint::{AlertFilter, alert_count};

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
    assert!(send(Some("")).await.is_err());
    house.fixture.clock.advance(25 * 3600 * 1000);
    assert_ne!(send(Some("report-1")).await.unwrap().0, named.0, "a name is forgotten after a day");
}
