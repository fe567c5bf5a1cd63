//! Reports over HTTP: as files, and as schedules.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::jobs::{Schedule, schedule_of, set_schedule};
use gatehouse_core::report::{REPORT_KIND, ReportHandler};
use gatehouse_core::time::Timestamp;
use gatehouse_web::Config;
use serde_json::{Value, json};

use crate::main_job::{at_work, import};
use crate::support::{ADMIN, Client, House, VIEWER, house, house_with_mail};

const EXPORT: &str = "/api/reports/export";
const SCHEDULES: &str = "/api/reports/schedules";
const NOBODYS: &str = "0198b2f0-0000-7000-8000-000000000000";

#[tokio::test]
async fn every_member_takes_a_report_home() {
    let (house, _) = at_work().await;
    let (mut admin, mut viewer) = (house.signed_in(ADMIN).await, house.signed_in(VIEWER).await);
    import(&mut admin).await;
    let key = json!({"provider": "HIBP", "key": "key-12345678"});
    assert_eq!(admin.post("/api/credentials", &key).await.status, StatusCode::CREATED);
    assert_eq!(admin.post("/api/employees/scan", &json!({})).await.status, StatusCode::OK);
    let csv = viewer.get(&format!("{EXPORT}?section=employees&format=csv")).await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.text);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let day = &house.app.services().platform.now().rfc3339()[..10];
    let name = format!("attachment; filename=\"gatehouse_acme_employees_{day}.csv\"");
    assert_eq!(csv.header("content-disposition"), name);
    let lines: Vec<&str> = csv.text.lines().collect();
    assert_eq!(lines[0], "name,email,department,breaches,exposed data,last detected,risk");
    assert!(lines[1].starts_with("Ada Byron,ada@acme.example,Engines,2,"), "{}", csv.text);
    assert!(lines[2].starts_with("Grace Hopper,grace@acme.example,Navy,1,"), "{}", csv.text);

    let all = viewer.get(EXPORT).await.text;
    for section in ["exposure", "employees", "trends", "compliance"] {
        assert!(all.contains(&format!("section,{section}\r\n")), "{section}: {all}");
        let one = viewer.get(&format!("{EXPORT}?section={section}")).await;
        assert!(one.status == StatusCode::OK && all.contains(&one.text), "{section}: {}", one.text);
    }
    let (pdf, bytes) = viewer.bytes(&format!("{EXPORT}?format=pdf")).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert_eq!(
        pdf.header("content-disposition"),
        format!("attachment; filename=\"gatehouse_acme_all_{day}.pdf\"")
    );
    assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
}

#[tokio::test]
async fn what_no_report_has_is_named() {
    let house = house().await;
    let mut viewer = house.signed_in(VIEWER).await;
    for (field, query) in [
        ("section", "?section=everything"),
        ("section", "?section="),
        ("section", "?section=all&section=all"),
        ("section", "?section=ALL"),
        ("format", "?format=xlsx"),
        ("format", "?format=pdf%00"),
    ] {
        let got = viewer.get(&format!("{EXPORT}{query}")).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{query}: {}", got.text);
        assert_eq!(got.json()["field"], field, "{query}: {}", got.text);
    }
}

fn weekly() -> Value {
    json!({"frequency": "WEEKLY", "recipients": ["Board@acme.example"], "sections": ["employees", "trends"]})
}

/// A house at work whose mail arrives.
async fn sending() -> (House, tokio::sync::mpsc::UnboundedReceiver<gatehouse_core::ports::Mail>) {
    let config = Config { cron_secret: Some("the cron secret".into()), ..Config::default() };
    let (house, mails) = house_with_mail(config).await;
    let services = house.app.services();
    services.jobs.register(REPORT_KIND, Arc::new(ReportHandler::new(services)));
    tokio::spawn(services.jobs.clone().work());
    (house, mails)
}

