//! What an older version stored opens in this one.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Folder, Server};
use serde_json::json;

#[tokio::test]
async fn every_versions_backup_opens() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut opened = 0;
    for entry in std::fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "backup") {
            open(path.to_str().unwrap()).await;
            opened += 1;
        }
    }
    assert!(opened >= 1, "there is a file of each version");
}

async fn open(backup: &str) {
    let folder = Folder::new();
    let restored = folder.gatehouse(&["restore", backup], "a dozen or more\n");
    assert!(restored.status.success(), "{backup}: {}", String::from_utf8_lossy(&restored.stderr));
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let alerts = admin.get("/api/console/alerts").await.expect(200);
    assert_eq!(alerts["total"], 3, "{backup}");
    let critical = admin.get("/api/console/alerts?severity=CRITICAL").await.expect(200);
    assert_eq!(critical["items"][0]["employeeName"], "Carla Nováková", "{backup}");
    let channels = admin.get("/api/webhooks").await.expect(200).to_string();
    assert!(channels.contains("Night watch"), "{backup}: {channels}");
    assert!(admin.get("/api/credentials").await.expect(200).to_string().contains("****cdef"), "{backup}");
    admin
        .until("/api/console/search?q=badge%20OR%20pfeiffer&kind=employee", |found| found["total"] == 1)
        .await;

    // Figures that an older release did not keep are counted, while the server answers.
    let path = "/api/console/dashboard/data?widgets=alert-status-breakdown,stats-row,breach-timeline";
    let complete =
        |answer: &serde_json::Value| answer["complete"] == true && answer["widgets"][1]["newAlerts"].is_u64();
    let figures = admin.until(path, complete).await;
    let [by_status, row, timeline] = [0, 1, 2].map(|at| &figures["widgets"][at]);
    let total = |of: &serde_json::Value| of["total"].as_u64().unwrap();
    let all = total(&by_status["open"]) + total(&by_status["acknowledged"]) + total(&by_status["resolved"]);
    assert_eq!((all, &row["employees"], &row["breaches"]), (3, &json!(3), &json!(3)), "{backup}: {figures}");
    let years = timeline["years"].as_array().unwrap();
    assert_eq!(years.iter().map(|year| year["affected"].as_u64().unwrap()).sum::<u64>(), 3, "{backup}");

    // Old rows are written as well as read: everybody is asked about again, and an alert moves on.
    let id = alerts["items"][0]["id"].as_str().unwrap();
    admin.patch(&format!("/api/alerts/{id}"), json!({"status": "RESOLVED"})).await.expect(200);
    let people = folder.file("more.csv", "email,first_name\nanna.pfeiffer@lumenfeld-optics.example,Anne\n");
    server.stop();
    folder.import("employees", &people);
    let server = Server::start(&folder);
    let admin = server.admin().await;
    admin.until("/api/console/search?q=anne&kind=exposure_alert", |found| found["total"] == 1).await;
    server.stop();
}
