//! Requests that are large in one way or another cost no more than their size.

use serde_json::{Map, Value, json};

use super::{Scene, connected, made, patch, status, user};
use crate::directory;
use crate::error::Error;
use crate::scim::{Fault, Kind, Projection};

#[tokio::test]
async fn lists_and_objects_have_so_many_parts() {
    let scene = Scene::new().await;
    let id = user(&scene.desk, "ada").await;
    let numbers = |count: usize| (0..count).map(Value::from).collect::<Vec<_>>();
    let names = |count: usize| (0..count).map(|at| (format!("n{at}"), at.into())).collect::<Map<_, _>>();
    for body in [
        json!({"userName": "x", "tags": numbers(100_000)}),
        json!({"userName": "x", "urn:x:2.0:X": names(100_000)}),
        Value::Object(
            [names(100_000), Map::from_iter([("userName".to_owned(), "x".into())])]
                .into_iter()
                .flatten()
                .collect(),
        ),
    ] {
        let refused = made(&scene.desk, Kind::User, body).await.unwrap_err();
        assert_eq!(refused.status(), 413, "{refused:?}");
    }
    for operation in [
        json!({"op": "add", "path": "tags", "value": numbers(100_000)}),
        json!({"op": "replace", "path": "tags", "value": numbers(100_000)}),
        json!({"op": "add", "value": names(100_000)}),
        json!({"op": "add", "path": "urn:x:2.0:X", "value": names(100_000)}),
    ] {
        assert_eq!(status(patch(&scene.desk, Kind::User, id, json!([operation])).await), 413);
    }
    let many: Vec<Value> =
        (0..3).map(|at| json!({"op": "add", "path": "tags", "value": numbers(1000 * (at + 1))})).collect();
    assert_eq!(status(patch(&scene.desk, Kind::User, id, many.into()).await), 413, "by and by as well");
    let searches = vec![json!({"op": "remove", "path": "members[display eq \"nobody\"]"}); 9];
    let group = made(&scene.desk, Kind::Group, json!({"displayName": "G"})).await.unwrap();
    assert_eq!(status(patch(&scene.desk, Kind::Group, group, searches.into()).await), 413);
}

#[tokio::test]
async fn a_group_of_thousands_is_made_and_emptied() {
    let scene = Scene::new().await;
    let mut ids = Vec::new();
    for at in 0..2100 {
        ids.push(json!({"value": user(&scene.desk, &format!("u{at}")).await.to_string()}));
    }
    let group = made(&scene.desk, Kind::Group, json!({"displayName": "All", "members": ids})).await.unwrap();
    let shown = scene.desk.get(Kind::Group, &group.to_string(), &Projection::default()).unwrap();
    assert_eq!(shown.value["members"].as_array().unwrap().len(), 2100);
    let two = format!("members[value eq {} or value eq {}]", ids[0]["value"], ids[1]["value"]);
    patch(&scene.desk, Kind::Group, group, json!([{"op": "remove", "path": two}])).await.unwrap();
    let shown = scene.desk.get(Kind::Group, &group.to_string(), &Projection::default()).unwrap();
    assert_eq!(shown.value["members"].as_array().unwrap().len(), 2098);
}

#[tokio::test]
async fn whoever_is_let_in_writes_nothing_into_a_removed_connection() {
    let scene = Scene::new().await;
    let id = user(&scene.desk, "ada@acme.example").await;
    let (services, admin) = (&scene.fixture.services, &scene.fixture.admin);
    directory::remove(services, admin, scene.desk.connection).await.unwrap();
    for outcome in [
        made(&scene.desk, Kind::User, json!({"userName": "late"})).await.map(drop),
        patch(&scene.desk, Kind::User, id, json!([{"op": "add", "path": "title", "value": "x"}])).await,
        scene.desk.delete(Kind::User, &id.to_string(), None).await,
    ] {
        assert!(matches!(outcome, Err(Fault::Core(Error::Unauthenticated))), "{outcome:?}");
    }
    let left = scene.everybody();
    assert!(left.len() == 1 && left[0].1.link.is_none() && left[0].1.active, "{left:?}");
    assert!(directory::connections(services, admin).unwrap().is_empty());
    assert!(matches!(
        directory::remove(services, admin, scene.desk.connection).await,
        Err(Error::NotFound(_))
    ));
    // Nothing stands in the way of the next connection.
    let next = connected(&scene.fixture).await;
    made(&next, Kind::User, json!({"userName": "ada@acme.example"})).await.unwrap();
    assert_eq!(scene.everybody().len(), 1);
}
