//! Files over the endpoint API: links, uploads, downloads.

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use futures::stream;
use gatehouse_core::access::KeyPermission;
use serde_json::{Value, json};

use crate::callers::{Credential, report};
use crate::support::{ADMIN, Client, Got, VIEWER, house};

/// The path of a link that an answer holds; the rest of the address is where the request went.
fn path(got: &Got) -> String {
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let answer = got.json();
    assert_eq!(answer["success"], true);
    let url = answer["url"].as_str().unwrap().to_owned();
    url.strip_prefix("http://gate.example").unwrap_or_else(|| panic!("{url}")).to_owned()
}

fn announced(name: &str) -> Value {
    json!({"fileName": name, "contentType": "application/zip", "metadata": {"agent_id": "a", "why": "crash"}})
}

async fn upload_link(client: &mut Client, key: &Credential, name: &str) -> String {
    path(&client.api("POST", "/file-upload-url/crash_logs", key, Some(announced(name))).await)
}

fn put(path: &str, media_type: &str, body: impl Into<Body>) -> Request<Body> {
    Request::put(path).header("content-type", media_type).body(body.into()).unwrap()
}

#[tokio::test]
async fn a_crash_log_is_uploaded_listed_and_fetched_once_it_is_whole() {
    let house = house().await;
    let (key, viewer) = (house.key(KeyPermission::Full).await, house.token(VIEWER).await);
    let mut client = house.client();
    client.api("POST", "/agents/poll", &key, Some(json!({"uuid": "a"}))).await;
    let link = upload_link(&mut client, &key, "20250607123456.zip").await;
    let content: Vec<u8> = (0..2_000_000_u32).map(|n| (n % 251) as u8).collect();
    let got = client.send(put(&link, "application/zip", content.clone())).await;
    assert_eq!((got.status, &got.json()["success"]), (StatusCode::OK, &json!(true)), "{}", got.text);
    let again = client.send(put(&link, "application/zip", content.clone())).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "an address takes one file: {}", again.text);

    let listed = client.api("GET", "/crash_logs", &viewer, None).await.json();
    let log = listed["data"][0].clone();
    assert_eq!((&log["agent_id"], &log["file_size"]), (&json!("a"), &json!(2_000_000)));
    assert_eq!(
        (&log["seen"], log["s3_key"].as_str().unwrap().starts_with("crash_logs/")),
        (&json!(false), true)
    );
    assert_eq!(client.api("GET", "/crash_logs/a", &viewer, None).await.json(), listed);
    assert_eq!(client.api("GET", "/crash_logs/b", &viewer, None).await.json()["data"], json!([]));
    let agents = client.api("GET", "/agents", &viewer, None).await.json();
    assert_eq!(agents["data"][0]["unseen_crash_logs"], 1);

    let id = log["entity_id"].as_str().unwrap();
    let link = path(&client.api("GET", &format!("/crash_logs/download/{id}"), &viewer, None).await);
    let got = client.bytes(&link).await;
    assert_eq!(got.1, content);
    for (name, value) in [
        ("content-disposition", "attachment; filename*=UTF-8''20250607123456.zip"),
        ("content-type", "application/octet-stream"),
        ("content-length", "2000000"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(got.0.header(name), value, "{name}");
    }
    assert!(got.0.header("content-security-policy").starts_with("sandbox"));
    let agents = client.api("GET", "/agents", &viewer, None).await.json();
    assert_eq!(agents["data"][0]["unseen_crash_logs"], 0);
    assert_eq!(client.api("GET", "/crash_logs", &viewer, None).await.json()["data"][0]["seen"], true);
}

