//! Every endpoint and who may call it. An endpoint that is missing here fails the test, as does one that lets somebody in
//! whom the table keeps out.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use gatehouse_web::openapi;
use utoipa::openapi::OpenApi;

use crate::support::{VIEWER, house};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Who {
    Anybody,
    Member,
    Admin,
    CronSecret,
    ExportToken,
    MetricsToken,
}
use Who::{Admin, Anybody, CronSecret, ExportToken, Member, MetricsToken};

const TABLE: &[(&str, &str, Who)] = &[
    ("GET", "/api/auth/csrf", Anybody),
    ("GET", "/api/auth/providers", Anybody),
    ("GET", "/api/auth/session", Anybody),
    ("GET", "/api/auth/signin", Anybody),
    ("POST", "/api/auth/signin", Anybody),
    ("POST", "/api/auth/signin/credentials", Anybody),
    ("POST", "/api/auth/callback/credentials", Anybody),
    ("POST", "/api/auth/signin/oidc", Anybody),
    ("GET", "/api/auth/callback/oidc", Anybody),
    ("GET", "/api/auth/signout", Anybody),
    ("POST", "/api/auth/signout", Anybody),
    ("GET", "/api/health", Anybody),
    ("POST", "/api/cron", CronSecret),
    ("POST", "/api/employees/scan", Member),
    ("PATCH", "/api/alerts/{id}", Member),
    ("POST", "/api/alerts/{id}/remediate", Admin),
    ("GET", "/api/credentials", Admin),
    ("POST", "/api/credentials", Admin),
    ("DELETE", "/api/credentials/{id}", Admin),
    ("GET", "/api/webhooks", Admin),
    ("POST", "/api/webhooks", Admin),
    ("PATCH", "/api/webhooks/{id}", Admin),
    ("DELETE", "/api/webhooks/{id}", Admin),
    ("POST", "/api/webhooks/{id}/test", Admin),
    ("GET", "/api/company", Member),
    ("PATCH", "/api/company", Admin),
    ("GET", "/api/directory", Admin),
    ("POST", "/api/directory", Admin),
    ("PATCH", "/api/directory/{id}", Admin),
    ("DELETE", "/api/directory/{id}", Admin),
    ("POST", "/api/directory/{id}/test", Admin),
    ("POST", "/api/directory/{id}/sync", Admin),
    ("POST", "/api/directory/{id}/token", Admin),
    ("GET", "/api/register", Member),
    ("POST", "/api/register", Admin),
    ("PATCH", "/api/register/{id}", Admin),
    ("GET", "/api/register/{id}/evidence", Member),
    ("GET", "/api/reports/export", Member),
    ("GET", "/api/reports/schedules", Admin),
    ("POST", "/api/reports/schedules", Admin),
    ("PATCH", "/api/reports/schedules/{id}", Admin),
    ("DELETE", "/api/reports/schedules/{id}", Admin),
    ("POST", "/api/reports/schedules/{id}/send", Admin),
    ("GET", "/api/dashboard/config", Member),
    ("PUT", "/api/dashboard/config", Member),
    ("GET", "/api/dashboard/presets", Member),
    ("POST", "/api/dashboard/presets", Member),
    ("PATCH", "/api/dashboard/presets/{id}", Member),
    ("PUT", "/api/dashboard/presets/{id}", Member),
    ("DELETE", "/api/dashboard/presets/{id}", Member),
    ("POST", "/api/dashboard/presets/{id}/activate", Member),
    ("PATCH", "/api/dashboard/presets/{id}/activate", Member),
    ("GET", "/api/integrations/siem/{companyId}", ExportToken),
    ("GET", "/api/console/account", Member),
    ("GET", "/api/console/address", Member),
    ("POST", "/api/console/account/password", Member),
    ("GET", "/api/console/account/mfa", Member),
    ("POST", "/api/console/account/mfa", Member),
    ("POST", "/api/console/account/mfa/confirm", Member),
    ("POST", "/api/console/account/mfa/disable", Member),
    ("POST", "/api/console/account/mfa/recovery-codes", Member),
    ("POST", "/api/console/reset", Anybody),
    ("POST", "/api/console/invitation/look", Anybody),
    ("POST", "/api/console/invitation/accept", Anybody),
    ("GET", "/api/console/invitations", Admin),
    ("POST", "/api/console/invitations", Admin),
    ("DELETE", "/api/console/invitations/{id}", Admin),
    ("POST", "/api/console/invitations/{id}/resend", Admin),
    ("GET", "/api/console/members", Admin),
    ("PATCH", "/api/console/members/{id}", Admin),
    ("DELETE", "/api/console/members/{id}", Admin),
    ("POST", "/api/console/members/{id}/unlink", Admin),
    ("GET", "/api/console/oidc", Admin),
    ("PUT", "/api/console/oidc", Admin),
    ("DELETE", "/api/console/oidc", Admin),
    ("POST", "/api/console/oidc/test", Admin),
    ("GET", "/api/console/api-keys", Admin),
    ("POST", "/api/console/api-keys", Admin),
    ("PATCH", "/api/console/api-keys/{id}", Admin),
    ("DELETE", "/api/console/api-keys/{id}", Admin),
    ("GET", "/api/console/organization", Member),
    ("PATCH", "/api/console/organization", Admin),
    ("GET", "/api/console/alerts", Member),
    ("GET", "/api/console/alerts/{id}", Member),
    ("GET", "/api/console/employees", Member),
    ("POST", "/api/console/employees/import", Admin),
    ("POST", "/api/console/corpus/import", Admin),
    ("GET", "/api/console/summary", Member),
    ("GET", "/api/console/audit", Admin),
    ("POST", "/api/console/backup", Admin),
    ("GET", "/api/console/ca.pem", Anybody),
    ("GET", "/api/console/connectors", Member),
    ("GET", "/api/console/dashboard/widgets/{type}", Member),
    ("GET", "/api/console/dashboard/data", Member),
    ("POST", "/api/console/dashboard/recount", Admin),
    ("GET", "/api/console/search", Member),
    ("GET", "/api/console/jobs", Member),
    ("GET", "/api/console/jobs/{id}", Member),
    ("POST", "/api/console/jobs/{id}/cancel", Admin),
    ("GET", "/metrics", MetricsToken),
    ("GET", "/api/console/metrics-token", Admin),
    ("POST", "/api/console/metrics-token", Admin),
    ("DELETE", "/api/console/metrics-token", Admin),
    ("GET", "/api/console/mail", Admin),
    ("PUT", "/api/console/mail", Admin),
    ("POST", "/api/console/mail/test", Admin),
    ("GET", "/api/console/retention", Admin),
    ("PUT", "/api/console/retention", Admin),
    ("GET", "/api/console/sms", Admin),
    ("PUT", "/api/console/sms", Admin),
    ("POST", "/api/console/sms/test", Admin),
    ("GET", "/api/console/account", Member),
    ("POST", "/api/console/account/password", Member),
    ("GET", "/api/console/account/mfa", Member),
    ("POST", "/api/console/account/mfa", Member),
    ("POST", "/api/console/account/mfa/confirm", Member),
    ("POST", "/api/console/account/mfa/disable", Member),
    ("POST", "/api/console/account/mfa/recovery-codes", Member),
    ("GET", "/api/console/api-keys", Admin),
    ("POST", "/api/console/api-keys", Admin),
    ("PATCH", "/api/console/api-keys/{id}", Admin),
    ("DELETE", "/api/console/api-keys/{id}", Admin),
    ("GET", "/api/console/organization", Member),
    ("PATCH", "/api/console/organization", Admin),
    ("POST", "/api/console/reset", Anybody),
    ("GET", "/api/console/agents", Member),
    ("GET", "/api/console/agents/{id}", Member),
    ("PATCH", "/api/console/agents/{id}", Admin),
    ("DELETE", "/api/console/agents/{id}", Admin),
    ("GET", "/api/console/process-alerts", Member),
    ("GET", "/api/console/process-alerts/{id}", Member),
    ("POST", "/api/console/process-alerts/dismiss", Member),
    ("POST", "/api/console/process-alerts/restore", Member),
    ("POST", "/api/console/process-alerts/{id}/file-link", Member),
    ("GET", "/api/console/process-groups", Member),
    ("GET", "/api/console/crash-logs", Member),
    ("POST", "/api/console/crash-logs/{id}/link", Member),
];

