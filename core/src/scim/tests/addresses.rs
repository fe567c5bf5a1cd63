//! Whose address it is, when several may have it; and that whoever leaves, leaves.

use serde_json::{Value, json};

use super::{Scene, connected, made, patch, status, user};
use crate::exposure;
use crate::scim::Kind;
use crate::store::Id;

fn address(email: &str) -> Value {
    json!([{"op": "add", "path": "emails", "value": [{"type": "work", "value": email}]}])
}

fn active(flag: bool) -> Value {
    json!([{"op": "replace", "path": "active", "value": flag}])
}

#[tokio::test]
async fn nobody_is_kept_active_for_the_sake_of_an_address() {
    let scene = Scene::new().await;
    let other = connected(&scene.fixture).await;
    let both = json!({"userName": "one", "emails": [{"value": "shared@acme.example"}]});
    let first = made(&scene.desk, Kind::User, both.clone()).await.unwrap();
    let second =
        made(&scene.desk, Kind::User, json!({"userName": "two", "emails": both["emails"]})).await.unwrap();
    assert!(scene.behind(second).unwrap().email.is_empty(), "a mailbox is looked up once");
    scene.desk.delete(Kind::User, &first.to_string(), None).await.unwrap();
    // Another directory takes the address, and the second user, whose address it is as well, leaves.
    made(&other, Kind::User, both.clone()).await.unwrap();
    assert_eq!(
        status(
            patch(&scene.desk, Kind::User, second, json!([{"op": "add", "path": "title", "value": "x"}]))
                .await
        ),
        409
    );
    assert_eq!(status(patch(&scene.desk, Kind::User, second, active(false)).await), 200);
    assert!(!scene.behind(second).unwrap().active);
    assert!(scene.holder("shared@acme.example").unwrap().active, "the one of the other directory stays");
    // With a new address in the same request.
    let third = user(&scene.desk, "three").await;
    let put = json!({"userName": "three", "active": false, "emails": both["emails"]});
    scene.desk.replace(Kind::User, &third.to_string(), put, None, &Default::default()).await.unwrap();
    assert!(!scene.behind(third).unwrap().active);
    assert_eq!(status(patch(&scene.desk, Kind::User, third, active(true)).await), 409, "only now it matters");
}

#[tokio::test]
async fn an_address_that_nobody_lists_is_taken_over_with_its_person() {
    let scene = Scene::new().await;
    scene.fixture.people("email,first_name\nnew@acme.example,Ada\n").await;
    let id = user(&scene.desk, "old@acme.example").await;
    assert_eq!(status(patch(&scene.desk, Kind::User, id, address("new@acme.example")).await), 200);
    let behind = scene.behind(id).unwrap();
    assert_eq!((behind.email.as_str(), behind.active), ("new@acme.example", true));
    let before = scene.holder("old@acme.example").unwrap();
    assert!(!before.active && before.link.is_none(), "{before:?}");
    assert_eq!(status(patch(&scene.desk, Kind::User, id, active(false)).await), 200);
    assert!(scene.everybody().iter().all(|(_, one)| !one.active), "nobody is looked up any more");
}

#[tokio::test]
async fn a_second_account_of_somebody_who_left_makes_no_ghost() {
    let scene = Scene::new().await;
    let work = json!([{"value": "jo@acme.example", "type": "work"}]);
    let first = made(&scene.desk, Kind::User, json!({"userName": "jo1", "emails": work})).await.unwrap();
    patch(&scene.desk, Kind::User, first, active(false)).await.unwrap();
    let second = made(&scene.desk, Kind::User, json!({"userName": "jo2", "emails": work})).await.unwrap();
    assert!(scene.behind(second).unwrap().active && scene.behind(first).is_none(), "rehired");
    patch(&scene.desk, Kind::User, first, json!([{"op": "add", "path": "title", "value": "x"}]))
        .await
        .unwrap();
    assert_eq!(scene.everybody().len(), 1);
    assert!(scene.holder("jo@acme.example").unwrap().active);
}

/// What was found stays with the person, who is not looked up while they have no address or are gone.
#[tokio::test]
async fn history_outlives_the_user_and_nobody_without_an_address_is_scanned() {
    let scene = Scene::new().await;
    let fixture = &scene.fixture;
    let provider = fixture.provider("hibp", false);
    provider.knows("ada@acme.example", vec![crate::fixture::exposure("Adobe", &["Passwords"])]);
    let handler = exposure::ScanHandler::new(&fixture.services);
    fixture.services.jobs.register(exposure::SCAN_KIND, std::sync::Arc::new(handler));
    tokio::spawn(fixture.services.jobs.clone().work());
    let scan = async || {
        let job = exposure::start_scan(&fixture.services, &fixture.admin).await.unwrap();
        exposure::wait_for_scan(&fixture.services, &fixture.admin, job).await.unwrap()
    };
    let ada = user(&scene.desk, "ada@acme.example").await;
    made(&scene.desk, Kind::User, json!({"userName": "no address", "name": {"givenName": "Nemo"}}))
        .await
        .unwrap();
    scan().await;
    let asked =
        provider.calls.lock().unwrap().iter().flat_map(|(_, emails)| emails.clone()).collect::<Vec<_>>();
    assert_eq!(asked, ["ada@acme.example"]);
    let alerts = || exposure::alerts_after(&scene.read(), Id::NIL, 10).unwrap().len();
    assert_eq!(alerts(), 1);
    scene.desk.delete(Kind::User, &ada.to_string(), None).await.unwrap();
    assert!(!scene.holder("ada@acme.example").unwrap().active);
    assert_eq!(alerts(), 1, "what was found is kept");
    provider.calls.lock().unwrap().clear();
    drop(exposure::start_scan(&fixture.services, &fixture.admin).await);
    let again = made(&scene.desk, Kind::User, json!({"userName": "ada@acme.example"})).await.unwrap();
    let found = scene.behind(again).unwrap();
    assert!(found.active && scene.everybody().len() == 2, "the same person, rehired: {found:?}");
    assert_eq!(alerts(), 1);
}
