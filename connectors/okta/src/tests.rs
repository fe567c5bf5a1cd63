//! Against scripted answers of Okta.

use gatehouse_connector_sdk::harness::{Answer, Harness};
use gatehouse_connector_sdk::{Directory as _, Error};
use serde_json::json;

use crate::Okta;

const HOME: &str = "https://acme.okta.com";

fn scene() -> Harness {
    Harness::new().setting("domain", "acme.okta.com").setting("apiToken", "00t").now_ms(1_780_000_000_000)
}

fn first() -> String {
    format!("GET {HOME}/api/v1/users?limit=200")
}

#[test]
fn follows_links_and_ends_with_the_time_it_began() {
    let people = json!([
        {"id": "00u1", "status": "ACTIVE", "profile": {"firstName": "Ada", "lastName": "Byron", "email": "ada@acme.example",
         "login": "ada", "department": "R&D", "city": "London", "title": "Analyst"}},
        {"id": "00u2", "status": "SUSPENDED", "profile": {"login": "grace@acme.example", "email": null}},
        {"profile": {}}
    ]);
    let page = Answer::new(200, people.to_string())
        .header("link", &format!("<{HOME}/api/v1/users?limit=200>; rel=\"self\""))
        .header("link", &format!("<{HOME}/api/v1/users?after=00u2&limit=200>; rel=\"next\""));
    let harness = scene()
        .answer(&first(), page)
        .answer(&format!("GET {HOME}/api/v1/users?after=00u2&limit=200"), Answer::new(200, "[]"))
        .answer(
            &format!("GET {HOME}/api/v1/users?limit=200&filter=lastUpdated%20gt%20%222026-05-28T20%3A21%3A40.000Z%22"),
            Answer::new(200, r#"[{"id":"00u1","status":"DEPROVISIONED"}]"#),
        );
    let page = Okta::list_users(None).expect("the first page");
    let (ada, grace) = (&page.users[0], &page.users[1]);
    assert_eq!(
        (ada.email.as_deref(), ada.location.as_str(), ada.active),
        (Some("ada@acme.example"), "London", true)
    );
    assert_eq!(
        (grace.email.as_deref(), grace.active, page.users.len()),
        (Some("grace@acme.example"), false, 2)
    );
    assert!(ada.attributes.contains(&("title".into(), "Analyst".into())));
    let page = Okta::list_users(page.next).expect("the second page");
    assert_eq!(page.next.as_deref(), Some("delta:2026-05-28T20:21:40.000Z"), "five minutes before it began");
    let page = Okta::list_users(page.next).expect("what changed");
    assert!(!page.users[0].active);
    assert!(harness.requests()[0].headers.contains(&("authorization".into(), "SSWS 00t".into())));
}

#[test]
fn second_factors_are_asked_for_one_by_one_when_wanted() {
    let people = json!([
        {"id": "1", "status": "ACTIVE"}, {"id": "2", "status": "ACTIVE"}, {"id": "3", "status": "ACTIVE"},
        {"id": "4", "status": "SUSPENDED"},
    ]);
    let factors = |id: &str| format!("GET {HOME}/api/v1/users/{id}/factors");
    let listed = || Answer::new(200, people.to_string());
    let first = format!("GET {HOME}/api/v1/users?limit=50");
    let harness = scene()
        .setting("readFactors", "true")
        .answer(&first, listed())
        .answer(
            &factors("1"),
            Answer::new(200, r#"[{"factorType":"sms","status":"PENDING_ACTIVATION"},{"factorType":"push","status":"ACTIVE"}]"#),
        )
        .answer(&factors("2"), Answer::new(200, "[]"))
        .answer(&factors("3"), Answer::new(404, r#"{"errorSummary":"Not found"}"#));
    let states: Vec<_> = Okta::list_users(None).expect("a page").users.iter().map(|user| user.mfa).collect();
    assert_eq!(states, [Some(true), Some(false), None, None], "nobody is asked of who cannot sign in");
    drop(harness);
    let limited = Answer::new(429, "{}").header("x-rate-limit-reset", "1780000025");
    let _harness =
        scene().setting("readFactors", "true").answer(&first, listed()).answer(&factors("1"), limited);
    assert_eq!(Okta::list_users(None), Err(Error::RateLimited(25)));
}

#[test]
fn waits_as_long_as_okta_says() {
    let limited = || Answer::new(429, r#"{"errorCode":"E0000047"}"#);
    for (answer, seconds) in [
        (limited().header("x-rate-limit-reset", "1780000025"), 25),
        (limited().header("x-rate-limit-reset", "1"), 1),
        (limited().header("x-rate-limit-reset", "99999999999"), 3600),
        (limited(), 60),
    ] {
        let _harness = scene().answer(&first(), answer);
        assert_eq!(Okta::list_users(None), Err(Error::RateLimited(seconds)));
    }
}

#[test]
fn refusals_and_garbage() {
    let harness = scene().answer(&first(), Answer::new(401, r#"{"errorSummary":"Invalid token provided"}"#));
    assert_eq!(Okta::test(), Err(Error::Unauthorized("answered 401: Invalid token provided".into())));
    drop(harness);
    for body in ["", "<html>", "{}", r#"[{"id":"#] {
        let _harness = scene().answer(&first(), Answer::new(200, body));
        assert!(matches!(Okta::list_users(None), Err(Error::Other(_))), "{body}");
    }
    let away = Answer::new(200, "[]").header("link", "<https://evil.example/api/v1/users>; rel=\"next\"");
    let harness = scene().answer(&first(), away);
    assert!(matches!(Okta::list_users(None), Err(Error::Other(_))), "the token goes nowhere else");
    assert!(matches!(Okta::list_users(Some("nonsense".into())), Err(Error::Other(_))));
    drop(harness);
    let _harness = scene().setting("domain", "acme.okta.com/evil?");
    assert!(matches!(Okta::test(), Err(Error::BadSettings(_))));
}

#[test]
fn counts_ends_sessions_and_expires_passwords() {
    let page = Answer::new(200, r#"[{"id":"1"},{"id":"2"}]"#)
        .header("link", &format!("<{HOME}/api/v1/users?after=2>; rel=\"next\""));
    let _harness = scene()
        .answer(&first(), page)
        .answer(&format!("GET {HOME}/api/v1/users?after=2"), Answer::new(200, r#"[{"id":"3"}]"#))
        .answer(&format!("DELETE {HOME}/api/v1/users/00u1/sessions?oauthTokens=true"), Answer::new(204, ""))
        .answer(&format!("POST {HOME}/api/v1/users/00u1/lifecycle/expire_password"), Answer::new(200, "{}"));
    assert_eq!(Okta::test(), Ok(3));
    assert!(Okta::revoke_sessions("00u1".into()).is_ok());
    assert!(Okta::force_password_reset("00u1".into()).is_ok());
}
