//! A backup taken while the appliance works, restored into a new folder, and served from there.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Folder, Server};
use reqwest::Method;
use serde_json::json;

const PEOPLE: &str = "email,first_name,last_name,department,location\nanna@lumenfeld-optics.example,Anna,Pfeiffer,Sales,Jena\n";

#[tokio::test]
async fn what_a_running_server_backs_up_another_serves() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("people.csv", PEOPLE));
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let key = json!({"provider": "HIBP", "key": "0123456789abcdef"});
    admin.post("/api/credentials", key).await.expect(201);

    admin.post("/api/console/backup", json!({"passphrase": "short"})).await.expect(400);
    let asked =
        admin.request(Method::POST, "/api/console/backup").json(&json!({"passphrase": "a dozen or more"}));
    let reply = asked.send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let backup = reply.bytes().await.unwrap();
    server.stop();

    let elsewhere = Folder::new();
    let file = elsewhere.file("gatehouse.backup", &backup);
    let file = file.to_str().unwrap();
    let refused = elsewhere.gatehouse(&["restore", file], "not the passphrase\n");
    assert!(!refused.status.success());
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("passphrase") && told.lines().count() == 1, "{told}");
    let restored = elsewhere.gatehouse(&["restore", file], "a dozen or more\n");
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));

    let server = Server::start(&elsewhere);
    let admin = server.admin().await;
    let people = admin.get("/api/console/employees").await.expect(200);
    assert_eq!(people["items"][0]["email"], "anna@lumenfeld-optics.example");
    assert_eq!(admin.get("/api/credentials").await.expect(200).to_string().matches("****cdef").count(), 1);
    admin.until("/api/console/search?q=pfeiffer&kind=employee", |answer| answer["total"] == 1).await;
    server.stop();
}

#[tokio::test]
async fn the_command_backs_up_what_nobody_serves() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("people.csv", PEOPLE));
    let file = folder.data().with_file_name("offline.backup");
    let file = file.to_str().unwrap();
    let written = folder.gatehouse(&["backup", file], "a dozen or more\n");
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let again = folder.gatehouse(&["backup", file], "a dozen or more\n");
    assert!(!again.status.success(), "a backup is not overwritten");

    let half = std::fs::read(file).unwrap();
    let elsewhere = Folder::new();
    let cut = elsewhere.file("half.backup", &half[..half.len() / 2]);
    let refused = elsewhere.gatehouse(&["restore", cut.to_str().unwrap()], "a dozen or more\n");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("cut short"));
    let restored = elsewhere.gatehouse(&["restore", file], "a dozen or more\n");
    assert!(
        restored.status.success(),
        "the refused try left nothing: {}",
        String::from_utf8_lossy(&restored.stderr)
    );
}
