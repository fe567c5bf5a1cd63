//! Who gets in and who does not: sessions, roles, other sites' pages, secrets, and what pages tell the browser.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use gatehouse_tests::{ADMIN, Client, Folder, PASSWORD, Reply, Server, told};
use reqwest::Method;
use serde_json::{Value, json};

const VIEWER: &str = "vera@lumenfeld-optics.example";

/// A folder with an admin and a viewer.
fn folder() -> Folder {
    let folder = Folder::initialized();
    let added = folder.gatehouse(&["user", "add", VIEWER], &format!("{PASSWORD}\n"));
    assert!(added.status.success(), "{}", told(&added));
    folder
}

/// Every operation of the published documents with who may call it: nobody's, `session`, `cronSecret`.
fn operations() -> Vec<(Method, String, Value)> {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs/openapi");
    let mut all = Vec::new();
    for name in ["exposure.json", "console.json"] {
        let document: Value = serde_json::from_slice(&std::fs::read(documents.join(name)).unwrap()).unwrap();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let path = path.replace("{id}", "0198b2f0-0000-7000-8000-000000000000");
                all.push((method.to_uppercase().parse().unwrap(), path, operation.clone()));
            }
        }
    }
    assert!(all.len() > 30, "the documents are there");
    all
}

/// A body that fits, so that nothing but the role can be wrong.
fn request(client: &Client, method: &Method, path: &str) -> reqwest::RequestBuilder {
    let request = client.request(method.clone(), path);
    match path {
        _ if *method == Method::GET || *method == Method::DELETE => request,
        "/api/webhooks" => request.json(&json!({"label": "x", "url": "https://hooks.example/"})),
        "/api/credentials" => request.json(&json!({"provider": "HIBP", "key": "0123456789"})),
        "/api/directory" => request.json(&json!({"type": "OKTA", "name": "x", "config": {}})),
        "/api/register" => request.json(&json!({"title": "x"})),
        path if path.starts_with("/api/register/") => request.json(&json!({"status": "NOTIFIED"})),
        "/api/reports/schedules" => request.json(
            &json!({"frequency": "WEEKLY", "recipients": ["ada@acme.example"], "sections": ["all"]}),
        ),
        "/api/console/retention" => request.json(&json!({"jobsDays": 90})),
        path if path.ends_with("/remediate") => request.json(&json!({"action": "REVOKE_SESSIONS"})),
        "/api/console/mail" => request.json(
            &json!({"host": "mail.example", "port": 587, "security": "starttls", "from": "gate@acme.example"}),
        ),
        "/api/console/sms" => request.json(&json!({"baseUrl": "https://sms.example/", "body": "{to}{text}"})),
        "/api/console/mail/test" => request.json(&json!({"to": "ada@acme.example"})),
        "/api/console/oidc" if *method == Method::PUT => {
            request.json(&json!({"issuer": "https://login.example", "clientId": "gatehouse"}))
        }
        "/api/console/invitations" => request.json(&json!({"email": "new@acme.example", "role": "VIEWER"})),
        "/api/console/sms/test" => request.json(&json!({"to": "+15550100"})),
        path if path.ends_with("/import") => request.header("content-type", "text/csv").body("email\n"),
        _ => request.json(&json!({"label": "x", "enabled": true, "status": "OPEN", "passphrase": PASSWORD})),
    }
}

#[tokio::test]
async fn without_a_session_nothing_is_read_or_changed() {
    let folder = folder();
    let server = Server::start(&folder);
    let stolen = "gatehouse.session=made-up; gatehouse.csrf=made.up";
    for client in [server.anonymous(), server.anonymous().with_session(stolen)] {
        for (method, path, operation) in operations() {
            if operation["security"][0]["session"].is_array() {
                let reply = client.send(request(&client, &method, &path)).await;
                assert_eq!(reply.expect(401), json!({"error": "Unauthorized"}), "{method} {path}");
            }
        }
    }
    assert_eq!(server.anonymous().get("/api/auth/session").await.expect(200), Value::Null);
}

