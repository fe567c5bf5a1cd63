//! The main job over HTTP: people and a corpus in, a scan, alerts, somebody told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::directory::{SYNC_KIND, SyncHandler};
use gatehouse_core::exposure::{SCAN_KIND, ScanHandler};
use gatehouse_core::ports::{
    BreachProvider, Confidence, ConnectorError, ConnectorInfo, ConnectorKind, Connectors, Directory,
    Exposure, Notification, Notifier, Settings, SourceKind,
};
use gatehouse_web::Config;
use serde_json::{Value, json};

use crate::directory::{Okta, Staff};
use crate::support::{ADMIN, Client, Got, House, VIEWER, house_over};

/// A breach provider that needs a key, and a webhook that remembers.
#[derive(Default)]
pub struct Plugged {
    breaches: BTreeMap<String, Vec<&'static str>>,
    delivered: Mutex<Vec<Notification>>,
    /// Who is in the directory, and what it refuses next.
    pub directory: Mutex<Staff>,
}

pub fn info(id: &str, kind: ConnectorKind) -> ConnectorInfo {
    ConnectorInfo {
        id: id.into(),
        version: "1".into(),
        kind,
        display_name: "Have I Been Pwned".into(),
        settings_schema: json!({"required": ["api_key"], "properties": {"api_key": {"writeOnly": true}}}),
        hosts: vec![],
        confidence: Some(Confidence::High),
        capabilities: vec![],
        batch_size: 10,
        calls_per_minute: None,
    }
}

struct Hibp(Arc<Plugged>);

#[async_trait]
impl BreachProvider for Hibp {
    fn info(&self) -> ConnectorInfo {
        info("hibp", ConnectorKind::BreachProvider)
    }

    async fn lookup(
        &self,
        settings: &Settings,
        emails: &[String],
    ) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError> {
        if settings.get("api_key").map(String::as_str) != Some("key-12345678") {
            return Err(ConnectorError::Unauthorized("wrong key".into()));
        }
        let found = |email: &String| {
            let breaches = self.0.breaches.get(email).into_iter().flatten();
            let exposure = |name: &&'static str| Exposure {
                breach: (*name).into(),
                breach_date: None,
                source: SourceKind::Hibp,
                data_classes: vec!["Passwords".into(), "Email addresses".into()],
                artifacts: vec![],
                domain: None,
            };
            Ok(breaches.map(exposure).collect())
        };
        Ok(emails.iter().map(found).collect())
    }
}

struct Hook(Arc<Plugged>);

#[async_trait]
impl Notifier for Hook {
    fn info(&self) -> ConnectorInfo {
        info("webhook", ConnectorKind::Notifier)
    }

    async fn deliver(&self, _: &Settings, target: &str, event: &Notification) -> Result<(), ConnectorError> {
        if target.ends_with("/down") {
            return Err(ConnectorError::Unavailable("answered 500".into()));
        }
        self.0.delivered.lock().unwrap().push(event.clone());
        Ok(())
    }
}

struct All(Arc<Plugged>);

impl Connectors for All {
    fn list(&self) -> Vec<ConnectorInfo> {
        vec![info("hibp", ConnectorKind::BreachProvider), info("webhook", ConnectorKind::Notifier)]
    }
    fn provider(&self, id: &str) -> Option<Arc<dyn BreachProvider>> {
        (id == "hibp").then(|| Arc::new(Hibp(Arc::clone(&self.0))) as _)
    }
    fn directory(&self, id: &str) -> Option<Arc<dyn Directory>> {
        (id == "okta").then(|| Arc::new(Okta(Arc::clone(&self.0))) as _)
    }
    fn notifier(&self, id: &str) -> Option<Arc<dyn Notifier>> {
        (id == "webhook").then(|| Arc::new(Hook(Arc::clone(&self.0))) as _)
    }
}

/// A house at work, where Ada is in two breaches and Grace in one.
pub async fn at_work() -> (House, Arc<Plugged>) {
    let plugged = Arc::new(Plugged {
        breaches: BTreeMap::from([
            ("ada@acme.example".to_owned(), vec!["Adobe", "LinkedIn"]),
            ("grace@acme.example".to_owned(), vec!["Adobe"]),
        ]),
        ..Plugged::default()
    });
    let house = house_over(Config::default(), Arc::new(All(Arc::clone(&plugged)))).await;
    let services = house.app.services();
    services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(services)));
    services.jobs.register(SYNC_KIND, Arc::new(SyncHandler::new(services)));
    tokio::spawn(services.jobs.clone().work());
    (house, plugged)
}

