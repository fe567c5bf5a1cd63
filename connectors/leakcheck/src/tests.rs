//! Against scripted answers of LeakCheck.

use gatehouse_connector_sdk::harness::{Answer, Harness, HttpError};
use gatehouse_connector_sdk::{Artifact, BreachProvider as _, Error, Exposure, Lookup, SourceKind};
use serde_json::{Value, json};

use crate::{Leakcheck, PAGE};

fn asked(offset: usize) -> String {
    format!(
        "GET https://leakcheck.io/api/v2/query/ada%2Bx%40acme.example?type=email&limit=1000&offset={offset}"
    )
}

fn look_up() -> Result<Vec<Lookup>, Error> {
    Leakcheck::lookup(vec!["ada+x@acme.example".into()])
}

fn scene(answer: Answer) -> Harness {
    Harness::new().setting("api_key", "k1").answer(&asked(0), answer)
}

fn page(rows: Value) -> Answer {
    Answer::new(200, json!({"success": true, "found": 1, "quota": 400, "result": rows}).to_string())
}

fn found(answer: Answer) -> Vec<Exposure> {
    let _harness = scene(answer);
    look_up().expect("the call").remove(0).expect("the address")
}

#[test]
fn a_source_is_a_breach_with_the_month_it_happened() {
    let source = json!({"name": "Site.example", "breach_date": "2019-07", "unverified": 0, "compilation": 0});
    let rows = json!([
        {"email": "ada+x@acme.example", "source": source, "first_name": "Ada", "fields": ["first_name", "username"]},
        {"email": "ada+x@acme.example", "source": source, "password": "x", "fields": ["password"]},
        {"email": "ada+x@acme.example", "source": {"name": "Unknown", "breach_date": null}, "fields": []}
    ]);
    let harness = scene(page(rows));
    let found = look_up().expect("the call").remove(0).expect("the address");
    assert_eq!(found.len(), 2);
    assert_eq!(
        (found[0].breach.as_str(), found[0].breach_date.as_deref()),
        ("Site.example", Some("2019-07-01"))
    );
    assert_eq!((found[0].source, found[0].artifacts.len()), (SourceKind::DarkWeb, 0));
    assert_eq!(found[0].data_classes, ["email", "first_name", "username", "password"]);
    assert_eq!(
        (found[1].breach.as_str(), found[1].breach_date.as_deref()),
        ("LeakCheck: unknown source", None)
    );
    assert!(harness.requests()[0].headers.contains(&("x-api-key".into(), "k1".into())));
}

#[test]
fn stealer_logs_name_their_sites() {
    let source = json!({"name": "Stealer Logs", "breach_date": null});
    let rows = json!([
        {"source": source, "origin": ["https://shop.example/in", "mail.example"], "fields": ["password", "username"]},
        {"source": source, "origin": ["forum.example"], "fields": ["username"]},
        {"source": source, "fields": ["password"]}
    ]);
    let found = found(page(rows));
    let told: Vec<_> = found.iter().map(|one| (one.breach.as_str(), one.artifacts.as_slice())).collect();
    let password: &[Artifact] = &[Artifact::Password];
    assert_eq!(
        told,
        [
            ("Stealer log: shop.example", password),
            ("Stealer log: mail.example", password),
            ("Stealer log: forum.example", &[]),
            ("Stealer Logs", password)
        ]
    );
    assert!(found.iter().all(|one| one.source == SourceKind::StealerLog));
    assert_eq!(found[2].data_classes, ["email", "username"]);
}

#[test]
fn nothing_found_has_three_forms() {
    assert!(found(Answer::new(404, r#"{"success":false,"error":"Not found"}"#)).is_empty());
    assert!(found(Answer::new(200, r#"{"success":false,"error":"Not found"}"#)).is_empty());
    assert!(found(page(json!([]))).is_empty());
}

#[test]
fn full_pages_are_followed() {
    let full = |name: &str| page(vec![json!({"source": {"name": name}, "fields": []}); PAGE].into());
    let harness = scene(full("A")).answer(&asked(1000), full("B")).answer(&asked(2000), full("C"));
    let found = look_up().expect("the call").remove(0).expect("the address");
    assert_eq!((found.len(), harness.requests().len()), (3, 3), "no page begins behind 2,500");
}

#[test]
fn keys_paces_and_quotas_end_the_call() {
    for (answer, error) in [
        (
            Answer::new(401, r#"{"success":false,"error":"Missing or invalid X-API-Key"}"#),
            Error::Unauthorized("answered 401: Missing or invalid X-API-Key".into()),
        ),
        (
            Answer::new(400, r#"{"success":false,"error":"Invalid X-API-Key"}"#),
            Error::Unauthorized("answered 400: invalid x-api-key".into()),
        ),
        (
            Answer::new(403, r#"{"success":false,"error":"Active plan required"}"#),
            Error::Unauthorized("answered 403: Active plan required".into()),
        ),
        (Answer::new(403, r#"{"success":false,"error":"Limit reached"}"#), Error::RateLimited(3600)),
        (Answer::new(429, r#"{"success":false,"error":"Too many requests"}"#), Error::RateLimited(60)),
        (Answer::new(429, "").header("retry-after", "1"), Error::RateLimited(1)),
    ] {
        // 23:00 UTC.
        let _harness = scene(answer).now_ms(1_780_009_200_000);
        assert_eq!(look_up(), Err(error));
    }
    let _harness = Harness::new();
    assert_eq!(look_up(), Err(Error::BadSettings("api_key is not set".into())));
}

#[test]
fn other_failures_are_the_addresses_own() {
    let fails = |answer: Answer| {
        let _harness = scene(answer);
        look_up().expect("the call").remove(0).expect_err("the address")
    };
    for answer in [Answer::new(500, "<html>"), Answer::fails(HttpError::Timeout)] {
        assert!(matches!(fails(answer), Error::Unavailable(_)));
    }
    for body in [
        "",
        "<html>",
        "{}",
        "[]",
        r#"{"success":false,"error":"Invalid type"}"#,
        r#"{"success":true,"result":{}}"#,
    ] {
        assert!(matches!(fails(Answer::new(200, body)), Error::Other(_)), "{body}");
    }
    assert!(matches!(fails(Answer::fails(HttpError::TooLarge(1 << 23))), Error::Other(_)));
}
