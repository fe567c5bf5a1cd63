//! The exposure register: an incident entered, assessed, told to the authority, and the evidence of it.

use axum::http::StatusCode;
use gatehouse_core::time::Timestamp;
use serde_json::{Value, json};

use crate::support::{ADMIN, Client, VIEWER, house};

const NOBODYS: &str = "0198b2f0-0000-7000-8000-000000000000";

/// A time that lies so many minutes before now.
fn minutes_ago(app: &gatehouse_web::App, minutes: i64) -> String {
    app.services().platform.now().plus_seconds(-minutes * 60).rfc3339()
}

async fn refused(client: &mut Client, method: &str, path: &str, body: Value) -> Value {
    let got = if method == "POST" { client.post(path, &body).await } else { client.patch(path, &body).await };
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "{body}: {}", got.text);
    got.json()["field"].clone()
}

#[tokio::test]
async fn an_incident_from_the_first_hour_to_the_evidence() {
    let house = house().await;
    let (mut admin, mut viewer) = (house.signed_in(ADMIN).await, house.signed_in(VIEWER).await);
    assert_eq!(viewer.get("/api/register").await.json(), json!([]));

    let late = minutes_ago(&house.app, 80 * 60 + 1);
    let deadline = Timestamp::parse(&late).unwrap().plus_seconds(72 * 3600).rfc3339();
    let new = json!({"title": "Lost laptop", "detectedAt": late, "affectedCount": 12,
        "dataTypes": ["Passwords", "Credit cards", "password", "Shoe sizes"]});
    let made = admin.post("/api/register", &new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let entry = &made.json()[0];
    let id = entry["id"].as_str().unwrap();
    assert_eq!(
        entry,
        &json!({
            "id": id, "title": "Lost laptop", "detectedAt": late, "status": "ASSESSING", "affectedCount": 12,
            "dataCategories": ["credentials", "financial", "other_personal_data"],
            "categoryLabels": ["Credentials", "Financial data", "Other personal data"],
            "assessment": null, "notifiedAt": null, "deadline": deadline, "hoursRemaining": -9,
            "overdue": true
        })
    );

    let made = admin.post("/api/register", &json!({"title": "=Phishing"})).await.json();
    let titles: Vec<_> = made.as_array().unwrap().iter().map(|entry| &entry["title"]).collect();
    assert_eq!(titles, ["=Phishing", "Lost laptop"], "the whole register, newest first");
    assert!(made[0]["hoursRemaining"] == 71 || made[0]["hoursRemaining"] == 72, "not even an hour ago");
    assert_eq!(made[0]["overdue"], false);
    assert_eq!((&made[0]["affectedCount"], &made[0]["dataCategories"]), (&json!(0), &json!([])));

    let path = format!("/api/register/{id}");
    let told =
        admin.patch(&path, &json!({"status": "NOTIFIED", "assessment": "Encrypted, \"probably\""})).await;
    assert_eq!((told.status, told.json()), (StatusCode::OK, json!({"ok": true})));
    let entry = &viewer.get("/api/register").await.json()[1];
    assert_eq!((&entry["status"], &entry["overdue"]), (&json!("NOTIFIED"), &json!(false)));
    assert!(entry["notifiedAt"].is_string());

    let evidence = viewer.get(&format!("{path}/evidence")).await;
    assert_eq!(evidence.status, StatusCode::OK);
    assert_eq!(evidence.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(evidence.header("content-disposition"), format!("attachment; filename=\"exposure-{id}.csv\""));
    let lines: Vec<&str> = evidence.text.split("\r\n").collect();
    assert_eq!(lines[..2], ["Field,Value", "Title,Lost laptop"]);
    assert!(lines.contains(&"GDPR data categories,Credentials; Financial data; Other personal data"));
    assert!(lines.contains(&"Assessment,\"Encrypted, \"\"probably\"\"\""), "{}", evidence.text);
    let other = made[0]["id"].as_str().unwrap();
    let evidence = viewer.get(&format!("/api/register/{other}/evidence")).await;
    assert!(evidence.text.contains("Title,'=Phishing\r\n"), "{}", evidence.text);

    let log = admin.get("/api/console/audit").await.text;
    assert!(log.contains("register.created") && log.contains("ASSESSING to NOTIFIED, assessment"), "{log}");
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    let path = "/api/register";
    for (field, body) in [
        ("title", json!({})),
        ("title", json!({"title": null})),
        ("title", json!({"title": 7})),
        ("title", json!({"title": "  "})),
        ("title", json!({"title": "x".repeat(201)})),
        ("detectedAt", json!({"title": "x", "detectedAt": "yesterday"})),
        ("detectedAt", json!({"title": "x", "detectedAt": null})),
        ("detectedAt", json!({"title": "x", "detectedAt": "2999-01-01"})),
        ("affectedCount", json!({"title": "x", "affectedCount": -1})),
        ("affectedCount", json!({"title": "x", "affectedCount": "3"})),
        ("affectedCount", json!({"title": "x", "affectedCount": 1.5})),
        ("dataTypes", json!({"title": "x", "dataTypes": "email"})),
        ("dataTypes", json!({"title": "x", "dataTypes": vec!["email"; 51]})),
        ("dataTypes[0]", json!({"title": "x", "dataTypes": [7]})),
        ("dataTypes[0]", json!({"title": "x", "dataTypes": ["x".repeat(101)]})),
    ] {
        assert_eq!(refused(&mut admin, "POST", path, body.clone()).await, field, "{body}");
    }
    assert_eq!(admin.get(path).await.json(), json!([]));

    let id = admin.post(path, &json!({"title": "x"})).await.json()[0]["id"].as_str().unwrap().to_owned();
    let path = format!("{path}/{id}");
    for (field, body) in [
        ("status", json!({"status": "DONE"})),
        ("status", json!({"status": null, "assessment": "x"})),
        ("assessment", json!({"assessment": 7})),
        ("assessment", json!({"assessment": "x".repeat(5001), "status": "NOTIFIED"})),
    ] {
        assert_eq!(refused(&mut admin, "PATCH", &path, body.clone()).await, field, "{body}");
    }
    let nothing = admin.patch(&path, &json!({})).await;
    assert_eq!(
        (nothing.status, nothing.json()),
        (StatusCode::BAD_REQUEST, json!({"error": "Nothing to update"}))
    );
    assert_eq!(admin.get("/api/register").await.json()[0]["status"], "ASSESSING");
    for id in [NOBODYS, "x"] {
        let path = format!("/api/register/{id}");
        assert_eq!(admin.patch(&path, &json!({"status": "NOTIFIED"})).await.status, StatusCode::NOT_FOUND);
        assert_eq!(admin.get(&format!("{path}/evidence")).await.status, StatusCode::NOT_FOUND);
    }
}
