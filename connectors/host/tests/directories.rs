//! The directory connectors in the real host, against stand-ins that follow the vendors' published APIs: paging,
//! throttling, expired tokens, half pages, garbage.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::standin::{self, Reply, Seen, StandIn};
use common::{host, settings};
use gatehouse_core::ports::ConnectorError::{self, Other, RateLimited, Unauthorized, Unavailable};
use gatehouse_core::ports::{Connectors, DirectoryUser, Settings};
use serde_json::{Value, json};

const KEY: &str = include_str!("../../google/src/test_key.pem");

/// What every stand-in has: 250 people, two of whom may not sign in.
const PEOPLE: usize = 250;

fn inactive(number: usize) -> bool {
    number == 3 || number == 240
}

fn said(body: &Value) -> Reply {
    (200, vec![("content-type", "application/json".into())], body.to_string())
}

/// The parameters of a target's query.
fn query(asked: &Seen) -> BTreeMap<String, String> {
    let url = url::Url::parse(&format!("http://x{}", asked.target)).unwrap();
    url.query_pairs().into_owned().collect()
}

/// One connector with its settings against a stand-in.
struct Scene {
    id: &'static str,
    settings: Settings,
    server: StandIn,
}

impl Scene {
    async fn new(
        id: &'static str,
        own: &[(&str, &str)],
        answer: impl Fn(&Seen) -> Reply + Clone + Send + Sync + 'static,
    ) -> Self {
        let server = standin::serve(answer).await;
        let base = [("base_url", server.url.as_str())];
        Self { id, settings: settings(&[own, base.as_slice()].concat()), server }
    }

    /// Everybody, and the cursor with which the list ended when the directory tells changes.
    async fn everybody(&self) -> Result<(Vec<DirectoryUser>, Option<String>), ConnectorError> {
        let bench = host(&[self.id], |config| config.allow_private_targets = true).await;
        let directory = bench.host.directory(self.id).unwrap();
        let (mut all, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let page = directory.list_users(&self.settings, cursor.as_deref()).await?;
            all.extend(page.users);
            cursor = page.next;
            match &cursor {
                Some(next) if !next.starts_with("delta:") => {}
                _ => return Ok((all, cursor)),
            }
        }
    }

    async fn act(&self, force: bool) -> Result<String, ConnectorError> {
        let bench = host(&[self.id], |config| config.allow_private_targets = true).await;
        let directory = bench.host.directory(self.id).unwrap();
        match force {
            true => directory.force_password_reset(&self.settings, "7").await,
            false => directory.revoke_sessions(&self.settings, "7").await,
        }
    }

    async fn count(&self) -> Result<u64, ConnectorError> {
        let bench = host(&[self.id], |config| config.allow_private_targets = true).await;
        bench.host.directory(self.id).unwrap().test(&self.settings).await
    }
}

/// What must be true of everybody, whichever directory they come from.
fn check(users: &[DirectoryUser]) {
    assert_eq!(users.len(), PEOPLE);
    for (number, user) in users.iter().enumerate() {
        assert_eq!(user.external_id, number.to_string());
        assert_eq!(user.email.as_deref(), Some(format!("p{number}@acme.example").as_str()));
        assert_eq!(
            (user.first_name.as_str(), user.last_name.as_str()),
            ("Given", format!("F{number}").as_str())
        );
        assert_eq!(user.active, !inactive(number), "{number}");
    }
}

/// Whether the token of a request is the one that the stand-in now takes. It takes each for three requests.
fn expired(uses: &AtomicUsize) -> bool {
    uses.fetch_add(1, Ordering::Relaxed) % 4 == 3
}

const ENTRA: [(&str, &str); 3] = [("tenantId", "t"), ("clientId", "c"), ("clientSecret", "s")];

