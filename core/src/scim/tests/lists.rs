//! Lists that are longer than what is read at once, and what the index finds.

use serde_json::{Value, json};

use super::{Scene, made, user};
use crate::scim::{Kind, Query};
use crate::store::Id;

fn names(list: &Value) -> Vec<String> {
    let all = list["Resources"].as_array().unwrap();
    all.iter().map(|one| one["userName"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn places_are_right_across_buckets_that_were_emptied() {
    let scene = Scene::new().await;
    let mut ids: Vec<Id> = Vec::new();
    for at in 0..1300 {
        ids.push(user(&scene.desk, &format!("u{at:04}")).await);
    }
    // The whole second bucket, and holes in the others.
    let gone = |at: usize| (512..1024).contains(&at) || at % 7 == 3;
    for (at, id) in ids.iter().enumerate().filter(|(at, _)| gone(*at)) {
        scene
            .desk
            .delete(Kind::User, &id.to_string(), None)
            .await
            .unwrap_or_else(|fault| panic!("{at}: {fault:?}"));
    }
    let left: Vec<String> = (0..1300).filter(|at| !gone(*at)).map(|at| format!("u{at:04}")).collect();
    for start in (1..=left.len() + 3).step_by(37) {
        let query = Query { start_index: Some(start as i64), count: Some(50), ..Query::default() };
        let page = scene.desk.list(&[Kind::User], &query).unwrap();
        assert_eq!(page["totalResults"], left.len(), "{start}");
        let expected: Vec<_> = left.iter().skip(start - 1).take(50).cloned().collect();
        assert_eq!(names(&page), expected, "{start}");
    }
    // Everything is looked at in batches.
    let all = Query { filter: Some("userName sw \"u\"".into()), count: Some(1), ..Query::default() };
    assert_eq!(scene.desk.list(&[Kind::User], &all).unwrap()["totalResults"], left.len());
}

#[tokio::test]
async fn by_cursor_nobody_who_was_there_is_left_out_or_told_twice() {
    let scene = Scene::new().await;
    let mut people = Vec::new();
    for at in 0..600 {
        let name = format!("u{at:03}");
        people.push((user(&scene.desk, &name).await, name));
    }
    for filter in [None, Some("userName sw \"u\""), Some("active eq true")] {
        let before: Vec<String> = people.iter().map(|(_, name)| name.clone()).collect();
        let (mut cursor, mut told, mut pages) = (String::new(), Vec::new(), 0);
        loop {
            let query = Query {
                filter: filter.map(ToOwned::to_owned),
                cursor: Some(cursor),
                count: Some(90),
                ..Query::default()
            };
            let page = scene.desk.list(&[Kind::User, Kind::Group], &query).unwrap();
            told.extend(names(&page));
            // The first who was told goes, and somebody comes.
            if let Some(at) = people.iter().position(|(id, _)| page["Resources"][0]["id"] == id.to_string()) {
                scene.desk.delete(Kind::User, &people.remove(at).0.to_string(), None).await.unwrap();
            }
            let late = format!("u-late{pages}{}", filter.unwrap_or("").len());
            people.push((user(&scene.desk, &late).await, late));
            pages += 1;
            match page["nextCursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert!(pages >= 6, "{filter:?}: {pages}");
        let mut once = told.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), told.len(), "{filter:?}: told twice");
        let missed: Vec<_> = before.iter().filter(|name| once.binary_search(name).is_err()).collect();
        assert!(missed.is_empty(), "{filter:?}: {missed:?}");
    }
    for (wrong, word) in [("x", "invalidCursor"), ("0.", "invalidCursor"), ("9999.1", "invalidCursor")] {
        let query = Query { cursor: Some(wrong.into()), ..Query::default() };
        let fault = scene.desk.list(&[Kind::User], &query).unwrap_err();
        assert_eq!(fault.body()["scimType"], word, "{wrong}");
    }
    let both = Query { cursor: Some(String::new()), start_index: Some(3), ..Query::default() };
    assert_eq!(scene.desk.list(&[Kind::User], &both).unwrap_err().status(), 400);
}

/// Whatever the index narrows is what looking at everybody finds.
#[tokio::test]
async fn the_index_finds_what_looking_at_everybody_finds() {
    let scene = Scene::new().await;
    let mut ids = Vec::new();
    for at in 0..40 {
        let body = json!({
            "userName": format!("User{}", at % 20 + 20 * (at / 20)), "externalId": format!("Ext{}", at % 5),
            "emails": [{"value": format!("Mail{}@acme.example", at % 7), "type": "work"}, {"value": format!("h{at}@home.example"), "type": "home"}],
        });
        ids.push(made(&scene.desk, Kind::User, body).await.unwrap());
    }
    let members: Vec<Value> = ids.iter().take(9).map(|id| json!({"value": id.to_string()})).collect();
    let group =
        made(&scene.desk, Kind::Group, json!({"displayName": "Nine", "members": members})).await.unwrap();
    let some = ids[4].to_string();
    for (kind, filter) in [
        (Kind::User, "userName eq \"USER7\"".to_owned()),
        (Kind::User, "externalId eq \"Ext3\"".into()),
        (Kind::User, "externalId eq \"ext3\"".into()),
        (Kind::User, "emails eq \"mail2@acme.example\"".into()),
        (Kind::User, "emails.value eq \"h3@home.example\" or userName eq \"user9\"".into()),
        (Kind::User, "emails[type eq \"home\" and value eq \"mail2@acme.example\"]".into()),
        (
            Kind::User,
            "emails[type eq \"work\" and value eq \"mail2@acme.example\"] and externalId eq \"Ext2\"".into(),
        ),
        (Kind::User, format!("id eq \"{some}\"")),
        (Kind::User, format!("groups eq \"{group}\"")),
        (Kind::User, format!("groups.value eq \"{group}\" and not (userName eq \"user3\")")),
        (Kind::Group, format!("members eq \"{some}\"")),
        (Kind::Group, "displayName eq \"nine\"".into()),
        (Kind::Group, "members eq \"nobody\"".into()),
    ] {
        let ask = |filter: String| {
            let query = Query { filter: Some(filter), count: Some(200), ..Query::default() };
            scene.desk.list(&[kind], &query).unwrap()
        };
        let narrowed = ask(filter.clone());
        // `not (not (…))` is the same to whoever asks, and nothing that the index knows.
        let whole = ask(format!("not (not ({filter}))"));
        assert_eq!(narrowed, whole, "{filter}");
        assert_eq!(
            narrowed["totalResults"] == 0,
            filter.contains("nobody")
                || filter.contains("\"ext3")
                || filter.contains("home\" and value eq \"mail2"),
            "{filter}: {narrowed}"
        );
    }
}
