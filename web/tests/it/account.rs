//! A member's own account: password, second factor, and the way back in by mail.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::StatusCode;
use qrcode::QrCode;
use qrcode::render::svg;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::support::{Client, House, PASSWORD, VIEWER, house};

/// The code of an authenticator app, so many steps from now.
fn code(secret: &str, step: u64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap().as_bytes().to_vec();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Builder::new().with_secret(secret).build().unwrap().generate(now + 30 * step).to_string()
}

/// Turns the second factor on; answers the app's secret and the recovery codes.
async fn turn_on(client: &mut Client) -> (String, Vec<String>) {
    let begun = client.post("/api/console/account/mfa", &json!({})).await.json();
    let secret = begun["secret"].as_str().unwrap().to_owned();
    let got = client.post("/api/console/account/mfa/confirm", &json!({"code": code(&secret, 0)})).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let codes = got.json()["recoveryCodes"].as_array().unwrap().clone();
    (secret, codes.into_iter().map(|code| code.as_str().unwrap().to_owned()).collect())
}

#[tokio::test]
async fn the_account_tells_who_one_is() {
    let house = house().await;
    let got = house.signed_in(VIEWER).await.get("/api/console/account").await.json();
    assert_eq!((&got["email"], &got["role"]), (&json!(VIEWER), &json!("VIEWER")));
    assert_eq!((&got["organizationName"], &got["mfaEnabled"]), (&json!("Acme"), &json!(false)));
    assert_eq!(got["organizationId"], house.principal.scope().org().to_string());
}

#[tokio::test]
async fn two_steps_once_it_is_on() {
    let house = house().await;
    let mut vera = house.signed_in(VIEWER).await;
    let begun = vera.post("/api/console/account/mfa", &json!({})).await.json();
    assert!(
        begun["qr"].as_str().unwrap().contains("<svg") && !begun["qr"].as_str().unwrap().contains("script")
    );
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/Gatehouse:"));
    let got = vera.post("/api/console/account/mfa/confirm", &json!({"code": "nonsense"})).await;
    assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!("code")));
    let (secret, recovery) = turn_on(&mut vera).await;
    assert_eq!(recovery.len(), 10);
    let state = vera.get("/api/console/account/mfa").await.json();
    assert_eq!(state, json!({"enabled": true, "recoveryCodesLeft": 10}));
    assert_eq!(vera.post("/api/console/account/mfa", &json!({})).await.status, StatusCode::CONFLICT);

    let mut browser = house.client();
    let got = browser.sign_in_with(VIEWER, PASSWORD, "").await;
    assert_eq!((got.status, &got.json()["error"]), (StatusCode::UNAUTHORIZED, &json!("CodeRequired")));
    assert_eq!(browser.get("/api/auth/session").await.json(), Value::Null, "nobody is in yet");
    let got = browser.sign_in_with(VIEWER, PASSWORD, code(&secret, 1)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert_eq!(browser.get("/api/auth/session").await.json()["user"]["email"], VIEWER);
}

#[tokio::test]
async fn the_picture_shows_the_address_and_the_address_holds_the_secret() {
    let house = house().await;
    let mut vera = house.signed_in(VIEWER).await;
    let begun = vera.post("/api/console/account/mfa", &json!({})).await.json();
    let uri = begun["uri"].as_str().unwrap();
    let drawn = QrCode::new(uri.as_bytes())
        .unwrap()
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build();
    assert_eq!(begun["qr"].as_str().unwrap(), drawn);
    let (_, query) = uri.split_once('?').unwrap();
    let secrets: Vec<String> = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name == "secret")
        .map(|(_, value)| value.into_owned())
        .collect();
    assert_eq!(json!(secrets), json!([begun["secret"]]));
}

#[tokio::test]
async fn a_wrong_code_answers_as_a_wrong_password() {
    let house = house().await;
    let (secret, recovery) = turn_on(&mut house.signed_in(VIEWER).await).await;
    let wrong = house.client().sign_in_with(VIEWER, PASSWORD, "nonsense").await;
    let unknown = house.client().sign_in_with("nobody@acme.example", PASSWORD, "nonsense").await;
    assert_eq!(
        (wrong.status, wrong.json()["error"].clone()),
        (StatusCode::UNAUTHORIZED, json!("CredentialsSignin"))
    );
    assert_eq!((wrong.status, wrong.text), (unknown.status, unknown.text));
    let got = house.client().sign_in_with(VIEWER, PASSWORD, recovery[0].as_str()).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let got = house.client().sign_in_with(VIEWER, PASSWORD, code(&secret, 0)).await;
    assert_eq!(got.json()["error"], "CredentialsSignin", "the code that turned it on counts no more");
}

#[tokio::test]
async fn recovery_codes_are_renewed_and_the_factor_is_turned_off() {
    let house = house().await;
    let mut vera = house.signed_in(VIEWER).await;
    let (_, recovery) = turn_on(&mut vera).await;
    let got = vera.post("/api/console/account/mfa/recovery-codes", &json!({"code": recovery[0]})).await;
    let fresh = got.json()["recoveryCodes"].clone();
    assert_eq!(fresh.as_array().unwrap().len(), 10);
    let off = json!({"password": PASSWORD, "code": recovery[1]});
    let got = vera.post("/api/console/account/mfa/disable", &off).await;
    assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!("code")), "an old one");
    let off = json!({"password": PASSWORD, "code": fresh[0]});
    let got = vera.post("/api/console/account/mfa/disable", &off).await;
    assert_eq!(got.status, StatusCode::NO_CONTENT, "{}", got.text);
    assert_eq!(vera.get("/api/console/account/mfa").await.json()["enabled"], false);
}

#[tokio::test]
async fn ones_own_password_changes_and_the_fields_are_named_as_they_were_sent() {
    let house = house().await;
    let mut vera = house.signed_in(VIEWER).await;
    let mut elsewhere = house.signed_in(VIEWER).await;
    let path = "/api/console/account/password";
    let got = vera.post(path, &json!({"oldPassword": "wrong", "newPassword": "another long password"})).await;
    assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!("oldPassword")));
    let got = vera.post(path, &json!({"oldPassword": PASSWORD, "newPassword": "qwertyuiop12345"})).await;
    assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!("newPassword")));
    assert!(got.text.contains("breached"), "{}", got.text);
    let got =
        vera.post(path, &json!({"oldPassword": PASSWORD, "newPassword": "another long password"})).await;
    assert_eq!(got.status, StatusCode::NO_CONTENT, "{}", got.text);
    assert_eq!(vera.get("/api/console/account").await.status, StatusCode::OK);
    assert_eq!(elsewhere.get("/api/console/account").await.status, StatusCode::UNAUTHORIZED);
}

async fn token(house: &House) -> String {
    house.app.access().begin_reset(VIEWER, None).await.unwrap().unwrap().token
}

#[tokio::test]
async fn the_link_of_a_mail_sets_a_password_once() {
    let house = house().await;
    let token = token(&house).await;
    let mut anybody = house.client();
    let asked = json!({"token": token, "password": "another long password"});
    let weak = json!({"token": token, "password": "short"});
    let got = anybody.post("/api/console/reset", &weak).await;
    assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!("password")));
    assert_eq!(anybody.post("/api/console/reset", &asked).await.status, StatusCode::NO_CONTENT);
    let got = anybody.post("/api/console/reset", &asked).await;
    assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!("token")));
    assert_eq!(anybody.sign_in(VIEWER, "another long password").await.status, StatusCode::OK);
}
