//! Agents over the endpoint API.

use axum::http::StatusCode;
use gatehouse_core::access::KeyPermission;
use serde_json::json;

use crate::callers::report;
use crate::support::{ADMIN, VIEWER, house};

#[tokio::test]
async fn an_agent_appears_with_its_first_poll_and_is_told_how_it_is_set_up() {
    let house = house().await;
    let (admin, key) = (house.token(ADMIN).await, house.key(KeyPermission::Full).await);
    let mut client = house.client();
    let poll = json!({
        "uuid": "laptop-7", "hostname": "host.example.com", "os_type": "Windows", "os_platform": "Windows 10",
        "os_version_number": "10.0.19042", "os_version_detail": "Windows 10 Pro", "agent_version": "1.2.3"
    });
    let got = client.api("POST", "/agents/poll", &key, Some(poll)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let setup = got.json()["data"].clone();
    assert_eq!(setup["polling_interval"], setup["settings"]["polling_interval"]);
    assert!(setup["last_poll"].is_string(), "{setup}");

    let listed = client.api("GET", "/agents", &admin, None).await.json()["data"].clone();
    let agent = &listed[0];
    for (field, value) in [
        ("entity_id", json!("laptop-7")),
        ("name", json!("host.example.com")),
        ("os_type", json!("Windows")),
        ("os_platform", json!("Windows 10")),
        ("os_version_number", json!("10.0.19042")),
        ("os_version_detail", json!("Windows 10 Pro")),
        ("agent_version", json!("1.2.3")),
        ("alert_only", json!(false)),
        ("unseen_crash_logs", json!(0)),
        ("unseen_suspicious_processes", json!(0)),
    ] {
        assert_eq!(agent[field], value, "{field}");
    }

    let change = json!({
        "entity_id": "laptop-7", "version": agent["version"], "name": "Front desk", "polling_interval": 300,
        "alert_only": true, "alert_notification_type": "email",
        "alert_notification_message_template": "{process_name} on {hostname}"
    });
    let got = client.api("PUT", "/agents", &admin, Some(change.clone())).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert_eq!(got.json()["data"]["alert_notification_message_template"], "{process_name} on {hostname}");
    let again = client.api("PUT", "/agents", &admin, Some(change)).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the version is an old one");
    let got = client.api("POST", "/agents/poll", &key, Some(json!({"uuid": "laptop-7"}))).await;
    let setup = got.json()["data"].clone();
    assert_eq!((&setup["polling_interval"], &setup["alert_only"]), (&json!(300), &json!(true)));
    assert_eq!(setup["name"], "Front desk");

    assert_eq!(client.api("DELETE", "/agents/laptop-7", &admin, None).await.status, StatusCode::OK);
    assert_eq!(client.api("DELETE", "/agents/laptop-7", &admin, None).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_does_not_fit_an_agent_is_named() {
    let house = house().await;
    let (admin, key) = (house.token(ADMIN).await, house.key(KeyPermission::Full).await);
    let mut client = house.client();
    client.api("POST", "/agents/poll", &key, Some(json!({"uuid": "a"}))).await;
    for (field, value) in [
        ("alert_notification_message_template", json!("{colour}")),
        ("alert_notification_message_template", json!(null)),
        ("alert_notification_type", json!("pigeon")),
        ("polling_interval", json!(0)),
        ("polling_interval", json!(-5)),
        ("polling_interval", json!(9)),
        ("polling_interval", json!(86_401)),
        ("name", json!("")),
        ("name", json!(["x"])),
        ("name", json!("x".repeat(121))),
        ("version", json!(1.5)),
    ] {
        let got = client.api("PUT", "/agents", &admin, Some(json!({"entity_id": "a", field: value}))).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{field}: {}", got.text);
        assert!(got.json()["message"].as_str().unwrap().starts_with(&format!("{field}: ")), "{}", got.text);
    }
    for uuid in [json!(""), json!("a b"), json!("x".repeat(65)), json!(null), json!(7)] {
        let got = client.api("POST", "/agents/poll", &key, Some(json!({ "uuid": uuid }))).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{uuid}: {}", got.text);
        assert!(got.json()["message"].as_str().unwrap().starts_with("uuid: "), "{}", got.text);
    }
}

#[tokio::test]
async fn uninstalling_takes_the_right_password_and_few_tries() {
    let house = house().await;
    let (admin, key) = (house.token(ADMIN).await, house.key(KeyPermission::Full).await);
    let mut client = house.client();
    let got =
        client.api("PUT", "/organization", &admin, Some(json!({"uninstall_password": "let me out"}))).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    for agent in ["a", "b"] {
        client.api("POST", "/agents/poll", &key, Some(json!({ "uuid": agent }))).await;
    }
    let path = "/agents/confirm_uninstall";
    let with =
        |agent: &str, password: &str| Some(json!({"instance_id": agent, "uninstall_password": password}));
    for _ in 0..5 {
        let got = client.api("POST", path, &key, with("a", "wrong")).await;
        assert_eq!(
            (got.status, got.json()),
            (StatusCode::OK, json!({"success": true, "data": {"success": false}}))
        );
    }
    let got = client.api("POST", path, &key, with("a", "let me out")).await;
    assert_eq!(got.status, StatusCode::TOO_MANY_REQUESTS, "{}", got.text);
    assert!(got.header("retry-after").parse::<u64>().unwrap() >= 1);
    let got = client.api("POST", path, &key, with("b", "let me out")).await;
    assert_eq!(
        got.json(),
        json!({"success": true, "data": {"success": true}}),
        "each agent has tries of its own"
    );
    assert_eq!(client.api("POST", path, &key, with("nobody", "x")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_console_sees_the_same_agents() {
    let house = house().await;
    let key = house.key(KeyPermission::Full).await;
    let mut client = house.client();
    client.api("POST", "/alerts", &key, Some(report("laptop-7", "calc.exe"))).await;
    let mut admin = house.signed_in(ADMIN).await;
    let page = admin.get("/api/console/agents").await.json();
    assert_eq!((&page["total"], &page["items"][0]["id"]), (&json!(1), &json!("laptop-7")));
    assert_eq!(page["items"][0]["openAlerts"], 1);
    assert_eq!(admin.get("/api/console/agents?q=nothing").await.json()["total"], 0);
    let one = admin.get("/api/console/agents/laptop-7").await.json();
    assert_eq!(one, page["items"][0]);

    let patch = |body: serde_json::Value| {
        axum::http::Request::patch("/api/console/agents/laptop-7")
            .header("content-type", "application/json")
            .body(axum::body::Body::from(body.to_string()))
            .unwrap()
    };
    let got = admin.send(patch(json!({"name": "Desk", "version": one["version"]}))).await;
    assert_eq!((got.status, &got.json()["name"]), (StatusCode::OK, &json!("Desk")), "{}", got.text);
    let got = admin.send(patch(json!({"name": "Table", "version": one["version"]}))).await;
    assert_eq!(got.status, StatusCode::CONFLICT);
    let mut viewer = house.signed_in(VIEWER).await;
    assert_eq!(viewer.send(patch(json!({"name": "Mine"}))).await.status, StatusCode::FORBIDDEN);
}
