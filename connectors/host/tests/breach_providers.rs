//! The breach providers in the real host, against stand-ins that follow the vendors' published APIs: what is asked, what
//! is made of the answer, paging, and everything that can go wrong.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::standin::{self, Reply, Seen, StandIn};
use common::{Bench, host, settings};
use gatehouse_core::ports::ConnectorError::{self, Failed, Other, RateLimited, Unauthorized, Unavailable};
use gatehouse_core::ports::{Artifact, Confidence, Exposure, SourceKind};
use gatehouse_core::time::Timestamp;
use serde_json::{Value, json};

const EMAIL: &str = "ada@acme.example";

const ALL: [&str; 6] = ["hibp", "hibp-stealer", "dehashed", "leakcheck", "snusbase", "intelx"];

fn said(body: &Value) -> Reply {
    (200, vec![("content-type", "application/json".into())], body.to_string())
}

fn body_of(asked: &Seen) -> Value {
    serde_json::from_slice(&asked.body).unwrap()
}

/// A host with these providers that waits 1.5 s for an answer.
async fn patient(ids: &[&'static str]) -> Bench {
    host(ids, |config| {
        config.allow_private_targets = true;
        config.limits.request_ms = 1_500;
    })
    .await
}

/// What the connector makes of the server at `url`.
async fn ask(bench: &Bench, id: &str, url: &str) -> Result<Vec<Exposure>, ConnectorError> {
    let settings = settings(&[("api_key", "k-123"), ("base_url", url)]);
    bench.provider(id).lookup(&settings, &[EMAIL.into()]).await.and_then(|mut list| list.remove(0))
}

async fn against(
    id: &'static str,
    answer: impl Fn(&Seen) -> Reply + Clone + Send + Sync + 'static,
) -> (Vec<Exposure>, StandIn) {
    let server = standin::serve(answer).await;
    (ask(&patient(&[id]).await, id, &server.url).await.unwrap(), server)
}

#[tokio::test]
async fn the_providers_say_who_they_are() {
    let bench = host(&ALL, |_| ()).await;
    for (id, confidence, host) in [
        ("hibp", Confidence::High, "https://haveibeenpwned.com"),
        ("hibp-stealer", Confidence::High, "https://haveibeenpwned.com"),
        ("dehashed", Confidence::Medium, "https://api.dehashed.com"),
        ("leakcheck", Confidence::Medium, "https://leakcheck.io"),
        ("snusbase", Confidence::Medium, "https://api.snusbase.com"),
        ("intelx", Confidence::Low, "https://2.intelx.io"),
    ] {
        let info = bench.provider(id).info();
        assert_eq!((info.confidence, info.hosts[0].as_str()), (Some(confidence), host), "{id}");
        assert_eq!(info.settings_schema["properties"]["api_key"]["writeOnly"], true, "{id}");
        assert!(
            info.calls_per_minute.is_some() && info.settings_schema["properties"]["base_url"].is_object()
        );
    }
}

#[tokio::test]
async fn hibp_stealer_is_a_provider_of_sites() {
    let (found, server) = against("hibp-stealer", |_| said(&json!(["netflix.com", "spotify.com"]))).await;
    assert_eq!(
        (found[1].breach.as_str(), found[1].source, found[1].artifacts.as_slice()),
        ("Stealer log: spotify.com", SourceKind::StealerLog, [Artifact::Password].as_slice())
    );
    let asked = server.seen().remove(0);
    assert_eq!(asked.target, "/api/v3/stealerlogsbyemail/ada%40acme.example");
    assert_eq!(asked.headers["hibp-api-key"], "k-123");
    assert!(asked.headers["user-agent"].starts_with("Gatehouse/"));
}

/// 2,400 rows of eight databases, in pages of the size that is asked for.
fn dehashed(asked: &Seen) -> Reply {
    assert_eq!((asked.method.as_str(), asked.target.as_str()), ("POST", "/v2/search"));
    if asked.headers["dehashed-api-key"] != "k-123" {
        return (401, vec![], r#"{"error":"invalid api key"}"#.into());
    }
    let body = body_of(asked);
    assert_eq!(body["query"], "email:\"ada@acme.example\"");
    let (page, size) = (body["page"].as_u64().unwrap(), body["size"].as_u64().unwrap());
    let row = |number: u64| {
        json!({"id": number.to_string(), "email": [EMAIL], "password": ["x"], "phone": [],
            "database_name": format!("Database {}", number / 300)})
    };
    let rows: Vec<Value> = ((page - 1) * size..(page * size).min(2_400)).map(row).collect();
    said(&json!({"balance": 7, "entries": rows, "total": 2_400, "took": "3ms"}))
}

#[tokio::test]
async fn dehashed_is_a_provider_with_pages() {
    let (found, server) = against("dehashed", dehashed).await;
    assert_eq!((found.len(), server.seen().len()), (8, 3));
    assert_eq!((found[7].breach.as_str(), found[7].breach_date), ("Database 7", None));
    assert_eq!(found[7].data_classes, ["email", "password"]);
    let (none, _) = against("dehashed", |_| said(&json!({"entries": null, "total": 0}))).await;
    assert!(none.is_empty());
}

/// 1,200 rows of three sources, and the offset that is asked for.
fn leakcheck(asked: &Seen) -> Reply {
    let url = url::Url::parse(&format!("http://x{}", asked.target)).unwrap();
    assert_eq!(
        (url.path(), asked.headers["x-api-key"].as_str()),
        ("/api/v2/query/ada%40acme.example", "k-123")
    );
    let number = |name: &str| -> usize {
        url.query_pairs().find(|(key, _)| key == name).map_or(0, |(_, value)| value.parse().unwrap())
    };
    let (offset, limit) = (number("offset"), number("limit"));
    let row = |number: usize| {
        json!({"email": EMAIL, "source": {"name": format!("Site {}", number / 400), "breach_date": "2019-07"},
            "fields": ["password"]})
    };
    let rows: Vec<Value> = (offset..(offset + limit).min(1_200)).map(row).collect();
    said(&json!({"success": true, "found": rows.len(), "quota": 399, "result": rows}))
}

#[tokio::test]
async fn leakcheck_is_a_provider_with_pages() {
    let (found, server) = against("leakcheck", leakcheck).await;
    assert_eq!((found.len(), server.seen().len()), (3, 2));
    assert_eq!((found[2].breach.as_str(), found[2].breach_date), ("Site 2", Timestamp::parse("2019-07-01")));
    let (none, _) =
        against("leakcheck", |_| (404, vec![], r#"{"success":false,"error":"Not found"}"#.into())).await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn snusbase_is_a_provider_of_databases() {
    let answer = |asked: &Seen| {
        assert_eq!((asked.target.as_str(), asked.headers["auth"].as_str()), ("/data/search", "k-123"));
        assert_eq!(body_of(asked), json!({"terms": [EMAIL], "types": ["email"]}));
        said(&json!({"took": 3.1, "size": 1, "results": {
            "0001_SITE_COM_3M_GAMING_052015": [{"email": EMAIL, "hash": "x", "lastip": "1.2.3.4"}]}}))
    };
    let (found, _) = against("snusbase", answer).await;
    assert_eq!(
        (found[0].breach.as_str(), found[0].breach_date),
        ("SITE_COM_3M_GAMING_052015", Timestamp::parse("2015-05-01"))
    );
    let (none, _) = against("snusbase", |_| said(&json!({"took": 1, "size": 0, "results": []}))).await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn intelx_is_a_provider_that_is_waited_for() {
    static POLLS: AtomicUsize = AtomicUsize::new(0);
    let server = standin::serve(|asked| match asked.target.split('?').next().unwrap() {
        "/intelligent/search" => {
            assert_eq!(body_of(asked)["term"], EMAIL);
            said(&json!({"id": "5f1fb4a7-1d1e", "softselectorwarning": false, "status": 0}))
        }
        "/intelligent/search/result" => match POLLS.fetch_add(1, Ordering::Relaxed) {
            0 => said(&json!({"records": [], "status": 3})),
            1 => said(&json!({"status": 0, "records": [
                {"bucket": "leaks.public.general", "name": "Site.example/a.txt [Part 1 of 9]", "date": "2016-05-18T00:00:00Z"},
                {"bucket": "web.public.com", "name": "Contact us"}]})),
            _ => said(&json!({"status": 1, "records": [{"bucket": "pastes", "name": "x"}]})),
        },
        _ => (404, vec![], String::new()),
    })
    .await;
    // One host, as in an appliance: what a lookup keeps is there for the next one.
    let bench = host(&["intelx"], |config| config.allow_private_targets = true).await;
    let settings = settings(&[("api_key", "k-123"), ("base_url", &server.url)]);
    let provider = bench.provider("intelx");
    let first = provider.lookup(&settings, &[EMAIL.into()]).await;
    assert_eq!(first, Err(RateLimited(Duration::from_secs(2))), "not yet");
    let found = provider.lookup(&settings, &[EMAIL.into()]).await.unwrap().remove(0).unwrap();
    let names: Vec<&str> = found.iter().map(|one| one.breach.as_str()).collect();
    assert_eq!(names, ["Site.example", "Intelligence X: pastes"]);
    let asked = server.seen();
    assert_eq!(asked.iter().filter(|one| one.method == "POST").count(), 1);
    assert!(asked.iter().all(|one| one.headers["x-key"] == "k-123"));
}

/// What every provider makes of this answer to whatever it asks.
async fn all(bench: &Bench, reply: Reply) -> Vec<(&'static str, Result<Vec<Exposure>, ConnectorError>)> {
    let server = standin::serve(move |_| reply.clone()).await;
    let mut found = Vec::new();
    for id in ALL {
        found.push((id, ask(bench, id, &server.url).await));
    }
    found
}

#[tokio::test]
async fn what_goes_wrong_with_a_provider_is_told_apart() {
    let bench = patient(&ALL).await;
    for (id, outcome) in all(&bench, (401, vec![], "{}".into())).await {
        assert!(matches!(outcome, Err(Unauthorized(_))), "{id}: {outcome:?}");
    }
    for (id, outcome) in all(&bench, (429, vec![("retry-after", "7".into())], "{}".into())).await {
        assert_eq!(outcome, Err(RateLimited(Duration::from_secs(7))), "{id}");
    }
    for (id, outcome) in all(&bench, (503, vec![], "<html>".into())).await {
        assert!(matches!(outcome, Err(Unavailable(_))), "{id}: {outcome:?}");
    }
    for (id, outcome) in all(&bench, (404, vec![], String::new())).await {
        match id {
            "hibp" | "hibp-stealer" | "leakcheck" => assert_eq!(outcome, Ok(vec![]), "{id}: 404 is none"),
            _ => assert!(matches!(outcome, Err(Other(_))), "{id}: {outcome:?}"),
        }
    }
    for body in ["", "<html><body>maintenance</body></html>", "null", "{\"a\":", "7"] {
        for (id, outcome) in all(&bench, (200, vec![], body.into())).await {
            assert!(matches!(outcome, Err(Other(_))), "{id} of {body:?}: {outcome:?}");
        }
    }
    for (id, outcome) in
        all(&bench, (302, vec![("location", "https://evil.example/".into())], String::new())).await
    {
        assert!(matches!(outcome, Err(Other(_))), "{id}: {outcome:?}");
    }
}

#[tokio::test]
async fn an_answer_without_measure_fails_the_provider_only() {
    let bench = patient(&ALL).await;
    for id in ALL {
        let outcome = ask(&bench, id, &standin::huge(200 << 20).await).await;
        assert!(matches!(&outcome, Err(Failed(why)) if why.contains("more than")), "{id}: {outcome:?}");
        let outcome = ask(&bench, id, &standin::endless().await).await;
        assert!(matches!(&outcome, Err(Failed(why)) if why.contains("more than")), "{id}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_provider_that_never_answers_is_unavailable() {
    let bench = patient(&ALL).await;
    for id in ALL {
        let (listener, url) = standin::silent().await;
        let outcome = ask(&bench, id, &url).await;
        assert!(matches!(outcome, Err(Unavailable(_))), "{id}: {outcome:?}");
        drop(listener);
    }
}
