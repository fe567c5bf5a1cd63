//! Against scripted answers of Graph.

use gatehouse_connector_sdk::harness::{Answer, Harness};
use gatehouse_connector_sdk::{Directory as _, Error};
use serde_json::json;

use crate::{Entra, SELECT};

const TOKEN: &str = "POST https://login.microsoftonline.com/t-1/oauth2/v2.0/token";
const BATCH: &str = "POST https://graph.microsoft.com/v1.0/$batch";

fn first() -> String {
    format!("GET https://graph.microsoft.com/v1.0/users/delta?$select={SELECT}")
}

fn issued(token: &str) -> Answer {
    Answer::new(200, json!({"access_token": token, "expires_in": 3599, "token_type": "Bearer"}).to_string())
}

fn scene() -> Harness {
    let settings =
        Harness::new().setting("tenantId", "t-1").setting("clientId", "c").setting("clientSecret", "s & c");
    settings.now_ms(1_780_000_000_000)
}

fn header<'r>(request: &'r gatehouse_connector_sdk::harness::Request, name: &str) -> &'r str {
    request.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

#[test]
fn lists_everybody_then_what_changed() {
    let graph = "https://graph.microsoft.com/v1.0";
    let page = json!({
        "value": [
            {"id": "1", "givenName": "Ada", "surname": "Byron", "mail": "Ada@acme.example", "department": "R&D",
             "officeLocation": "London", "accountEnabled": true, "userPrincipalName": "ada@acme.example",
             "jobTitle": "Analyst"},
            {"id": "2", "userPrincipalName": "grace@acme.example", "accountEnabled": false, "surname": null},
            {"id": "3", "userPrincipalName": "x_y.example#EXT#@acme.example", "userType": "Guest"},
            {"no": "id"}
        ],
        "@odata.nextLink": format!("{graph}/users/delta?$skiptoken=p2")
    });
    let last = json!({
        "value": [{"id": "4", "@removed": {"reason": "changed"}}],
        "@odata.deltaLink": format!("{graph}/users/delta?$deltatoken=d1")
    });
    let factors = json!({"responses": [{"id": "0", "status": 200, "body": {"isMfaRegistered": true}}]});
    let harness = scene()
        .answer(TOKEN, issued("t"))
        .answer(&first(), Answer::new(200, page.to_string()))
        .answer(BATCH, Answer::new(200, factors.to_string()))
        .answer(&format!("GET {graph}/users/delta?$skiptoken=p2"), Answer::new(200, last.to_string()))
        .answer(&format!("GET {graph}/users/delta?$deltatoken=d1"), Answer::new(410, ""));
    let page = Entra::list_users(None).expect("the first page");
    assert_eq!(page.users.len(), 2, "guests and rows without an id are left out");
    let ada = &page.users[0];
    assert_eq!((ada.email.as_deref(), ada.active, ada.mfa), (Some("Ada@acme.example"), true, Some(true)));
    assert_eq!((ada.department.as_str(), ada.location.as_str()), ("R&D", "London"));
    assert!(ada.attributes.contains(&("jobTitle".into(), "Analyst".into())));
    assert_eq!(page.users[1].email.as_deref(), Some("grace@acme.example"));
    assert_eq!((page.users[1].active, page.users[1].mfa), (false, None));
    let page = Entra::list_users(page.next).expect("the second page");
    assert_eq!((page.users[0].external_id.as_str(), page.users[0].active), ("4", false));
    assert_eq!(page.next.as_deref(), Some("delta:/users/delta?$deltatoken=d1"));
    let page = Entra::list_users(page.next).expect("an old token is no error");
    assert_eq!((page.users.len(), page.next.as_deref()), (0, Some("delta:")), "it asks to start over");

    let requests = harness.requests();
    let token = String::from_utf8(requests[0].body.clone().unwrap_or_default()).expect("text");
    assert!(
        token.contains("client_secret=s%20%26%20c")
            && token.contains("scope=https%3A%2F%2Fgraph.microsoft.com%2F.default")
    );
    assert_eq!(
        requests.iter().filter(|request| request.url.ends_with("/token")).count(),
        1,
        "the token is kept"
    );
    assert_eq!(header(&requests[1], "authorization"), "Bearer t");
}

