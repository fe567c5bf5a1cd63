//! Against scripted answers of Intelligence X.

use gatehouse_connector_sdk::harness::{Answer, Harness, HttpError};
use gatehouse_connector_sdk::{BreachProvider as _, Error, Lookup, SourceKind};
use serde_json::{Value, json};

use crate::{Intelx, MOST_POLLS, PAUSE};

const ID: &str = "5f1fb4a7-1d1e-4a6a-b2a5-0e1d2c3b4a59";
const START: &str = "POST https://2.intelx.io/intelligent/search";

fn poll() -> String {
    format!("GET https://2.intelx.io/intelligent/search/result?id={ID}&limit=100")
}

fn look_up() -> Result<Vec<Lookup>, Error> {
    Intelx::lookup(vec!["ada@acme.example".into()])
}

fn scene() -> Harness {
    // 23:00 UTC.
    Harness::new().setting("api_key", "k1").now_ms(1_780_009_200_000)
}

fn started() -> Harness {
    scene().answer(START, Answer::new(200, json!({"id": ID, "status": 0}).to_string()))
}

fn results(status: u32, records: Value) -> Answer {
    Answer::new(200, json!({"status": status, "records": records}).to_string())
}

fn leak(name: &str) -> Value {
    json!({"bucket": "leaks.public.general", "name": name, "date": "2016-05-18T00:00:00Z", "systemid": "x"})
}

#[test]
fn a_search_is_waited_for_across_lookups() {
    let paste = json!({"bucket": "pastes", "name": "", "date": "2020-01-01T00:00:00Z"});
    let page = json!({"bucket": "web.public.com", "name": "Contact"});
    let harness = started()
        .answer(&poll(), results(3, json!([])))
        .answer(&poll(), results(3, Value::Null))
        .answer(&poll(), results(0, json!([leak("Site.example/a.txt [Part 1 of 2]"), paste])))
        .answer(&poll(), results(1, json!([leak("Site.example/b.txt [Part 2 of 2]"), page])));
    for _ in 0..2 {
        assert_eq!(look_up(), Err(Error::RateLimited(PAUSE)));
    }
    let found = look_up().expect("the call").remove(0).expect("the address");
    let told: Vec<_> = found.iter().map(|one| (one.breach.as_str(), one.breach_date.as_deref())).collect();
    assert_eq!(told, [("Site.example", Some("2016-05-18")), ("Intelligence X: pastes", None)]);
    assert!(found.iter().all(|one| one.source == SourceKind::DarkWeb && one.data_classes == ["email"]));
    let requests = harness.requests();
    assert_eq!(requests.iter().filter(|one| one.method == "POST").count(), 1, "one search, asked four times");
    assert!(requests.iter().all(|one| one.headers.contains(&("x-key".into(), "k1".into()))));
    let body: Value =
        serde_json::from_slice(requests[0].body.as_deref().expect("a body")).expect("it is JSON");
    assert_eq!(
        (&body["term"], &body["buckets"], &body["maxresults"]),
        (&json!("ada@acme.example"), &json!([]), &json!(100))
    );
}

#[test]
fn nothing_found_ends_at_once() {
    for status in [1, 2] {
        let harness = started().answer(&poll(), results(status, json!([])));
        assert_eq!(look_up(), Ok(vec![Ok(vec![])]));
        assert_eq!(harness.requests().len(), 2);
    }
}

#[test]
fn a_search_that_never_ends_is_given_up() {
    let harness = started().answer(&poll(), results(3, json!([])));
    for _ in 1..MOST_POLLS {
        assert_eq!(look_up(), Err(Error::RateLimited(PAUSE)));
    }
    let given_up = look_up().expect("the call").remove(0);
    assert_eq!(given_up, Err(Error::Unavailable("the search did not end in time".into())));
    let last = harness.requests().pop().expect("a request").url;
    assert_eq!(last, format!("https://2.intelx.io/intelligent/search/terminate?id={ID}"));
    drop(harness);
    let harness = started().answer(&poll(), results(0, json!([leak("A")])));
    let found = look_up().expect("the call").remove(0).expect("the address");
    assert_eq!((found.len(), harness.requests().len()), (1, 8), "what there was by then is given");
}

#[test]
fn keys_and_quotas_end_the_call() {
    for (answer, error) in [
        (Answer::new(401, ""), Error::Unauthorized("answered 401".into())),
        (Answer::new(402, ""), Error::RateLimited(3600)),
        (Answer::new(429, "").header("retry-after", "9"), Error::RateLimited(9)),
        (Answer::new(200, json!({"id": "", "status": 2}).to_string()), Error::RateLimited(10)),
    ] {
        let _harness = scene().answer(START, answer);
        assert_eq!(look_up(), Err(error));
    }
    let _harness = Harness::new();
    assert_eq!(look_up(), Err(Error::BadSettings("api_key is not set".into())));
}

#[test]
fn other_failures_are_the_addresses_own() {
    let starts = |answer: Answer| {
        let _harness = scene().answer(START, answer);
        look_up().expect("the call").remove(0).expect_err("the address")
    };
    assert!(matches!(starts(Answer::new(503, "<html>")), Error::Unavailable(_)));
    for body in [
        "",
        "<html>",
        "{}",
        r#"{"id":"../x?","status":0}"#,
        r#"{"id":"a","status":1}"#,
        r#"{"id":"a","status":9}"#,
    ] {
        assert!(matches!(starts(Answer::new(200, body)), Error::Other(_)), "{body}");
    }
    for body in ["<html>", "{}", r#"{"status":7,"records":[]}"#, r#"{"status":0,"records":3}"#] {
        let _harness = started().answer(&poll(), Answer::new(200, body));
        assert!(matches!(look_up().expect("the call")[0], Err(Error::Other(_))), "{body}");
    }
}

#[test]
fn a_failure_in_passing_does_not_cost_a_second_search() {
    let harness = started()
        .answer(&poll(), Answer::new(502, ""))
        .answer(&poll(), Answer::fails(HttpError::Timeout))
        .answer(&poll(), results(1, json!([leak("A")])));
    for _ in 0..2 {
        assert!(matches!(look_up().expect("the call")[0], Err(Error::Unavailable(_))));
    }
    assert_eq!(look_up().expect("the call")[0].as_ref().map(Vec::len), Ok(1));
    assert_eq!(harness.requests().iter().filter(|one| one.method == "POST").count(), 1);
}
