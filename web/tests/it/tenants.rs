//! Every endpoint of every API, asked by another organization for what is the first one's: by a member's token, an API key
//! and a session. Nobody learns anything and nothing changes. An endpoint without a row fails the suite.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use gatehouse_core::access::KeyPermission;
use gatehouse_core::tenancy::OrganizationType;
use gatehouse_web::openapi;
use serde_json::{Value, json};

use crate::authorization::endpoints;
use crate::callers::{Credential, Other, report};
use crate::main_job::{at_work, import};
use crate::support::{ADMIN, Client, Got, House};
use crate::tenant_rows::Finds::Nothing;
use crate::tenant_rows::{CONSOLE, ENDPOINT, EXPOSURE, Row};

#[test]
fn every_endpoint_of_every_api_has_a_row() {
    for (document, rows) in
        [(openapi::exposure(), EXPOSURE), (openapi::console(), CONSOLE), (openapi::endpoint(), ENDPOINT)]
    {
        let known = endpoints(&document);
        let listed: BTreeSet<_> =
            rows.iter().map(|(method, path, ..)| ((*method).to_owned(), (*path).to_owned())).collect();
        let missing: Vec<_> = known.difference(&listed).collect();
        assert!(missing.is_empty(), "say what another organization finds there: {missing:?}");
        let gone: Vec<_> = listed.difference(&known).collect();
        assert!(gone.is_empty(), "no longer registered: {gone:?}");
    }
}

/// What the first organization has: the words in braces.
async fn belongings(house: &House, admin: &mut Client) -> Vec<(&'static str, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let Credential::Key(key) = house.key(KeyPermission::Full).await else { panic!("a key") };
    let by = Credential::Key(key);
    let mut client = house.client();
    let mut reported = report("acme-laptop", "acme.exe");
    reported["quarantine_file_name"] = json!("acme.bin");
    let got = client.api("POST", "/alerts", &by, Some(reported)).await;
    let process = text(&got.json()["data"]["entity_id"]);
    client
        .api("POST", "/agents/poll", &by, Some(json!({"uuid": "acme-desk", "hostname": "acme-desk"})))
        .await;
    for (prefix, name) in [("crash_logs", "acme.zip"), ("suspicious_processes", "acme.bin")] {
        let upload = json!({"fileName": name, "contentType": "application/zip", "metadata": {"agent_id": "acme-laptop"}});
        let path = format!("/file-upload-url/{prefix}");
        let url = text(&client.api("POST", &path, &by, Some(upload)).await.json()["url"]);
        let put = axum::http::Request::put(url.trim_start_matches("http://gate.example"))
            .header("content-type", "application/zip")
            .body("acme crash".into())
            .unwrap();
        assert_eq!(client.send(put).await.status, StatusCode::OK);
    }
    let channel = json!({"label": "acme watch", "url": "https://hooks.acme.example/x"});
    let channel = text(&admin.post("/api/webhooks", &channel).await.json()["id"]);
    let directory = json!({"type": "SCIM", "name": "acme watch"});
    let directory = text(&admin.post("/api/directory", &directory).await.json()["id"]);
    let credential =
        admin.post("/api/credentials", &json!({"provider": "HIBP", "key": "key-12345678"})).await;
    let entry = text(&admin.post("/api/register", &json!({"title": "acme watch"})).await.json()[0]["id"]);
    let preset = json!({"name": "acme watch", "scope": "COMPANY"});
    let preset = text(&admin.post("/api/dashboard/presets", &preset).await.json()["id"]);
    let scheduled =
        json!({"frequency": "MONTHLY", "recipients": ["acme@watch.example"], "sections": ["all"]});
    let scheduled = text(&admin.post("/api/reports/schedules", &scheduled).await.json()["id"]);
    let invitation = json!({"email": "new@acme.example", "role": "VIEWER", "delivery": "link"});
    let invitation = text(&admin.post("/api/console/invitations", &invitation).await.json()["id"]);
    let members = house.app.access().members(&house.principal).unwrap();
    let provider = json!({"issuer": "https://login.acme.example", "clientId": "acme watch"});
    assert_eq!(admin.put("/api/console/oidc", &provider).await.status, StatusCode::OK);
    let export = json!({"siemToken": "acme-export-token-1"});
    assert_eq!(admin.patch("/api/company", &export).await.status, StatusCode::OK);
    import(admin).await;
    assert_eq!(admin.post("/api/employees/scan", &json!({})).await.status, StatusCode::OK);
    let first = async |admin: &mut Client, path: &str| text(&admin.get(path).await.json()["items"][0]["id"]);
    let (alert, job) = (first(admin, "/api/console/alerts").await, first(admin, "/api/console/jobs").await);
    let crash = first(admin, "/api/console/crash-logs").await;
    let keys = house.app.access().keys(&house.principal).unwrap();
    let password = json!({"uninstallPassword": "let me out"});
    let patch =
        axum::http::Request::patch("/api/console/organization").header("content-type", "application/json");
    assert_eq!(admin.send(patch.body(password.to_string().into()).unwrap()).await.status, StatusCode::OK);
    vec![
        ("{org}", house.principal.scope().org().to_string()),
        ("{process}", process),
        ("{agent}", "acme-laptop".into()),
        ("{agent2}", "acme-desk".into()),
        ("{channel}", channel),
        ("{directory}", directory),
        ("{entry}", entry),
        ("{preset}", preset),
        ("{scheduled}", scheduled),
        ("{credential}", text(&credential.json()["id"])),
        ("{invitation}", invitation),
        ("{member}", members[1].id.to_string()),
        ("{alert}", alert),
        ("{job}", job),
        ("{crash}", crash),
        ("{key}", keys[0].id.to_string()),
        ("{report}", report("their-laptop", "theirs.exe").to_string()),
    ]
}