async fn made(admin: &mut Client) -> (String, Value) {
    let made = admin.post(SCHEDULES, &weekly()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let made = made.json();
    (made["id"].as_str().unwrap().to_owned(), made)
}

#[tokio::test]
async fn a_schedule_from_its_making_to_its_end() {
    let (house, mut mails) = sending().await;
    let mut admin = house.signed_in(ADMIN).await;
    let (id, shown) = made(&mut admin).await;
    let (next, created) = (shown["nextRunAt"].clone(), shown["createdAt"].clone());
    assert!(Timestamp::parse(next.as_str().unwrap()).unwrap() > house.app.services().platform.now());
    assert_eq!(
        shown,
        json!({
            "id": id, "frequency": "WEEKLY", "recipients": ["board@acme.example"],
            "sections": ["employees", "trends"], "formats": ["csv", "pdf"], "enabled": true,
            "lastSentAt": null, "lastError": null, "nextRunAt": next, "createdAt": created
        })
    );
    assert_eq!(admin.get(SCHEDULES).await.json(), json!([shown]));
    let path = format!("{SCHEDULES}/{id}");
    let change = json!({"enabled": false, "frequency": "MONTHLY", "formats": ["pdf"], "sections": ["all"]});
    let changed = admin.patch(&path, &change).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    let changed = changed.json();
    assert_eq!((&changed["nextRunAt"], &changed["enabled"]), (&Value::Null, &json!(false)));
    assert_eq!((&changed["sections"], &changed["formats"]), (&json!(["all"]), &json!(["pdf"])));

    let asked = admin.post(&format!("{path}/send"), &json!({})).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text);
    let mail = mails.recv().await.unwrap();
    assert_eq!((mail.to.as_str(), mail.attachments.len()), ("board@acme.example", 1));
    assert!(mail.attachments[0].content.starts_with(b"%PDF-"));
    let job = asked.json()["jobId"].as_str().unwrap().parse().unwrap();
    let ended = house.app.services().jobs.wait(house.principal.scope(), job).await.unwrap();
    assert_eq!(ended.error, None);
    assert!(admin.get(SCHEDULES).await.json()[0]["lastSentAt"].is_string());

    assert_eq!(admin.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(admin.get(SCHEDULES).await.json(), json!([]));
    for path in [path.as_str(), &format!("{SCHEDULES}/{NOBODYS}"), &format!("{SCHEDULES}/x")] {
        assert_eq!(admin.delete(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            admin.patch(path, &json!({"enabled": true})).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        assert_eq!(admin.post(&format!("{path}/send"), &json!({})).await.status, StatusCode::NOT_FOUND);
    }
    let log = admin.get("/api/console/audit").await.text;
    for action in ["created", "changed", "removed"] {
        assert!(log.contains(&format!("report_schedule.{action}")), "{action}: {log}");
    }
}

#[tokio::test]
async fn cron_begins_the_reports_that_are_due() {
    let (house, mut mails) = sending().await;
    let mut admin = house.signed_in(ADMIN).await;
    let (id, _) = made(&mut admin).await;
    let lane = format!("report/{id}");
    // The worker is stopped, so that the outside scheduler is the first to see what is due.
    let services = house.app.services();
    services.jobs.stop();
    let store = services.platform.store.org(house.principal.scope());
    store
        .write(move |writer| {
            let known = schedule_of(writer, &lane)?.unwrap();
            set_schedule(writer, &lane, &Schedule { next: Timestamp(0), ..known })
        })
        .await
        .unwrap();
    let cron = || {
        Request::post("/api/cron")
            .header("authorization", "Bearer the cron secret")
            .body(Body::empty())
            .unwrap()
    };
    let fired = house.client().send(cron()).await.json();
    assert_eq!((&fired["reportsSent"], &fired["jobsProcessed"]), (&json!(1), &json!(1)));
    let again = house.client().send(cron()).await.json();
    assert_eq!(again["reportsSent"], 0, "once, however long it was due");
    assert!(mails.try_recv().is_err(), "nobody works here any more");
}

#[tokio::test]
async fn what_does_not_fit_a_schedule_is_named() {
    let house = house().await;
    let mut admin = house.signed_in(ADMIN).await;
    let with = |field: &str, value: Value| {
        let mut body = weekly();
        body[field] = value;
        body
    };
    for (field, body) in [
        ("frequency", json!({"recipients": ["a@b.example"], "sections": ["all"]})),
        ("frequency", with("frequency", json!("DAILY"))),
        ("frequency", with("frequency", Value::Null)),
        ("recipients", with("recipients", json!([]))),
        ("recipients", with("recipients", json!("a@b.example"))),
        ("recipients", with("recipients", json!(vec!["a@b.example"; 21]))),
        ("recipients[0]", with("recipients", json!([7]))),
        ("recipients[0]", with("recipients", json!(["nobody"]))),
        ("recipients[0]", with("recipients", json!(["a@b.example\r\nBcc: eve@evil.example"]))),
        ("recipients[0]", with("recipients", json!([format!("{}@b.example", "x".repeat(300))]))),
        ("sections", with("sections", json!([]))),
        ("sections[0]", with("sections", json!(["everything"]))),
        ("sections", with("sections", Value::Null)),
        ("formats", with("formats", json!([]))),
        ("formats[0]", with("formats", json!(["xlsx"]))),
    ] {
        let got = admin.post(SCHEDULES, &body).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{body}: {}", got.text);
        assert_eq!(got.json()["field"], field, "{body}: {}", got.text);
    }
    assert_eq!(admin.get(SCHEDULES).await.json(), json!([]));
    let (id, before) = made(&mut admin).await;
    let path = format!("{SCHEDULES}/{id}");
    for (field, body) in [
        ("enabled", json!({"enabled": null})),
        ("enabled", json!({"enabled": "yes"})),
        ("recipients", json!({"recipients": [], "enabled": false})),
        ("sections", json!({"sections": []})),
    ] {
        let got = admin.patch(&path, &body).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{body}: {}", got.text);
        assert_eq!(got.json()["field"], field, "{body}: {}", got.text);
    }
    assert_eq!(admin.patch(&path, &json!({})).await.json(), json!({"error": "Nothing to update"}));
    assert_eq!(admin.get(SCHEDULES).await.json(), json!([before]));
}
