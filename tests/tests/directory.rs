//! A directory as an admin lives it: connected, tested, synced from a real OpenLDAP; who leaves becomes inactive.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{BASE, BIND_DN, BIND_PASSWORD, Client, Folder, Server, Slapd, people};
use serde_json::{Value, json};

fn connection(port: u16) -> Value {
    json!({"type": "LDAP", "name": "Acme", "config": {"host": "127.0.0.1", "port": port, "bindDN": BIND_DN,
        "bindPassword": BIND_PASSWORD, "baseDN": BASE, "ssl": false}})
}

/// Syncs to the end; the job.
async fn sync(admin: &Client, path: &str, body: Value) -> Value {
    let started = admin.post(&format!("{path}/sync"), body).await.expect(202);
    let job = format!("/api/console/jobs/{}", started["jobId"].as_str().unwrap());
    admin.until(&job, |job| job["finishedAt"].is_string()).await
}

#[tokio::test]
async fn from_a_connection_to_a_leaver() {
    let ldap = Slapd::start(&people(30), None);
    let folder = Folder::initialized();
    let grant = format!("ldap://127.0.0.1:{}", ldap.port);
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = server.admin().await;
    let made = admin.post("/api/directory", connection(ldap.port)).await.expect(201);
    assert!(!made.to_string().contains(BIND_PASSWORD), "{made}");
    let path = format!("/api/directory/{}", made["id"].as_str().unwrap());

    let tested = admin.post(&format!("{path}/test"), json!({})).await.expect(200);
    assert_eq!(tested, json!({"ok": true, "userCount": 30}));
    let first = sync(&admin, &path, json!({})).await;
    assert_eq!((&first["state"], &first["result"]["added"]), (&json!("succeeded"), &json!(30)), "{first}");
    let listed = admin.get("/api/console/employees?q=family7").await.expect(200);
    assert_eq!(listed["items"][0]["email"], "p7@acme.example");
    // What has no place in the model is kept, shown, and searchable.
    assert_eq!(listed["items"][0]["attributes"]["title"], "Engineer");
    admin.until("/api/console/search?q=engineer&kind=employee", |answer| answer["total"] == 30).await;

    ldap.change(&format!("dn: uid=p7,ou=people,{BASE}\nchangetype: delete\n"));
    let p8 = format!(
        "dn: uid=p8,ou=people,{BASE}\nchangetype: modify\nreplace: departmentNumber\ndepartmentNumber: Sales\n"
    );
    ldap.change(&p8);
    let second = sync(&admin, &path, json!({})).await;
    let result = &second["result"];
    assert_eq!(
        (&result["left"], &result["changed"], &result["unchanged"]),
        (&json!(1), &json!(1), &json!(28)),
        "{second}"
    );
    let gone = admin.get("/api/console/employees?q=family7").await.expect(200);
    assert_eq!((&gone["total"], &gone["items"][0]["active"]), (&json!(1), &json!(false)));
    server.stop();

    // After a restart the secret still opens, and an interval is still kept.
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = server.admin().await;
    admin.patch(&path, json!({"autoSyncIntervalMinutes": 60})).await.expect(200);
    assert_eq!(sync(&admin, &path, json!({})).await["state"], "succeeded");
    // Whatever the filter hits now, it is far fewer people.
    admin.patch(&path, json!({"config": {"userFilter": "(uid=p1*)"}})).await.expect(200);
    let stopped = sync(&admin, &path, json!({})).await;
    assert_eq!(stopped["state"], "failed");
    let shown = admin.get("/api/directory").await.expect(200)[0].clone();
    assert!(shown["errorMessage"].as_str().unwrap().contains("18 of 29"), "{shown}");
    assert_eq!(shown["lastSyncCount"], 29, "nobody was marked");
    server.stop();
}

#[tokio::test]
async fn a_sync_that_a_power_cut_ends_is_taken_up_again() {
    let ldap = Slapd::start(&people(5000), None);
    let folder = Folder::initialized();
    let grant = format!("ldap://127.0.0.1:{}", ldap.port);
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = server.admin().await;
    let made = admin.post("/api/directory", connection(ldap.port)).await.expect(201);
    let path = format!("/api/directory/{}", made["id"].as_str().unwrap());
    let started = admin.post(&format!("{path}/sync"), json!({})).await.expect(202);
    let job = format!("/api/console/jobs/{}", started["jobId"].as_str().unwrap());
    admin.until("/api/console/employees?limit=1", |page| page["total"] != 0).await;
    server.kill();

    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = server.admin().await;
    let ended = admin.until(&job, |job| job["finishedAt"].is_string()).await;
    assert_eq!((&ended["state"], &ended["attempts"]), (&json!("succeeded"), &json!(2)), "{ended}");
    assert_eq!(admin.get("/api/console/employees?limit=1").await.expect(200)["total"], 5000);
    let shown = admin.get("/api/directory").await.expect(200)[0].clone();
    assert_eq!((&shown["status"], &shown["lastSyncCount"]), (&json!("ACTIVE"), &json!(5000)));
    server.stop();
}

#[tokio::test]
async fn a_directory_inside_is_refused_with_the_grant_that_allows_it() {
    let ldap = Slapd::start(&people(1), None);
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let made = admin.post("/api/directory", connection(ldap.port)).await.expect(201);
    let path = format!("/api/directory/{}", made["id"].as_str().unwrap());
    let tested = admin.post(&format!("{path}/test"), json!({})).await.expect(200);
    let said = tested["error"].as_str().unwrap();
    assert!(said.contains(&format!("grant \"ldap://127.0.0.1:{}\"", ldap.port)), "{said}");
    let failed = sync(&admin, &path, json!({})).await;
    assert_eq!((&failed["state"], &failed["attempts"]), (&json!("failed"), &json!(1)));
    server.stop();
}

#[test]
fn people_are_imported_from_ldif() {
    let folder = Folder::initialized();
    let told =
        String::from_utf8(folder.import("employees", &folder.file("people.ldif", people(3))).stderr).unwrap();
    assert!(told.contains("3 added, 0 changed, 0 unchanged, 0 rejected"), "{told}");
}
