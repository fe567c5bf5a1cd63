//! SCIM held against what others made, over loopback: scim2-tester, scim2-client and scimmy.
#![allow(clippy::unwrap_used)]

use std::process::Output;

use gatehouse_tests::{Folder, Server, run_node, run_script};
use serde_json::{Value, json};

/// What the last line of a script counts, which is JSON. It ended well.
fn counts(output: &Output) -> (Value, String) {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    (serde_json::from_str(text.lines().last().unwrap()).unwrap(), text)
}

/// Runs a script against a new connection without users.
async fn against(run: fn(&str, &[&str]) -> Output, script: &'static str) -> (Value, String) {
    let folder = Folder::initialized();
    let server = Server::start_with(&folder, &["--tls", "off"]);
    let admin = server.admin().await;
    let made = json!({"type": "SCIM", "name": "Tester", "config": {}});
    let made = admin.post("/api/directory", made).await.expect(201);
    let (id, token) = (made["id"].as_str().unwrap(), made["bearerToken"].as_str().unwrap().to_owned());
    admin.patch(&format!("/api/directory/{id}"), json!({"requestsPerMinute": 1_000_000})).await.expect(200);
    let base = format!("http://{}/api/scim/{id}", server.authority());
    let output = tokio::task::spawn_blocking(move || run(script, &[&base, &token])).await.unwrap();
    server.stop();
    counts(&output)
}

#[tokio::test]
async fn scim2_tester_finds_nothing_wrong() {
    let (counts, text) = against(run_script, "scim_check.py").await;
    for bad in ["ERROR", "CRITICAL", "DEVIATION"] {
        assert_eq!(counts[bad].as_u64().unwrap_or(0), 0, "{text}");
    }
    assert!(counts["SUCCESS"].as_u64().unwrap() > 50, "{text}");
}

#[tokio::test]
async fn scim2_client_s_types_round_trip() {
    let (counts, text) = against(run_script, "scim_client.py").await;
    assert!(counts["compared"].as_u64().unwrap() > 50, "{text}");
}

#[tokio::test]
async fn scimmy_s_types_round_trip() {
    let (counts, text) = against(run_node, "scim_roundtrip.mjs").await;
    assert!(counts["compared"].as_u64().unwrap() > 50, "{text}");
}
