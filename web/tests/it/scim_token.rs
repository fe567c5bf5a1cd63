//! A connection's token: shown once, renewed with an overlap, and nobody else's; the pace, counted before it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

use crate::scim_client::{Scim, USER, everybody, refused};
use crate::support::{ADMIN, Got, House, house};

async fn with(house: &House, connection: &str, token: Option<&str>) -> Got {
    let mut request = Request::get(format!("/api/scim/{connection}/Users"));
    if let Some(token) = token {
        request = request.header("authorization", token);
    }
    house.client().send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_token_is_shown_once_and_opens_its_own_connection() {
    let house = house().await;
    let (mut one, other) = (Scim::new(&house).await, Scim::new(&house).await);
    let shown = one.admin.get("/api/directory").await;
    assert!(!shown.text.contains(&one.token), "{}", shown.text);
    let row = shown.json()[0].clone();
    assert_eq!((&row["type"], &row["status"]), (&json!("SCIM"), &json!("ACTIVE")));
    assert!(one.token.ends_with(row["scim"]["tokenHint"].as_str().unwrap().trim_start_matches("ghs_…")));
    let good = format!("Bearer {}", one.token);
    assert_eq!(with(&house, &one.connection, Some(&good)).await.status, StatusCode::OK);
    let theirs = format!("Bearer {}", other.token);
    let long = format!("Bearer {}", "x".repeat(5000));
    let basic = format!("Basic {}", one.token);
    let prefix = format!("Bearer {}", &one.token[..one.token.len() - 1]);
    let nobody = "0198b2f0-0000-7000-8000-000000000000";
    for (connection, token) in [
        (one.connection.as_str(), None),
        (&one.connection, Some(theirs.as_str())),
        (&one.connection, Some("Bearer ")),
        (&one.connection, Some(&basic)),
        (&one.connection, Some(&prefix)),
        (&one.connection, Some(&long)),
        (nobody, Some(&good)),
        ("nonsense", Some(&good)),
    ] {
        let got = with(&house, connection, token).await;
        refused(&got, 401, None);
        assert_eq!(got.header("www-authenticate"), "Bearer");
    }
    // A session of the house's admin opens nothing here.
    let mut admin = house.signed_in(ADMIN).await;
    refused(&admin.get(&format!("/api/scim/{}/Users", one.connection)).await, 401, None);
}

#[tokio::test]
async fn a_renewed_token_overlaps_the_one_before() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let old = format!("Bearer {}", scim.token);
    let path = format!("/api/directory/{}/token", scim.connection);
    let made = scim.admin.post(&path, &json!({})).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let new = format!("Bearer {}", made.json()["bearerToken"].as_str().unwrap());
    assert!(made.json()["previousTokenUntil"].as_str().unwrap().contains('T'));
    for token in [&old, &new] {
        assert_eq!(with(&house, &scim.connection, Some(token)).await.status, StatusCode::OK);
    }
    let shown = scim.admin.get("/api/directory").await.json();
    assert_eq!(shown[0]["scim"]["previousTokenUntil"], made.json()["previousTokenUntil"]);
    let last = scim.admin.post(&path, &json!({"overlapSeconds": 0})).await;
    let last = format!("Bearer {}", last.json()["bearerToken"].as_str().unwrap());
    for token in [&old, &new] {
        refused(&with(&house, &scim.connection, Some(token)).await, 401, None);
    }
    assert_eq!(with(&house, &scim.connection, Some(&last)).await.status, StatusCode::OK);
    let wrong = scim.admin.post(&path, &json!({"overlapSeconds": -1})).await;
    assert_eq!(wrong.json()["field"], "overlapSeconds");
    let audit = scim.admin.get("/api/console/audit?limit=50").await;
    assert!(audit.text.contains("directory.token_renewed") && !audit.text.contains(&last[7..]));
}

#[tokio::test]
async fn the_pace_is_kept_before_the_token_is_looked_at() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let directory = format!("/api/directory/{}", scim.connection);
    let set = scim.admin.patch(&directory, &json!({"requestsPerMinute": 5})).await;
    assert_eq!(set.json()["scim"]["requestsPerMinute"], 5, "{}", set.text);
    for _ in 0..5 {
        refused(&with(&house, &scim.connection, Some("Bearer wrong")).await, 401, None);
    }
    for token in ["Bearer wrong".to_owned(), format!("Bearer {}", scim.token)] {
        let got = with(&house, &scim.connection, Some(&token)).await;
        refused(&got, 429, None);
        let wait: u64 = got.header("retry-after").parse().unwrap();
        assert!((1..=12).contains(&wait), "{wait}");
    }
    for wrong in [0, 2_000_000] {
        let got = scim.admin.patch(&directory, &json!({"requestsPerMinute": wrong})).await;
        assert_eq!(got.json()["field"], "requestsPerMinute", "{}", got.text);
    }
}

#[tokio::test]
async fn a_change_is_made_whole_or_not_at_all() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let directory = format!("/api/directory/{}", scim.connection);
    let before = scim.admin.get("/api/directory").await.text;
    for (change, field) in [
        (json!({"requestsPerMinute": 7, "name": ""}), "name"),
        (json!({"requestsPerMinute": 0, "name": "Another"}), "requestsPerMinute"),
    ] {
        let got = scim.admin.patch(&directory, &change).await;
        assert_eq!((got.status.as_u16(), &got.json()["field"]), (400, &json!(field)), "{}", got.text);
    }
    assert_eq!(scim.admin.get("/api/directory").await.text, before);
    let both = scim.admin.patch(&directory, &json!({"requestsPerMinute": 7, "name": "Another"})).await.json();
    assert_eq!((&both["name"], &both["scim"]["requestsPerMinute"]), (&json!("Another"), &json!(7)));
}

#[tokio::test]
async fn a_connection_has_120_requests_a_minute_unless_it_is_told_otherwise() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    let made =
        admin.post("/api/directory", &json!({"type": "SCIM", "name": "Okta", "config": {}})).await.json();
    let id = made["id"].as_str().unwrap();
    let mut allowed = 0;
    while allowed < 180 && with(&house, id, None).await.status == StatusCode::UNAUTHORIZED {
        allowed += 1;
    }
    // Whoever is slow gets another one meanwhile.
    assert!((120..180).contains(&allowed), "{allowed}");
}

#[tokio::test]
async fn a_connection_that_is_removed_is_closed_and_its_people_stay() {
    let house = house().await;
    let mut scim = Scim::new(&house).await;
    let user = scim.user("ada@acme.example").await;
    let group = json!({"displayName": "All", "members": [{"value": user}]});
    scim.made("/Groups", group).await;
    let gone = scim.admin.delete(&format!("/api/directory/{}", scim.connection)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    refused(&scim.get("/Users").await, 401, None);
    let people = everybody(&house);
    assert!(people.len() == 1 && people[0].active && people[0].link.is_none(), "{people:?}");
    let mut again = Scim::new(&house).await;
    assert_eq!(again.get("/Users").await.json()["totalResults"], 0);
    again.made("/Users", json!({"schemas": [USER], "userName": "ada@acme.example"})).await;
    assert_eq!(everybody(&house).len(), 1, "taken over by the new connection");
}
