//! What every answer has in common, whatever was asked.

use std::future::pending;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::{get, post};
use gatehouse_web::extract::Upload;
use gatehouse_web::{Config, Limits};
use serde_json::json;

use crate::support::{ADMIN, House, house, house_with};

#[tokio::test]
async fn errors_are_json_and_every_answer_has_an_id() {
    let house = house().await;
    let mut client = house.client();
    let got = client.get("/api/nothing/here").await;
    assert_eq!((got.status, got.json()["error"].as_str()), (StatusCode::NOT_FOUND, Some("Not Found")));
    assert!(!got.header("x-request-id").is_empty());
    assert_eq!(got.header("cache-control"), "no-store");
    let got = client.send(Request::delete("/api/health").body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(got.json()["message"].is_string());

    let asked = Request::get("/api/health").header("x-request-id", "trace-0001").body(Body::empty()).unwrap();
    assert_eq!(client.send(asked).await.header("x-request-id"), "trace-0001");
    let asked = Request::get("/api/health").header("x-request-id", "a b").body(Body::empty()).unwrap();
    assert_ne!(client.send(asked).await.header("x-request-id"), "a b");
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_refused_with_the_field_that_is_wrong() {
    let house = house().await;
    let mut client = house.client();
    let path = "/api/auth/callback/credentials";
    let mut send = async |media_type: &str, body: &str| {
        let request = Request::post(path).header("content-type", media_type).body(body.to_owned().into());
        client.send(request.unwrap()).await
    };
    assert_eq!(send("text/plain", "{}").await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let got = send("application/json", "{\"email\":").await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    assert!(got.json()["error"].as_str().unwrap().starts_with("the body is no JSON"), "{}", got.text);
    let got = send("application/json", "{\"email\":\"a@b\"}").await;
    assert_eq!((got.status, got.json()["field"].as_str()), (StatusCode::BAD_REQUEST, Some("password")));
    let got = send("application/json", "{\"email\":7,\"password\":\"x\"}").await;
    assert_eq!(got.json()["field"], "email");
    let got = send("application/x-www-form-urlencoded", "email=a").await;
    assert_eq!(got.json()["field"], "password");
    let got = send("application/json", &json!({ "email": "a".repeat(2 << 20) }).to_string()).await;
    assert_eq!(
        (got.status, got.json()["error"].as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, Some("Payload Too Large"))
    );
}

#[tokio::test]
async fn queries_are_checked_and_lists_are_bounded() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    let got = admin.get("/api/console/jobs?limit=many").await;
    assert_eq!((got.status, got.json()["field"].as_str()), (StatusCode::BAD_REQUEST, Some("limit")));
    assert_eq!(admin.get("/api/console/jobs?limit=201").await.status, StatusCode::BAD_REQUEST);
    let got = admin.get("/api/console/jobs?limit=3&offset=2").await;
    assert_eq!(got.json(), json!({"items": [], "total": 0, "limit": 3, "offset": 2}));
    assert_eq!(admin.get("/api/console/jobs/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_sites_page_changes_nothing() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let request = Request::post("/api/console/jobs/1/cancel").header(name, value).body(Body::empty());
        let got = admin.send(request.unwrap()).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{name}");
    }
}

#[tokio::test]
async fn browsers_are_told_to_be_careful() {
    let got = house().await.client().page("/login").await;
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.header("content-security-policy").contains("default-src 'none'; script-src 'self'"));
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert_eq!(got.header("strict-transport-security"), "", "only TLS may promise TLS");
}

#[tokio::test]
async fn a_page_asks_to_sign_in_first() {
    let house = house().await;
    let got = house.client().page("/alerts?q=a%20b").await;
    assert_eq!(
        (got.status, got.header("location")),
        (StatusCode::FOUND, "/login?next=%2Falerts%3Fq%3Da%2520b")
    );
    assert_eq!(house.client().get("/assets/gone-1234.js").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.signed_in(ADMIN).await.page("/alerts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_local_ca_is_offered_once_there_is_one() {
    let house = house().await;
    assert_eq!(house.client().get("/api/console/ca.pem").await.status, StatusCode::NOT_FOUND);
    house.app.set_ca_pem("-----BEGIN CERTIFICATE-----".into());
    let got = house.client().get("/api/console/ca.pem").await;
    assert_eq!((got.status, got.text.as_str()), (StatusCode::OK, "-----BEGIN CERTIFICATE-----"));
}

#[tokio::test]
async fn an_outside_scheduler_needs_the_secret() {
    let cron = |secret: &str| {
        Request::post("/api/cron")
            .header("authorization", format!("Bearer {secret}"))
            .body(Body::empty())
            .unwrap()
    };
    let house = house().await;
    assert_eq!(house.client().send(cron("wrong")).await.status, StatusCode::UNAUTHORIZED);
    let got = house.client().send(cron("the cron secret")).await;
    let nothing = json!({"syncsEnqueued": 0, "scansStarted": 0, "jobsProcessed": 0, "reportsSent": 0, "alertsPushed": 0});
    assert_eq!((got.status, got.json()), (StatusCode::OK, nothing));
    let without = house_with(Config::default()).await;
    assert_eq!(without.client().send(cron("")).await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_store_that_no_longer_writes_shows_in_the_health() {
    let house = house().await;
    assert_eq!(house.client().get("/api/health").await.json(), json!({"status": "ok", "db": "up"}));
    house.app.services().platform.store.close();
    let got = house.client().get("/api/health").await;
    assert_eq!(got.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(got.json(), json!({"status": "error", "db": "down"}));
}

/// A house with routes that misbehave.
async fn odd_house(limits: Limits) -> House {
    let folder = std::env::temp_dir();
    let mut house = house_with(Config { limits, upload_dir: folder, ..Config::default() }).await;
    let routes = Router::new()
        .route("/api/odd/panic", get(|| async { panic!("the roof falls in") as &'static str }))
        .route("/api/odd/never", get(pending::<&'static str>))
        .route(
            "/api/odd/upload",
            post(async |upload: Upload| upload.receive(&["text/csv"]).await.map(|got| got.bytes.to_string())),
        );
    house.router = gatehouse_web::frame::framed(routes, house.app.clone());
    house
}

#[tokio::test]
async fn a_panic_is_a_500_that_tells_nothing_but_its_id() {
    let house = odd_house(Limits::default()).await;
    let got = house.client().get("/api/odd/panic").await;
    assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!got.text.contains("roof"));
    assert!(got.json()["message"].as_str().unwrap().contains(got.header("x-request-id")), "{}", got.text);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let house = odd_house(Limits { request_time: Duration::from_millis(20), ..Limits::default() }).await;
    let got = house.client().get("/api/odd/never").await;
    assert_eq!((got.status, got.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "1"));
}

#[tokio::test]
async fn too_many_requests_at_once_are_told_to_come_back() {
    let house = odd_house(Limits { requests: 0, ..Limits::default() }).await;
    let got = house.client().get("/api/health").await;
    assert_eq!((got.status, got.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "1"));
    assert!(!got.header("x-request-id").is_empty());
}

#[tokio::test]
async fn uploads_stream_up_to_their_own_limit() {
    let house = odd_house(Limits { import: 3 << 20, ..Limits::default() }).await;
    let mut client = house.client();
    let mut send = async |media_type: &str, bytes: usize| {
        let request = Request::post("/api/odd/upload").header("content-type", media_type);
        client.send(request.body(vec![b'x'; bytes].into()).unwrap()).await
    };
    let got = send("text/csv; charset=utf-8", 2 << 20).await;
    assert_eq!(
        (got.status, got.text.as_str()),
        (StatusCode::OK, "2097152"),
        "more than other bodies may have"
    );
    assert_eq!(send("text/csv", (3 << 20) + 1).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(send("text/plain", 1).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
