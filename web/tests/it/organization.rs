//! The organization's settings.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{ADMIN, VIEWER, house};

#[tokio::test]
async fn settings_are_read_and_changed_by_version() {
    let house = house().await;
    let mut ada = house.signed_in(ADMIN).await;
    let path = "/api/console/organization";
    let change = json!({
        "contactEmail": "soc@acme.example", "contactPhone": "(123) 456-7890",
        "notificationPreferences": "email_and_sms", "uninstallPassword": "password123", "version": 1,
    });
    let got = ada.patch(path, &change).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert_eq!(ada.patch(path, &change).await.status, StatusCode::CONFLICT, "it has another version now");
    let seen = house.signed_in(VIEWER).await.get(path).await;
    assert!(!seen.text.contains("password123") && !seen.text.contains("argon2"), "{}", seen.text);
    let seen = seen.json();
    assert_eq!((&seen["name"], &seen["organizationType"]), (&json!("Acme"), &json!("client")));
    assert_eq!((&seen["contactPhone"], &seen["managedBy"]), (&json!("(123) 456-7890"), &Value::Null));
    assert_eq!((&seen["hasUninstallPassword"], &seen["version"]), (&json!(true), &json!(2)));
    assert_eq!(seen["notificationPreferences"], "email_and_sms");
}

#[tokio::test]
async fn what_is_wrong_is_named_as_it_was_sent() {
    let house = house().await;
    let mut ada = house.signed_in(ADMIN).await;
    for (body, field) in [
        (json!({"name": ""}), "name"),
        (json!({"contactEmail": "nobody"}), "contactEmail"),
        (json!({"contactPhone": "call me"}), "contactPhone"),
        (json!({"notificationPreferences": "pigeon"}), "notificationPreferences"),
        (json!({"organizationType": "bank"}), "organizationType"),
        (json!({"managedBy": "nobody"}), "managedBy"),
        (json!({"managedBy": "0198b2f0-0000-7000-8000-000000000000"}), "managedBy"),
        (json!({"timeZone": "Mars/Olympus"}), "timeZone"),
        (json!({"uninstallPassword": "short"}), "uninstallPassword"),
    ] {
        let got = ada.patch("/api/console/organization", &body).await;
        assert_eq!(
            (got.status, &got.json()["field"]),
            (StatusCode::BAD_REQUEST, &json!(field)),
            "{}",
            got.text
        );
    }
    let same = json!({"managedBy": null, "organizationType": "client"});
    let got = ada.patch("/api/console/organization", &same).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
}
