//! Whatever is put into a field: an answer in the envelope, never a fault, and what is refused is named.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::access::KeyPermission;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::callers::{Credential, report};
use crate::support::{ADMIN, Got, House, house};

/// Every call with a body, with one that is good.
fn calls(organization: &str) -> Vec<(&'static str, String, bool, Value)> {
    let keys = format!("/organization/{organization}/api_keys");
    let nobody = "0198b2f0-0000-7000-8000-000000000000";
    let upload =
        json!({"fileName": "a.zip", "contentType": "application/zip", "metadata": {"agent_id": "a"}});
    vec![
        ("POST", "/login".into(), false, json!({"email": "a@b.example", "password": "correct horse"})),
        (
            "POST",
            "/login_mfa".into(),
            false,
            json!({"email": "a@b.example", "password": "correct horse", "otp": "123456"}),
        ),
        ("POST", "/reset_password".into(), false, json!({"email": "a@b.example"})),
        (
            "POST",
            "/agents/confirm_uninstall".into(),
            true,
            json!({"instance_id": "a", "uninstall_password": "let me out"}),
        ),
        (
            "PUT",
            "/organization".into(),
            false,
            json!({
                "name": "Acme", "contact_email": "a@b.example", "contact_phone": "+15550100",
                "notification_preferences": "sms", "uninstall_password": "let me out"
            }),
        ),
        (
            "PUT",
            "/organization/notification-preferences".into(),
            false,
            json!({
                "notification_preferences": "none", "contact_phone": "+15550100"
            }),
        ),
        ("POST", keys.clone(), false, json!({"label": "x", "status": true, "permission": "read"})),
        (
            "PUT",
            keys.clone(),
            false,
            json!({"entity_id": nobody, "label": "x", "status": false, "version": "1"}),
        ),
        ("DELETE", keys, false, json!({"entity_id": nobody})),
        (
            "PUT",
            "/agents".into(),
            false,
            json!({
                "entity_id": "a", "name": "A", "alert_notification_type": "email", "polling_interval": 60,
                "alert_notification_message_template": "{hostname}"
            }),
        ),
        ("POST", "/agents/poll".into(), true, json!({"uuid": "a", "hostname": "h", "os_type": "Windows"})),
        ("POST", "/alerts".into(), true, report("a", "calc.exe")),
        ("POST", "/alerts/dismiss".into(), false, json!({"entity_id": nobody, "dismissal_reason": "x"})),
        (
            "POST",
            "/alerts/dismiss-multiple".into(),
            false,
            json!({"entity_ids": [nobody], "dismissal_reason": "x"}),
        ),
        ("POST", "/alerts/restore".into(), false, json!({"entity_ids": [nobody]})),
        ("POST", "/file-upload-url/crash_logs".into(), true, upload),
    ]
}

/// JSON as somebody who means harm writes it.
fn harm() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("1e400".to_owned()),
        Just("-0.5".to_owned()),
        Just("184467440737095516160".to_owned()),
        Just("\"\\u0000\"".to_owned()),
        Just("\"\\ud800\"".to_owned()),
        Just("\"a\\r\\nbcc: x\"".to_owned()),
        Just(format!("\"{}\"", "x".repeat(40_000))),
        Just(format!("{}{}", "[".repeat(500), "]".repeat(500))),
        any::<i64>().prop_map(|number| number.to_string()),
        ".{0,40}".prop_map(|text| Value::from(text).to_string()),
    ];
    plain.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{{\"a\":{a},\"entity_id\":{b}}}")),
        ]
    })
}

async fn send(house: &House, by: &Credential, method: &str, path: &str, body: String) -> Got {
    let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    request = match by {
        Credential::Nothing => request,
        Credential::Token(token) => request.header("authorization", format!("Bearer {token}")),
        Credential::Key(key) => request.header("x-api-key", key),
    };
    house.client().send(request.body(Body::from(body)).unwrap()).await
}

