//! Directories over HTTP: made, tested, synced; and what is done through them about an alert.

use std::collections::VecDeque;
use std::sync::Arc;

use async_trait::async_trait;
use axum::http::StatusCode;
use gatehouse_core::ports::{
    ConnectorError, ConnectorInfo, ConnectorKind, Directory, DirectoryPage, DirectoryUser, Settings,
};
use serde_json::{Value, json};

use crate::main_job::{Plugged, at_work};
use crate::support::{ADMIN, Client, Got, House, VIEWER};

/// Who is in the directory, and what it refuses next.
#[derive(Default)]
pub struct Staff {
    pub people: Vec<DirectoryUser>,
    pub failures: VecDeque<ConnectorError>,
}

/// A directory in memory.
pub struct Okta(pub Arc<Plugged>);

impl Okta {
    fn fails(&self) -> Result<(), ConnectorError> {
        self.0.directory.lock().unwrap().failures.pop_front().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Directory for Okta {
    fn info(&self) -> ConnectorInfo {
        ConnectorInfo {
            id: "okta".into(),
            version: "1".into(),
            kind: ConnectorKind::Directory,
            display_name: "Okta".into(),
            settings_schema: json!({"required": ["domain", "apiToken"], "properties": {
                "domain": {"type": "string"}, "apiToken": {"type": "string", "writeOnly": true}}}),
            hosts: vec![],
            confidence: None,
            capabilities: vec!["revoke-sessions".into()],
            batch_size: 1,
            calls_per_minute: None,
        }
    }

    async fn test(&self, settings: &Settings) -> Result<u64, ConnectorError> {
        self.fails()?;
        assert_eq!(settings["apiToken"], "00t-secret");
        Ok(self.0.directory.lock().unwrap().people.len() as u64)
    }

    async fn list_users(&self, _: &Settings, _: Option<&str>) -> Result<DirectoryPage, ConnectorError> {
        self.fails()?;
        Ok(DirectoryPage { users: self.0.directory.lock().unwrap().people.clone(), next: None })
    }

    async fn revoke_sessions(&self, _: &Settings, id: &str) -> Result<String, ConnectorError> {
        self.fails()?;
        Ok(format!("ended the sessions of {id}"))
    }

    async fn force_password_reset(&self, _: &Settings, _: &str) -> Result<String, ConnectorError> {
        Err(ConnectorError::NotSupported("not here".into()))
    }
}

fn person(name: &str) -> DirectoryUser {
    DirectoryUser {
        external_id: format!("id-{name}"),
        email: Some(format!("{name}@acme.example")),
        first_name: name.into(),
        active: true,
        mfa: Some(name == "ada"),
        attributes: [("title".to_owned(), "Engineer".to_owned())].into(),
        ..DirectoryUser::default()
    }
}

fn has(plugged: &Plugged, names: &[&str]) {
    plugged.directory.lock().unwrap().people = names.iter().map(|name| person(name)).collect();
}

fn new_connection() -> Value {
    json!({"type": "OKTA", "name": "Acme people", "config": {"domain": "acme.okta.com", "apiToken": "00t-secret"}})
}

/// A house at work with a connection; its path.
async fn connected() -> (House, Arc<Plugged>, Client, String) {
    let (house, plugged) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    let made = admin.post("/api/directory", &new_connection()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let path = format!("/api/directory/{}", made.json()["id"].as_str().unwrap());
    (house, plugged, admin, path)
}

/// Syncs to the end; the job.
async fn sync(house: &House, admin: &mut Client, path: &str, body: &Value) -> Value {
    let started = admin.post(&format!("{path}/sync"), body).await;
    assert_eq!(started.status, StatusCode::ACCEPTED, "{}", started.text);
    let job = started.json()["jobId"].as_str().unwrap().to_owned();
    let jobs = &house.app.services().jobs;
    jobs.wait(house.principal.scope(), job.parse().unwrap()).await.unwrap();
    admin.get(&format!("/api/console/jobs/{job}")).await.json()
}

#[tokio::test]
async fn a_connection_is_made_tested_and_synced() {
    let (house, plugged, mut admin, path) = connected().await;
    let listed = admin.get("/api/directory").await;
    assert!(!listed.text.contains("00t-secret"), "a secret is never returned");
    let mut first = listed.json()[0].clone();
    assert!(first["createdAt"].is_string() && first["id"].is_string());
    for key in ["createdAt", "id"] {
        first.as_object_mut().unwrap().remove(key);
    }
    let expected = json!({"type": "OKTA", "name": "Acme people", "status": "PENDING", "lastSyncAt": null,
        "lastSyncCount": null, "errorMessage": null, "autoSyncIntervalMinutes": null, "maxLeaversPercent": 20,
        "config": {"domain": "acme.okta.com"}, "lastSync": null, "scim": null});
    assert_eq!(first, expected);

    has(&plugged, &["ada", "grace", "joan"]);
    let tested = admin.post(&format!("{path}/test"), &json!({})).await;
    assert_eq!((tested.status, tested.json()), (StatusCode::OK, json!({"ok": true, "userCount": 3})));
    let wrong = ConnectorError::Unauthorized("Invalid token provided".into());
    plugged.directory.lock().unwrap().failures.push_back(wrong);
    let tested = admin.post(&format!("{path}/test"), &json!({})).await;
    let expected = json!({"ok": false, "error": "unauthorized: Invalid token provided"});
    assert_eq!((tested.status, tested.json()), (StatusCode::OK, expected));

    let job = sync(&house, &mut admin, &path, &json!({})).await;
    assert_eq!(
        (&job["kind"], &job["state"], &job["progress"]["done"]),
        (&json!("directory.sync"), &json!("succeeded"), &json!(3))
    );
    assert_eq!((&job["result"]["added"], &job["result"]["left"]), (&json!(3), &json!(0)));
    let people = admin.get("/api/console/employees").await.json();
    assert_eq!(people["total"], 3);
    let ada = people["items"].as_array().unwrap().iter().find(|one| one["firstName"] == "ada").unwrap();
    assert_eq!((&ada["mfa"], &ada["attributes"]["title"]), (&json!(true), &json!("Engineer")));
    assert!(path.ends_with(ada["directoryId"].as_str().unwrap()));
    let shown = admin.get("/api/directory").await.json()[0].clone();
    assert_eq!(
        (&shown["status"], &shown["lastSyncCount"], &shown["lastSync"]["added"]),
        (&json!("ACTIVE"), &json!(3), &json!(3))
    );

    has(&plugged, &["ada", "grace"]);
    sync(&house, &mut admin, &path, &json!({})).await;
    let people = admin.get("/api/console/employees?q=joan").await.json();
    assert_eq!(
        (&people["total"], &people["items"][0]["active"]),
        (&json!(1), &json!(false)),
        "kept, and inactive"
    );

    has(&plugged, &[]);
    let stopped = sync(&house, &mut admin, &path, &json!({})).await;
    assert_eq!(stopped["state"], "failed");
    let shown = admin.get("/api/directory").await.json()[0].clone();
    assert_eq!(shown["status"], "ERROR");
    assert!(shown["errorMessage"].as_str().unwrap().contains("stopped to ask"), "{shown}");
    let confirmed = sync(&house, &mut admin, &path, &json!({"confirm": true})).await;
    assert_eq!(confirmed["result"]["left"], 2);

    assert_eq!(admin.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(admin.get("/api/directory").await.json(), json!([]));
    assert_eq!(admin.post(&format!("{path}/sync"), &json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.get("/api/console/employees").await.json()["total"], 3);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_field() {
    let (_house, _, mut admin, path) = connected().await;
    for (body, field) in [
        (json!({"type": "NDS", "name": "n", "config": {}}), "type"),
        (json!({"type": "OKTA", "config": {}}), "name"),
        (json!({"type": "OKTA", "name": "", "config": {"domain": "d", "apiToken": "t"}}), "name"),
        (json!({"type": "OKTA", "name": "n", "config": {"domain": "d"}}), "config.apiToken"),
        (json!({"type": "OKTA", "name": "n", "config": {"domain": ["d"], "apiToken": "t"}}), "config.domain"),
        (
            json!({"type": "OKTA", "name": "n", "config": {"domain": "d", "apiToken": "t", "x": 1}}),
            "config.x",
        ),
        (json!({"type": "SCIM", "name": " "}), "name"),
    ] {
        let got = admin.post("/api/directory", &body).await;
        assert_eq!(
            (got.status, &got.json()["field"]),
            (StatusCode::BAD_REQUEST, &json!(field)),
            "{body}: {}",
            got.text
        );
    }
    for (body, status) in [
        (json!({}), 400),
        (json!({"autoSyncIntervalMinutes": 14}), 400),
        (json!({"autoSyncIntervalMinutes": 15}), 200),
        (json!({"autoSyncIntervalMinutes": null}), 200),
        (json!({"maxLeaversPercent": 101}), 400),
        (json!({"config": {"domain": "evil.example"}}), 400),
        (json!({"config": {"apiToken": "00t-secret"}, "name": "Renamed"}), 200),
    ] {
        let got = admin.patch(&path, &body).await;
        assert_eq!(got.status.as_u16(), status, "{body}: {}", got.text);
    }
    let tested = admin.post(&format!("{path}/test"), &json!({})).await;
    assert_eq!(tested.json()["ok"], true, "{}", tested.text);
    // Whoever pushes is asked for nothing.
    let pushed =
        admin.post("/api/directory", &json!({"type": "SCIM", "name": "n", "config": {}})).await.json();
    let pushed = format!("/api/directory/{}", pushed["id"].as_str().unwrap());
    for asked in ["sync", "test"] {
        let got = admin.post(&format!("{pushed}/{asked}"), &json!({})).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{asked}: {}", got.text);
    }
    let every = admin.patch(&pushed, &json!({"autoSyncIntervalMinutes": 60})).await;
    assert_eq!(
        (every.status, &every.json()["field"]),
        (StatusCode::BAD_REQUEST, &json!("autoSyncIntervalMinutes"))
    );
    let odd = admin.post(&format!("{path}/sync"), &json!({"confirm": "maybe"})).await;
    assert_eq!((odd.status, &odd.json()["field"]), (StatusCode::BAD_REQUEST, &json!("confirm")));
    let audit = admin.get("/api/console/audit?limit=50").await.text;
    assert!(
        audit.contains("directory.created")
            && audit.contains("directory.changed")
            && !audit.contains("00t-secret")
    );
}

#[tokio::test]
async fn an_alert_is_acted_on_through_the_directory() {
    let (house, plugged, mut admin, path) = connected().await;
    has(&plugged, &["ada"]);
    sync(&house, &mut admin, &path, &json!({})).await;
    admin.post("/api/credentials", &json!({"provider": "HIBP", "key": "key-12345678"})).await;
    admin.post("/api/employees/scan", &json!({})).await;
    let alert = admin.get("/api/console/alerts").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let remedy = format!("/api/alerts/{alert}/remediate");
    let revoke = json!({"action": "REVOKE_SESSIONS"});

    let off = admin.post(&remedy, &revoke).await;
    assert_eq!(
        (off.status, off.json()),
        (StatusCode::FORBIDDEN, json!({"error": "Remediation is disabled"}))
    );
    assert_eq!(admin.patch("/api/company", &json!({})).await.json()["error"], "Nothing to update");
    let company = json!({"remediationEnabled": true, "scanIntervalMinutes": 60});
    let both = |got: Got| {
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        let shown = got.json();
        json!({"remediationEnabled": shown["remediationEnabled"], "scanIntervalMinutes": shown["scanIntervalMinutes"]})
    };
    assert_eq!(both(admin.patch("/api/company", &company).await), company);
    for body in
        [json!({"scanIntervalMinutes": 4}), json!({"riskWeights": {}}), json!({"remediationEnabled": "yes"})]
    {
        assert_eq!(admin.patch("/api/company", &body).await.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let mut viewer = house.signed_in(VIEWER).await;
    assert_eq!(both(viewer.get("/api/company").await), company);
    let off = json!({"scanIntervalMinutes": null});
    assert_eq!(admin.patch("/api/company", &off).await.json()["scanIntervalMinutes"], Value::Null);

    let done = admin.post(&remedy, &revoke).await;
    let expected = json!({"status": "SUCCESS", "detail": "ended the sessions of id-ada"});
    assert_eq!((done.status, done.json()), (StatusCode::OK, expected));
    let down = ConnectorError::Unavailable("answered 503".into());
    plugged.directory.lock().unwrap().failures.push_back(down);
    let failed = admin.post(&remedy, &revoke).await;
    let expected = json!({"status": "FAILED", "detail": "unavailable: answered 503"});
    assert_eq!((failed.status, failed.json()), (StatusCode::BAD_GATEWAY, expected));
    for body in [json!({"action": "REBOOT"}), json!({}), json!({"action": "FORCE_PASSWORD_RESET"})] {
        assert_eq!(admin.post(&remedy, &body).await.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let nobodys = "/api/alerts/0198b2f0-0000-7000-8000-000000000000/remediate";
    assert_eq!(admin.post(nobodys, &revoke).await.status, StatusCode::NOT_FOUND);
    let audit = admin.get("/api/console/audit?limit=50").await.json();
    let attempts =
        audit["items"].as_array().unwrap().iter().filter(|entry| entry["action"] == "alert.remediated");
    assert_eq!(attempts.count(), 4, "refused by us, done, refused by the directory, not offered by it");
}

#[tokio::test]
async fn people_come_from_ldif_as_well() {
    let (house, _) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    let ldif = "version: 1\n\ndn: ou=people,dc=acme\nobjectClass: organizationalUnit\nou: people\n\n\
        dn: uid=ada,ou=people,dc=acme\nobjectClass: inetOrgPerson\nmail: Ada@acme.example\ngivenName: Ada\nsn:: QsO8cm9u\n\
        userPassword: {SSHA}xyz\ntitle: Analyst\nl: Lon\n don\n\ndn: uid=x,ou=people,dc=acme\nobjectClass: person\nsn: X\n";
    let request =
        axum::http::Request::post("/api/console/employees/import").header("content-type", "text/ldif");
    let got = admin.send(request.body(ldif.into()).unwrap()).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert_eq!((&got.json()["added"], &got.json()["rejected"][0]["line"]), (&json!(1), &json!(17)));
    let ada = admin.get("/api/console/employees").await.json()["items"][0].clone();
    assert_eq!(
        (&ada["email"], &ada["lastName"], &ada["location"]),
        (&json!("ada@acme.example"), &json!("Büron"), &json!("London"))
    );
    assert_eq!(ada["attributes"], json!({"title": "Analyst"}), "and no password");
}
