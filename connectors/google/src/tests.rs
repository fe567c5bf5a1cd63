//! Against scripted answers of Google. `test_key*.pem` is one key in two forms, made for these tests.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_connector_sdk::harness::{Answer, Harness};
use gatehouse_connector_sdk::{Directory as _, Error};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::sha2::{Digest as _, Sha256};
use rsa::{Pkcs1v15Sign, PrivateKey};
use serde_json::{Value, json};

use crate::{Google, READ, SECURITY, WRITE};

const KEY: &str = include_str!("test_key.pem");
const KEY_PKCS1: &str = include_str!("test_key_pkcs1.pem");
const TOKEN: &str = "POST https://oauth2.googleapis.com/token";
const USERS: &str = "https://admin.googleapis.com/admin/directory/v1/users";

fn scene() -> Harness {
    let issued = json!({"access_token": "ya29", "expires_in": 3599, "token_type": "Bearer"});
    unsigned().setting("privateKey", KEY).answer(TOKEN, Answer::new(200, issued.to_string()))
}

fn unsigned() -> Harness {
    Harness::new()
        .setting("serviceAccountEmail", "sync@acme.iam.gserviceaccount.com")
        .setting("delegatedAdminEmail", "admin@acme.example")
        .setting("domain", "acme.example")
        .now_ms(1_780_000_000_000)
}

fn first() -> String {
    format!("GET {USERS}?domain=acme.example&maxResults=500&orderBy=email")
}

/// The claims of the assertion in a token request, after its signature was checked.
fn claims(body: &[u8]) -> Value {
    let body = String::from_utf8_lossy(body);
    let assertion = body.rsplit_once("assertion=").expect("an assertion").1;
    let (text, signature) = assertion.rsplit_once('.').expect("three parts");
    let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
    let key = PrivateKey::from_pkcs8_pem(KEY).expect("a key").to_public_key();
    key.verify(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(text), &signature)
        .expect("a signature of ours");
    let claims = URL_SAFE_NO_PAD.decode(text.split_once('.').expect("two parts").1).expect("base64url");
    serde_json::from_slice(&claims).expect("JSON")
}

