//! Metrics: whom they are told, and that they are told in Prometheus' words.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gatehouse_core::tenancy::OrganizationType;
use serde_json::json;

use crate::support::{ADMIN, Client, Got, VIEWER, house};

async fn scrape(client: &mut Client, token: &str) -> Got {
    let request = Request::get("/metrics").header("authorization", format!("Bearer {token}"));
    client.send(request.body(Body::empty()).unwrap()).await
}

/// A line that is no comment: name, labels and value.
#[derive(Debug)]
struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

fn is_name(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !text.is_empty()
}

/// Reads a line as the exposition format has it (labels are never escaped here: none holds a quote or a backslash).
fn sample(line: &str) -> Sample {
    let (front, value) = line.rsplit_once(' ').expect(line);
    let (name, labels) = match front.split_once('{') {
        Some((name, labels)) => (name, labels.strip_suffix('}').expect(line)),
        None => (front, ""),
    };
    assert!(is_name(name), "{line}");
    let mut read = BTreeMap::new();
    for label in labels.split_terminator("\",").map(|label| label.trim_end_matches('"')) {
        let (label, value) = label.split_once("=\"").expect(line);
        assert!(is_name(label) && !value.contains(['"', '\\']), "{line}");
        assert!(read.insert(label.to_owned(), value.to_owned()).is_none(), "{line}");
    }
    Sample { name: name.to_owned(), labels: read, value: value.parse().expect(line) }
}

/// Holds a text against the format and its habits; answers the samples.
fn checked(text: &str) -> Vec<Sample> {
    assert!(text.ends_with('\n'));
    let (mut samples, mut seen) = (Vec::new(), BTreeSet::new());
    // Name and type of the family that the lines below belong to.
    let mut family = (String::new(), String::new());
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, help) = help.split_once(' ').expect(line);
            assert!(seen.insert(name.to_owned()), "{name} is told twice");
            assert!(help.ends_with('.') && help.len() > 10, "{line}");
            family.0 = name.to_owned();
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').expect(line);
            assert_eq!(name, family.0, "help comes first");
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert_eq!(name.ends_with("_total"), kind == "counter", "{line}");
            assert!(kind != "histogram" || name.ends_with("_seconds"), "{line}");
            family.1 = kind.to_owned();
        } else {
            let sample = sample(line);
            let suffix = sample.name.strip_prefix(&family.0).expect(line);
            let suffixes: &[&str] =
                if family.1 == "histogram" { &["_bucket", "_sum", "_count"] } else { &[""] };
            assert!(suffixes.contains(&suffix), "{line} in {family:?}");
            assert!(sample.value >= 0.0, "{line}");
            samples.push(sample);
        }
    }
    let mut known = BTreeSet::new();
    for Sample { name, labels, .. } in &samples {
        assert!(known.insert((name, labels)), "{name} {labels:?} is told twice");
    }
    check_histograms(&samples);
    samples
}

/// Classes grow, and the last one counts all.
fn check_histograms(samples: &[Sample]) {
    type Series = (String, Vec<(String, String)>);
    let mut classes: BTreeMap<Series, Vec<f64>> = BTreeMap::new();
    for Sample { name, labels, value } in samples {
        if let Some(name) = name.strip_suffix("_bucket") {
            let others = labels.iter().filter(|(label, _)| *label != "le");
            let others = others.map(|(label, value)| (label.clone(), value.clone())).collect();
            classes.entry((name.to_owned(), others)).or_default().push(*value);
        }
    }
    for ((name, labels), counts) in classes {
        assert!(counts.is_sorted(), "{name} {labels:?}: {counts:?}");
        let labels: BTreeMap<_, _> = labels.into_iter().collect();
        let all = samples.iter().find(|one| one.name == format!("{name}_count") && one.labels == labels);
        assert_eq!(all.map(|one| one.value), counts.last().copied(), "{name}");
    }
}

fn value(samples: &[Sample], name: &str, labels: &[(&str, &str)]) -> Option<f64> {
    let fits = |one: &&Sample| {
        one.name == name
            && labels.iter().all(|(label, value)| one.labels.get(*label).is_some_and(|is| is == value))
    };
    samples.iter().find(fits).map(|one| one.value)
}

