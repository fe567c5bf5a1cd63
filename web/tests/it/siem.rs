//! The export: a SIEM pulls, in three formats, page by page, and misses nothing.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::exposure::{SCAN_KIND, ScanHandler};
use gatehouse_core::ports::{
    BreachProvider, ConnectorError, ConnectorInfo, Connectors, Directory, Exposure, Notifier, Settings,
    SourceKind,
};
use gatehouse_web::Config;
use serde_json::{Value, json};

use crate::main_job::info;
use crate::support::{ADMIN, Client, Got, House, house_over};

const TOKEN: &str = "a-token-of-ours-1234";

/// Knows everybody, from a breach whose name an attacker chose.
struct Everybody;

const BREACH: &str = "A|d\\o=b\"e]";

#[async_trait]
impl BreachProvider for Everybody {
    fn info(&self) -> ConnectorInfo {
        ConnectorInfo {
            batch_size: 500,
            ..info("hibp", gatehouse_core::ports::ConnectorKind::BreachProvider)
        }
    }

    async fn lookup(
        &self,
        _: &Settings,
        emails: &[String],
    ) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError> {
        let exposure = || Exposure {
            breach: BREACH.into(),
            breach_date: None,
            source: SourceKind::Hibp,
            data_classes: vec!["Passwords".into()],
            artifacts: vec![],
            domain: None,
        };
        Ok(emails.iter().map(|_| Ok(vec![exposure()])).collect())
    }
}

struct Only;

impl Connectors for Only {
    fn list(&self) -> Vec<ConnectorInfo> {
        vec![Everybody.info()]
    }
    fn provider(&self, id: &str) -> Option<Arc<dyn BreachProvider>> {
        (id == "hibp").then(|| Arc::new(Everybody) as _)
    }
    fn directory(&self, _: &str) -> Option<Arc<dyn Directory>> {
        None
    }
    fn notifier(&self, _: &str) -> Option<Arc<dyn Notifier>> {
        None
    }
}

/// A house with so many alerts, open to a SIEM, and the export's path.
async fn exporting(alerts: usize) -> (House, Client, String) {
    let house = house_over(Config::default(), Arc::new(Only)).await;
    let services = house.app.services();
    services.jobs.register(SCAN_KIND, Arc::new(ScanHandler::new(services)));
    tokio::spawn(services.jobs.clone().work());
    let mut admin = house.signed_in(ADMIN).await;
    assert_eq!(admin.patch("/api/company", &json!({"siemToken": TOKEN})).await.status, StatusCode::OK);
    if alerts > 0 {
        let rows: String = (0..alerts).map(|n| format!("p{n:05}@acme.example,P{n}\n")).collect();
        let import = Request::post("/api/console/employees/import").header("content-type", "text/csv");
        admin.send(import.body(format!("email,first_name\n{rows}").into()).unwrap()).await;
        admin.post("/api/credentials", &json!({"provider": "HIBP", "key": "key-12345678"})).await;
        let scanned = admin.post("/api/employees/scan", &json!({})).await;
        assert_eq!(scanned.json()["newAlerts"], alerts, "{}", scanned.text);
    }
    let path = format!("/api/integrations/siem/{}", house.principal.scope().org());
    (house, admin, path)
}

async fn pull(client: &mut Client, path: &str, token: &str) -> Got {
    let request = Request::get(path).header("authorization", format!("Bearer {token}"));
    client.send(request.body(Body::empty()).unwrap()).await
}

/// The path and query of the next page.
fn next(got: &Got) -> Option<String> {
    let link = got.header("link");
    let (address, rel) = link.strip_prefix('<')?.split_once('>')?;
    assert_eq!(rel, "; rel=\"next\"");
    Some(address.strip_prefix("http://gate.example").unwrap().to_owned())
}

#[tokio::test]
async fn a_backlog_comes_page_by_page_without_a_gap() {
    let (house, _, path) = exporting(2100).await;
    let mut siem = house.client();
    let (mut at, mut pages, mut ids) = (Some(path.clone()), Vec::new(), Vec::new());
    while let Some(asked) = at {
        let got = pull(&mut siem, &asked, TOKEN).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        let events = got.json();
        let events = events.as_array().unwrap();
        pages.push(events.len());
        ids.extend(events.iter().map(|event| event["id"].as_str().unwrap().to_owned()));
        at = next(&got);
    }
    assert_eq!(pages, [1000, 1000, 100]);
    assert!(ids.is_sorted_by(|a, b| a < b), "oldest first, each once");
    // Whoever polls goes on after the last one that they read.
    let after = pull(&mut siem, &format!("{path}?after={}", ids[2097]), TOKEN).await;
    assert_eq!((after.json().as_array().unwrap().len(), next(&after)), (2, None));
    assert_eq!(after.json()[1]["id"], ids[2099]);
}

