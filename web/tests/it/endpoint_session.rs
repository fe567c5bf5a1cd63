//! Signing in for a token, and asking for a new password.

use std::sync::Arc;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::access::{Access, AccessSettings, HashCost, KeyPermission};
use gatehouse_core::ports::{Clock, SystemClock};
use gatehouse_core::time::Timestamp;
use gatehouse_web::{App, Config};
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use sha2::{Digest as _, Sha256};

use crate::callers::{Credential, report};
use crate::support::{ADMIN, House, PASSWORD, VIEWER, house, house_with_mail};

#[tokio::test]
async fn login_answers_what_the_seed_shows() {
    let house = house().await;
    let got = house.client().post("/login", &json!({"email": ADMIN, "password": PASSWORD})).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let answer = got.json();
    assert_eq!(answer["success"], true);
    assert_eq!(answer["message"], "Logged in successfully");
    let user = answer["user"].as_object().unwrap();
    let mut names: Vec<&str> = user.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "access_token",
            "access_token_expiry",
            "email",
            "entity_id",
            "first_name",
            "last_name",
            "mfa_enabled",
            "organizations"
        ]
    );
    let own = house.principal.scope().org().to_string();
    assert_eq!(user["organizations"], json!([{"entity_id": own, "name": "Acme", "role": "admin"}]));
    assert_eq!((&user["first_name"], &user["mfa_enabled"]), (&json!("Ada"), &json!(false)));
    let now = house.app.services().platform.now().0 / 1000;
    let lasts = user["access_token_expiry"].as_i64().unwrap() - now;
    assert!((3600..=24 * 3600).contains(&lasts), "{lasts} seconds, so it is in Unix seconds");
    let viewer = house.client().post("/login", &json!({"email": VIEWER, "password": PASSWORD})).await;
    assert_eq!(viewer.json()["user"]["organizations"][0]["role"], "viewer");
}

#[tokio::test]
async fn wrong_credentials_answer_400_alike() {
    let house = house().await;
    let mut client = house.client();
    for (email, password) in [(ADMIN, "wrong"), ("nobody@acme.example", PASSWORD), ("", "")] {
        for (path, body) in [
            ("/login", json!({"email": email, "password": password})),
            ("/login_mfa", json!({"email": email, "password": password, "otp": "123456"})),
        ] {
            let got = client.post(path, &body).await;
            assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
            assert_eq!(got.json(), json!({"success": false, "message": "Incorrect credentials"}));
        }
    }
}