/// What there is, as its lists tell.
async fn stored(house: &House, by: &Credential) -> Vec<String> {
    let keys = format!("/organization/{}/api_keys", house.principal.scope().org());
    let mut client = house.client();
    let mut texts = Vec::new();
    for path in ["/user/organizations", "/agents", "/alerts/count", "/crash_logs", &keys] {
        let mut list = client.api("GET", path, by, None).await.json();
        // That a key was used is noted for refused calls, too, and a moment later.
        for row in list["data"].as_array_mut().into_iter().flatten() {
            row.as_object_mut().unwrap().remove("last_used_at");
        }
        texts.push(list.to_string());
    }
    texts
}

#[tokio::test]
async fn a_body_is_an_object_and_so_is_what_it_holds() {
    let house = house().await;
    let (token, key) = (house.token(ADMIN).await, house.key(KeyPermission::Full).await);
    let mut listed = house.client();
    let before = listed.api("GET", "/user/organizations", &token, None).await.text;
    for (method, path, by_agent, body) in calls(&house.principal.scope().org().to_string()) {
        let by = if by_agent { &key } else { &token };
        let values: Vec<&Value> = body.as_object().unwrap().values().collect();
        let got = send(&house, by, method, &path, json!(values).to_string()).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{method} {path}: {}", got.text);
        let message = got.json()["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.contains("body") && message.contains("object"), "{method} {path}: {message}");
    }
    let nested = json!({"fileName": "a.zip", "contentType": "application/zip", "metadata": ["a"]});
    let got = send(&house, &key, "POST", "/file-upload-url/crash_logs", nested.to_string()).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
    assert!(got.text.contains("metadata"), "{}", got.text);
    assert_eq!(listed.api("GET", "/user/organizations", &token, None).await.text, before);
    assert_eq!(listed.api("GET", "/agents", &token, None).await.json()["data"], json!([]));
}

#[test]
fn whatever_a_field_holds_is_no_fault() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (house, token, key) = runtime.block_on(async {
        let house = house().await;
        let (token, key) = (house.token(ADMIN).await, house.key(KeyPermission::Full).await);
        (house, token, key)
    });
    let calls = calls(&house.principal.scope().org().to_string());
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let case = (0..calls.len(), any::<prop::sample::Index>(), harm(), any::<bool>());
    let outcome = runner.run(&case, |(call, field, value, repeat)| {
        let (method, path, by_key, good) = &calls[call];
        let good = good.as_object().unwrap();
        let field = good.keys().nth(field.index(good.len())).unwrap();
        let pairs = good.iter().map(|(name, known)| {
            let value = if name == field { &value } else { &known.to_string() };
            format!("{}:{value}", Value::from(name.as_str()))
        });
        let mut pairs: Vec<String> = pairs.collect();
        if repeat {
            pairs.push(format!("{}:{value}", Value::from(field.as_str())));
        }
        let body = format!("{{{}}}", pairs.join(","));
        let by = if *by_key { &key } else { &token };
        let before = runtime.block_on(stored(&house, &token));
        let got = runtime.block_on(send(&house, by, method, path, body));
        let shown: String = value.chars().take(80).collect();
        let told = format!("{method} {path} {field}={shown}: {} {}", got.status, got.text);
        prop_assert!(got.status.as_u16() < 500, "{}", told);
        prop_assert_eq!(got.json()["success"].as_bool(), Some(got.status.is_success()), "{}", told);
        if repeat {
            // Nested long texts are more than a body may have.
            let refused = [StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE];
            prop_assert!(refused.contains(&got.status), "{}", told);
        }
        if got.status == StatusCode::BAD_REQUEST {
            let message = got.json()["message"].as_str().unwrap_or_default().to_owned();
            let named = message.contains(field.as_str()) || message.contains("body");
            prop_assert!(named || message == "Incorrect credentials", "{}", told);
            prop_assert_eq!(runtime.block_on(stored(&house, &token)), before, "{}", told);
        }
        Ok(())
    });
    if let Err(cause) = outcome {
        panic!("{cause}");
    }
}