#[tokio::test]
async fn alerts_in_three_formats() {
    let (house, mut admin, path) = exporting(1).await;
    let mut siem = house.client();
    let got = pull(&mut siem, &path, TOKEN).await;
    assert_eq!(got.header("content-type"), "application/json");
    let event = got.json()[0].clone();
    let (id, at) = (event["id"].as_str().unwrap(), event["timestamp"].as_str().unwrap());
    assert_eq!(
        event,
        json!({"id": id, "severity": "HIGH", "status": "OPEN", "message": format!("P0 found in {BREACH} breach."),
            "employee": "p00000@acme.example", "breach": BREACH, "timestamp": at, "confidence": "HIGH"})
    );
    assert_eq!(pull(&mut siem, &format!("{path}?format=xml"), TOKEN).await.text, got.text, "unknown is JSON");

    admin.patch(&format!("/api/alerts/{id}"), &json!({"status": "RESOLVED"})).await;
    let cef = pull(&mut siem, &format!("{path}?format=cef"), TOKEN).await;
    assert_eq!(cef.header("content-type"), "text/plain; charset=utf-8");
    let start = format!("CEF:0|Gatehouse|Gatehouse|{}|breach-exposure|", env!("CARGO_PKG_VERSION"));
    let line = cef.text.strip_prefix(&start).unwrap().strip_suffix('\n').unwrap();
    let rest = r#"P0 found in A\|d\\o=b"e] breach.|8|externalId="#;
    let line = line.strip_prefix(rest).unwrap().strip_prefix(id).unwrap();
    let (fields, rt) = line.rsplit_once(" rt=").unwrap();
    assert_eq!(
        fields,
        r#" cat=breach-exposure suser=p00000@acme.example cs1Label=breach cs1=A|d\\o\=b"e] cs2Label=status cs2=RESOLVED"#
    );
    assert_eq!(rt.parse::<i64>().unwrap(), gatehouse_core::time::Timestamp::parse(at).unwrap().0);

    let syslog = pull(&mut siem, &format!("{path}?format=syslog"), TOKEN).await;
    assert_eq!(
        syslog.text,
        format!(
            "<83>1 {at} - gatehouse - breach-exposure [gatehouse@0 id=\"{id}\" severity=\"HIGH\" status=\"RESOLVED\" \
             employee=\"p00000@acme.example\" breach=\"A|d\\\\o=b\\\"e\\]\" confidence=\"HIGH\"] \
             P0 found in {BREACH} breach.\n"
        )
    );
}

#[tokio::test]
async fn since_is_a_time_and_includes_it() {
    let (house, _, path) = exporting(2).await;
    let mut siem = house.client();
    let at = pull(&mut siem, &path, TOKEN).await.json()[1]["timestamp"].as_str().unwrap().to_owned();
    let count = async |siem: &mut Client, query: &str| {
        let got = pull(siem, &format!("{path}?{query}"), TOKEN).await;
        assert_eq!(got.status, StatusCode::OK, "{query}: {}", got.text);
        got.json().as_array().unwrap().len()
    };
    assert_eq!(count(&mut siem, &format!("since={at}")).await, 2);
    assert_eq!(count(&mut siem, "since=2020-01-01").await, 2);
    assert_eq!(count(&mut siem, "since=2020-01-01T00:00:00+02:00").await, 2, "a plus that nobody encoded");
    assert_eq!(count(&mut siem, "since=2999-01-01T00:00:00Z").await, 0);
    assert_eq!(count(&mut siem, "since=").await, 2);
    for (query, field) in [
        ("since=yesterday", "since"),
        ("after=1", "after"),
        ("after=", "after"),
        ("since=2020-01-01&since=2021-01-01", "since"),
    ] {
        let got = pull(&mut siem, &format!("{path}?{query}"), TOKEN).await;
        assert_eq!((got.status, &got.json()["field"]), (StatusCode::BAD_REQUEST, &json!(field)), "{query}");
    }
}

#[tokio::test]
async fn only_the_companys_own_token_opens_it() {
    let (house, mut admin, path) = exporting(0).await;
    let mut siem = house.client();
    assert_eq!(pull(&mut siem, &path, TOKEN).await.json(), json!([]));
    let nobodys = "/api/integrations/siem/0198b2f0-0000-7000-8000-000000000000";
    for (path, token) in [
        (path.as_str(), "a-token-of-ours-1235"),
        (path.as_str(), "a-token-of-ours-12345"),
        (path.as_str(), ""),
        (path.as_str(), &"x".repeat(5000)),
        (nobodys, TOKEN),
        ("/api/integrations/siem/acme", TOKEN),
    ] {
        let got = pull(&mut siem, path, token).await;
        assert_eq!((got.status, got.json()), (StatusCode::UNAUTHORIZED, json!({"error": "Unauthorized"})));
    }
    assert_eq!(admin.get(&path).await.status, StatusCode::UNAUTHORIZED, "a session is no token");
    // The token opens nothing else.
    for path in ["/api/register", "/api/company", "/api/console/alerts", "/agents"] {
        assert_eq!(pull(&mut siem, path, TOKEN).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    admin.patch("/api/company", &json!({"siemToken": "another-token-1234"})).await;
    assert_eq!(pull(&mut siem, &path, TOKEN).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(pull(&mut siem, &path, "another-token-1234").await.status, StatusCode::OK);
    admin.patch("/api/company", &json!({"siemToken": null})).await;
    assert_eq!(pull(&mut siem, &path, "another-token-1234").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn sixty_a_minute_and_wrong_tokens_count() {
    let (house, _, path) = exporting(0).await;
    let mut siem = house.client();
    let mut answers: Vec<u16> = Vec::new();
    for n in 0..64 {
        let token = if n % 2 == 0 { TOKEN } else { "wrong" };
        answers.push(pull(&mut siem, &path, token).await.status.as_u16());
    }
    assert_eq!(answers[..60].iter().filter(|status| **status == 200).count(), 30);
    assert!(answers[..60].iter().all(|status| matches!(status, 200 | 401)), "{answers:?}");
    let limited = pull(&mut siem, &path, "wrong").await;
    assert!(answers[60..].contains(&429), "{answers:?}");
    if limited.status == StatusCode::TOO_MANY_REQUESTS {
        assert!(!limited.header("retry-after").is_empty());
        assert_eq!(limited.json()["error"], Value::from("Too many requests"));
    }
}