#[tokio::test]
async fn a_quarantined_program_belongs_to_the_alert_that_names_it() {
    let house = house().await;
    let (key, viewer) = (house.key(KeyPermission::Full).await, house.token(VIEWER).await);
    let mut client = house.client();
    let mut alert = report("a", "evil.exe");
    // Some agents name it by its path, and some programs add parameters to the type.
    let name = r"C:\Quarantine\evil.bin";
    alert["quarantine_file_name"] = json!(name);
    let id = client.api("POST", "/alerts", &key, Some(alert)).await.json()["data"]["entity_id"].clone();
    let download = format!("/alert/suspicious_process/download/{}", id.as_str().unwrap());
    assert_eq!(client.api("GET", &download, &viewer, None).await.status, StatusCode::NOT_FOUND);

    let body = json!({"fileName": name, "contentType": "application/octet-stream; charset=binary", "metadata": {"agent_id": "a"}});
    let made = client.api("POST", "/file-upload-url/suspicious_processes/some/key", &key, Some(body)).await;
    let got = client.send(put(&path(&made), "application/octet-stream", "MZ\u{0}virus")).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);

    let link = path(&client.api("GET", &download, &viewer, None).await);
    assert_eq!(client.bytes(&link).await.1, b"MZ\0virus");
    let mut admin = house.signed_in(ADMIN).await;
    let shown = admin.get(&format!("/api/console/process-alerts/{}", id.as_str().unwrap())).await.json();
    assert_eq!(shown["hasFile"], true);
    let got = admin
        .post(&format!("/api/console/process-alerts/{}/file-link", id.as_str().unwrap()), &json!({}))
        .await;
    assert!(got.json()["url"].as_str().unwrap().starts_with("http://gate.example/files/"), "{}", got.text);
}

