//! Against scripted answers of the Identity Store.

use gatehouse_connector_sdk::harness::{Answer, Harness};
use gatehouse_connector_sdk::{Directory as _, Error};
use serde_json::{Value, json};

use crate::Aws;

const ASKED: &str = "POST https://identitystore.eu-west-1.amazonaws.com/";

fn scene() -> Harness {
    Harness::new()
        .setting("accessKeyId", "AKIDEXAMPLE")
        .setting("secretAccessKey", "secret")
        .setting("region", "eu-west-1")
        .setting("identityStoreId", "d-1234567890")
        .now_ms(1_780_000_000_000)
}

#[test]
fn lists_page_by_page() {
    let ada = json!({"UserId": "u1", "UserName": "ada", "Name": {"GivenName": "Ada", "FamilyName": "Byron"},
        "Emails": [{"Value": "old@acme.example"}, {"Value": "ada@acme.example", "Primary": true}],
        "Addresses": [{"Locality": "London"}], "Title": "Analyst", "UserStatus": "ENABLED"});
    let harness = scene()
        .answer(ASKED, Answer::new(200, json!({"Users": [ada], "NextToken": "n 2"}).to_string()))
        .answer(
            ASKED,
            Answer::new(
                200,
                r#"{"Users":[{"UserId":"u2","UserName":"g@acme.example","UserStatus":"DISABLED"},{"x":1}]}"#,
            ),
        );
    let page = Aws::list_users(None).expect("the first page");
    let ada = &page.users[0];
    assert_eq!(
        (ada.email.as_deref(), ada.location.as_str(), ada.active),
        (Some("ada@acme.example"), "London", true)
    );
    let page = Aws::list_users(page.next).expect("the second page");
    assert_eq!((page.users.len(), page.users[0].active, page.next), (1, false, None));
    assert_eq!(page.users[0].email.as_deref(), Some("g@acme.example"));
    let requests = harness.requests();
    let body: Value = serde_json::from_slice(requests[1].body.as_deref().unwrap_or_default()).expect("JSON");
    assert_eq!(body, json!({"IdentityStoreId": "d-1234567890", "MaxResults": 100, "NextToken": "n 2"}));
    for name in ["x-amz-target", "x-amz-date", "authorization"] {
        assert!(requests[0].headers.iter().any(|(key, _)| key == name), "{name}");
    }
}

#[test]
fn kinds_of_refusal_are_told_apart() {
    let refused = |body: &str| {
        let _harness = scene().answer(ASKED, Answer::new(400, body));
        Aws::test().expect_err("a refusal")
    };
    assert_eq!(refused(r#"{"__type":"ThrottlingException","RetryAfterSeconds":9}"#), Error::RateLimited(9));
    assert_eq!(
        refused(
            r#"{"__type":"com.amazon.coral.service#UnrecognizedClientException","message":"The security token is invalid."}"#
        ),
        Error::Unauthorized("UnrecognizedClientException: The security token is invalid".into())
    );
    assert!(matches!(
        refused(r#"{"__type":"ResourceNotFoundException","Message":"no store"}"#),
        Error::BadSettings(_)
    ));
    assert!(matches!(refused("<html>"), Error::Other(_)));
}

#[test]
fn half_pages_and_garbage_are_errors() {
    for body in ["", "<html>", "{}", r#"{"Users":[{"UserId":"#, r#"{"Users":3}"#] {
        let _harness = scene().answer(ASKED, Answer::new(200, body));
        assert!(matches!(Aws::list_users(None), Err(Error::Other(_))), "{body}");
    }
    let _harness = scene().setting("region", "evil.example/");
    assert!(matches!(Aws::test(), Err(Error::BadSettings(_))));
}

#[test]
fn counts_all_pages_and_can_do_no_more() {
    let _harness = scene()
        .answer(ASKED, Answer::new(200, r#"{"Users":[{"UserId":"1"},{"UserId":"2"}],"NextToken":"n"}"#))
        .answer(ASKED, Answer::new(200, r#"{"Users":[{"UserId":"3"}]}"#));
    assert_eq!(Aws::test(), Ok(3));
    assert!(matches!(Aws::revoke_sessions("1".into()), Err(Error::NotSupported(_))));
    assert!(matches!(Aws::force_password_reset("1".into()), Err(Error::NotSupported(_))));
}