async fn send(client: &mut Client, method: &str, path: &str, media_type: &str, body: &str) -> Got {
    let request = Request::builder().method(method).uri(path).header("content-type", media_type);
    client.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

const PEOPLE: &str = "email,first_name,last_name,department,location\n\
    ada@acme.example,Ada,Byron,Engines,London\ngrace@acme.example,Grace,Hopper,Navy,\nno-address,X,Y,,\n";

pub async fn import(client: &mut Client) -> Value {
    let got = send(client, "POST", "/api/console/employees/import", "text/csv", PEOPLE).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    got.json()
}

#[tokio::test]
async fn people_in_breaches_found_and_alerts_worked_off() {
    let (house, _) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    let report = import(&mut admin).await;
    assert_eq!((&report["added"], &report["rejectedTotal"]), (&json!(2), &json!(1)));
    assert_eq!(report["rejected"], json!([{"line": 4, "reason": "`no-address` is not an e-mail address"}]));

    let mut viewer = house.signed_in(VIEWER).await;
    let unmet = viewer.post("/api/employees/scan", &json!({})).await;
    assert_eq!(unmet.status, StatusCode::SERVICE_UNAVAILABLE);
    let text = "no breach provider configured: import a corpus or add a provider key";
    assert_eq!(unmet.json(), json!({"error": text}));

    let stored = admin.post("/api/credentials", &json!({"provider": "HIBP", "key": "key-12345678"})).await;
    assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text);
    assert_eq!(stored.json()["keyHint"], "****5678");
    assert_eq!(stored.json()["status"], "ACTIVE");
    let scanned = viewer.post("/api/employees/scan", &json!({})).await;
    assert_eq!(scanned.status, StatusCode::OK, "{}", scanned.text);
    assert_eq!(scanned.json(), json!({"scanned": 2, "newRecords": 3, "newAlerts": 3}));

    let page = viewer.get("/api/console/alerts?limit=2&status=OPEN&severity=HIGH,CRITICAL").await.json();
    assert_eq!((&page["total"], page["items"].as_array().unwrap().len()), (&json!(3), 2));
    let alert = &page["items"][0];
    assert_eq!(alert["message"], "Grace Hopper found in Adobe breach.");
    assert_eq!(alert["breachDate"], "1970-01-01T00:00:00.000Z");
    assert_eq!(alert["dataTypes"], json!(["password", "email"]));
    assert_eq!((&alert["severity"], &alert["confidence"]), (&json!("HIGH"), &json!("HIGH")));

    let path = format!("/api/alerts/{}", alert["id"].as_str().unwrap());
    let wrong = send(&mut viewer, "PATCH", &path, "application/json", r#"{"status":"CLOSED"}"#).await;
    assert_eq!((wrong.status, &wrong.json()["error"]), (StatusCode::BAD_REQUEST, &json!("Invalid status")));
    let moved = send(&mut viewer, "PATCH", &path, "application/json", r#"{"status":"RESOLVED"}"#).await;
    assert_eq!(moved.json(), json!({"id": alert["id"], "status": "RESOLVED"}));
    let nobodys = "/api/alerts/0198b2f0-0000-7000-8000-000000000000";
    let missing = send(&mut viewer, "PATCH", nobodys, "application/json", r#"{"status":"OPEN"}"#).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let shown = viewer.get(&path.replace("/api/", "/api/console/")).await.json();
    assert_eq!((&shown["status"], &shown["statusChangedBy"]), (&json!("RESOLVED"), &json!(VIEWER)));

    let summary = viewer.get("/api/console/summary").await.json();
    assert_eq!((&summary["employees"], &summary["exposed"]), (&json!(2), &json!(2)));
    assert_eq!(summary["open"], json!({"CRITICAL": 0, "HIGH": 2, "MEDIUM": 0, "LOW": 0}));
    assert_eq!(summary["alerts"], json!({"OPEN": 2, "ACKNOWLEDGED": 0, "RESOLVED": 1}));
    // 2/2·40 + 2·6 + 2·4
    assert_eq!(summary["risk"], json!({"score": 60, "level": "HIGH"}));
    assert_eq!(summary["lastScan"]["state"], "succeeded");
    assert_eq!(summary["providers"][0]["configured"], true);

    let people = viewer.get("/api/console/employees?q=byron").await.json();
    assert_eq!((&people["total"], &people["items"][0]["breaches"]), (&json!(1), &json!(2)));
    assert_eq!(people["items"][0]["openAlerts"], 2);
}

#[tokio::test]
async fn a_scan_may_be_watched_and_only_one_runs() {
    let (house, _) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    import(&mut admin).await;
    admin.post("/api/credentials", &json!({"provider": "HIBP", "key": "key-12345678"})).await;
    let started = admin.post("/api/employees/scan?wait=false", &json!({})).await;
    assert_eq!(started.status, StatusCode::ACCEPTED);
    let id = started.json()["jobId"].as_str().unwrap().parse().unwrap();
    house.app.services().jobs.wait(house.principal.scope(), id).await.unwrap();
    let job = admin.get(&format!("/api/console/jobs/{id}")).await.json();
    assert_eq!((&job["state"], &job["progress"]["done"]), (&json!("succeeded"), &json!(2)));
    assert_eq!(job["result"]["providers"][0]["lookedUp"], 2);

    // Five a minute; nobody takes further jobs up, so the next one stays in the queue.
    house.app.services().jobs.stop();
    let mut answers = Vec::new();
    for _ in 0..5 {
        let got = admin.post("/api/employees/scan?wait=false", &json!({})).await;
        answers.push((got.status.as_u16(), got.header("retry-after").is_empty()));
    }
    assert_eq!(answers, [(202, true), (409, true), (409, true), (409, true), (429, false)]);
}

#[tokio::test]
async fn a_channel_tells_and_its_secrets_stay() {
    let (house, plugged) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    let made = admin
        .post("/api/webhooks", &json!({"label": "Ops", "url": "https://hooks.example/t0k3n-t0k3n"}))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let channel = made.json();
    assert_eq!((&channel["channel"], &channel["minSeverity"]), (&json!("WEBHOOK"), &json!("MEDIUM")));
    assert!(channel["secret"].as_str().unwrap().starts_with("whsec_"));
    let listed = admin.get("/api/webhooks").await;
    assert!(!listed.text.contains("secret") && !listed.text.contains("t0k3n-t0k3n"), "{}", listed.text);

    let path = format!("/api/webhooks/{}", channel["id"].as_str().unwrap());
    assert_eq!(admin.post(&format!("{path}/test"), &json!({})).await.json(), json!({"delivered": true}));
    assert_eq!(plugged.delivered.lock().unwrap()[0].text, "LOW exposure: Test User found in Test Breach");
    let nothing = send(&mut admin, "PATCH", &path, "application/json", "{}").await;
    assert_eq!(nothing.json(), json!({"error": "Nothing to update"}));
    let off = send(&mut admin, "PATCH", &path, "application/json", r#"{"enabled":false}"#).await;
    assert_eq!(off.json()["enabled"], false);
    let gone = send(&mut admin, "DELETE", &path, "application/json", "").await;
    assert_eq!(gone.json(), json!({"ok": true}));

    let down = admin
        .post("/api/webhooks", &json!({"label": "Down", "url": "https://hooks.example/down"}))
        .await
        .json();
    let test = format!("/api/webhooks/{}/test", down["id"].as_str().unwrap());
    assert_eq!(admin.post(&test, &json!({})).await.json(), json!({"delivered": false}));
    assert_eq!(admin.get("/api/webhooks").await.json()[0]["lastError"], "unavailable: answered 500");
    for (body, field) in [
        (json!({"label": "x", "url": "http://hooks.example/"}), "url"),
        (json!({"label": "x", "url": "https://me:pw@hooks.example/"}), "url"),
        (json!({"label": "x", "url": "https://teams.example/", "channel": "TEAMS"}), "channel"),
        (json!({"label": "x", "url": "https://x.example/", "minSeverity": "BAD"}), "minSeverity"),
        (json!({"url": "https://x.example/"}), "label"),
    ] {
        let refused = admin.post("/api/webhooks", &body).await;
        assert_eq!(
            (refused.status, &refused.json()["field"]),
            (StatusCode::BAD_REQUEST, &json!(field)),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_corpus_comes_in_as_csv_or_lines_of_json() {
    let (house, _) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    let path = "/api/console/corpus/import";
    let csv = "email,breach\na@x.example,Adobe\n";
    let first = send(&mut admin, "POST", path, "text/csv; charset=utf-8", csv).await;
    assert_eq!(first.json()["added"], 1, "{}", first.text);
    let lines = r#"{"email":"a@x.example","breach":"Adobe"}"#;
    let again = send(&mut admin, "POST", path, "application/x-ndjson", lines).await;
    assert_eq!(again.json()["unchanged"], 1, "{}", again.text);
    assert_eq!(
        send(&mut admin, "POST", path, "image/png", "x").await.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let no_table = send(&mut admin, "POST", path, "text/csv", "a,b\n").await;
    let sentence = json!("file: the header has no column email");
    assert_eq!((no_table.status, &no_table.json()["message"]), (StatusCode::BAD_REQUEST, &sentence));
    assert_eq!(admin.get("/api/console/summary").await.json()["corpusRows"], 1);
}
