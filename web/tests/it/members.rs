//! The members over HTTP, and the last admin.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{ADMIN, VIEWER, house};

const MEMBERS: &str = "/api/console/members";

#[tokio::test]
async fn admins_change_and_remove_members_but_not_the_last_admin() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    let mut vera = house.signed_in(VIEWER).await;
    let members = admin.get(MEMBERS).await.json();
    let id = |email: &str| {
        let found = members.as_array().unwrap().iter().find(|member| member["email"] == email);
        found.unwrap()["id"].as_str().unwrap().to_owned()
    };
    let (ada_path, vera_path) = (format!("{MEMBERS}/{}", id(ADMIN)), format!("{MEMBERS}/{}", id(VIEWER)));
    assert_eq!(
        (&members[0]["role"], &members[0]["hasPassword"], &members[0]["linked"], &members[0]["mfaEnabled"]),
        (&json!("ADMIN"), &json!(true), &json!(false), &json!(false))
    );
    for change in [json!({"role": "VIEWER"}), json!({"active": false})] {
        let got = admin.patch(&ada_path, &change).await;
        assert_eq!(got.status, StatusCode::CONFLICT, "{change}: {}", got.text);
        assert_eq!(got.json()["error"], "the last admin cannot be removed");
    }
    assert_eq!(admin.delete(&ada_path).await.status, StatusCode::CONFLICT);
    assert_eq!(admin.get(MEMBERS).await.status, StatusCode::OK, "the session goes on");

    assert_eq!(admin.patch(&vera_path, &json!({"role": "ADMIN"})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        vera.get(MEMBERS).await.status,
        StatusCode::UNAUTHORIZED,
        "a session of the former role is over"
    );
    let mut vera = house.signed_in(VIEWER).await;
    assert_eq!(vera.delete(&ada_path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(admin.get(MEMBERS).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(vera.delete(&ada_path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(vera.delete(&vera_path).await.status, StatusCode::CONFLICT);
    let unlink = vera.post(&format!("{vera_path}/unlink"), &json!({})).await;
    assert_eq!(unlink.status, StatusCode::CONFLICT, "{}", unlink.text);
    let wrong = vera.patch(&vera_path, &json!({"role": "OWNER"})).await;
    assert_eq!((wrong.status, &wrong.json()["field"]), (StatusCode::BAD_REQUEST, &json!("role")));
}