/// Bodies of endpoints that read one before they can refuse a viewer.
fn body_for(method: &str, path: &str) -> &'static str {
    match (method, path) {
        ("POST", path) if path.ends_with("/remediate") => r#"{"action":"REVOKE_SESSIONS"}"#,
        ("POST", "/api/directory") => r#"{"type":"SCIM","name":"n"}"#,
        ("POST", "/api/credentials") => r#"{"provider":"HIBP","key":"k"}"#,
        ("POST", "/api/webhooks") => r#"{"label":"l","url":"https://hooks.example/"}"#,
        ("POST", "/api/register") => r#"{"title":"t"}"#,
        ("POST", "/api/reports/schedules") => {
            r#"{"frequency":"WEEKLY","recipients":["ada@acme.example"],"sections":["all"]}"#
        }
        ("PUT", "/api/console/retention") => r#"{"jobsDays":90}"#,
        ("POST", "/api/console/invitations") => r#"{"email":"new@acme.example","role":"VIEWER"}"#,
        ("PUT", "/api/console/oidc") => r#"{"issuer":"https://login.example","clientId":"gatehouse"}"#,
        ("POST", "/api/console/api-keys") => r#"{"label":"l"}"#,
        ("POST", "/api/console/backup") => r#"{"passphrase":"a dozen or more"}"#,
        ("PUT", "/api/console/mail") => {
            r#"{"host":"mail.example","port":587,"security":"starttls","from":"gate@acme.example"}"#
        }
        ("PUT", "/api/console/sms") => r#"{"baseUrl":"https://sms.example/","body":"{to}{text}"}"#,
        ("POST", "/api/console/mail/test") => r#"{"to":"ada@acme.example"}"#,
        ("POST", "/api/console/sms/test") => r#"{"to":"+15550100"}"#,
        _ => "{}",
    }
}