#[tokio::test]
async fn a_viewer_reads_and_does_not_change_settings() {
    let folder = folder();
    let server = Server::start(&folder);
    let viewer = server.anonymous();
    viewer.sign_in(VIEWER, PASSWORD).await.expect(200);
    let session = viewer.get("/api/auth/session").await.expect(200);
    assert_eq!((&session["user"]["role"], &session["user"]["email"]), (&json!("VIEWER"), &json!(VIEWER)));
    let (mut refused, mut let_in) = (0, 0);
    for (method, path, operation) in operations() {
        if !operation["security"][0]["session"].is_array() {
            continue;
        }
        let reply = viewer.send(request(&viewer, &method, &path)).await;
        if operation["responses"]["403"].is_object() {
            assert_eq!(reply.expect(403), json!({"error": "Admin only"}), "{method} {path}");
            refused += 1;
        } else {
            assert!(
                !matches!(reply.status, 401 | 403 | 500),
                "{method} {path}: {} {}",
                reply.status,
                reply.text
            );
            let_in += 1;
        }
    }
    assert!(refused > 8 && let_in > 8, "{refused} refused, {let_in} let in");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let folder = folder();
    let server = Server::start(&folder);
    let try_as = async |email: &str, password: &str| {
        let reply = server.anonymous().sign_in(email, password).await;
        assert_eq!(reply.header("set-cookie"), None);
        (reply.status, reply.text)
    };
    let wrong = try_as(ADMIN, "incorrect horse battery").await;
    assert_eq!(wrong.0, 401);
    assert!(wrong.1.contains("CredentialsSignin"), "{}", wrong.1);
    for (email, password) in [
        ("nobody@lumenfeld-optics.example", PASSWORD),
        ("no address at all", PASSWORD),
        (ADMIN, ""),
        (ADMIN, &"x".repeat(5000)),
        (&format!("{}@b.example", "x".repeat(5000)), PASSWORD),
        ("", ""),
    ] {
        assert_eq!(try_as(email, password).await, wrong, "{:.40}", email);
    }
    // Without the page's token the password is not even looked at.
    let body = json!({"csrfToken": "made-up", "email": ADMIN, "password": PASSWORD});
    server.anonymous().post("/api/auth/callback/credentials", body).await.expect(403);
    server.anonymous().sign_in(ADMIN, PASSWORD).await.expect(200);
}

/// So many at once that no quota refills meanwhile.
async fn all_at_once(server: &Server, tries: usize, account: impl Fn(usize) -> String) -> Vec<Reply> {
    let mut clients = Vec::new();
    for n in 0..tries {
        let client = server.anonymous();
        let token = client.get("/api/auth/csrf").await.expect(200)["csrfToken"].clone();
        clients.push((
            client,
            json!({"csrfToken": token, "email": account(n), "password": "wrong wrong wrong"}),
        ));
    }
    let tries: Vec<_> = clients
        .into_iter()
        .map(|(client, body)| {
            tokio::spawn(async move { client.post("/api/auth/callback/credentials", body).await })
        })
        .collect();
    let mut replies = Vec::new();
    for one in tries {
        replies.push(one.await.unwrap());
    }
    replies
}

