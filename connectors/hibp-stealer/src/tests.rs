//! Against scripted answers of Have I Been Pwned.

use gatehouse_connector_sdk::harness::{Answer, Harness, HttpError};
use gatehouse_connector_sdk::{Artifact, BreachProvider as _, Error, Lookup, SourceKind};

use crate::HibpStealer;

const ASKED: &str = "GET https://haveibeenpwned.com/api/v3/stealerlogsbyemail/ada%2Bx%40acme.example";

fn look_up() -> Result<Vec<Lookup>, Error> {
    HibpStealer::lookup(vec!["ada+x@acme.example".into()])
}

fn scene(answer: Answer) -> Harness {
    Harness::new().setting("api_key", "k1").answer(ASKED, answer)
}

#[test]
fn every_site_is_a_breach_of_its_own() {
    let harness = scene(Answer::new(200, r#"["netflix.com","Spotify.com","netflix.com",""]"#));
    let found = look_up().expect("the call").remove(0).expect("the address");
    let names: Vec<&str> = found.iter().map(|one| one.breach.as_str()).collect();
    assert_eq!(names, ["Stealer log: netflix.com", "Stealer log: spotify.com"]);
    assert_eq!(found[1].domain.as_deref(), Some("spotify.com"));
    assert_eq!((found[0].source, found[0].breach_date.as_deref()), (SourceKind::StealerLog, None));
    assert_eq!(
        (found[0].data_classes.as_slice(), found[0].artifacts.as_slice()),
        (["password".to_owned()].as_slice(), [Artifact::Password].as_slice())
    );
    let headers = &harness.requests()[0].headers;
    assert!(headers.contains(&("hibp-api-key".into(), "k1".into())));
    assert!(headers.iter().any(|(name, value)| name == "user-agent" && value.starts_with("Gatehouse/")));
}

#[test]
fn not_found_and_an_empty_list_are_none() {
    for answer in [Answer::new(404, ""), Answer::new(200, "[]")] {
        let _harness = scene(answer);
        assert_eq!(look_up(), Ok(vec![Ok(vec![])]));
    }
}

#[test]
fn the_key_or_the_pace_end_the_call() {
    let harness = scene(Answer::new(401, r#"{"statusCode":401,"message":"Access denied."}"#));
    assert_eq!(look_up(), Err(Error::Unauthorized("answered 401: Access denied".into())));
    drop(harness);
    let _harness = scene(Answer::new(429, "").header("retry-after", "6"));
    assert_eq!(look_up(), Err(Error::RateLimited(6)));
}

#[test]
fn one_address_may_fail_alone() {
    let fails = |answer: Answer| {
        let _harness = scene(answer);
        look_up().expect("the call").remove(0).expect_err("the address")
    };
    let unverified = fails(Answer::new(403, ""));
    assert!(matches!(unverified, Error::Other(why) if why.contains("verify the address's domain")));
    for answer in [Answer::new(503, "<html>"), Answer::fails(HttpError::Timeout)] {
        assert!(matches!(fails(answer), Error::Unavailable(_)));
    }
    let large = Answer::fails(HttpError::TooLarge(1 << 23));
    for answer in
        [Answer::new(200, "<html>"), Answer::new(200, r#"{"a":1}"#), Answer::new(200, "[\"a"), large]
    {
        assert!(matches!(fails(answer), Error::Other(_)));
    }
}

#[test]
fn settings_that_are_wrong() {
    let harness = Harness::new();
    assert_eq!(look_up(), Err(Error::BadSettings("api_key is not set".into())));
    drop(harness);
    let _harness = Harness::new().setting("api_key", "k").setting("base_url", "haveibeenpwned.com");
    assert!(matches!(look_up(), Err(Error::BadSettings(_))));
}
