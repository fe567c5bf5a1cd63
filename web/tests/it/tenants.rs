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

/// What another organization may expect.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Finds {
    /// The row names something of the first organization's: 401, 403 or 404.
    Nothing,
    /// The row names nothing: it concerns the caller's own organization, or nobody's. No word of the first one's.
    Own,
}
use Finds::{Nothing, Own};

/// Method, path as in the document, what is asked there, its body, and what comes of it. Words in braces stand for the
/// first organization's ids.
type Row = (&'static str, &'static str, &'static str, &'static str, Finds);

const EXPOSURE: &[Row] = &[
    ("GET", "/api/auth/csrf", "", "", Own),
    ("GET", "/api/auth/providers", "", "", Own),
    ("GET", "/api/auth/session", "", "", Own),
    ("GET", "/api/auth/signin", "", "", Own),
    ("POST", "/api/auth/signin", "", "{}", Own),
    ("POST", "/api/auth/signin/credentials", "", "{}", Own),
    ("POST", "/api/auth/callback/credentials", "", r#"{"email":"x","password":"y"}"#, Own),
    ("GET", "/api/auth/signout", "", "", Own),
    ("POST", "/api/auth/signout", "", "{}", Own),
    ("GET", "/api/health", "", "", Own),
    ("POST", "/api/cron", "", "", Own),
    ("POST", "/api/employees/scan", "", "", Own),
    ("PATCH", "/api/alerts/{id}", "/api/alerts/{alert}", r#"{"status":"RESOLVED"}"#, Nothing),
    (
        "POST",
        "/api/alerts/{id}/remediate",
        "/api/alerts/{alert}/remediate",
        r#"{"action":"REVOKE_SESSIONS"}"#,
        Nothing,
    ),
    ("GET", "/api/register", "", "", Own),
    ("POST", "/api/register", "", r#"{"title":"Theirs"}"#, Own),
    ("PATCH", "/api/register/{id}", "/api/register/{entry}", r#"{"status":"NOTIFIED"}"#, Nothing),
    ("GET", "/api/register/{id}/evidence", "/api/register/{entry}/evidence", "", Nothing),
    ("GET", "/api/dashboard/config", "", "", Own),
    ("PUT", "/api/dashboard/config", "", r#"{"layout":[],"widgets":[]}"#, Own),
    ("GET", "/api/dashboard/presets", "", "", Own),
    ("POST", "/api/dashboard/presets", "", r#"{"name":"Theirs","scope":"COMPANY"}"#, Own),
    (
        "PATCH",
        "/api/dashboard/presets/{id}",
        "/api/dashboard/presets/{preset}",
        r#"{"name":"Mine"}"#,
        Nothing,
    ),
    ("PUT", "/api/dashboard/presets/{id}", "/api/dashboard/presets/{preset}", r#"{"name":"Mine"}"#, Nothing),
    ("DELETE", "/api/dashboard/presets/{id}", "/api/dashboard/presets/{preset}", "", Nothing),
    ("POST", "/api/dashboard/presets/{id}/activate", "/api/dashboard/presets/{preset}/activate", "", Nothing),
    (
        "PATCH",
        "/api/dashboard/presets/{id}/activate",
        "/api/dashboard/presets/{preset}/activate",
        "",
        Nothing,
    ),
    ("GET", "/api/integrations/siem/{companyId}", "/api/integrations/siem/{org}", "", Nothing),
    ("GET", "/api/company", "", "", Own),
    ("PATCH", "/api/company", "", r#"{"remediationEnabled":false}"#, Own),
    ("GET", "/api/directory", "", "", Own),
    ("POST", "/api/directory", "", r#"{"type":"SCIM","name":"Theirs"}"#, Own),
    ("PATCH", "/api/directory/{id}", "/api/directory/{directory}", r#"{"name":"Mine"}"#, Nothing),
    ("DELETE", "/api/directory/{id}", "/api/directory/{directory}", "", Nothing),
    ("POST", "/api/directory/{id}/test", "/api/directory/{directory}/test", "", Nothing),
    ("POST", "/api/directory/{id}/sync", "/api/directory/{directory}/sync", "", Nothing),
    ("POST", "/api/directory/{id}/token", "/api/directory/{directory}/token", "", Nothing),
    ("GET", "/api/credentials", "", "", Own),
    ("POST", "/api/credentials", "", r#"{"provider":"HIBP","key":"00112233"}"#, Own),
    ("DELETE", "/api/credentials/{id}", "/api/credentials/{credential}", "", Nothing),
    ("GET", "/api/webhooks", "", "", Own),
    ("POST", "/api/webhooks", "", r#"{"label":"l","url":"https://hooks.example/"}"#, Own),
    ("PATCH", "/api/webhooks/{id}", "/api/webhooks/{channel}", r#"{"enabled":false}"#, Nothing),
    ("DELETE", "/api/webhooks/{id}", "/api/webhooks/{channel}", "", Nothing),
    ("POST", "/api/webhooks/{id}/test", "/api/webhooks/{channel}/test", "", Nothing),
];

const CONSOLE: &[Row] = &[
    ("GET", "/api/console/account", "", "", Own),
    ("POST", "/api/console/account/password", "", r#"{"oldPassword":"wrong","newPassword":"x"}"#, Own),
    ("GET", "/api/console/account/mfa", "", "", Own),
    ("POST", "/api/console/account/mfa", "", "", Own),
    ("POST", "/api/console/account/mfa/confirm", "", r#"{"code":"000000"}"#, Own),
    ("POST", "/api/console/account/mfa/disable", "", r#"{"password":"wrong","code":"000000"}"#, Own),
    ("POST", "/api/console/account/mfa/recovery-codes", "", r#"{"code":"000000"}"#, Own),
    ("GET", "/api/console/alerts", "", "", Own),
    ("GET", "/api/console/alerts/{id}", "/api/console/alerts/{alert}", "", Nothing),
    ("GET", "/api/console/employees", "", "", Own),
    ("POST", "/api/console/employees/import", "", "", Own),
    ("POST", "/api/console/corpus/import", "", "", Nothing),
    ("GET", "/api/console/summary", "", "", Own),
    ("GET", "/api/console/audit", "", "", Own),
    ("POST", "/api/console/backup", "", r#"{"passphrase":"a dozen or more"}"#, Nothing),
    ("GET", "/api/console/ca.pem", "", "", Own),
    ("GET", "/api/console/connectors", "", "", Own),
    ("GET", "/api/console/search", "/api/console/search?q=", "", Own),
    ("GET", "/api/console/jobs", "", "", Own),
    ("GET", "/api/console/jobs/{id}", "/api/console/jobs/{job}", "", Nothing),
    ("POST", "/api/console/jobs/{id}/cancel", "/api/console/jobs/{job}/cancel", "", Nothing),
    ("GET", "/api/console/mail", "", "", Own),
    (
        "PUT",
        "/api/console/mail",
        "",
        r#"{"host":"mail.example","port":587,"security":"starttls","from":"a@b.example","enabled":false}"#,
        Own,
    ),
    ("POST", "/api/console/mail/test", "", r#"{"to":"a@b.example"}"#, Own),
    ("GET", "/api/console/sms", "", "", Own),
    ("PUT", "/api/console/sms", "", r#"{"baseUrl":"https://sms.example/","body":"{to}{text}"}"#, Own),
    ("POST", "/api/console/sms/test", "", r#"{"to":"+15550100"}"#, Own),
    ("GET", "/api/console/api-keys", "", "", Own),
    ("POST", "/api/console/api-keys", "", r#"{"label":"Theirs"}"#, Own),
    ("PATCH", "/api/console/api-keys/{id}", "/api/console/api-keys/{key}", r#"{"label":"Mine"}"#, Nothing),
    ("DELETE", "/api/console/api-keys/{id}", "/api/console/api-keys/{key}", "", Nothing),
    ("GET", "/api/console/organization", "", "", Own),
    ("PATCH", "/api/console/organization", "", r#"{"contactPhone":"+41 44 668 18 03"}"#, Own),
    ("POST", "/api/console/reset", "", r#"{"token":"made-up","password":"a long enough one"}"#, Own),
    ("GET", "/api/console/agents", "", "", Own),
    ("GET", "/api/console/agents/{id}", "/api/console/agents/{agent}", "", Nothing),
    ("PATCH", "/api/console/agents/{id}", "/api/console/agents/{agent}", r#"{"name":"Mine"}"#, Nothing),
    ("DELETE", "/api/console/agents/{id}", "/api/console/agents/{agent}", "", Nothing),
    ("GET", "/api/console/process-alerts", "/api/console/process-alerts?agent={agent}", "", Own),
    ("GET", "/api/console/process-alerts/{id}", "/api/console/process-alerts/{process}", "", Nothing),
    ("POST", "/api/console/process-alerts/dismiss", "", r#"{"ids":["{process}"],"reason":"x"}"#, Nothing),
    ("POST", "/api/console/process-alerts/restore", "", r#"{"ids":["{process}"]}"#, Nothing),
    (
        "POST",
        "/api/console/process-alerts/{id}/file-link",
        "/api/console/process-alerts/{process}/file-link",
        "",
        Nothing,
    ),
    ("GET", "/api/console/process-groups", "/api/console/process-groups?agent={agent}", "", Own),
    ("GET", "/api/console/crash-logs", "/api/console/crash-logs?agent={agent}", "", Own),
    ("POST", "/api/console/crash-logs/{id}/link", "/api/console/crash-logs/{crash}/link", "", Nothing),
];

const UPLOAD: &str =
    r#"{"fileName":"a.zip","contentType":"application/zip","metadata":{"agent_id":"{agent}"}}"#;

const ENDPOINT: &[Row] = &[
    ("POST", "/login", "", r#"{"email":"x","password":"y"}"#, Own),
    ("POST", "/login_mfa", "", r#"{"email":"x","password":"y","otp":"1"}"#, Own),
    ("POST", "/reset_password", "", r#"{"email":"nobody@x.example"}"#, Own),
    ("GET", "/user/organizations", "", "", Own),
    ("GET", "/organization/{organization_id}", "/organization/{org}", "", Nothing),
    ("PUT", "/organization", "", r#"{"entity_id":"{org}","name":"Mine"}"#, Nothing),
    ("PUT", "/organization/notification-preferences", "", r#"{"notification_preferences":"sms"}"#, Own),
    ("GET", "/organization/{organization_id}/api_keys", "/organization/{org}/api_keys", "", Nothing),
    (
        "POST",
        "/organization/{organization_id}/api_keys",
        "/organization/{org}/api_keys",
        r#"{"label":"Mine"}"#,
        Nothing,
    ),
    (
        "PUT",
        "/organization/{organization_id}/api_keys",
        "/organization/{org}/api_keys",
        r#"{"entity_id":"{key}","status":false}"#,
        Nothing,
    ),
    (
        "DELETE",
        "/organization/{organization_id}/api_keys",
        "/organization/{own}/api_keys",
        r#"{"entity_id":"{key}"}"#,
        Nothing,
    ),
    ("GET", "/agents", "", "", Own),
    ("PUT", "/agents", "", r#"{"entity_id":"{agent}","name":"Mine"}"#, Nothing),
    ("DELETE", "/agents/{id}", "/agents/{agent}", "", Nothing),
    ("POST", "/agents/poll", "", r#"{"uuid":"{agent}"}"#, Own),
    (
        "POST",
        "/agents/confirm_uninstall",
        "",
        r#"{"instance_id":"{agent2}","uninstall_password":"let me out"}"#,
        Nothing,
    ),
    ("GET", "/alerts", "/alerts?agent_id={agent}", "", Own),
    ("POST", "/alerts", "", "{report}", Own),
    ("GET", "/alerts/paginated", "/alerts/paginated?agent_id={agent}", "", Own),
    ("GET", "/alerts/count", "/alerts/count?agent_id={agent}", "", Own),
    ("POST", "/alerts/dismiss", "", r#"{"entity_id":"{process}","dismissal_reason":"x"}"#, Nothing),
    (
        "POST",
        "/alerts/dismiss-multiple",
        "",
        r#"{"entity_ids":["{process}"],"dismissal_reason":"x"}"#,
        Nothing,
    ),
    ("POST", "/alerts/restore", "", r#"{"entity_ids":["{process}"]}"#, Nothing),
    ("GET", "/collapsed-alerts/paginated", "/collapsed-alerts/paginated?agent_id={agent}", "", Own),
    (
        "GET",
        "/alert/suspicious_process/download/{entity_id}",
        "/alert/suspicious_process/download/{process}",
        "",
        Nothing,
    ),
    ("GET", "/crash_logs", "", "", Own),
    ("GET", "/crash_logs/{agent_id}", "/crash_logs/{agent}", "", Own),
    ("GET", "/crash_logs/download/{entity_id}", "/crash_logs/download/{crash}", "", Nothing),
    ("POST", "/file-upload-url/{prefix}", "/file-upload-url/crash_logs", UPLOAD, Own),
    ("POST", "/file-upload-url/{prefix}/{s3_key}", "/file-upload-url/crash_logs/a.zip", UPLOAD, Own),
    ("PUT", "/files/{token}", "/files/made-up", "x", Nothing),
    ("GET", "/files/{token}", "/files/made-up", "", Nothing),
];

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
    let got = client.api("POST", "/alerts", &by, Some(report("acme-laptop", "acme.exe"))).await;
    let process = text(&got.json()["data"]["entity_id"]);
    client
        .api("POST", "/agents/poll", &by, Some(json!({"uuid": "acme-desk", "hostname": "acme-desk"})))
        .await;
    let upload = json!({"fileName": "acme.zip", "contentType": "application/zip", "metadata": {"agent_id": "acme-laptop"}});
    let url = text(&client.api("POST", "/file-upload-url/crash_logs", &by, Some(upload)).await.json()["url"]);
    let put = axum::http::Request::put(url.trim_start_matches("http://gate.example"))
        .header("content-type", "application/zip")
        .body("acme crash".into())
        .unwrap();
    assert_eq!(client.send(put).await.status, StatusCode::OK);
    let channel = json!({"label": "acme watch", "url": "https://hooks.acme.example/x"});
    let channel = text(&admin.post("/api/webhooks", &channel).await.json()["id"]);
    let directory = json!({"type": "SCIM", "name": "acme watch"});
    let directory = text(&admin.post("/api/directory", &directory).await.json()["id"]);
    let credential =
        admin.post("/api/credentials", &json!({"provider": "HIBP", "key": "key-12345678"})).await;
    let entry = text(&admin.post("/api/register", &json!({"title": "acme watch"})).await.json()[0]["id"]);
    let preset = json!({"name": "acme watch", "scope": "COMPANY"});
    let preset = text(&admin.post("/api/dashboard/presets", &preset).await.json()["id"]);
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
        ("{credential}", text(&credential.json()["id"])),
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
        "/api/console/agents",
        "/api/console/alerts",
        "/api/console/api-keys",
        "/api/console/audit?limit=200",
        "/api/console/crash-logs",
        "/api/console/employees",
        "/api/console/jobs",
        "/api/console/mail",
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
    let media_type = if path.ends_with("/import") { "text/csv" } else { "application/json" };
    let of_endpoint_api = !pattern.starts_with("/api/");
    for (name, credential) in &by.0 {
        // The console's API takes cookies only, the endpoint API everything else.
        let mut client = house.client();
        client.cookies.clone_from(&by.1);
        let mut ways = vec![None];
        ways.extend((of_endpoint_api && *name != "session").then(|| Some(filled("{org}", words))));
        for organization in ways {
            let mut request = axum::http::Request::builder().method(method).uri(&path);
            request = match credential {
                Credential::Nothing => request,
                Credential::Token(token) => request.header("authorization", format!("Bearer {token}")),
                Credential::Key(key) => request.header("x-api-key", key),
            };
            let named = organization.is_some();
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
            for word in ["acme.exe", "acme.zip", "acme-desk", "acme watch", "Acme", "acme.example"] {
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
}