#[test]
fn a_token_refused_before_its_time_is_asked_for_once_more() {
    let page = json!({"value": [], "@odata.deltaLink": "https://graph.microsoft.com/v1.0/users/delta?d"});
    let harness = scene()
        .answer(TOKEN, issued("old"))
        .answer(TOKEN, issued("new"))
        .answer(&first(), Answer::new(401, ""))
        .answer(&first(), Answer::new(200, page.to_string()));
    Entra::list_users(None).expect("the page");
    assert_eq!(header(harness.requests().last().expect("a request"), "authorization"), "Bearer new");
    drop(harness);
    let _harness = scene().answer(TOKEN, issued("bad")).answer(&first(), Answer::new(401, ""));
    assert!(matches!(Entra::list_users(None), Err(Error::Unauthorized(_))));
}

#[test]
fn refusals_are_told_in_graphs_words() {
    let harness = scene().answer(
        TOKEN,
        Answer::new(401, r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1"}"#),
    );
    let expected = "no token: AADSTS7000215: Invalid client secret provided";
    assert_eq!(Entra::test(), Err(Error::Unauthorized(expected.into())));
    drop(harness);
    let harness =
        scene().answer(TOKEN, issued("t")).answer(&first(), Answer::new(429, "").header("retry-after", "17"));
    assert_eq!(Entra::list_users(None), Err(Error::RateLimited(17)));
    drop(harness);
    let evil = json!({"value": [], "@odata.nextLink": "https://evil.example/v1.0/users"});
    let _harness = scene().answer(TOKEN, issued("t")).answer(&first(), Answer::new(200, evil.to_string()));
    assert!(matches!(Entra::list_users(None), Err(Error::Other(_))), "the token goes nowhere else");
}

#[test]
fn half_pages_and_garbage_are_errors() {
    for body in ["", "<html>", "{}", r#"{"value":[]}"#, r#"{"value":[{"id":"1"}"#, r#"{"value":7}"#] {
        let _harness = scene().answer(TOKEN, issued("t")).answer(&first(), Answer::new(200, body));
        assert!(matches!(Entra::list_users(None), Err(Error::Other(_))), "{body}");
    }
}

#[test]
fn without_the_report_second_factors_stay_unknown_and_it_is_not_asked_again() {
    let page =
        json!({"value": [{"id": "1"}], "@odata.deltaLink": "https://graph.microsoft.com/v1.0/users/delta?d"});
    let refused = json!({"responses": [{"id": "0", "status": 403}]});
    let harness = scene()
        .answer(TOKEN, issued("t"))
        .answer(&first(), Answer::new(200, page.to_string()))
        .answer(BATCH, Answer::new(200, refused.to_string()));
    for _ in 0..2 {
        assert_eq!(Entra::list_users(None).expect("the page").users[0].mfa, None);
    }
    assert_eq!(harness.requests().iter().filter(|request| request.url.ends_with("/$batch")).count(), 1);
}

#[test]
fn counts_and_ends_sessions() {
    let graph = "https://graph.microsoft.com/v1.0";
    let harness = scene()
        .answer(TOKEN, issued("t"))
        .answer(&format!("GET {graph}/users/$count?$filter=userType%20ne%20'Guest'"), Answer::new(200, "\u{feff}42"))
        .answer(&format!("POST {graph}/users/a%2Fb/revokeSignInSessions"), Answer::new(200, r#"{"value":true}"#))
        .answer(
            &format!("POST {graph}/users/gone/revokeSignInSessions"),
            Answer::new(404, r#"{"error":{"code":"Request_ResourceNotFound","message":"Resource 'gone' does not exist."}}"#),
        );
    assert_eq!(Entra::test(), Ok(42));
    assert_eq!(header(harness.requests().last().expect("a request"), "consistencylevel"), "eventual");
    assert!(Entra::revoke_sessions("a/b".into()).is_ok());
    let expected = "answered 404: Resource 'gone' does not exist";
    assert_eq!(Entra::revoke_sessions("gone".into()), Err(Error::Other(expected.into())));
    assert!(matches!(Entra::force_password_reset("1".into()), Err(Error::NotSupported(_))));
}
