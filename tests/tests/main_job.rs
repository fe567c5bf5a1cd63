//! The main job as an admin lives it: people in, breaches found, alerts searchable, someone told.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Folder, Receiver, Server};
use serde_json::json;

const PEOPLE: &str = "\
email,first_name,last_name,department,location,badge
anna.pfeiffer@lumenfeld-optics.example,Anna,Pfeiffer,Sales,Jena,17
bruno.weiss@lumenfeld-optics.example,Bruno,Weiß,Research,Jena,18
carla.novak@lumenfeld-optics.example,Carla,Nováková,Finance,Brno,19
";

/// Anna by address, Bruno by the SHA-256 of his, a stranger, and a session cookie of Carla's.
const CORPUS: &str = "\
email,breach,breach_date,source,data_classes,artifacts
Anna.Pfeiffer@lumenfeld-optics.example,LinkedIn,2012-05-05,HIBP,Email addresses;Passwords,
aa7b98e5d3c4ed6f0f4a9ed3c2bb9b8ab1ae6b6d3fdbbf4c0ef86a2d8f3fc7d1,Unrelated,2013-10-04,HIBP,Email addresses,
stranger@elsewhere.example,Adobe,2013-10-04,HIBP,Passwords,
carla.novak@lumenfeld-optics.example,Stealer log: portal.example,2026-01-09,STEALER_LOG,Passwords,COOKIE
";

fn corpus() -> String {
    use std::fmt::Write as _;
    let mut corpus = CORPUS.to_owned();
    let hash = gatehouse_core::intake::address_hash("bruno.weiss@lumenfeld-optics.example");
    let hex = hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    writeln!(corpus, "{hex},Canva,2019-05-24,HIBP,Email addresses;Names,").unwrap();
    corpus
}

#[tokio::test]
async fn from_two_files_to_somebody_told() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("people.csv", PEOPLE));
    folder.import("corpus", &folder.file("corpus.csv", corpus()));
    let receiver = Receiver::new();
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &receiver.origin()]);
    let admin = server.admin().await;

    let channel = json!({"label": "Night watch", "channel": "WEBHOOK", "minSeverity": "HIGH",
        "url": format!("{}/hook", receiver.origin()), "settings": {"allow_http": "true"}});
    let channel = admin.post("/api/webhooks", channel).await.expect(201);
    let secret = channel["secret"].as_str().unwrap().to_owned();
    assert!(!channel.to_string().contains("/hook"), "the target is not shown again: {channel}");

    let scan = admin.post("/api/employees/scan", json!({})).await.expect(200);
    assert_eq!(scan, json!({"scanned": 3, "newRecords": 3, "newAlerts": 3}));
    let again = admin.post("/api/employees/scan", json!({})).await.expect(200);
    assert_eq!(again, json!({"scanned": 3, "newRecords": 0, "newAlerts": 0}));

    let alerts = admin.get("/api/console/alerts").await.expect(200);
    assert_eq!(alerts["total"], 3);
    let of = |name: &str| {
        alerts["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|alert| alert["employeeName"] == name)
            .unwrap()
            .clone()
    };
    let (anna, bruno, carla) = (of("Anna Pfeiffer"), of("Bruno Weiß"), of("Carla Nováková"));
    assert_eq!(anna["severity"], "HIGH", "one password");
    assert_eq!(anna["message"], "Anna Pfeiffer found in LinkedIn breach.");
    assert_eq!(anna["dataTypes"], json!(["email", "password"]));
    assert_eq!(bruno["severity"], "MEDIUM", "no secret lost");
    assert_eq!(carla["severity"], "CRITICAL", "a session cookie");
    assert_eq!(
        carla["message"],
        "Carla Nováková active session token exposed in stealer log (Stealer log: portal.example)."
    );

    // Someone is told: HIGH and above, each once, signed.
    let mut told = [receiver.next(), receiver.next()];
    told.sort_by(|a, b| a.body.cmp(&b.body));
    let bodies: Vec<serde_json::Value> =
        told.iter().map(|message| serde_json::from_str(&message.body).unwrap()).collect();
    assert!(
        bodies.iter().any(|body| body["text"] == "HIGH exposure: Anna Pfeiffer found in LinkedIn"),
        "{bodies:?}"
    );
    assert!(
        bodies.iter().any(|body| body["employeeName"] == "Carla Nováková" && body["severity"] == "CRITICAL")
    );
    for message in &told {
        assert_signed(message, &secret);
    }

    // Searchable, by part of a word, within a second or so.
    let found = admin.until("/api/console/search?q=pfeif*", |answer| answer["total"] == 2).await;
    let kinds: Vec<_> = found["hits"].as_array().unwrap().iter().map(|hit| hit["kind"].clone()).collect();
    assert!(kinds.contains(&json!("exposure_alert")) && kinds.contains(&json!("employee")), "{kinds:?}");
    let critical =
        admin.get("/api/console/search?q=&kind=exposure_alert&severity=CRITICAL").await.expect(200);
    assert_eq!(critical["total"], 1);
    assert_eq!(critical["facets"]["severity"]["HIGH"], 1, "a facet counts as if its own filter were open");

    // An alert moves on, and everything that counts it follows.
    let id = anna["id"].as_str().unwrap();
    let moved =
        admin.patch(&format!("/api/alerts/{id}"), json!({"status": "ACKNOWLEDGED"})).await.expect(200);
    assert_eq!(moved, json!({"id": id, "status": "ACKNOWLEDGED"}));
    let summary = admin.get("/api/console/summary").await.expect(200);
    assert_eq!((&summary["alerts"]["OPEN"], &summary["alerts"]["ACKNOWLEDGED"]), (&json!(2), &json!(1)));
    assert_eq!((&summary["employees"], &summary["exposed"]), (&json!(3), &json!(3)));
    // 40·3/3 exposed + 12 critical + 2 medium + 4·2 recent = 62: HIGH.
    assert_eq!(summary["risk"], json!({"score": 62, "level": "HIGH"}));
    admin
        .until("/api/console/search?q=&kind=exposure_alert&status=ACKNOWLEDGED", |answer| {
            answer["total"] == 1
        })
        .await;
    let audit = admin.get("/api/console/audit?limit=50").await.expect(200);
    let actions: Vec<_> =
        audit["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    for action in ["alert.status_changed", "scan.started", "channel.created", "session.created"] {
        assert!(actions.contains(&action), "{action} is not among {actions:?}");
    }
    assert!(receiver.rest().is_empty(), "nobody is told twice");
    server.stop();

    // All of it is there after a restart.
    let server = Server::start(&folder);
    let admin = server.admin().await;
    assert_eq!(admin.get("/api/console/alerts?status=ACKNOWLEDGED").await.expect(200)["total"], 1);
    server.stop();
}