#[tokio::test]
async fn a_quarantined_page_is_stored_by_a_browser_and_never_shown() {
    let house = house().await;
    let (key, viewer) = (house.key(KeyPermission::Full).await, house.token(VIEWER).await);
    let mut client = house.client();
    let mut alert = report("a", "evil.exe");
    alert["quarantine_file_name"] = json!("page.html");
    let id = client.api("POST", "/alerts", &key, Some(alert)).await.json()["data"]["entity_id"].clone();
    let body = json!({"fileName": "page.html", "contentType": "text/html", "metadata": {"agent_id": "a"}});
    let made = client.api("POST", "/file-upload-url/suspicious_processes", &key, Some(body)).await;
    let page = "<!DOCTYPE html><script>alert(document.cookie)</script>";
    let got = client.send(put(&path(&made), "text/html", page)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);

    let download = format!("/alert/suspicious_process/download/{}", id.as_str().unwrap());
    let link = path(&client.api("GET", &download, &viewer, None).await);
    let got = client.bytes(&link).await;
    assert_eq!((got.0.status, got.1.as_slice()), (StatusCode::OK, page.as_bytes()));
    for (name, value) in [
        ("content-disposition", "attachment; filename*=UTF-8''page.html"),
        ("content-type", "application/octet-stream"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(got.0.header(name), value, "{name}");
    }
    assert!(got.0.header("content-security-policy").starts_with("sandbox"));
}

#[tokio::test]
async fn an_address_keeps_the_first_file_that_came() {
    let house = house().await;
    let (key, viewer) = (house.key(KeyPermission::Full).await, house.token(VIEWER).await);
    let mut client = house.client();
    let link = upload_link(&mut client, &key, "a.zip").await;
    let got = client.send(put(&link, "application/zip", "the first")).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    for other in ["the other", "one of another length"] {
        let got = client.send(put(&link, "application/zip", other)).await;
        assert_eq!(
            (got.status, &got.json()["success"]),
            (StatusCode::CONFLICT, &json!(false)),
            "{}",
            got.text
        );
    }
    let listed = client.api("GET", "/crash_logs", &viewer, None).await.json();
    let logs = listed["data"].as_array().unwrap();
    assert_eq!((logs.len(), &logs[0]["file_size"]), (1, &json!(9)));
    let id = logs[0]["entity_id"].as_str().unwrap();
    let link = path(&client.api("GET", &format!("/crash_logs/download/{id}"), &viewer, None).await);
    assert_eq!(client.bytes(&link).await.1, b"the first");
}

#[tokio::test]
async fn a_body_of_untold_length_ends_at_the_limit() {
    let house = house().await;
    let (key, viewer) = (house.key(KeyPermission::Full).await, house.token(VIEWER).await);
    let mut client = house.client();
    let link = upload_link(&mut client, &key, "a.zip").await;
    let piece = Bytes::from(vec![0_u8; 1 << 20]);
    let pieces = (0..=100).map(move |_| Ok::<_, std::io::Error>(piece.clone()));
    let got = client.send(put(&link, "application/zip", Body::from_stream(stream::iter(pieces)))).await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", got.text);
    assert_eq!(got.json()["success"], false);
    assert!(got.json()["message"].as_str().unwrap().contains("body"), "{}", got.text);
    assert_eq!(client.api("GET", "/crash_logs", &viewer, None).await.json()["data"], json!([]));
    assert_eq!(client.send(put(&link, "application/zip", "less")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_as_announced_leaves_nothing() {
    let house = house().await;
    let (key, viewer) = (house.key(KeyPermission::Full).await, house.token(VIEWER).await);
    let mut client = house.client();
    let link = upload_link(&mut client, &key, "a.zip").await;
    let got = client.send(put(&link, "text/plain", "x")).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
    assert!(got.json()["message"].as_str().unwrap().starts_with("Content-Type: "), "{}", got.text);
    let large =
        Request::put(&link).header("content-type", "application/zip").header("content-length", "104857601");
    let got = client.send(large.body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", got.text);
    let broken = stream::iter([Ok(vec![0_u8; 70_000]), Err(std::io::Error::other("gone"))]);
    let got = client.send(put(&link, "application/zip", Body::from_stream(broken))).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
    assert_eq!(client.api("GET", "/crash_logs", &viewer, None).await.json()["data"], json!([]));

    let mut sized = announced("b.zip");
    sized["metadata"]["file_size"] = json!("3");
    let made = client.api("POST", "/file-upload-url/crash_logs", &key, Some(sized)).await;
    for body in ["four", "tw"] {
        let got = client.send(put(&path(&made), "application/zip", body)).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
    }
    // What was refused may be sent again as it should be.
    assert_eq!(client.send(put(&path(&made), "application/zip", "yes")).await.status, StatusCode::OK);
    assert_eq!(client.send(put(&link, "application/zip", "whole")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn links_that_make_no_sense_are_refused() {
    let house = house().await;
    let key = house.key(KeyPermission::Full).await;
    let mut client = house.client();
    for (path, body, field) in [
        ("/file-upload-url/photos", announced("a.zip"), "prefix"),
        ("/file-upload-url/crash_logs", json!({"contentType": "a/b"}), "fileName"),
        ("/file-upload-url/crash_logs", json!({"fileName": "a/../b", "contentType": "a/b"}), "fileName"),
        (
            "/file-upload-url/crash_logs",
            json!({"fileName": "a".repeat(256), "contentType": "a/b"}),
            "fileName",
        ),
        (
            "/file-upload-url/suspicious_processes",
            json!({"fileName": "a".repeat(1025), "contentType": "a/b"}),
            "fileName",
        ),
        (
            "/file-upload-url/suspicious_processes",
            json!({"fileName": "a\u{0}b", "contentType": "a/b"}),
            "fileName",
        ),
        ("/file-upload-url/crash_logs", json!({"fileName": "a", "contentType": "x\r\ny: z"}), "contentType"),
        ("/file-upload-url/crash_logs", json!({"fileName": "a", "contentType": "a/b"}), "metadata.agent_id"),
        ("/file-upload-url/crash_logs/..%2Fup", announced("a.zip"), "s3_key"),
        (&format!("/file-upload-url/crash_logs/{}", "k".repeat(256)), announced("a.zip"), "s3_key"),
    ] {
        let got = client.api("POST", path, &key, Some(body)).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{path}: {}", got.text);
        assert!(got.json()["message"].as_str().unwrap().starts_with(&format!("{field}: ")), "{}", got.text);
    }
    let link = upload_link(&mut client, &key, "a.zip").await;
    // In the middle: the last letter of such a text has bits that say nothing.
    let (front, back) = link.split_at(link.len() - 10);
    let other = if back.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{front}{other}{}", &back[1..]);
    for path in ["/files/x", forged.as_str()] {
        assert_eq!(client.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        let got = client.send(put(path, "application/zip", "x")).await;
        assert_eq!(
            (got.status, &got.json()["success"]),
            (StatusCode::NOT_FOUND, &json!(false)),
            "{}",
            got.text
        );
    }
    assert_eq!(client.get(&link).await.status, StatusCode::NOT_FOUND, "an address to put is none to get");
}
