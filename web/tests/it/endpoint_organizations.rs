//! Organizations and their API keys over the endpoint API.

use axum::http::StatusCode;
use gatehouse_core::tenancy::OrganizationType;
use serde_json::json;

use crate::callers::Credential;
use crate::support::{ADMIN, house};

#[tokio::test]
async fn an_organization_is_shown_and_changed_as_the_seed_shows() {
    let house = house().await;
    let admin = house.token(ADMIN).await;
    let id = house.principal.scope().org().to_string();
    let mut client = house.client();
    let got = client.api("GET", &format!("/organization/{id}"), &admin, None).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let before = got.json()["data"].clone();
    assert_eq!((&before["name"], &before["organization_type"]), (&json!("Acme"), &json!("client")));
    let listed = client.api("GET", "/user/organizations", &admin, None).await;
    assert_eq!(listed.json(), json!({"success": true, "data": [before]}));

    let change = json!({
        "entity_id": id,
        "version": before["version"],
        "name": "Acme Works",
        "contact_email": "ops@acme.example",
        "contact_phone": "(123) 456-7890",
        "notification_preferences": "email",
        "organization_type": "client",
        "uninstall_password": "let me out"
    });
    let got = client.api("PUT", "/organization", &admin, Some(change.clone())).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert_eq!(got.json()["message"], "Organization updated successfully");
    assert_eq!(got.json()["data"]["contact_email"], "ops@acme.example");
    assert!(!got.text.contains("let me out") && !got.text.contains("argon2"), "{}", got.text);
    let again = client.api("PUT", "/organization", &admin, Some(change)).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the version is an old one: {}", again.text);

    let preferences =
        json!({"notification_preferences": "email_and_sms", "contact_phone": "+41 44 668 18 00"});
    let path = "/organization/notification-preferences";
    let got = client.api("PUT", path, &admin, Some(preferences)).await;
    assert_eq!(got.json()["message"], "Notification preferences updated successfully", "{}", got.text);
    assert_eq!(got.json()["data"]["notification_preferences"], "email_and_sms");
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_changes_nothing() {
    let house = house().await;
    let admin = house.token(ADMIN).await;
    let mut client = house.client();
    let before = client.api("GET", "/user/organizations", &admin, None).await.text;
    for (field, value) in [
        ("name", json!("")),
        ("name", json!(null)),
        ("contact_email", json!("nobody")),
        ("contact_email", json!("a@b.example\r\nbcc: c@d.example")),
        ("contact_email", json!("ops@acme.example,soc@acme.example")),
        ("contact_email", json!("Ops<ops@acme.example>")),
        ("contact_email", json!("ops..night@acme.example")),
        ("contact_phone", json!("44+668")),
        ("contact_phone", json!("++44668")),
        ("contact_phone", json!("12")),
        ("notification_preferences", json!("pigeon")),
        ("organization_type", json!("guild")),
        ("managed_by", json!("somebody")),
        ("uninstall_password", json!(5)),
        ("version", json!(null)),
    ] {
        let body = json!({"uninstall_password": "let me out", field: value});
        let got = client.api("PUT", "/organization", &admin, Some(body)).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{field}: {}", got.text);
        let message = got.json()["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(&format!("{field}: ")), "{field}: {message}");
    }
    let other = json!({"entity_id": "0198b2f0-0000-7000-8000-000000000000", "name": "Mine"});
    assert_eq!(client.api("PUT", "/organization", &admin, Some(other)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.api("GET", "/user/organizations", &admin, None).await.text, before);
}

#[tokio::test]
async fn a_key_is_shown_once_and_masked_ever_after() {
    let house = house().await;
    let admin = house.token(ADMIN).await;
    let id = house.principal.scope().org().to_string();
    let path = format!("/organization/{id}/api_keys");
    let mut client = house.client();
    let got = client.api("POST", &path, &admin, Some(json!({"label": "New API Key", "status": true}))).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let made = got.json()["data"].clone();
    let secret = made["key"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("gh_") && secret.len() > 40, "{secret}");
    assert_eq!((&made["organization_id"], &made["permission"]), (&json!(id), &json!("full")));
    let key = Credential::Key(secret.clone());
    assert_eq!(client.api("GET", "/agents", &key, None).await.status, StatusCode::OK);

    let listed = client.api("GET", &path, &admin, None).await;
    assert!(!listed.text.contains(&secret), "{}", listed.text);
    let hint = format!("gh_…{}", &secret[secret.len() - 4..]);
    assert_eq!(listed.json()["data"][0]["key"], hint.as_str());

    let change =
        json!({"entity_id": made["entity_id"], "version": made["version"], "label": "Off", "status": false});
    let got = client.api("PUT", &path, &admin, Some(change.clone())).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert_eq!((&got.json()["data"]["status"], &got.json()["data"]["key"]), (&json!(false), &json!(hint)));
    assert_eq!(client.api("GET", "/agents", &key, None).await.status, StatusCode::UNAUTHORIZED);
    let again = client.api("POST", &path, &admin, Some(change)).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);

    let name = json!({"entity_id": made["entity_id"]});
    let got = client.api("DELETE", &path, &admin, Some(name.clone())).await;
    assert_eq!(got.json(), json!({"success": true, "message": "API Key deleted successfully."}));
    assert_eq!(client.api("DELETE", &path, &admin, Some(name)).await.status, StatusCode::NOT_FOUND);
    let nameless = client.api("POST", &path, &admin, Some(json!({}))).await;
    assert_eq!(nameless.json()["message"], "label: is missing");
}

#[tokio::test]
async fn an_operator_of_a_managing_organization_acts_for_its_clients_and_for_nobody_else() {
    let house = house().await;
    let watch = house.organization("watch", OrganizationType::Mssp, None).await;
    let client_org = house.organization("client", OrganizationType::Client, Some(watch.id)).await;
    let stranger = house.organization("stranger", OrganizationType::Client, None).await;
    let (operator, served) = (house.token(&watch.admin).await, house.token(&client_org.admin).await);
    let mut client = house.client();

    let listed = client.api("GET", "/user/organizations", &operator, None).await.json();
    let names: Vec<_> = listed["data"].as_array().unwrap().iter().map(|org| org["name"].clone()).collect();
    assert_eq!(names, ["watch", "client"]);
    let one = client.api("GET", "/user/organizations", &served, None).await.json();
    assert_eq!(one["data"].as_array().unwrap().len(), 1);

    let first = house.principal.scope().org();
    for (id, expected) in [
        (watch.id, StatusCode::OK),
        (client_org.id, StatusCode::OK),
        (stranger.id, StatusCode::NOT_FOUND),
        (first, StatusCode::NOT_FOUND),
    ] {
        let id = id.to_string();
        let fields = [("x-organization-id", id.as_str())];
        let got = client.api_with("GET", "/alerts", &operator, &fields, None).await;
        assert_eq!(got.status, expected, "by header: {}", got.text);
        let query = format!("/agents?organization_id={id}");
        assert_eq!(client.api("GET", &query, &operator, None).await.status, expected, "by query");
        let path = format!("/organization/{id}/api_keys");
        assert_eq!(client.api("GET", &path, &operator, None).await.status, expected, "by path");
        let change = json!({"entity_id": id, "contact_phone": "+41 44 668 18 02"});
        assert_eq!(client.api("PUT", "/organization", &operator, Some(change)).await.status, expected);
    }
    for id in [watch.id, stranger.id] {
        let id = id.to_string();
        let fields = [("x-organization-id", id.as_str())];
        let got = client.api_with("GET", "/alerts", &served, &fields, None).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "a client does not act for others: {}", got.text);
    }
    // What the operator sees and does there is the client's.
    let id = client_org.id.to_string();
    let theirs = [("x-organization-id", id.as_str())];
    for (who, process) in [(&watch.principal, "ours.exe"), (&client_org.principal, "theirs.exe")] {
        let key = house.key_of(who, gatehouse_core::access::KeyPermission::Full).await;
        let got = client.api("POST", "/alerts", &key, Some(crate::callers::report("a", process))).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    }
    let listed = client.api_with("GET", "/alerts", &operator, &theirs, None).await.json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    assert_eq!(listed["data"][0]["process_name"], "theirs.exe");
    let put_aside = json!({"entity_id": listed["data"][0]["entity_id"], "dismissal_reason": "known"});
    let got = client.api_with("POST", "/alerts/dismiss", &operator, &theirs, Some(put_aside)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let seen = client.api("GET", "/alerts", &served, None).await.json();
    assert_eq!(seen["data"][0]["dismissed"], true, "{seen}");
    let own = client.api("GET", "/alerts", &operator, None).await.json();
    assert_eq!(
        (&own["data"][0]["process_name"], &own["data"][0]["dismissed"]),
        (&json!("ours.exe"), &json!(false))
    );
    let phones = client.api("GET", &format!("/organization/{id}"), &served, None).await.json();
    assert_eq!(phones["data"]["contact_phone"], "+41 44 668 18 02");

    // A key belongs to one organization, that of an MSSP too.
    let key = house.key_of(&watch.principal, gatehouse_core::access::KeyPermission::Full).await;
    let got = client.api_with("GET", "/alerts", &key, &theirs, None).await;
    assert_eq!(got.status, StatusCode::NOT_FOUND, "{}", got.text);
}
