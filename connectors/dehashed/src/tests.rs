//! Against scripted answers of DeHashed.

use gatehouse_connector_sdk::harness::{Answer, Harness, HttpError};
use gatehouse_connector_sdk::{BreachProvider as _, Error, Lookup, SourceKind};
use serde_json::{Value, json};

use crate::{Dehashed, MOST_PAGES, PAGE};

const ASKED: &str = "POST https://api.dehashed.com/v2/search";

fn look_up(email: &str) -> Result<Vec<Lookup>, Error> {
    Dehashed::lookup(vec![email.into()])
}

fn scene() -> Harness {
    Harness::new().setting("api_key", "k1")
}

fn page(entries: Value, total: usize) -> Answer {
    Answer::new(200, json!({"balance": 99, "entries": entries, "total": total, "took": "3ms"}).to_string())
}

fn asked(harness: &Harness, at: usize) -> Value {
    let body = harness.requests()[at].body.clone().expect("a body was sent");
    serde_json::from_slice(&body).expect("it is JSON")
}

#[test]
fn rows_of_a_database_are_one_breach() {
    let entries = json!([
        {"id": "1", "email": ["ada@acme.example"], "password": ["x"], "name": [], "database_name": "Adobe"},
        {"id": "2", "email": ["ada@acme.example"], "hashed_password": ["y"], "ip_address": ["1.2.3.4"],
         "raw_record": {"le_only": true}, "database_name": "Adobe"},
        {"id": "3", "email": "ada@acme.example", "phone": null, "database_name": "LinkedIn"},
        {"id": "4", "email": ["ada@acme.example"], "database_name": ""}
    ]);
    let harness = scene().answer(ASKED, page(entries, 4));
    let found = look_up("ada@acme.example").expect("the call").remove(0).expect("the address");
    assert_eq!(found.len(), 2, "a row without a database is no breach");
    assert_eq!((found[0].breach.as_str(), found[0].source), ("Adobe", SourceKind::DarkWeb));
    assert_eq!(found[0].data_classes, ["email", "password", "hashed_password", "ip_address"]);
    assert_eq!(
        (found[1].breach.as_str(), found[1].data_classes.as_slice()),
        ("LinkedIn", ["email".to_owned()].as_slice())
    );
    assert_eq!(asked(&harness, 0), json!({"query": "email:\"ada@acme.example\"", "page": 1, "size": PAGE}));
    assert!(harness.requests()[0].headers.contains(&("dehashed-api-key".into(), "k1".into())));
}

#[test]
fn an_address_cannot_leave_its_quotes() {
    let harness = scene().answer(ASKED, page(json!([]), 0));
    assert_eq!(look_up(r#""a\" b"@acme.example"#), Ok(vec![Ok(vec![])]));
    assert_eq!(asked(&harness, 0)["query"], r#"email:"\"a\\\" b\"@acme.example""#);
}

#[test]
fn pages_are_followed_to_the_end_and_not_beyond_the_bound() {
    let one = |name: &str| json!([{"email": ["a@b.example"], "database_name": name}]);
    let harness = scene().answer(ASKED, page(one("A"), PAGE + 1)).answer(ASKED, page(one("B"), PAGE + 1));
    let found = look_up("a@b.example").expect("the call").remove(0).expect("the address");
    assert_eq!((found.len(), harness.requests().len()), (2, 2));
    assert_eq!(asked(&harness, 1)["page"], 2);
    drop(harness);
    let harness = scene().answer(ASKED, page(one("A"), 1_000_000));
    assert!(look_up("a@b.example").expect("the call")[0].is_ok());
    assert_eq!(harness.requests().len(), MOST_PAGES);
    drop(harness);
    let harness = scene().answer(ASKED, page(Value::Null, 10_000));
    assert_eq!(
        look_up("a@b.example"),
        Ok(vec![Ok(vec![])]),
        "an empty page ends it, whatever the total says"
    );
    assert_eq!(harness.requests().len(), 1);
}

#[test]
fn refusals_end_the_call() {
    for (answer, error) in [
        (Answer::new(401, ""), Error::Unauthorized("answered 401".into())),
        (
            Answer::new(403, r#"{"error":"insufficient credits."}"#),
            Error::Unauthorized("answered 403: insufficient credits".into()),
        ),
        (Answer::new(429, "").header("retry-after", "2"), Error::RateLimited(2)),
    ] {
        let _harness = scene().answer(ASKED, answer);
        assert_eq!(look_up("a@b.example"), Err(error));
    }
    let _harness = Harness::new();
    assert_eq!(look_up("a@b.example"), Err(Error::BadSettings("api_key is not set".into())));
}

#[test]
fn other_failures_are_the_addresses_own() {
    let fails = |answer: Answer| {
        let _harness = scene().answer(ASKED, answer);
        look_up("a@b.example").expect("the call").remove(0).expect_err("the address")
    };
    for answer in [Answer::new(502, "<html>"), Answer::fails(HttpError::Timeout)] {
        assert!(matches!(fails(answer), Error::Unavailable(_)));
    }
    assert_eq!(
        fails(Answer::new(400, r#"{"error":"invalid query"}"#)),
        Error::Other("answered 400: invalid query".into())
    );
    for body in ["", "<html>", "{}", "[]", "null", r#"{"entries":7,"total":1}"#, r#"{"entries":[{"#] {
        assert!(matches!(fails(Answer::new(200, body)), Error::Other(_)), "{body}");
    }
    assert!(matches!(fails(Answer::fails(HttpError::TooLarge(1 << 23))), Error::Other(_)));
}
