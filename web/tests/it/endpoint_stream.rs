//! The list of all alerts, sent piece by piece.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::access::KeyPermission;
use gatehouse_core::endpoint::NewAlert;
use gatehouse_web::frame::Connection;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::callers::{Credential, report};
use crate::support::{House, VIEWER, house};

/// Stores so many alerts at once.
async fn filled(house: &House, count: usize) {
    let Credential::Key(key) = house.key(KeyPermission::Full).await else { panic!("a key") };
    let principal = house.app.access().authenticate_key(&key, None).unwrap().unwrap();
    let now = house.app.services().platform.now();
    let adding = (0..count).map(|number| {
        let body = report("a", &format!("tool{number}.exe")).to_string();
        let new = NewAlert::parse(body.as_bytes(), now).unwrap();
        let key = format!("{number}");
        let (endpoint, principal) = (house.app.endpoint().clone(), principal.clone());
        async move { endpoint.add_alert(&principal, new, Some(&key)).await.unwrap() }
    });
    futures::future::join_all(adding).await;
}

async fn asked(house: &House) -> Body {
    let Credential::Token(token) = house.token(VIEWER).await else { panic!("a token") };
    let mut request = Request::get("/alerts")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    request.extensions_mut().insert(Connection { peer: "192.0.2.7:5000".parse().unwrap(), tls: false });
    let response = house.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body()
}

#[tokio::test]
async fn a_long_list_comes_in_pieces_that_make_one_document() {
    let house = house().await;
    filled(&house, 1200).await;
    let mut body = asked(&house).await;
    let (mut pieces, mut largest, mut text) = (0, 0, Vec::new());
    while let Some(frame) = body.frame().await {
        let piece = frame.unwrap().into_data().unwrap();
        (pieces, largest) = (pieces + 1, largest.max(piece.len()));
        text.extend_from_slice(&piece);
    }
    assert!(pieces >= 3 && largest < text.len() / 2, "{pieces} pieces, the largest of {largest} bytes");
    let answer: Value = serde_json::from_slice(&text).unwrap();
    let rows = answer["data"].as_array().unwrap();
    assert_eq!(rows.len(), 1200);
    let ids: Vec<&str> = rows.iter().map(|row| row["entity_id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted_by(|newer, older| newer > older), "newest first, none twice");
}

#[tokio::test]
async fn an_empty_list_is_a_whole_document() {
    let house = house().await;
    let text = asked(&house).await.collect().await.unwrap().to_bytes();
    assert_eq!(&text[..], br#"{"success":true,"data":[]}"#);
}
