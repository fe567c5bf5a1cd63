//! Signing in and out, as a browser with and without script does.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{ADMIN, Got, House, PASSWORD, VIEWER, house};

#[tokio::test]
async fn a_member_signs_in_looks_around_and_signs_out() {
    let house = house().await;
    let mut browser = house.client();
    assert_eq!(browser.get("/api/auth/session").await.json(), Value::Null);

    let got = browser.sign_in("  ADA@Acme.Example ", PASSWORD).await;
    assert_eq!((got.status, got.json()), (StatusCode::OK, json!({"url": "http://gate.example/"})));
    let cookie = got.header("set-cookie").to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "it came over plain HTTP");

    let session = browser.get("/api/auth/session").await.json();
    assert_eq!(session["user"]["email"], ADMIN);
    assert_eq!(session["user"]["role"], "ADMIN");
    assert_eq!(session["user"]["companyId"], house.principal.scope().org().to_string());
    assert!(session["expires"].is_string());

    let kept = browser.cookies.clone();
    let token = browser.csrf().await;
    let got = browser.post("/api/auth/signout", &json!({"csrfToken": token})).await;
    assert_eq!(got.json(), json!({"url": "http://gate.example/login"}));
    assert_eq!(browser.get("/api/auth/session").await.json(), Value::Null);
    let mut thief = house.client();
    thief.cookies = kept;
    assert_eq!(thief.get("/api/console/jobs").await.status, StatusCode::UNAUTHORIZED, "the session is over");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_answer_the_same() {
    let house = house().await;
    let wrong = house.client().sign_in(ADMIN, "correct horse").await;
    let unknown = house.client().sign_in("nobody@acme.example", PASSWORD).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert_eq!(wrong.json()["error"], "CredentialsSignin");
    assert_eq!((wrong.status, wrong.text), (unknown.status, unknown.text));
}

#[tokio::test]
async fn too_many_tries_are_refused_with_a_time_to_come_back() {
    let house = house().await;
    for _ in 0..5 {
        assert_eq!(house.client().sign_in(ADMIN, "wrong").await.status, StatusCode::UNAUTHORIZED);
    }
    let got = house.client().sign_in(ADMIN, PASSWORD).await;
    assert_eq!(got.status, StatusCode::TOO_MANY_REQUESTS);
    assert!((1..=30).contains(&got.header("retry-after").parse::<u64>().unwrap()));
    house.signed_in(VIEWER).await;
}

#[tokio::test]
async fn a_form_without_our_token_signs_nobody_in_or_out() {
    let house = house().await;
    let credentials = json!({"csrfToken": "guessed", "email": ADMIN, "password": PASSWORD});
    let mut browser = house.client();
    browser.csrf().await;
    let got = browser.post("/api/auth/callback/credentials", &credentials).await;
    assert_eq!((got.status, got.json()["error"].as_str()), (StatusCode::FORBIDDEN, Some("MissingCSRF")));

    // A planted cookie does not help: its hash is keyed.
    browser.cookies.insert("gatehouse.csrf".into(), "guessed.0000".into());
    let got = browser.post("/api/auth/callback/credentials", &credentials).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);

    let mut member = house.signed_in(ADMIN).await;
    assert_eq!(member.post("/api/auth/signout", &json!({})).await.status, StatusCode::FORBIDDEN);
    assert!(member.get("/api/auth/session").await.json().is_object());
}

async fn form(house: &House, password: &str, more: &str) -> Got {
    let mut browser = house.client();
    let token = browser.csrf().await;
    let body =
        format!("csrfToken={token}&email=ada%40acme.example&password={}{more}", password.replace(' ', "+"));
    let request = Request::post("/api/auth/callback/credentials")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn forms_are_redirected_and_never_to_another_host() {
    let house = house().await;
    let got = form(&house, PASSWORD, "&callbackUrl=%2Falerts").await;
    assert_eq!((got.status, got.header("location")), (StatusCode::FOUND, "http://gate.example/alerts"));
    let got = form(&house, PASSWORD, "&callbackUrl=https%3A%2F%2Fevil.example%2F").await;
    assert_eq!(got.header("location"), "http://gate.example/");
    let got = form(&house, "wrong", "").await;
    assert_eq!(got.header("location"), "http://gate.example/login?error=CredentialsSignin");
    let got = form(&house, PASSWORD, "&json=true").await;
    assert_eq!((got.status, got.json()), (StatusCode::OK, json!({"url": "http://gate.example/"})));
}

#[tokio::test]
async fn what_happened_is_in_the_audit_log() {
    let house = house().await;
    house.client().sign_in(ADMIN, "wrong").await;
    let mut admin = house.signed_in(ADMIN).await;
    let mut changes = house.app.services().platform.store.watch_changes();
    // The refusal is written after its answer: members added twice, refused, signed in.
    changes.wait_for(|seq| *seq >= 4).await.unwrap();
    let log = admin.get("/api/console/audit?limit=10").await.json();
    let actions: Vec<&str> =
        log["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(log["total"], 4);
    for action in ["session.created", "session.refused", "member.added"] {
        assert!(actions.contains(&action), "{action} in {actions:?}");
    }
    let created = log["items"].as_array().unwrap().iter().find(|entry| entry["action"] == "session.created");
    assert_eq!(created.unwrap()["address"], "192.0.2.7");
    assert_eq!(created.unwrap()["actor"], ADMIN);
}
