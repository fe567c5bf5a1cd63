//! Against scripted answers of Snusbase.

use gatehouse_connector_sdk::harness::{Answer, Harness, HttpError};
use gatehouse_connector_sdk::{Artifact, BreachProvider as _, Error, Lookup, SourceKind};
use serde_json::{Value, json};

use crate::{Snusbase, read_name};

const ASKED: &str = "POST https://api.snusbase.com/data/search";

fn look_up() -> Result<Vec<Lookup>, Error> {
    Snusbase::lookup(vec!["ada@acme.example".into()])
}

fn scene(answer: Answer) -> Harness {
    Harness::new().setting("api_key", "sb1").answer(ASKED, answer)
}

fn results(results: Value) -> Answer {
    Answer::new(200, json!({"took": 31.7, "size": 3, "results": results}).to_string())
}

#[test]
fn a_database_is_a_breach() {
    let harness = scene(results(json!({
        "0001_SITE_COM_3M_GAMING_052015": [
            {"email": "ada@acme.example", "hash": "x", "salt": "y", "lastip": "1.2.3.4", "uid": "7"},
            {"email": "Ada@acme.example", "username": "ada", "password": ""}
        ],
        "PEMIBLANC_COMBOLIST": [{"email": "ada@acme.example", "password": "x"}]
    })));
    let found = look_up().expect("the call").remove(0).expect("the address");
    assert_eq!(found.len(), 2);
    assert_eq!(
        (found[0].breach.as_str(), found[0].breach_date.as_deref(), found[0].source),
        ("SITE_COM_3M_GAMING_052015", Some("2015-05-01"), SourceKind::DarkWeb)
    );
    assert_eq!(found[0].data_classes, ["email", "hash", "lastip", "username"]);
    assert_eq!((found[1].breach.as_str(), found[1].breach_date.as_deref()), ("PEMIBLANC_COMBOLIST", None));
    let request = &harness.requests()[0];
    assert!(request.headers.contains(&("auth".into(), "sb1".into())));
    let body: Value = serde_json::from_slice(request.body.as_deref().expect("a body")).expect("it is JSON");
    assert_eq!(body, json!({"terms": ["ada@acme.example"], "types": ["email"]}));
}

#[test]
fn each_site_of_a_stealer_log_is_a_breach() {
    let _harness = scene(results(json!({"0001_STEALERLOGS_NA_121M_MALWARE_2023": [
        {"email": "ada@acme.example", "password": "x", "host": "shop.example"},
        {"email": "ada@acme.example", "username": "ada", "url": "https://mail.example/in"},
        {"email": "ada@acme.example", "password": "x"}
    ]})));
    let found = look_up().expect("the call").remove(0).expect("the address");
    let told: Vec<_> = found.iter().map(|one| (one.breach.as_str(), one.artifacts.as_slice())).collect();
    let password: &[Artifact] = &[Artifact::Password];
    assert_eq!(
        told,
        [
            ("Stealer log: shop.example", password),
            ("Stealer log: mail.example", &[]),
            ("STEALERLOGS_NA_121M_MALWARE_2023", password)
        ]
    );
    assert!(found.iter().all(|one| one.source == SourceKind::StealerLog));
}

#[test]
fn what_a_name_tells() {
    for (name, read) in [
        ("0005_ZING_VN_51M_ENTERTAINMENT_052015", ("ZING_VN_51M_ENTERTAINMENT_052015", Some("2015-05-01"))),
        ("0001_PEMIBLANC_COMBOLIST_245M_2018", ("PEMIBLANC_COMBOLIST_245M_2018", Some("2018-01-01"))),
        ("2012_BREACHED", ("2012_BREACHED", None)),
        ("LAST_FM", ("LAST_FM", None)),
        ("", ("", None)),
    ] {
        let (kept, date) = read_name(name);
        assert_eq!((kept, date.as_deref()), read);
    }
}

#[test]
fn nothing_found_is_an_empty_list_or_object() {
    for empty in [json!([]), json!({}), json!({"0001_A_B": []})] {
        let _harness = scene(results(empty));
        assert_eq!(look_up(), Ok(vec![Ok(vec![])]));
    }
}

#[test]
fn a_refused_code_and_the_pace_end_the_call() {
    for (answer, error) in [
        (
            Answer::new(401, r#"{"errors":["Invalid activation code."]}"#),
            Error::Unauthorized("answered 401: Invalid activation code".into()),
        ),
        (Answer::new(429, "").header("retry-after", "43000"), Error::RateLimited(43_000)),
    ] {
        let _harness = scene(answer);
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
    for answer in [Answer::new(503, ""), Answer::fails(HttpError::Timeout)] {
        assert!(matches!(fails(answer), Error::Unavailable(_)));
    }
    for body in ["", "<html>", "{}", "[]", "null", r#"{"results":[1]}"#, r#"{"results":{"a":"#] {
        assert!(matches!(fails(Answer::new(200, body)), Error::Other(_)), "{body}");
    }
    assert!(matches!(fails(Answer::fails(HttpError::TooLarge(1 << 23))), Error::Other(_)));
    assert!(matches!(fails(Answer::new(404, "")), Error::Other(_)), "404 is no empty result here");
}