#[tokio::test]
async fn metrics_are_closed_until_the_operator_opens_them() {
    let house = house().await;
    let mut watcher = house.client();
    let closed = scrape(&mut watcher, "guess").await;
    assert_eq!(closed.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        closed.json()["error"].as_str().unwrap().contains("/api/console/metrics-token"),
        "{}",
        closed.text
    );

    let mut viewer = house.signed_in(VIEWER).await;
    let refused = viewer.post("/api/console/metrics-token", &json!({})).await;
    assert_eq!(
        (refused.status, refused.json()["error"].as_str()),
        (StatusCode::FORBIDDEN, Some("Admin only"))
    );
    let others = house.organization("quill", OrganizationType::Client, None).await;
    let mut other = house.signed_in(&others.admin).await;
    assert_eq!(other.post("/api/console/metrics-token", &json!({})).await.status, StatusCode::FORBIDDEN);

    let mut admin = house.signed_in(ADMIN).await;
    assert_eq!(admin.get("/api/console/metrics-token").await.json(), json!({"createdAt": null}));
    let made = admin.post("/api/console/metrics-token", &json!({})).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let first = made.json()["token"].as_str().unwrap().to_owned();
    let shown = admin.get("/api/console/metrics-token").await;
    assert!(shown.json()["createdAt"].is_string() && !shown.text.contains(&first), "{}", shown.text);
    assert_eq!(scrape(&mut watcher, &first).await.status, StatusCode::OK);
    for wrong in ["", "guess", &first[1..], &format!("{first}x")] {
        assert_eq!(scrape(&mut watcher, wrong).await.status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    // A session opens nothing here, and the token nothing else.
    assert_eq!(admin.get("/metrics").await.status, StatusCode::UNAUTHORIZED);
    let elsewhere = Request::get("/api/console/summary").header("authorization", format!("Bearer {first}"));
    let elsewhere = watcher.send(elsewhere.body(Body::empty()).unwrap()).await;
    assert_eq!(elsewhere.status, StatusCode::UNAUTHORIZED);

    // Another one takes its place, and none closes it.
    let second = admin.post("/api/console/metrics-token", &json!({})).await.json()["token"].clone();
    assert_eq!(scrape(&mut watcher, &first).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(scrape(&mut watcher, second.as_str().unwrap()).await.status, StatusCode::OK);
    assert_eq!(admin.delete("/api/console/metrics-token").await.status, StatusCode::NO_CONTENT);
    assert_eq!(scrape(&mut watcher, &first).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let audit = admin.get("/api/console/audit").await.text;
    assert!(audit.contains("metrics_token.created") && audit.contains("metrics_token.removed"), "{audit}");
}

#[tokio::test]
async fn guessing_is_slow() {
    let house = house().await;
    let token = house.app.access().make_metrics_token(&house.principal).await.unwrap();
    let mut watcher = house.client();
    let mut statuses = BTreeSet::new();
    for _ in 0..60 {
        statuses.insert(scrape(&mut watcher, "guess").await.status);
    }
    assert_eq!(statuses.into_iter().collect::<Vec<_>>(), [StatusCode::UNAUTHORIZED]);
    // One more may have been earned meanwhile, hardly two.
    let mut last = scrape(&mut watcher, &token).await;
    for _ in 0..5 {
        last = scrape(&mut watcher, &token).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!last.header("retry-after").is_empty());
}

#[tokio::test]
async fn figures_are_told_as_prometheus_reads_them() {
    let house = house().await;
    let token = house.app.access().make_metrics_token(&house.principal).await.unwrap();
    let mut admin = house.signed_in(ADMIN).await;
    let nobodys = "0198b2f0-0000-7000-8000-000000000000";
    admin.get(&format!("/api/console/jobs/{nobodys}")).await;
    admin.get("/api/console/no-such-thing-of-4711").await;
    house.client().sign_in(ADMIN, "a wrong password").await;

    let mut watcher = house.client();
    let got = scrape(&mut watcher, &token).await;
    assert_eq!(got.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let samples = checked(&got.text);
    let route =
        [("api", "console"), ("method", "GET"), ("route", "/api/console/jobs/{id}"), ("status", "4xx")];
    assert_eq!(value(&samples, "gatehouse_http_requests_total", &route), Some(1.0));
    let route = [("api", "console"), ("route", "/api/console/jobs/{id}"), ("le", "+Inf")];
    assert_eq!(value(&samples, "gatehouse_http_request_duration_seconds_bucket", &route), Some(1.0));
    assert_eq!(value(&samples, "gatehouse_sign_ins_total", &[("outcome", "succeeded")]), Some(1.0));
    assert_eq!(value(&samples, "gatehouse_sign_ins_total", &[("outcome", "refused")]), Some(1.0));
    assert!(value(&samples, "gatehouse_store_batches_total", &[]).unwrap() > 0.0);
    assert!(
        value(&samples, "gatehouse_store_rows_total", &[])
            > value(&samples, "gatehouse_store_writes_total", &[])
    );
    assert_eq!(value(&samples, "gatehouse_store_up", &[]), Some(1.0));
    let release = [("version", env!("CARGO_PKG_VERSION"))];
    assert_eq!(value(&samples, "gatehouse_build_info", &release), Some(1.0));
    // What callers make up and whom it is about makes no label.
    for never in [nobodys, "4711", "acme.example", &house.principal.scope().org().to_string()] {
        assert!(!got.text.contains(never), "{never} is in\n{}", got.text);
    }
}