#[tokio::test]
async fn guessing_is_slowed_down_for_an_account_and_for_an_address() {
    let folder = folder();
    let server = Server::start(&folder);
    for (tries, one_account) in [(16, true), (60, false)] {
        let account =
            |n| if one_account { ADMIN.to_owned() } else { format!("guess{n}@lumenfeld-optics.example") };
        let replies = all_at_once(&server, tries, account).await;
        let limited: Vec<_> = replies.iter().filter(|reply| reply.status == 429).collect();
        assert!(!limited.is_empty(), "{tries} tries and none too many");
        for reply in limited {
            assert!(reply.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
            assert!(reply.json()["error"].is_string(), "{}", reply.text);
        }
        assert!(replies.iter().all(|reply| matches!(reply.status, 401 | 429 | 503)));
    }
    // The right password does not help an account that is being guessed, nor does it tell that it is right.
    server.anonymous().sign_in(ADMIN, PASSWORD).await.expect(429);
    server.anonymous().get("/api/health").await.expect(200);
}

#[tokio::test]
async fn a_session_ends_with_sign_out_and_with_a_new_password() {
    let folder = folder();
    let server = Server::start(&folder);
    let (admin, elsewhere) = (server.admin().await, server.admin().await);
    let stolen = admin.session();
    let token = admin.get("/api/auth/csrf").await.expect(200)["csrfToken"].clone();
    admin.post("/api/auth/signout", json!({"csrfToken": "made-up"})).await.expect(403);
    admin.get("/api/console/summary").await.expect(200);
    admin.post("/api/auth/signout", json!({ "csrfToken": token })).await.expect(200);
    admin.get("/api/console/summary").await.expect(401);
    server.anonymous().with_session(&stolen).get("/api/console/summary").await.expect(401);
    elsewhere.get("/api/console/summary").await.expect(200);
    let kept = elsewhere.session();
    server.stop();

    let server = Server::start(&folder);
    server.anonymous().with_session(&kept).get("/api/console/summary").await.expect(200);
    server.stop();
    let set = folder.gatehouse(&["user", "set-password", ADMIN], "another good one\n");
    assert!(set.status.success(), "{}", told(&set));
    let server = Server::start(&folder);
    server.anonymous().with_session(&kept).get("/api/console/summary").await.expect(401);
    server.anonymous().sign_in(ADMIN, PASSWORD).await.expect(401);
    server.anonymous().sign_in(ADMIN, "another good one").await.expect(200);
}

#[tokio::test]
async fn another_sites_page_changes_nothing_with_a_visitors_cookie() {
    let folder = folder();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let own = server.url.clone();
    let cases = [
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
        ("sec-fetch-site", "same-origin", 201),
        ("origin", &own, 201),
    ];
    for (name, value, status) in cases {
        let body = json!({"provider": "HIBP", "key": "0123456789"});
        let request = admin.request(Method::POST, "/api/credentials").header(name, value).json(&body);
        admin.send(request).await.expect(status);
        let reading = admin.request(Method::GET, "/api/console/summary").header(name, value);
        admin.send(reading).await.expect(200);
    }
    let form = admin.request(Method::POST, "/api/employees/scan").header("origin", "https://evil.example");
    admin.send(form.header("content-type", "text/plain").body("")).await.expect(403);
}

#[tokio::test]
async fn cookies_and_pages_tell_the_browser_to_be_careful() {
    let folder = folder();
    let server = Server::start(&folder);
    let client = server.anonymous();
    let cookie = client.sign_in(ADMIN, PASSWORD).await.header("set-cookie").unwrap().to_owned();
    for attribute in ["gatehouse.session=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(attribute), "{attribute} is not in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "this server speaks plain HTTP");

    let stranger = server.anonymous();
    // A program that asks for the same path gets the API's answer.
    let page = stranger.request(Method::GET, "/alerts?q=a%26b").header("accept", "text/html");
    let elsewhere = stranger.send(page).await;
    assert_eq!(
        (elsewhere.status, elsewhere.header("location")),
        (302, Some("/login?next=%2Falerts%3Fq%3Da%2526b"))
    );
    stranger.get("/assets/gone.js").await.expect(404);
    for path in ["/login", "/", "/api/health", "/api/nothing", "/assets/gone.js"] {
        let reply = stranger.get(path).await;
        let policy = reply.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{path}");
        }
        assert_eq!(reply.header("strict-transport-security"), None, "only over TLS");
    }
    assert_eq!(stranger.get("/api/health").await.header("cache-control"), Some("no-store"));
    let page = stranger.request(Method::GET, "/login").header("accept", "text/html");
    assert!(stranger.send(page).await.text.starts_with("<!"));
}

#[tokio::test]
async fn an_outside_scheduler_needs_the_secret() {
    let folder = folder();
    let cron = async |server: &Server, secret: Option<&str>| {
        let client = server.anonymous();
        let mut request = client.request(Method::POST, "/api/cron");
        if let Some(secret) = secret {
            request = request.header("authorization", secret);
        }
        client.send(request).await
    };
    let server = Server::start(&folder);
    cron(&server, Some("Bearer ")).await.expect(503);
    server.stop();
    let secret = "0123456789abcdef0123";
    let server = Server::start_with(&folder, &["--tls", "off", "--cron-secret", secret]);
    for wrong in [None, Some("Bearer wrong"), Some("Bearer "), Some(secret), Some("Basic x")] {
        assert_eq!(cron(&server, wrong).await.expect(401), json!({"error": "Unauthorized"}), "{wrong:?}");
    }
    let fired = cron(&server, Some(&format!("Bearer {secret}"))).await.expect(200);
    let none = json!({"syncsEnqueued": 0, "scansStarted": 0, "jobsProcessed": 0, "reportsSent": 0, "alertsPushed": 0});
    assert_eq!(fired, none);
    assert!(!server.log().contains(secret));
}