#[test]
fn signs_in_and_lists_page_by_page() {
    let ada = json!({"id": "g1", "primaryEmail": "ada@acme.example", "name": {"givenName": "Ada", "familyName": "Byron"},
        "suspended": false, "archived": false, "isEnrolledIn2Sv": true, "orgUnitPath": "/Engines",
        "organizations": [{"department": "Old"}, {"department": "R&D", "title": "Analyst", "primary": true}],
        "locations": [{"buildingId": "London"}], "externalIds": [{"type": "organization", "value": "7"}]});
    let harness = scene()
        .answer(&first(), Answer::new(200, json!({"users": [ada], "nextPageToken": "p+2"}).to_string()))
        .answer(
            &format!("{}&pageToken=p%2B2", first()),
            Answer::new(200, r#"{"users":[{"id":"g2","suspended":true}]}"#),
        );
    let page = Google::list_users(None).expect("the first page");
    let ada = &page.users[0];
    assert_eq!(
        (ada.department.as_str(), ada.location.as_str(), ada.active, ada.mfa),
        ("R&D", "London", true, Some(true))
    );
    for (name, value) in [("title", "Analyst"), ("employeeId", "7"), ("orgUnitPath", "/Engines")] {
        assert!(ada.attributes.contains(&(name.into(), value.into())), "{name}");
    }
    let page = Google::list_users(page.next).expect("the second page");
    assert_eq!((page.users[0].active, page.users[0].mfa, page.next), (false, None, None));
    let requests = harness.requests();
    assert_eq!(requests.len(), 3, "the token is kept");
    let claims = claims(requests[0].body.as_deref().expect("a body"));
    let expected = json!({"iss": "sync@acme.iam.gserviceaccount.com", "sub": "admin@acme.example", "scope": READ,
        "aud": "https://oauth2.googleapis.com/token", "iat": 1_780_000_000, "exp": 1_780_003_600});
    assert_eq!(claims, expected);
}

#[test]
fn keys_are_taken_in_each_form_that_people_paste() {
    for key in [
        KEY.to_owned(),
        KEY.replace('\n', "\\n"),
        KEY_PKCS1.to_owned(),
        format!("\"{}\"", KEY.replace('\n', "\\n")),
    ] {
        let _harness = unsigned()
            .setting("privateKey", &key)
            .answer(TOKEN, Answer::new(200, r#"{"access_token":"t"}"#))
            .answer(&first(), Answer::new(200, r#"{"kind":"admin#directory#users"}"#));
        assert_eq!(Google::list_users(None).expect("a page").users, []);
    }
    let _harness =
        unsigned().setting("privateKey", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
    assert!(matches!(Google::list_users(None), Err(Error::BadSettings(_))));
}

#[test]
fn refusals_are_told_apart() {
    let refused = |status, body: &str| {
        let _harness = scene().answer(&first(), Answer::new(status, body));
        Google::list_users(None).expect_err("a refusal")
    };
    let too_fast = r#"{"error":{"code":403,"message":"slow down","errors":[{"reason":"quotaExceeded"}]}}"#;
    assert_eq!(refused(403, too_fast), Error::RateLimited(30));
    let not_allowed = r#"{"error":{"code":403,"message":"Not Authorized to access this resource/api","errors":[{"reason":"forbidden"}]}}"#;
    let expected = "answered 403: Not Authorized to access this resource/api";
    assert_eq!(refused(403, not_allowed), Error::Unauthorized(expected.into()));
    assert!(matches!(refused(503, ""), Error::Unavailable(_)));
    for body in ["", "<html>", "{}", r#"{"users":[{"id":"#, r#"{"users":{}}"#] {
        assert!(matches!(refused(200, body), Error::Other(_)), "{body}");
    }
    let delegation = r#"{"error":"unauthorized_client","error_description":"Client is unauthorized to retrieve access tokens."}"#;
    let _harness = unsigned().setting("privateKey", KEY).answer(TOKEN, Answer::new(401, delegation));
    let expected = "no token: Client is unauthorized to retrieve access tokens";
    assert_eq!(Google::test(), Err(Error::Unauthorized(expected.into())));
}

#[test]
fn an_expired_token_is_asked_for_once_more() {
    let harness = scene()
        .answer(&first(), Answer::new(401, ""))
        .answer(&first(), Answer::new(200, r#"{"users":[{"id":"g1"}]}"#));
    assert_eq!(Google::list_users(None).expect("a page").users.len(), 1);
    assert_eq!(harness.requests().iter().filter(|request| request.url.ends_with("/token")).count(), 2);
}

#[test]
fn counts_ends_sessions_and_asks_for_a_new_password_each_with_its_own_scope() {
    let counted = format!("{}&fields=users(id),nextPageToken", first());
    let harness = scene()
        .answer(&counted, Answer::new(200, r#"{"users":[{"id":"1"},{"id":"2"}],"nextPageToken":"n"}"#))
        .answer(&format!("{counted}&pageToken=n"), Answer::new(200, r#"{"users":[{"id":"3"}]}"#))
        .answer(&format!("POST {USERS}/g1/signOut"), Answer::new(204, ""))
        .answer(&format!("PATCH {USERS}/g1"), Answer::new(200, "{}"));
    assert_eq!(Google::test(), Ok(3));
    assert!(Google::revoke_sessions("g1".into()).is_ok());
    assert!(Google::force_password_reset("g1".into()).is_ok());
    let requests = harness.requests();
    let tokens = requests.iter().filter(|request| request.url.ends_with("/token"));
    let scopes: Vec<Value> =
        tokens.map(|request| claims(request.body.as_deref().unwrap_or_default())["scope"].clone()).collect();
    assert_eq!(scopes, [READ, SECURITY, WRITE]);
    assert_eq!(
        requests.last().and_then(|last| last.body.clone()),
        Some(br#"{"changePasswordAtNextLogin":true}"#.to_vec())
    );
}
