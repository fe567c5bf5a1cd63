//! Every endpoint of the endpoint API and who may call it, by every kind of credential. An endpoint that is missing here
//! fails the test, as does one that lets somebody in whom the table keeps out.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use gatehouse_core::access::KeyPermission;
use gatehouse_web::openapi;
use serde_json::{Value, json};

use crate::authorization::endpoints;
use crate::callers::{Credential, report};
use crate::support::{ADMIN, House, VIEWER, house};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Who {
    Anybody,
    /// Whoever holds the signed address.
    Signed,
    /// Members by token.
    Member,
    /// Admins by token.
    Admin,
    /// Members by token, and keys.
    Reader,
    /// Keys that may write.
    Agent,
}
use Who::{Admin, Agent, Anybody, Member, Reader, Signed};

const TABLE: &[(&str, &str, Who)] = &[
    ("POST", "/login", Anybody),
    ("POST", "/login_mfa", Anybody),
    ("POST", "/reset_password", Anybody),
    ("GET", "/user/organizations", Member),
    ("GET", "/organization/{organization_id}", Member),
    ("PUT", "/organization", Admin),
    ("PUT", "/organization/notification-preferences", Admin),
    ("GET", "/organization/{organization_id}/api_keys", Admin),
    ("POST", "/organization/{organization_id}/api_keys", Admin),
    ("PUT", "/organization/{organization_id}/api_keys", Admin),
    ("DELETE", "/organization/{organization_id}/api_keys", Admin),
    ("GET", "/agents", Reader),
    ("PUT", "/agents", Admin),
    ("DELETE", "/agents/{id}", Admin),
    ("POST", "/agents/poll", Agent),
    ("POST", "/agents/confirm_uninstall", Agent),
    ("GET", "/alerts", Reader),
    ("POST", "/alerts", Agent),
    ("GET", "/alerts/paginated", Reader),
    ("GET", "/alerts/count", Member),
    ("POST", "/alerts/dismiss", Member),
    ("POST", "/alerts/dismiss-multiple", Member),
    ("POST", "/alerts/restore", Member),
    ("GET", "/collapsed-alerts/paginated", Reader),
    ("GET", "/alert/suspicious_process/download/{entity_id}", Member),
    ("GET", "/crash_logs", Member),
    ("GET", "/crash_logs/{agent_id}", Member),
    ("GET", "/crash_logs/download/{entity_id}", Member),
    ("POST", "/file-upload-url/{prefix}", Agent),
    ("POST", "/file-upload-url/{prefix}/{s3_key}", Agent),
    ("PUT", "/files/{token}", Signed),
    ("GET", "/files/{token}", Signed),
];

const NOBODY: &str = "0198b2f0-0000-7000-8000-000000000000";

/// A body that is read without a complaint, so that it is the caller who is refused.
fn body_for(method: &str, path: &str) -> Option<Value> {
    let upload =
        json!({"fileName": "a.zip", "contentType": "application/zip", "metadata": {"agent_id": "a"}});
    Some(match (method, path) {
        ("POST", "/login") => json!({"email": "nobody@acme.example", "password": "x"}),
        ("POST", "/login_mfa") => json!({"email": "nobody@acme.example", "password": "x", "otp": "1"}),
        ("POST", "/reset_password") => json!({"email": "nobody@acme.example"}),
        ("PUT", "/organization") => json!({"contact_phone": "1"}),
        ("PUT", "/organization/notification-preferences") => json!({"notification_preferences": "none"}),
        ("POST" | "PUT", "/organization/{organization_id}/api_keys") => json!({"label": "New"}),
        ("DELETE", "/organization/{organization_id}/api_keys") => json!({"entity_id": NOBODY}),
        ("PUT", "/agents") => json!({"entity_id": NOBODY}),
        ("POST", "/agents/poll") => json!({"uuid": "a"}),
        ("POST", "/agents/confirm_uninstall") => json!({"instance_id": "a", "uninstall_password": "x"}),
        ("POST", "/alerts") => report("a", "b.exe"),
        ("POST", "/alerts/dismiss") => json!({"entity_id": NOBODY, "dismissal_reason": "x"}),
        ("POST", "/alerts/dismiss-multiple") => json!({"entity_ids": [NOBODY], "dismissal_reason": "x"}),
        ("POST", "/alerts/restore") => json!({"entity_ids": [NOBODY]}),
        ("POST", "/file-upload-url/{prefix}" | "/file-upload-url/{prefix}/{s3_key}") => upload,
        _ => return None,
    })
}

/// The path with the first organization's own id, and other ids that are nobody's.
fn path_of(house: &House, pattern: &str) -> String {
    let own = house.principal.scope().org().to_string();
    [
        ("{organization_id}", own.as_str()),
        ("{prefix}", "crash_logs"),
        ("{s3_key}", "a/b.zip"),
        ("{token}", "made-up"),
        ("{agent_id}", "a"),
        ("{entity_id}", NOBODY),
        ("{id}", NOBODY),
    ]
    .iter()
    .fold(pattern.to_owned(), |path, (name, value)| path.replace(name, value))
}

