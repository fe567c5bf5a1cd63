//! Alerts pushed to a SIEM: a real rsyslog writes what it gets, line by line.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_tests::{Client, Folder, Relay, Rsyslog, Server};
use reqwest::Method;
use serde_json::{Value, json};

const TOKEN: &str = "a-token-of-a-siem-0123456789";

/// Names that would end a field, a line or a message of some format, each with what is left of it in one line.
const NAMES: [(&str, &str, &str); 7] = [
    ("plain", "Ada Byron", "Ada Byron"),
    ("break", "Eve\n<82>1 - - forged - - - gone", "Eve <82>1 - - forged - - - gone"),
    ("tab", "Tab\tbed", "Tab bed"),
    ("separator", "Para\u{2028}graph", "Para graph"),
    ("cef", r"a|b=c\d", r"a|b=c\d"),
    ("quotes", r#"x"] [other@1 y="z"#, r#"x"] [other@1 y="z"#),
    ("utf8", "Zoë 李小龍 Åñ😀", "Zoë 李小龍 Åñ😀"),
];
const BREACHES: [&str; 2] = [r#"Pipe | "quote" ] back\slash = ü 漏洩"#, "0x00 %0a #012 10 <83>1"];

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// An appliance whose people are all in all these breaches, and which may reach the SIEM on `port`.
fn found(siem: &Rsyslog, port: u16, people: &[(String, String)], breaches: &[&str]) -> (Folder, Server) {
    let folder = Folder::initialized();
    let (mut rows, mut corpus) = (String::new(), String::new());
    for (email, name) in people {
        rows += &format!("{email},{}\n", quoted(name));
        for breach in breaches {
            corpus += &format!("{email},{},2020-01-01,HIBP,Passwords,\n", quoted(breach));
        }
    }
    folder.import("employees", &folder.file("people.csv", format!("email,first_name\n{rows}")));
    let head = "email,breach,breach_date,source,data_classes,artifacts\n";
    folder.import("corpus", &folder.file("corpus.csv", format!("{head}{corpus}")));
    let (grant, roots) = (format!("siem={}", address(port)), siem.authority());
    let roots = roots.to_str().unwrap();
    let options = ["--tls", "off", "--connector-grants", &grant, "--extra-roots", roots];
    let server = Server::start_with(&folder, &options);
    (folder, server)
}

fn address(port: u16) -> String {
    format!("syslog+tls://127.0.0.1:{port}")
}

async fn push_to(admin: &Client, port: u16, format: &str) {
    let push = json!({"siemPush": {"url": address(port), "format": format}});
    admin.patch("/api/company", push).await.expect(200);
}

/// Waits until so many alerts were pushed by jobs that ended.
async fn pushed(admin: &Client, alerts: u64) {
    admin
        .until("/api/console/jobs?kind=siem-push&limit=100", |jobs| {
            let jobs = jobs["items"].as_array().unwrap();
            let ended = jobs.iter().all(|job| job["finishedAt"].is_string());
            ended && jobs.iter().filter_map(|job| job["result"]["pushed"].as_u64()).sum::<u64>() == alerts
        })
        .await;
}

/// What the export answers in a format, page by page.
async fn pulled(server: &Server, admin: &Client, format: &str) -> Vec<String> {
    let session = admin.get("/api/auth/session").await.expect(200);
    let company = session["user"]["companyId"].as_str().unwrap().to_owned();
    let siem = server.anonymous();
    let (mut lines, mut next) =
        (Vec::new(), Some(format!("/api/integrations/siem/{company}?format={format}")));
    while let Some(path) = next {
        let request = siem.request(Method::GET, &path).header("authorization", format!("Bearer {TOKEN}"));
        let page = siem.send(request).await;
        assert_eq!(page.status, 200, "{}", page.text);
        match format {
            "json" => lines.extend(page.json().as_array().unwrap().iter().map(Value::to_string)),
            _ => lines.extend(page.text.lines().map(str::to_owned)),
        }
        let link = page.header("link").map(|link| link.trim_start_matches('<').split('>').next().unwrap());
        next = link.map(|link| link.trim_start_matches(&server.url).to_owned());
    }
    lines
}

#[tokio::test]
async fn rsyslog_writes_every_alert_once_and_as_it_was_meant() {
    let siem = Rsyslog::start();
    let people: Vec<_> =
        NAMES.iter().map(|(id, name, _)| (format!("{id}@acme.example"), (*name).to_owned())).collect();
    let (_folder, server) = found(&siem, siem.port, &people, &BREACHES);
    let admin = server.admin().await;
    admin.patch("/api/company", json!({"siemToken": TOKEN})).await.expect(200);
    push_to(&admin, siem.port, "syslog").await;
    let scan = admin.post("/api/employees/scan", json!({})).await.expect(200);
    let all = NAMES.len() * BREACHES.len();
    assert_eq!(scan["newAlerts"], all);
    pushed(&admin, all as u64).await;

    // What was sent is what is pulled: no alert lost, none twice, each one line.
    let expected = pulled(&server, &admin, "syslog").await;
    assert_eq!(siem.messages(), expected);

    // And rsyslog reads in it what was meant, by its own rules.
    let mut meant = BTreeSet::new();
    for (id, _, name) in NAMES {
        for breach in BREACHES {
            let told = format!("{name} found in {breach} breach.");
            meant.insert((format!("{id}@acme.example"), breach.to_owned(), told));
        }
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().trim().to_owned();
    let read = siem.understood().into_iter().map(|read| {
        assert_eq!(read["severity"], "3", "{read}");
        let sections = read["rfc5424-sd"].as_object().unwrap();
        assert_eq!(sections.keys().collect::<Vec<_>>(), ["gatehouse@0"], "{read}");
        let data = &sections["gatehouse@0"];
        (text(&data["employee"]), text(&data["breach"]), text(&read["msg"]))
    });
    assert_eq!(read.collect::<BTreeSet<_>>(), meant);

    // The other formats stand in a message each. Who ends the pushing and begins again gets all of it anew.
    for format in ["cef", "json"] {
        let before = siem.messages().len();
        admin.patch("/api/company", json!({"siemPush": null})).await.expect(200);
        push_to(&admin, siem.port, format).await;
        pushed(&admin, (before + all) as u64).await;
        let messages = siem.messages();
        let bodies = messages[before..].iter().map(|message| {
            let body = message.split_once(" - gatehouse - breach-exposure - ").expect(message).1;
            match format {
                "json" => serde_json::from_str::<Value>(body).unwrap().to_string(),
                _ => body.to_owned(),
            }
        });
        assert_eq!(bodies.collect::<Vec<_>>(), pulled(&server, &admin, format).await);
    }
    server.stop();
}

/// The id in a message.
fn id(message: &str) -> &str {
    message.split_once(" id=\"").and_then(|(_, rest)| rest.split_once('"')).expect(message).0
}

#[tokio::test]
async fn rsyslog_that_dies_in_the_middle_misses_nothing() {
    const PEOPLE: usize = 1100;
    const BATCH: usize = 500;
    let mut siem = Rsyslog::start();
    // The second batch is some 130 KB; it is cut off within.
    let relay = Relay::start(siem.port, 1, 20_000);
    let people: Vec<_> = (0..PEOPLE).map(|n| (format!("p{n:05}@acme.example"), format!("P{n}"))).collect();
    let (_folder, server) = found(&siem, relay.port, &people, &["Adobe"]);
    let admin = server.admin().await;
    admin.patch("/api/company", json!({"siemToken": TOKEN})).await.expect(200);
    admin.post("/api/employees/scan", json!({})).await.expect(200);
    push_to(&admin, relay.port, "syslog").await;

    let (mut siem, relay) = tokio::task::spawn_blocking(move || {
        relay.reached();
        siem.kill();
        relay.cut();
        (siem, relay)
    })
    .await
    .unwrap();
    let broken = admin.until("/api/company", |company| company["siemPush"]["lastError"].is_string()).await;
    assert!(broken["siemPush"]["lastPushedAt"].is_string(), "the first batch arrived: {broken}");
    let before = siem.messages();
    assert!((BATCH..2 * BATCH).contains(&before.len()), "{} messages", before.len());

    siem.restart();
    relay.lead_to(siem.port);
    // It would be tried again in half a minute; nobody waits for that here.
    let failed = |jobs: &Value| jobs["items"][0]["state"] == "queued" && jobs["items"][0]["attempts"] == 1;
    let jobs = admin.until("/api/console/jobs?kind=siem-push", failed).await;
    let waiting = jobs["items"][0]["id"].as_str().unwrap();
    admin.post(&format!("/api/console/jobs/{waiting}/cancel"), json!({})).await.expect(202);
    push_to(&admin, relay.port, "syslog").await;
    pushed(&admin, (PEOPLE - BATCH) as u64).await;

    let expected = pulled(&server, &admin, "syslog").await;
    let got = siem.messages();
    let mut times = BTreeMap::<&str, usize>::new();
    for message in &got {
        *times.entry(id(message)).or_default() += 1;
    }
    assert_eq!(expected.len(), PEOPLE);
    // Nothing is lost, and only what came of the batch that was cut off came twice.
    for (at, message) in expected.iter().enumerate() {
        let most = if (BATCH..before.len()).contains(&at) { 2 } else { 1 };
        assert_eq!(times.get(id(message)), Some(&most), "alert {at}: {message}");
    }
    assert!(got.iter().all(|message| expected.contains(message)), "each message is whole");
    server.stop();
}
