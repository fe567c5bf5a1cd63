//! The company's settings over HTTP: all of them or none.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::main_job::{at_work, import};
use crate::support::{ADMIN, VIEWER, house};

const COMPANY: &str = "/api/company";

fn defaults() -> Value {
    json!({
        "scanIntervalMinutes": null, "remediationEnabled": false, "siemTokenHint": null, "siemPush": null,
        "riskWeights": {"session": 30.0, "recency": 25.0, "criticalData": 20.0, "domainMatch": 15.0,
            "openAlerts": 10.0, "breaches": 10.0}
    })
}

#[tokio::test]
async fn settings_change_together_and_secrets_are_not_shown() {
    let house = house().await;
    let (mut admin, mut viewer) = (house.signed_in(ADMIN).await, house.signed_in(VIEWER).await);
    assert_eq!(viewer.get(COMPANY).await.json(), defaults());
    let change = json!({
        "scanIntervalMinutes": 60, "remediationEnabled": true, "riskWeights": {"session": 50, "breaches": 0},
        "siemToken": "a-token-of-ours-1234",
        "siemPush": {"url": "https://siem.example/in/t0k3n-t0k3n", "format": "cef"}
    });
    let changed = admin.patch(COMPANY, &change).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    let shown = viewer.get(COMPANY).await;
    assert_eq!(shown.text, changed.text);
    assert!(!shown.text.contains("a-token") && !shown.text.contains("t0k3n-t0k3n"), "{}", shown.text);
    let mut expected = defaults();
    expected["scanIntervalMinutes"] = json!(60);
    expected["remediationEnabled"] = json!(true);
    expected["riskWeights"]["session"] = json!(50.0);
    expected["riskWeights"]["breaches"] = json!(0.0);
    expected["siemTokenHint"] = json!("...1234");
    expected["siemPush"] = json!({"urlHint": "https://siem.example/…0k3n", "format": "cef",
        "lastPushedAt": null, "lastError": null});
    assert_eq!(shown.json(), expected);

    let syslog = json!({"siemPush": {"url": "syslog+tls://siem.example", "format": "syslog"}});
    let push = admin.patch(COMPANY, &syslog).await.json()["siemPush"].clone();
    assert_eq!(
        (&push["urlHint"], &push["format"]),
        (&json!("syslog+tls://siem.example:6514"), &json!("syslog"))
    );
    let gone = json!({"scanIntervalMinutes": null, "remediationEnabled": false, "riskWeights": null,
        "siemToken": null, "siemPush": null});
    assert_eq!(admin.patch(COMPANY, &gone).await.json(), defaults());
    let log = admin.get("/api/console/audit").await.text;
    for action in ["scan.scheduled", "risk_weights.changed", "siem_token.changed", "siem_push.changed"] {
        assert!(log.contains(action), "{action}: {log}");
    }
    assert!(!log.contains("a-token") && !log.contains("t0k3n-t0k3n"), "{log}");
}

#[tokio::test]
async fn one_bad_field_refuses_all_of_them() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    for (field, bad) in [
        ("scanIntervalMinutes", json!(4)),
        ("scanIntervalMinutes", json!("60")),
        ("scanIntervalMinutes", json!(4_000_000_000u32)),
        ("remediationEnabled", Value::Null),
        ("remediationEnabled", json!("yes")),
        ("riskWeights.luck", json!({"luck": 1})),
        ("riskWeights.session", json!({"session": -0.5})),
        ("riskWeights.session", json!({"session": null})),
        ("riskWeights.session", json!({"session": 1001})),
        ("riskWeights", json!({})),
        ("riskWeights", json!([1])),
        ("siemToken", json!("fifteen-letters")),
        ("siemToken", json!("x".repeat(257))),
        ("siemToken", json!("with spaces in it 1")),
        ("siemToken", json!("sechzehn-zeichen-ß")),
        ("siemToken", json!(1_234_567_890_123_456_u64)),
        ("siemPush.format", json!({"url": "https://siem.example/"})),
        ("siemPush.format", json!({"url": "https://siem.example/", "format": "xml"})),
        ("siemPush.url", json!({"format": "json"})),
        ("siemPush.url", json!({"url": "http://siem.example/", "format": "json"})),
        ("siemPush.url", json!({"url": "https://me:pw@siem.example/", "format": "json"})),
        ("siemPush.url", json!({"url": "https://169.254.169.254/", "format": "json"})),
        ("siemPush.url", json!({"url": "syslog://siem.example", "format": "syslog"})),
    ] {
        // Good ones beside it, which must not be kept.
        let mut body = json!({"scanIntervalMinutes": 60, "remediationEnabled": true,
            "siemToken": "a-token-of-ours-1234", "riskWeights": {"session": 50}});
        body[field.split('.').next().unwrap()] = bad;
        let got = admin.patch(COMPANY, &body).await;
        assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!(field)), "{body}");
        assert_eq!(admin.get(COMPANY).await.json(), defaults(), "{body}");
    }
    for nothing in [json!({}), json!({"unknown": 1})] {
        let got = admin.patch(COMPANY, &nothing).await;
        assert_eq!(
            (got.status, got.json()),
            (StatusCode::BAD_REQUEST, json!({"error": "Nothing to update"}))
        );
    }
}

#[tokio::test]
async fn weights_move_peoples_risk() {
    let (house, _) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    import(&mut admin).await;
    admin.post("/api/credentials", &json!({"provider": "HIBP", "key": "key-12345678"})).await;
    assert_eq!(admin.post("/api/employees/scan", &json!({})).await.status, StatusCode::OK);
    let ada = "/api/console/employees?q=byron";
    // 25 recency + 20 critical data + 2/3·10 open + 2/5·10 breaches
    let score = |got: Value| got["items"][0]["risk"].clone();
    assert_eq!(score(admin.get(ada).await.json()), 56);
    let nothing = json!({"riskWeights": {"session": 0, "recency": 0, "criticalData": 90, "domainMatch": 0,
        "openAlerts": 0, "breaches": 0}});
    assert_eq!(admin.patch(COMPANY, &nothing).await.status, StatusCode::OK);
    assert_eq!(score(admin.get(ada).await.json()), 90);
    admin.patch(COMPANY, &json!({"riskWeights": null})).await;
    assert_eq!(score(admin.get(ada).await.json()), 56);
}
