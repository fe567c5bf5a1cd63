//! API keys as the console keeps them.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{ADMIN, house};

#[tokio::test]
async fn a_key_is_made_shown_once_changed_and_deleted() {
    let house = house().await;
    let mut ada = house.signed_in(ADMIN).await;
    let got = ada.post("/api/console/api-keys", &json!({"label": "Agents"})).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
    let made = got.json();
    let key = made["key"].as_str().unwrap().to_owned();
    assert_eq!(
        (&made["permission"], &made["enabled"], &made["version"]),
        (&json!("full"), &json!(true), &json!(1))
    );
    assert!(house.app.access().authenticate_key(&key, None).unwrap().is_some());

    let list = ada.get("/api/console/api-keys").await;
    assert!(!list.text.contains(&key), "{}", list.text);
    assert_eq!(list.json()[0]["hint"], format!("gh_…{}", &key[42..]));
    assert!(list.json()[0].get("key").is_none());

    let path = format!("/api/console/api-keys/{}", made["id"].as_str().unwrap());
    let got = ada.patch(&path, &json!({"enabled": false, "permission": "read", "version": 1})).await;
    assert_eq!(
        (&got.json()["version"], &got.json()["permission"]),
        (&json!(2), &json!("read")),
        "{}",
        got.text
    );
    assert!(house.app.access().authenticate_key(&key, None).unwrap().is_none());
    assert_eq!(ada.patch(&path, &json!({"enabled": true, "version": 1})).await.status, StatusCode::CONFLICT);
    for (body, field) in [
        (json!({"label": ""}), "label"),
        (json!({"permission": "write"}), "permission"),
        (json!({"enabled": "yes"}), "enabled"),
        (json!({"version": -1}), "version"),
    ] {
        let got = ada.patch(&path, &body).await;
        assert_eq!(
            (got.status, &got.json()["field"]),
            (StatusCode::BAD_REQUEST, &json!(field)),
            "{}",
            got.text
        );
    }
    assert_eq!(ada.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ada.delete(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ada.get("/api/console/api-keys").await.json(), json!([]));
}
