//! The endpoint API's envelope around what no handler answers, and the console's pages beside it.

use std::future::pending;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use gatehouse_web::{Config, Limits};
use serde_json::json;

use crate::callers::Credential;
use crate::support::{ADMIN, Got, House, house, house_with};

#[track_caller]
fn refused(got: &Got, status: StatusCode) {
    assert_eq!(got.status, status, "{}", got.text);
    let envelope = got.json();
    let message = envelope["message"].as_str().unwrap_or_default();
    assert!(!message.is_empty(), "{}", got.text);
    assert_eq!(envelope, json!({"success": false, "message": message}));
    assert_eq!(got.header("cache-control"), "no-store");
    assert!(!got.header("x-request-id").is_empty());
}

#[tokio::test]
async fn every_refusal_comes_in_the_envelope() {
    let house = house().await;
    let mut client = house.client();
    for path in
        ["/login/x", "/user", "/user/x", "/organization", "/agents/x/y", "/alerts/x", "/alert", "/files/"]
    {
        let got = client.api("POST", path, &Credential::Nothing, Some(json!({}))).await;
        let expected =
            if path == "/organization" { StatusCode::METHOD_NOT_ALLOWED } else { StatusCode::NOT_FOUND };
        refused(&got, expected);
    }
    for (method, path) in
        [("GET", "/login"), ("PUT", "/alerts"), ("PATCH", "/agents"), ("POST", "/crash_logs")]
    {
        refused(&client.api(method, path, &Credential::Nothing, None).await, StatusCode::METHOD_NOT_ALLOWED);
    }
    let mut send = async |media_type: &str, body: String| {
        let request = Request::post("/login").header("content-type", media_type);
        client.send(request.body(body.into()).unwrap()).await
    };
    refused(&send("text/plain", "{}".into()).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let large = json!({"email": "a".repeat(2 << 20)}).to_string();
    refused(&send("application/json", large).await, StatusCode::PAYLOAD_TOO_LARGE);
    refused(&send("application/json", "{".into()).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn bodies_are_strict_and_the_wrong_field_is_named() {
    let house = house().await;
    let mut client = house.client();
    for (body, field) in [
        (r#"{"email":"a@b.example"}"#, "password"),
        (r#"{"email":null,"password":"x"}"#, "email"),
        (r#"{"email":7,"password":"x"}"#, "email"),
        (r#"{"email":"a","email":"b","password":"x"}"#, "email"),
    ] {
        let request = Request::post("/login").header("content-type", "application/json");
        let got = client.send(request.body(body.into()).unwrap()).await;
        refused(&got, StatusCode::BAD_REQUEST);
        let message = got.json()["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(&format!("{field}: ")), "{body}: {message}");
    }
}

#[tokio::test]
async fn browsers_get_the_page_and_programs_the_api() {
    let house = house().await;
    let mut anonymous = house.client();
    let page = anonymous.page("/login").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.headers.get_all("vary").iter().any(|value| value.to_str().unwrap().contains("accept,")));
    let got = anonymous.page("/agents/laptop-7").await;
    assert_eq!((got.status, got.header("location")), (StatusCode::FOUND, "/login?next=%2Fagents%2Flaptop-7"));
    let mut admin = house.signed_in(ADMIN).await;
    for path in ["/alerts", "/agents", "/agents/laptop-7"] {
        assert_eq!(admin.page(path).await.status, StatusCode::OK, "{path}");
        refused(&admin.get("/alerts").await, StatusCode::UNAUTHORIZED);
    }
    // A signed address that browsers open is never a page.
    refused(&admin.page("/files/made-up").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_sites_page_is_refused_unless_it_brings_a_token() {
    let house = house().await;
    let token = house.token(ADMIN).await;
    let mut client = house.client();
    let cross = [("sec-fetch-site", "cross-site")];
    let body = json!({"email": "a@b.example"});
    let got = client.api_with("POST", "/reset_password", &Credential::Nothing, &cross, Some(body)).await;
    refused(&got, StatusCode::FORBIDDEN);
    let change = Some(json!({"contact_phone": "+15550100"}));
    let got = client.api_with("PUT", "/organization", &token, &cross, change).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
}

/// A house with routes under the API's roots that misbehave.
async fn odd_house(limits: Limits) -> House {
    let mut house = house_with(Config { limits, ..Config::default() }).await;
    let routes = Router::new()
        .route("/agents/panic", get(|| async { panic!("the roof falls in") as &'static str }))
        .route("/agents/never", get(pending::<&'static str>));
    house.router = gatehouse_web::frame::framed(routes, house.app.clone());
    house
}

#[tokio::test]
async fn faults_and_overload_come_in_the_envelope_too() {
    let house = odd_house(Limits::default()).await;
    let got = house.client().get("/agents/panic").await;
    refused(&got, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!got.text.contains("roof") && got.text.contains(got.header("x-request-id")), "{}", got.text);

    let slow = odd_house(Limits { request_time: Duration::from_millis(20), ..Limits::default() }).await;
    let got = slow.client().get("/agents/never").await;
    refused(&got, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(got.header("retry-after"), "1");
    let full = odd_house(Limits { requests: 0, ..Limits::default() }).await;
    let got = full.client().send(Request::get("/alerts").body(Body::empty()).unwrap()).await;
    refused(&got, StatusCode::SERVICE_UNAVAILABLE);
}
