//! SCIM held against what others made: scim2-tester and scim2-client, over loopback.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Folder, Server, run_script};
use serde_json::{Value, json};

#[tokio::test]
async fn scim2_tester_finds_nothing_wrong() {
    let folder = Folder::initialized();
    let server = Server::start_with(&folder, &["--tls", "off"]);
    let admin = server.admin().await;
    let made = admin
        .post("/api/directory", json!({"type": "SCIM", "name": "Tester", "config": {}}))
        .await
        .expect(201);
    let (id, token) = (made["id"].as_str().unwrap(), made["bearerToken"].as_str().unwrap());
    admin.patch(&format!("/api/directory/{id}"), json!({"requestsPerMinute": 1_000_000})).await.expect(200);
    let base = format!("http://{}/api/scim/{id}", server.authority());
    let token = token.to_owned();
    let output =
        tokio::task::spawn_blocking(move || run_script("scim_check.py", &[&base, &token])).await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{errors}");
    let counts: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    for bad in ["ERROR", "CRITICAL", "DEVIATION"] {
        assert_eq!(counts[bad].as_u64().unwrap_or(0), 0, "{text}");
    }
    assert!(counts["SUCCESS"].as_u64().unwrap() > 50, "{text}");
    server.stop();
}