#[tokio::test]
async fn tries_are_limited_and_say_when_to_come_back() {
    let house = house().await;
    let mut client = house.client();
    let body = json!({"email": ADMIN, "password": "wrong"});
    let mut last = client.post("/login", &body).await;
    for _ in 0..5 {
        last = client.post("/login", &body).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS, "{}", last.text);
    assert!(last.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(last.json()["success"], false);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_before_there_is_a_token() {
    let house = house().await;
    let principal = member_principal(&house).await;
    let access = house.app.access();
    let enrolment = access.begin_mfa(&principal).await.unwrap();
    let codes = access.confirm_mfa(&principal, &code_of(&house, &enrolment.secret)).await.unwrap();

    let mut client = house.client();
    let got = client.post("/login", &json!({"email": ADMIN, "password": PASSWORD})).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let answer = got.json();
    assert_eq!((&answer["success"], &answer["user"]["mfa_enabled"]), (&json!(true), &json!(true)));
    assert!(answer["message"].as_str().unwrap().contains("code"), "{answer}");
    assert_eq!(answer["user"].get("access_token"), None, "{answer}");
    assert!(!got.text.contains("Acme"), "a password alone shows no organization: {answer}");

    let with = |otp: &str| json!({"email": ADMIN, "password": PASSWORD, "otp": otp});
    let got = client.post("/login_mfa", &with("000000")).await;
    assert_eq!(
        (got.status, &got.json()["message"]),
        (StatusCode::BAD_REQUEST, &json!("Incorrect credentials"))
    );
    let got = client.post("/login_mfa", &with(&codes[0])).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let token = Credential::Token(got.json()["user"]["access_token"].as_str().unwrap().to_owned());
    assert_eq!(client.api("GET", "/agents", &token, None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_blank_code_is_a_wrong_one() {
    let house = house().await;
    let principal = member_principal(&house).await;
    let access = house.app.access();
    let enrolment = access.begin_mfa(&principal).await.unwrap();
    access.confirm_mfa(&principal, &code_of(&house, &enrolment.secret)).await.unwrap();
    let blank = json!({"email": ADMIN, "password": PASSWORD, "otp": " "});
    let got = house.client().post("/login_mfa", &blank).await;
    let message = &got.json()["message"];
    assert_eq!((got.status, message), (StatusCode::BAD_REQUEST, &json!("Incorrect credentials")));
}

#[tokio::test]
async fn a_token_ends_with_the_password_that_made_it() {
    let house = house().await;
    let token = house.token(VIEWER).await;
    let mut client = house.client();
    assert_eq!(client.api("GET", "/agents", &token, None).await.status, StatusCode::OK);
    let access = house.app.access();
    let viewer = access.member_by_email(&house.principal, VIEWER).unwrap();
    access.set_password(&house.principal, viewer.id, "another horse battery").await.unwrap();
    assert_eq!(client.api("GET", "/agents", &token, None).await.status, StatusCode::UNAUTHORIZED);
}

/// An alert that nobody dismissed, and a key that sees it.
async fn alert(house: &House) -> (Credential, String) {
    let key = house.key(KeyPermission::Full).await;
    let got = house.client().api("POST", "/alerts", &key, Some(report("a", "calc.exe"))).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    (key, got.json()["data"]["entity_id"].as_str().unwrap().to_owned())
}

async fn dismiss(house: &House, token: &Credential, alert: &str) -> StatusCode {
    let body = json!({"entity_id": alert, "dismissal_reason": "x"});
    house.client().api("POST", "/alerts/dismiss", token, Some(body)).await.status
}

async fn agents(house: &House, token: &Credential) -> StatusCode {
    house.client().api("GET", "/agents", token, None).await.status
}

/// Expects that a token neither shows nor changes anything.
async fn opens_nothing(house: &House, token: &str, (key, alert): &(Credential, String)) {
    let carried = Credential::Token(token.to_owned());
    assert_eq!(agents(house, &carried).await, StatusCode::UNAUTHORIZED, "{token}");
    assert_eq!(dismiss(house, &carried, alert).await, StatusCode::UNAUTHORIZED, "{token}");
    let listed = house.client().api("GET", "/alerts", key, None).await.json();
    let row = &listed["data"][0];
    assert_eq!((&row["entity_id"], &row["dismissed"]), (&json!(alert), &json!(false)), "{token}");
}

#[tokio::test]
async fn a_forged_token_opens_nothing() {
    let house = house().await;
    let kept = alert(&house).await;
    let Credential::Token(token) = house.token(ADMIN).await else { panic!("a token") };
    let [head, body, signature]: [&str; 3] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let mut claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).unwrap()).unwrap();
    let exp = claims["exp"].as_i64().unwrap();
    claims["exp"] = json!(exp + 3600);
    let later = URL_SAFE_NO_PAD.encode(claims.to_string());
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    let by_another = URL_SAFE_NO_PAD.encode(hs256(&[7; 32], &format!("{head}.{body}")));
    for forged in [
        format!("{none}.{body}."),
        format!("{none}.{body}.{signature}"),
        format!("{head}.{body}.{by_another}"),
        format!("{head}.{later}.{signature}"),
    ] {
        opens_nothing(&house, &forged, &kept).await;
    }
    // RFC 4231, 4.3: the other key is all that is wrong with the third.
    let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(hex::encode(hs256(b"Jefe", "what do ya want for nothing?")), known);
    let token = Credential::Token(token);
    assert_eq!(agents(&house, &token).await, StatusCode::OK);
    assert_eq!(dismiss(&house, &token, &kept.1).await, StatusCode::OK);
}

#[tokio::test]
async fn a_token_opens_nothing_once_it_expired() {
    let house = house().await;
    let kept = alert(&house).await;
    let Credential::Token(token) = house.token(ADMIN).await else { panic!("a token") };
    let lifetime = 12 * 3600 * 1000;
    let before = later(&house, lifetime - 60_000);
    assert_eq!(agents(&before, &Credential::Token(token.clone())).await, StatusCode::OK);
    let after = later(&house, lifetime);
    opens_nothing(&after, &token, &kept).await;
    let renewed = after.token(ADMIN).await;
    assert_eq!(agents(&after, &renewed).await, StatusCode::OK);
}

#[tokio::test]
async fn tokens_end_with_their_member_and_with_the_second_factor() {
    let house = house().await;
    let kept = alert(&house).await;
    let Credential::Token(viewer) = house.token(VIEWER).await else { panic!("a token") };
    let Credential::Token(admin) = house.token(ADMIN).await else { panic!("a token") };
    for token in [&viewer, &admin] {
        assert_eq!(agents(&house, &Credential::Token(token.clone())).await, StatusCode::OK);
    }
    let access = house.app.access();
    let member = access.member_by_email(&house.principal, VIEWER).unwrap();
    access.remove_member(&house.principal, member.id).await.unwrap();
    opens_nothing(&house, &viewer, &kept).await;

    let principal = member_principal(&house).await;
    let enrolment = access.begin_mfa(&principal).await.unwrap();
    assert_eq!(agents(&house, &Credential::Token(admin.clone())).await, StatusCode::OK, "it is not on yet");
    access.confirm_mfa(&principal, &code_of(&house, &enrolment.secret)).await.unwrap();
    opens_nothing(&house, &admin, &kept).await;
}

#[tokio::test]
async fn a_reset_mail_leads_to_the_configured_url_and_nowhere_else() {
    let config = gatehouse_web::Config {
        public_url: Some("https://gate.example".into()),
        ..gatehouse_web::Config::default()
    };
    let (house, mut mails) = house_with_mail(config).await;
    let mut client = house.client();
    let sent = json!({"success": true, "message": "Password reset email has been sent"});
    for email in ["nobody@acme.example", ADMIN] {
        let fields = [("host", "evil.example")];
        let body = Some(json!({ "email": email }));
        let got = client.api_with("POST", "/reset_password", &Credential::Nothing, &fields, body).await;
        assert_eq!((got.status, got.json()), (StatusCode::OK, sent.clone()));
    }
    let mail = mails.recv().await.unwrap();
    assert_eq!(mail.to, ADMIN, "nothing for nobody");
    assert!(!mail.text.contains("evil.example"), "{}", mail.text);
    let (_, rest) = mail.text.split_once("https://gate.example/reset?token=").unwrap();
    let token = rest.lines().next().unwrap();
    let body = json!({"token": token, "password": "another horse battery"});
    let got = client.post("/api/console/reset", &body).await;
    assert_eq!(got.status, StatusCode::NO_CONTENT, "{}", got.text);
    let signed_in = json!({"email": ADMIN, "password": "another horse battery"});
    assert_eq!(client.post("/login", &signed_in).await.status, StatusCode::OK);
}

/// The machine's clock, so many milliseconds ahead.
struct Ahead(i64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0 + self.0)
    }
}

/// The same house, so many milliseconds later.
fn later(house: &House, ms: i64) -> House {
    let mut services = house.app.services().clone();
    services.platform.clock = Arc::new(Ahead(ms));
    let settings = AccessSettings {
        hash_cost: HashCost { memory_kib: 64, passes: 1, lanes: 1 },
        ..AccessSettings::default()
    };
    let access = Access::new(services.platform.clone(), settings).unwrap();
    let app = App::new(services, access, Config::default());
    let principal = house.principal.clone();
    House { router: gatehouse_web::router(app.clone()), app, principal, folder: tempfile::tempdir().unwrap() }
}

/// The admin as a signed-in member.
async fn member_principal(house: &House) -> gatehouse_core::access::Principal {
    let Credential::Token(token) = house.token(ADMIN).await else { panic!("a token") };
    house.app.access().authenticate_token(&token, None, None).unwrap().unwrap()
}

/// The code that an authenticator shows now.
fn code_of(house: &House, secret: &str) -> String {
    let seconds = house.app.services().platform.now().0 / 1000;
    totp(secret, seconds.unsigned_abs())
}

/// RFC 6238 with SHA-1, six digits and 30 seconds, computed apart from the library under test.
fn totp(secret: &str, seconds: u64) -> String {
    let mut key = base32(secret);
    key.resize(64, 0);
    let padded = |pad: u8| key.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>();
    let inner = Sha1::digest([padded(0x36), (seconds / 30).to_be_bytes().to_vec()].concat());
    let hash = Sha1::digest([padded(0x5c), inner.to_vec()].concat());
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// HMAC with SHA-256 (RFC 2104), computed apart from the library under test.
fn hs256(key: &[u8], message: &str) -> Vec<u8> {
    let mut key = key.to_vec();
    key.resize(64, 0);
    let padded = |pad: u8| key.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>();
    let inner = Sha256::digest([padded(0x36), message.as_bytes().to_vec()].concat());
    Sha256::digest([padded(0x5c), inner.to_vec()].concat()).to_vec()
}

fn base32(text: &str) -> Vec<u8> {
    let (mut bits, mut count, mut out) = (0u64, 0, Vec::new());
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).unwrap();
        bits = (bits << 5 | value as u64) & 0xffff;
        count += 5;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