pub fn endpoints(document: &OpenApi) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for (path, item) in &document.paths.paths {
        let operations = [
            ("GET", &item.get),
            ("PUT", &item.put),
            ("POST", &item.post),
            ("PATCH", &item.patch),
            ("DELETE", &item.delete),
        ];
        for (method, operation) in operations {
            if operation.is_some() {
                all.insert((method.to_owned(), path.clone()));
            }
        }
    }
    all
}

#[test]
fn every_endpoint_says_who_may_call_it() {
    let mut known: BTreeSet<_> = endpoints(&openapi::exposure());
    known.extend(endpoints(&openapi::console()));
    let listed: BTreeSet<_> =
        TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let missing: Vec<_> = known.difference(&listed).collect();
    assert!(missing.is_empty(), "add to TABLE: {missing:?}");
    let gone: Vec<_> = listed.difference(&known).collect();
    assert!(gone.is_empty(), "no longer registered: {gone:?}");
}

#[test]
fn the_documents_say_what_the_table_says() {
    for document in [openapi::exposure(), openapi::console()] {
        for (method, path) in endpoints(&document) {
            let item = &document.paths.paths[&path];
            let operation = match method.as_str() {
                "GET" => &item.get,
                "PUT" => &item.put,
                "POST" => &item.post,
                "PATCH" => &item.patch,
                _ => &item.delete,
            };
            let operation = serde_json::to_value(operation).unwrap();
            let who = TABLE.iter().find(|(m, p, _)| (*m, *p) == (&*method, &*path)).unwrap().2;
            let scheme = operation["security"][0].as_object().and_then(|map| map.keys().next().cloned());
            let expected = match who {
                Anybody => None,
                Member | Admin => Some("session"),
                CronSecret => Some("cronSecret"),
                ExportToken => Some("exportToken"),
                MetricsToken => Some("metricsToken"),
            };
            assert_eq!(scheme.as_deref(), expected, "{method} {path}");
            assert_eq!(
                operation["responses"]["403"].is_object() && who != Anybody,
                who == Admin,
                "{method} {path}"
            );
        }
    }
}

fn request(method: &str, path: &str) -> Request<Body> {
    let nobodys = "0198b2f0-0000-7000-8000-000000000000";
    let path = path.replace("{id}", nobodys).replace("{companyId}", nobodys).replace("{type}", "risk-gauge");
    Request::builder()
        .method(method.parse::<Method>().unwrap())
        .uri(&path)
        .header("content-type", "application/json")
        .body(body_for(method, &path).into())
        .unwrap()
}

#[tokio::test]
async fn nobody_gets_in_without_a_session() {
    let house = house().await;
    // Without one there is nothing that a token could open.
    house.app.access().make_metrics_token(&house.principal).await.unwrap();
    for (method, path, who) in TABLE {
        let mut stranger = house.client();
        stranger.cookies.insert("gatehouse.session".into(), "made-up".into());
        let got = stranger.send(request(method, path)).await;
        if *who == Anybody {
            assert_ne!(got.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        } else {
            assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{method} {path}: {}", got.text);
            assert_eq!(got.json()["error"], "Unauthorized", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn viewers_do_not_do_what_admins_do() {
    let house = house().await;
    let mut viewer = house.signed_in(VIEWER).await;
    for (method, path, _) in TABLE.iter().filter(|(.., who)| *who == Admin) {
        let got = viewer.send(request(method, path)).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{method} {path}: {}", got.text);
        assert_eq!(got.json()["error"], "Admin only");
    }
}
