//! API keys at the command line and in the console.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Folder, Server, assert_refused, told};
use serde_json::json;

fn create(folder: &Folder, arguments: &[&str]) -> String {
    let made = folder.gatehouse(&[&["api-key", "create"], arguments].concat(), "");
    assert!(made.status.success(), "{}", told(&made));
    // The key alone, so that a script can take it.
    String::from_utf8(made.stdout).unwrap().trim_end().to_owned()
}

#[tokio::test]
async fn a_key_is_printed_once_and_lies_nowhere() {
    let folder = Folder::initialized();
    let key = create(&folder, &["--label", "Agents of the workshop"]);
    assert!(key.starts_with("gh_") && key.len() == 46, "{key}");
    create(&folder, &["--label", "Report", "--read-only"]);
    let listed = folder.gatehouse(&["api-key", "list"], "");
    let listed = String::from_utf8(listed.stdout).unwrap();
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 2, "{listed}");
    assert!(lines[0].contains("full") && lines[0].ends_with("Agents of the workshop"), "{listed}");
    assert!(lines[1].contains("read") && lines[1].contains("never used"), "{listed}");
    assert!(lines[0].contains(&format!("gh_…{}", &key[42..])) && !listed.contains(&key), "{listed}");
    let store = std::fs::read(folder.data().join("gatehouse.redb")).unwrap();
    assert!(!store.windows(key.len() - 3).any(|bytes| bytes == &key.as_bytes()[3..]), "the key is stored");

    let id = lines[0].split(' ').next().unwrap();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let shown = admin.get("/api/console/api-keys").await.expect(200);
    assert_eq!((&shown[0]["id"], &shown[1]["permission"]), (&json!(id), &json!("read")));
    let made = admin.post("/api/console/api-keys", json!({"label": "Third"})).await.expect(201);
    assert!(!server.log().contains(made["key"].as_str().unwrap()));
    let audit = admin.get("/api/console/audit?limit=200").await.expect(200).to_string();
    assert!(audit.contains("api_key.created") && !audit.contains(made["key"].as_str().unwrap()));
    server.stop();

    let deleted = folder.gatehouse(&["api-key", "delete", id], "");
    assert!(deleted.status.success(), "{}", told(&deleted));
    assert_refused(&folder.gatehouse(&["api-key", "delete", id], ""), &["API key not found"]);
    assert_refused(&folder.gatehouse(&["api-key", "delete", "first"], ""), &["no key's id"]);
    assert_refused(&folder.gatehouse(&["api-key", "create", "--label", " "], ""), &["label", "1 to 100"]);
}