fn entra(uses: &'static AtomicUsize) -> impl Fn(&Seen) -> Reply + Clone + Send + Sync + 'static {
    move |asked: &Seen| {
        let base = format!("http://{}", asked.headers["host"]);
        let path = asked.target.split('?').next().unwrap();
        match path {
            "/t/oauth2/v2.0/token" => said(&json!({"access_token": "t", "expires_in": 3599})),
            _ if expired(uses) => (401, vec![], r#"{"error":{"code":"InvalidAuthenticationToken"}}"#.into()),
            "/v1.0/$batch" => {
                let body: Value = serde_json::from_slice(&asked.body).unwrap();
                let one = |request: &Value| json!({"id": request["id"], "status": 200, "body": {"isMfaRegistered": true}});
                said(
                    &json!({"responses": body["requests"].as_array().unwrap().iter().map(one).collect::<Vec<_>>()}),
                )
            }
            "/v1.0/users/$count" => (200, vec![], PEOPLE.to_string()),
            "/v1.0/users/delta" => {
                let from: usize = query(asked).get("$skiptoken").map_or(0, |token| token.parse().unwrap());
                let person = |number: usize| {
                    json!({"id": number.to_string(), "givenName": "Given", "surname": format!("F{number}"),
                        "mail": format!("p{number}@acme.example"), "accountEnabled": !inactive(number)})
                };
                let people: Vec<Value> = (from..(from + 100).min(PEOPLE)).map(person).collect();
                let next = match from + 100 < PEOPLE {
                    true => ("@odata.nextLink", format!("{base}/v1.0/users/delta?$skiptoken={}", from + 100)),
                    false => ("@odata.deltaLink", format!("{base}/v1.0/users/delta?$deltatoken=d1")),
                };
                said(&json!({"value": people, next.0: next.1}))
            }
            "/v1.0/users/7/revokeSignInSessions" => said(&json!({"value": true})),
            _ => (404, vec![], r#"{"error":{"message":"no such thing"}}"#.into()),
        }
    }
}

#[tokio::test]
async fn entra_lists_everybody_with_second_factors() {
    static USES: AtomicUsize = AtomicUsize::new(0);
    let scene = Scene::new("entra", &ENTRA, entra(&USES)).await;
    let (users, end) = scene.everybody().await.unwrap();
    check(&users);
    assert!(users.iter().all(|user| user.mfa == user.active.then_some(true)));
    assert_eq!(end.as_deref(), Some("delta:/users/delta?$deltatoken=d1"));
    assert_eq!(scene.count().await, Ok(250));
    assert!(scene.act(false).await.unwrap().contains("Entra ID"));
    assert!(matches!(scene.act(true).await, Err(ConnectorError::NotSupported(_))));
}

const GOOGLE: [(&str, &str); 4] = [
    ("serviceAccountEmail", "sync@acme.iam.example"),
    ("privateKey", KEY),
    ("delegatedAdminEmail", "admin@acme.example"),
    ("domain", "acme.example"),
];

fn google(uses: &'static AtomicUsize) -> impl Fn(&Seen) -> Reply + Clone + Send + Sync + 'static {
    move |asked: &Seen| match (asked.method.as_str(), asked.target.split('?').next().unwrap()) {
        (_, "/token") => said(&json!({"access_token": "t", "expires_in": 3599})),
        _ if expired(uses) => {
            (401, vec![], r#"{"error":{"code":401,"message":"Invalid Credentials"}}"#.into())
        }
        ("GET", "/admin/directory/v1/users") => {
            let from: usize = query(asked).get("pageToken").map_or(0, |token| token.parse().unwrap());
            let person = |number: usize| {
                json!({"id": number.to_string(), "name": {"givenName": "Given", "familyName": format!("F{number}")},
                    "primaryEmail": format!("p{number}@acme.example"), "suspended": inactive(number), "isEnrolledIn2Sv": false})
            };
            let mut page = json!({"users": (from..(from + 100).min(PEOPLE)).map(person).collect::<Vec<_>>()});
            if from + 100 < PEOPLE {
                page["nextPageToken"] = (from + 100).to_string().into();
            }
            said(&page)
        }
        ("POST", "/admin/directory/v1/users/7/signOut") => (204, vec![], String::new()),
        ("PATCH", "/admin/directory/v1/users/7") => said(&json!({})),
        _ => (404, vec![], String::new()),
    }
}

#[tokio::test]
async fn google_signs_in_with_a_key_and_lists_everybody() {
    static USES: AtomicUsize = AtomicUsize::new(0);
    let scene = Scene::new("google", &GOOGLE, google(&USES)).await;
    let (users, end) = scene.everybody().await.unwrap();
    check(&users);
    assert!(users.iter().all(|user| user.mfa == Some(false)));
    assert_eq!((end, scene.count().await), (None, Ok(250)));
    assert!(scene.act(false).await.is_ok() && scene.act(true).await.is_ok());
    let assertion = scene.server.seen().into_iter().find(|asked| asked.target == "/token").unwrap();
    assert!(String::from_utf8(assertion.body).unwrap().contains("jwt-bearer&assertion=ey"));
}

const OKTA: [(&str, &str); 2] = [("domain", "acme.okta.com"), ("apiToken", "00t")];

fn okta(asked: &Seen) -> Reply {
    let base = format!("http://{}", asked.headers["host"]);
    if asked.headers["authorization"] != "SSWS 00t" {
        return (401, vec![], r#"{"errorSummary":"Invalid token provided"}"#.into());
    }
    match (asked.method.as_str(), asked.target.split('?').next().unwrap()) {
        ("GET", "/api/v1/users") => {
            let from: usize = query(asked).get("after").map_or(0, |token| token.parse().unwrap());
            let person = |number: usize| {
                let profile = json!({"firstName": "Given", "lastName": format!("F{number}"), "login": format!("p{number}@acme.example"),
                    "email": format!("p{number}@acme.example")});
                json!({"id": number.to_string(), "status": if inactive(number) { "SUSPENDED" } else { "ACTIVE" }, "profile": profile})
            };
            let people: Vec<Value> = (from..(from + 100).min(PEOPLE)).map(person).collect();
            let mut headers = vec![("link", format!("<{base}/api/v1/users?limit=100>; rel=\"self\""))];
            if from + 100 < PEOPLE {
                headers.push(("link", format!("<{base}/api/v1/users?after={}>; rel=\"next\"", from + 100)));
            }
            (200, headers, Value::from(people).to_string())
        }
        ("DELETE", "/api/v1/users/7/sessions") => (204, vec![], String::new()),
        ("POST", "/api/v1/users/7/lifecycle/expire_password") => said(&json!({})),
        _ => (404, vec![], r#"{"errorSummary":"Not found"}"#.into()),
    }
}

#[tokio::test]
async fn okta_lists_everybody_by_its_links() {
    let scene = Scene::new("okta", &OKTA, okta).await;
    let (users, end) = scene.everybody().await.unwrap();
    check(&users);
    assert!(end.unwrap().starts_with("delta:20"), "the time from which changes are asked for");
    assert_eq!(scene.count().await, Ok(250));
    assert!(scene.act(false).await.is_ok() && scene.act(true).await.is_ok());
}

const AWS: [(&str, &str); 4] = [
    ("accessKeyId", "AKID"),
    ("secretAccessKey", "secret"),
    ("region", "eu-west-1"),
    ("identityStoreId", "d-1"),
];

fn aws(asked: &Seen) -> Reply {
    assert_eq!(
        (asked.method.as_str(), asked.headers["x-amz-target"].as_str()),
        ("POST", "AWSIdentityStore.ListUsers")
    );
    let signature = &asked.headers["authorization"];
    assert!(
        signature.contains("Credential=AKID/") && signature.contains("/eu-west-1/identitystore/aws4_request")
    );
    let body: Value = serde_json::from_slice(&asked.body).unwrap();
    let from: usize = body["NextToken"].as_str().map_or(0, |token| token.parse().unwrap());
    let person = |number: usize| {
        json!({"UserId": number.to_string(), "Name": {"GivenName": "Given", "FamilyName": format!("F{number}")},
            "Emails": [{"Value": format!("p{number}@acme.example"), "Primary": true}],
            "UserStatus": if inactive(number) { "DISABLED" } else { "ENABLED" }})
    };
    let mut page = json!({"Users": (from..(from + 100).min(PEOPLE)).map(person).collect::<Vec<_>>()});
    if from + 100 < PEOPLE {
        page["NextToken"] = (from + 100).to_string().into();
    }
    said(&page)
}

#[tokio::test]
async fn aws_lists_everybody_with_signed_requests() {
    let scene = Scene::new("aws", &AWS, aws).await;
    check(&scene.everybody().await.unwrap().0);
    assert_eq!(scene.count().await, Ok(250));
    assert!(matches!(scene.act(false).await, Err(ConnectorError::NotSupported(_))));
}

/// What each connector makes of this answer to its first question about people.
async fn all(reply: Reply) -> Vec<(&'static str, ConnectorError)> {
    let mut found = Vec::new();
    for (id, own) in [("entra", ENTRA.as_slice()), ("google", &GOOGLE), ("okta", &OKTA), ("aws", &AWS)] {
        let reply = reply.clone();
        let scene = Scene::new(id, own, move |asked| match asked.target.ends_with("token") {
            true => said(&json!({"access_token": "t"})),
            false => reply.clone(),
        });
        found.push((id, scene.await.everybody().await.expect_err(id)));
    }
    found
}

#[tokio::test]
async fn what_goes_wrong_is_told_apart() {
    for (id, error) in all((429, vec![("retry-after", "7".into())], "{}".into())).await {
        assert_eq!(error, RateLimited(Duration::from_secs(7)), "{id}");
    }
    for (id, error) in all((503, vec![], "<html>".into())).await {
        assert!(matches!(error, Unavailable(_)), "{id}: {error:?}");
    }
    for (id, error) in all((401, vec![], "{}".into())).await {
        assert!(matches!(error, Unauthorized(_)), "{id}: {error:?}");
    }
    for body in [
        "",
        "<html>",
        "{}",
        "null",
        "[",
        r#"{"value":[{"id":"1"#,
        r#"{"users":[{"id":"1"#,
        r#"{"Users":[{"UserId"#,
    ] {
        for (id, error) in all((200, vec![], body.into())).await {
            assert!(matches!(error, Other(_)), "{id} {body}: {error:?}");
        }
    }
    for (id, error) in all((302, vec![("location", "http://127.0.0.1:1/".into())], String::new())).await {
        assert!(matches!(error, Other(_)), "{id}: {error:?}");
    }
}

#[tokio::test]
async fn the_vendors_hosts_are_granted_and_no_others() {
    let bench = host(&["entra", "google", "okta", "aws"], |_| ()).await;
    let shown = serde_json::to_value(bench.host.list_status()).unwrap();
    let of = |id: &str| {
        shown.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["grantedHosts"].clone()
    };
    assert_eq!(of("entra"), json!(["https://login.microsoftonline.com", "https://graph.microsoft.com"]));
    assert_eq!(of("google"), json!(["https://oauth2.googleapis.com", "https://admin.googleapis.com"]));
    let evil = settings(&[&OKTA[1..], &[("domain", "okta.example")]].concat());
    let refused = bench.host.directory("okta").unwrap().test(&evil).await;
    assert!(matches!(refused, Err(ConnectorError::Refused(why)) if why.contains("https://okta.example")));
}
