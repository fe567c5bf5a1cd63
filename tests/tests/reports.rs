//! Reports as an admin lives them: taken home from the console, and sent by a real mail server with their files.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_tests::{Folder, Server, SmtpServer};
use serde_json::{Value, json};

const PEOPLE: &str = "\
email,first_name,last_name,department,location
anna.pfeiffer@lumenfeld-optics.example,Anna,Pfeiffer,Sales,Jena
carla.novak@lumenfeld-optics.example,Carla,Nováková,=Finance,Brno
taro@lumenfeld-optics.example,太郎,山田,営業,東京
";

const CORPUS: &str = "\
email,breach,breach_date,source,data_classes,artifacts
anna.pfeiffer@lumenfeld-optics.example,LinkedIn,2012-05-05,HIBP,Email addresses;Passwords,
carla.novak@lumenfeld-optics.example,Stealer log: portal.example,2026-01-09,STEALER_LOG,Passwords,COOKIE
taro@lumenfeld-optics.example,LinkedIn,2012-05-05,HIBP,Email addresses,
";

/// The parts of a mail: each one's headers in a line, and what it holds.
fn parts(content: &str) -> Vec<(String, Vec<u8>)> {
    let (head, body) = content.split_once("\r\n\r\n").unwrap();
    let boundary = head.split_once("boundary=\"").unwrap().1.split('"').next().unwrap();
    let mut parts = Vec::new();
    for part in body.split(&format!("--{boundary}")).skip(1) {
        // The last boundary ends the mail.
        let Some((head, body)) = part.split_once("\r\n\r\n").filter(|_| !part.starts_with("--")) else {
            continue;
        };
        let head = head.trim().replace("\r\n ", " ").replace("\r\n", "; ");
        let body = body.strip_suffix("\r\n").unwrap();
        let content = if head.contains("Content-Transfer-Encoding: base64") {
            STANDARD.decode(body.replace("\r\n", "")).unwrap()
        } else {
            body.as_bytes().to_vec()
        };
        parts.push((head, content));
    }
    parts
}

/// The files of a mail by their names, with their media types.
fn files(content: &str) -> BTreeMap<String, (String, Vec<u8>)> {
    let named = parts(content).into_iter().filter_map(|(head, content)| {
        let name = head.split_once("filename=\"")?.1.split('"').next()?.to_owned();
        let kind = head.split_once("Content-Type: ")?.1.split(';').next()?.trim().to_owned();
        Some((name, (kind, content)))
    });
    named.collect()
}

async fn schedule(admin: &gatehouse_tests::Client, recipients: &[&str]) -> String {
    let new = json!({"frequency": "WEEKLY", "recipients": recipients, "sections": ["all"]});
    admin.post("/api/reports/schedules", new).await.expect(201)["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_report_arrives_by_mail_as_it_is_exported() {
    let mail = SmtpServer::start(&[]);
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("people.csv", PEOPLE));
    folder.import("corpus", &folder.file("corpus.csv", CORPUS));
    let grant = format!("smtp://127.0.0.1:{}", mail.port);
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = server.admin().await;
    let settings = json!({"host": "127.0.0.1", "port": mail.port, "security": "none",
        "from": "gate@lumenfeld-optics.example"});
    admin.put("/api/console/mail", settings).await.expect(200);
    admin.post("/api/employees/scan", json!({})).await.expect(200);
    let invented = json!({"frequency": "WEEKLY", "recipients": ["two words@acme"], "sections": ["all"]});
    assert_eq!(admin.post("/api/reports/schedules", invented).await.expect(400)["field"], "recipients[0]");

    let id = schedule(&admin, &["board@lumenfeld-optics.example", "later@lumenfeld-optics.example"]).await;
    let job = admin.post(&format!("/api/reports/schedules/{id}/send"), json!({})).await.expect(202);
    let taken = mail.next();
    assert_eq!(taken["recipients"], json!(["board@lumenfeld-optics.example"]));
    let content = taken["content"].as_str().unwrap();
    let parts = parts(content);
    assert!(parts[0].0.starts_with("Content-Type: text/plain; charset=utf-8"), "{}", parts[0].0);
    let text = String::from_utf8_lossy(&parts[0].1);
    assert!(text.contains("Employees: 3, 3 of them exposed"), "{text}");
    let files = files(content);
    assert_eq!(files.len(), 5, "{:?}", files.keys());
    for section in ["exposure", "employees", "trends", "compliance"] {
        let export = admin.get(&format!("/api/reports/export?section={section}")).await;
        let named = export.header("content-disposition").unwrap().split('"').nth(1).unwrap().to_owned();
        let (kind, content) = &files[&named];
        assert_eq!(kind, "text/csv", "{named}");
        assert_eq!(String::from_utf8_lossy(content), export.text, "{named}");
    }
    let pdf = files.iter().find(|(name, _)| name.ends_with(".pdf")).unwrap();
    assert_eq!(pdf.1.0, "application/pdf");
    let document = lopdf::Document::load_mem(&pdf.1.1).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap().replace('\u{a0}', " ");
    for words in ["Nováková", "太郎", "山田", "Stealer log: portal.example", "Register of incidents"] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }

    // The other address is put off once (451): it waits, which the row says, and nobody gets the report twice.
    let waiting = admin.until("/api/reports/schedules", |list| list[0]["lastError"].is_string()).await;
    let error = waiting[0]["lastError"].as_str().unwrap();
    assert!(error.starts_with("later@lumenfeld-optics.example: ") && error.contains("451"), "{error}");
    assert_eq!(waiting[0]["lastSentAt"], Value::Null);
    let path = format!("/api/console/jobs/{}", job["jobId"].as_str().unwrap());
    let job = admin.until(&path, |job| job["state"] != "running").await;
    assert_ne!(job["state"], "failed", "it is tried again: {job}");
    server.stop();
}