#[test]
fn every_endpoint_says_who_may_call_it() {
    let known = endpoints(&openapi::endpoint());
    let listed: BTreeSet<_> =
        TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let missing: Vec<_> = known.difference(&listed).collect();
    assert!(missing.is_empty(), "add to TABLE: {missing:?}");
    let gone: Vec<_> = listed.difference(&known).collect();
    assert!(gone.is_empty(), "no longer registered: {gone:?}");
}

#[test]
fn the_document_says_what_the_table_says() {
    let document = serde_json::to_value(openapi::endpoint()).unwrap();
    for (method, path, who) in TABLE {
        let operation = &document["paths"][*path][method.to_lowercase()];
        let named = operation["security"].as_array().cloned().unwrap_or_default();
        let schemes: Vec<String> =
            named.iter().flat_map(|scheme| scheme.as_object().unwrap().keys().cloned()).collect();
        let expected: &[&str] = match who {
            Anybody | Signed => &[],
            Member | Admin => &["bearer"],
            Reader => &["bearer", "apiKey"],
            Agent => &["apiKey"],
        };
        assert_eq!(schemes, expected, "{method} {path}");
        let refuses = operation["responses"]["403"].is_object();
        assert_eq!(refuses, !matches!(who, Anybody | Reader), "{method} {path}");
    }
}

/// The credentials, each with whether it lets in to what.
async fn credentials(house: &House) -> Vec<(&'static str, Credential, fn(Who) -> bool)> {
    vec![
        ("viewer's token", house.token(VIEWER).await, |who| matches!(who, Member | Reader)),
        ("admin's token", house.token(ADMIN).await, |who| matches!(who, Member | Reader | Admin)),
        ("full key", house.key(KeyPermission::Full).await, |who| matches!(who, Reader | Agent)),
        ("read key", house.key(KeyPermission::Read).await, |who| matches!(who, Reader)),
    ]
}

#[tokio::test]
async fn each_credential_opens_what_it_should_and_nothing_else() {
    let house = house().await;
    let credentials = credentials(&house).await;
    let mut client = house.client();
    for (method, pattern, who) in TABLE.iter().filter(|(.., who)| !matches!(who, Anybody | Signed)) {
        let path = path_of(&house, pattern);
        for (name, credential, may) in &credentials {
            let got = client.api(method, &path, credential, body_for(method, pattern)).await;
            assert_eq!(got.json()["success"].as_bool(), Some(got.status.is_success()), "{}", got.text);
            if may(*who) {
                let refused = matches!(got.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
                assert!(!refused && got.status.as_u16() < 500, "{method} {path} by {name}: {}", got.text);
            } else {
                assert_eq!(got.status, StatusCode::FORBIDDEN, "{method} {path} by {name}: {}", got.text);
            }
        }
    }
}

#[tokio::test]
async fn nobody_gets_in_without_a_credential_and_cookies_are_none() {
    let house = house().await;
    let mut signed_in = house.signed_in(ADMIN).await;
    let wrong = [
        Credential::Nothing,
        Credential::Token("made.up.token".into()),
        Credential::Token(format!("gh_{}", "x".repeat(43))),
        Credential::Key(format!("gh_{}", "x".repeat(43))),
        Credential::Key(String::new()),
    ];
    for (method, pattern, who) in TABLE {
        let path = path_of(&house, pattern);
        for credential in &wrong {
            let got = signed_in.api(method, &path, credential, body_for(method, pattern)).await;
            if matches!(who, Anybody | Signed) {
                assert_ne!(got.status, StatusCode::UNAUTHORIZED, "{method} {path}");
                continue;
            }
            assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{method} {path}: {}", got.text);
            let envelope = json!({"success": false, "message": "missing or invalid authentication"});
            assert_eq!(got.json(), envelope, "{method} {path}");
            assert_eq!(got.header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn one_credential_is_enough_and_two_are_too_many() {
    let house = house().await;
    let (token, key) = (house.token(ADMIN).await, house.key(KeyPermission::Read).await);
    let (Credential::Token(token), Credential::Key(key)) = (token, key) else { panic!("one of each") };
    let mut client = house.client();
    let bearer = format!("Bearer {token}");
    let both = [("authorization", bearer.as_str()), ("x-api-key", &key)];
    let got = client.api_with("GET", "/agents", &Credential::Nothing, &both, None).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
    let as_bearer = client.api("GET", "/agents", &Credential::Token(key), None).await;
    assert_eq!(as_bearer.status, StatusCode::OK, "{}", as_bearer.text);
}