/// `X-Signature: t=<unix>,v1=<HMAC-SHA256 of "{t}.{body}">`.
fn assert_signed(message: &gatehouse_tests::Received, secret: &str) {
    use hmac::{Hmac, Mac as _};
    let signature = message.header("x-signature").expect("it is signed");
    let (time, mac) = signature.split_once(",v1=").unwrap();
    let mut expected = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    expected.update(format!("{}.{}", time.trim_start_matches("t="), message.body).as_bytes());
    assert_eq!(mac, hex::encode(expected.finalize().into_bytes()));
}

#[tokio::test]
async fn a_receiver_that_is_down_is_told_later_and_once() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("people.csv", PEOPLE));
    folder.import("corpus", &folder.file("corpus.csv", corpus()));
    let receiver = Receiver::new();
    receiver.answer_next("503 Service Unavailable");
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &receiver.origin()]);
    let admin = server.admin().await;
    let channel = json!({"label": "x", "channel": "WEBHOOK", "minSeverity": "CRITICAL",
        "url": format!("{}/hook", receiver.origin()), "settings": {"allow_http": "true"}});
    admin.post("/api/webhooks", channel).await.expect(201);
    admin.post("/api/employees/scan", json!({})).await.expect(200);
    let first = receiver.next();
    // The first pause is five seconds; the same message comes again with the same id.
    let second = receiver.next();
    assert_eq!(first.body, second.body);
    assert_eq!(first.header("gatehouse-delivery"), second.header("gatehouse-delivery"));
    server.stop();
    assert!(receiver.rest().is_empty());
}

#[tokio::test]
async fn importing_twice_changes_nothing_and_bad_rows_are_named() {
    let folder = Folder::initialized();
    let people = folder.file("people.csv", format!("{PEOPLE}no-address,X,Y,Sales,Jena\n"));
    let first = folder.import("employees", &people);
    let told = String::from_utf8(first.stderr).unwrap();
    assert!(
        told.contains("3 added") && told.contains("1 rejected") && told.contains("people.csv:5:"),
        "{told}"
    );
    let second = String::from_utf8(folder.import("employees", &people).stderr).unwrap();
    assert!(second.contains("0 added, 0 changed, 3 unchanged, 1 rejected"), "{second}");
}

#[tokio::test]
async fn scanning_without_a_provider_says_what_to_do() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let refused = admin.post("/api/employees/scan", json!({})).await.expect(503);
    assert!(refused["error"].as_str().unwrap().contains("provider"), "{refused}");
    // 429 comes before 503: five tries a minute.
    for _ in 0..4 {
        admin.post("/api/employees/scan", json!({})).await.expect(503);
    }
    let limited = admin.post("/api/employees/scan", json!({})).await;
    limited.expect(429);
    assert!(limited.header("retry-after").is_some());
}