/// Everything that the first organization can look at, as one text.
async fn everything(admin: &mut Client) -> String {
    let mut all = String::new();
    for path in [
        "/api/webhooks",
        "/api/directory",
        "/api/company",
        "/api/credentials",
        "/api/dashboard/config",
        "/api/dashboard/presets",
        "/api/register",
        "/api/reports/schedules",
        "/api/console/retention",
        "/api/console/agents",
        "/api/console/alerts",
        "/api/console/api-keys",
        "/api/console/audit?limit=200",
        "/api/console/crash-logs",
        "/api/console/employees",
        "/api/console/invitations",
        "/api/console/jobs",
        "/api/console/mail",
        "/api/console/members",
        "/api/console/oidc",
        "/api/console/organization",
        "/api/console/process-alerts",
        "/api/console/process-groups",
        "/api/console/sms",
    ] {
        let got = admin.get(path).await;
        assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.text);
        all += &got.text;
        all.push('\n');
    }
    all
}

fn filled(template: &str, words: &[(&'static str, String)]) -> String {
    words.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value))
}

#[track_caller]
fn finds_nothing(got: &Got, what: &str) {
    let expected = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
    assert!(expected.contains(&got.status), "{what}: {} {}", got.status, got.text);
}

/// Asks a row in every way in which the others can.
async fn ask(house: &House, others: &Other, row: &Row, words: &[(&'static str, String)], by: &Credentials) {
    let (method, pattern, asked, body, finds) = *row;
    let path = filled(if asked.is_empty() { pattern } else { asked }, words);
    let path = path.replace("{own}", &others.id.to_string());
    let body = filled(body, words);
    assert!(!path.contains(['{', '}']), "{path}: a word that nobody fills in finds nothing for any reason");
    let media_type = if path.ends_with("/import") { "text/csv" } else { "application/json" };
    let of_endpoint_api = !pattern.starts_with("/api/") && pattern != "/metrics";
    for (name, credential) in &by.0 {
        // The console's API takes cookies only, the endpoint API everything else.
        let mut client = house.client();
        client.cookies.clone_from(&by.1);
        let org = filled("{org}", words);
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut ways = vec![(path.clone(), None)];
        if of_endpoint_api && *name != "session" {
            ways.push((path.clone(), Some(org.clone())));
            ways.push((format!("{path}{joint}organization_id={org}"), None));
        }
        for (path, organization) in ways {
            let mut request = axum::http::Request::builder().method(method).uri(&path);
            request = match credential {
                Credential::Nothing => request,
                Credential::Token(token) => request.header("authorization", format!("Bearer {token}")),
                Credential::Key(key) => request.header("x-api-key", key),
            };
            let named = organization.is_some() || path.contains("organization_id=");
            if let Some(organization) = organization {
                request = request.header("x-organization-id", organization);
            }
            let request = request.header("content-type", media_type).body(body.clone().into()).unwrap();
            let got = client.send(request).await;
            let what = format!("{method} {path} by {name}");
            let open = matches!(pattern, "/login" | "/login_mfa" | "/reset_password");
            if finds == Nothing || (named && !open) {
                finds_nothing(&got, &what);
            }
            assert_ne!(got.status, StatusCode::INTERNAL_SERVER_ERROR, "{what}: {}", got.text);
            for word in
                ["acme.exe", "acme.bin", "acme.zip", "acme-desk", "acme watch", "Acme", "acme.example"]
            {
                assert!(!got.text.contains(word), "{what} tells of {word}: {}", got.text);
            }
        }
    }
}

/// The ways in which the others come, and their cookies.
struct Credentials(Vec<(&'static str, Credential)>, std::collections::BTreeMap<String, String>);

#[tokio::test]
async fn another_organization_finds_nothing_and_changes_nothing() {
    let (house, _) = at_work().await;
    let mut admin = house.signed_in(ADMIN).await;
    let words = belongings(&house, &mut admin).await;
    let others = house.organization("quill", OrganizationType::Client, None).await;
    let own = house.token(ADMIN).await;
    let token = house.token(&others.admin).await;
    let key = house.key_of(&others.principal, KeyPermission::Full).await;
    let before = everything(&mut admin).await;
    let session = house.signed_in(&others.admin).await;
    let credentials = vec![("token", token), ("key", key), ("session", Credential::Nothing)];
    let by = Credentials(credentials, session.cookies);
    for row in [EXPOSURE, CONSOLE, ENDPOINT].into_iter().flatten() {
        ask(&house, &others, row, &words, &by).await;
    }
    assert_eq!(everything(&mut admin).await, before);
    for (method, pattern, asked, _, finds) in [EXPOSURE, CONSOLE, ENDPOINT].into_iter().flatten() {
        let made_up = pattern.starts_with("/files/") || pattern.starts_with("/api/integrations/");
        if *method != "GET" || *finds != Nothing || made_up || asked.is_empty() {
            continue;
        }
        let path = filled(asked, &words);
        let got = match pattern.starts_with("/api/") {
            true => admin.get(&path).await,
            false => house.client().api("GET", &path, &own, None).await,
        };
        assert!(got.status.is_success(), "{path} is there for its own: {}", got.text);
    }
}

#[tokio::test]
async fn equal_reports_of_two_organizations_are_two_alerts() {
    let (house, _) = at_work().await;
    let others = house.organization("quill", OrganizationType::Client, None).await;
    let mut ids = BTreeSet::new();
    for key in
        [house.key(KeyPermission::Full).await, house.key_of(&others.principal, KeyPermission::Full).await]
    {
        let named = [("idempotency-key", "report-1")];
        let got = house.client().api_with("POST", "/alerts", &key, &named, Some(report("a", "b.exe"))).await;
        ids.insert(got.json()["data"]["entity_id"].as_str().unwrap().to_owned());
        let counted = house.client().api("GET", "/alerts", &key, None).await.json();
        assert_eq!(counted["data"].as_array().unwrap().len(), 1);
    }
    assert_eq!(ids.len(), 2);
}
