//! What the server says of where it is reached.

use axum::body::Body;
use axum::http::Request;
use gatehouse_core::access::KeyPermission;
use gatehouse_web::Config;
use serde_json::json;

use crate::callers::Credential;
use crate::support::{Client, VIEWER, house, house_with};

const ADDRESS: &str = "/api/console/address";

async fn told(client: &mut Client, target: &str) -> String {
    let got = client.send(Request::get(target).body(Body::empty()).unwrap()).await;
    got.json()["address"].as_str().unwrap_or_else(|| panic!("{}", got.text)).to_owned()
}

#[tokio::test]
async fn addresses_are_of_the_host_that_was_asked() {
    let house = house().await;
    let mut client = house.signed_in(VIEWER).await;
    assert_eq!(told(&mut client, ADDRESS).await, "http://gate.example");
    let over_http2 = format!("http://10.1.2.3:8443{ADDRESS}");
    assert_eq!(told(&mut client, &over_http2).await, "http://10.1.2.3:8443");
}

#[tokio::test]
async fn an_agent_that_speaks_http2_uploads_where_it_came_to() {
    let house = house().await;
    let Credential::Key(key) = house.key(KeyPermission::Full).await else { panic!("a key") };
    let body = json!({"fileName": "a.zip", "contentType": "application/zip", "metadata": {"agent_id": "a"}});
    let asked = Request::post("http://10.1.2.3:8443/file-upload-url/crash_logs")
        .header("x-api-key", key)
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let got = house.client().send(asked).await;
    let url = got.json()["url"].as_str().unwrap_or_else(|| panic!("{}", got.text)).to_owned();
    assert!(url.starts_with("http://10.1.2.3:8443/"), "{url}");
}

#[tokio::test]
async fn a_public_url_comes_before_the_host_that_was_asked() {
    let public = Config { public_url: Some("https://gate.acme.example/".into()), ..Config::default() };
    let mut client = house_with(public).await.signed_in(VIEWER).await;
    assert_eq!(told(&mut client, ADDRESS).await, "https://gate.acme.example");
}
