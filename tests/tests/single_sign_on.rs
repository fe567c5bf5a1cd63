//! Single sign-on with a real identity provider (Canaille), and invitations through a real mail server.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Client, Folder, IdentityProvider, PASSWORD, Reply, Server, SmtpServer, told};
use reqwest::Method;
use serde_json::{Value, json};

const SASHA: &str = "sasha@acme.example";

fn settings(provider: &IdentityProvider) -> Value {
    json!({"issuer": provider.issuer, "clientId": IdentityProvider::CLIENT_ID,
        "clientSecret": IdentityProvider::CLIENT_SECRET, "scopes": ["groups"], "roleClaim": "groups",
        "adminValues": ["security"], "join": true, "emailDomains": ["acme.example"]})
}

/// Follows one redirect, as a browser would, with cookies for our server only.
async fn follow(browser: &Client, server: &Server, to: &str) -> Reply {
    let path = to.strip_prefix(server.url.as_str());
    match path {
        Some(path) => browser.send(browser.request(Method::GET, path).header("accept", "text/html")).await,
        None => Client::new(to).get("").await,
    }
}

/// Goes to the provider, where somebody is signed in, and back; answers where that leads.
async fn through(browser: &Client, server: &Server) -> String {
    let csrf = browser.get("/api/auth/csrf").await.expect(200)["csrfToken"].clone();
    let body = json!({"csrfToken": csrf, "email": SASHA, "callbackUrl": "/alerts"});
    let away = browser.post("/api/auth/signin/oidc", body).await.expect(200)["url"].clone();
    let back = follow(browser, server, away.as_str().unwrap()).await;
    let back = back.header("location").unwrap_or_else(|| panic!("{}", back.text)).to_owned();
    assert!(back.starts_with(&format!("{}/api/auth/callback/oidc?", server.url)), "{back}");
    let inside = follow(browser, server, &back).await;
    assert_eq!(inside.status, 302, "{}", inside.text);
    inside.header("location").unwrap().to_owned()
}

#[tokio::test]
async fn people_sign_in_and_out_at_a_real_provider() {
    let mut provider = IdentityProvider::start(&["--signed-in", "sasha"]);
    let folder = Folder::initialized();
    let options = ["--tls", "off", "--connector-grants", &provider.issuer];
    let server = Server::start_with(&folder, &options);
    provider.knows(&server.url);
    let admin = server.admin().await;
    let set = admin.put("/api/console/oidc", settings(&provider)).await.expect(200);
    assert_eq!(set["redirectUri"], format!("{}/api/auth/callback/oidc", server.url));
    let tested = admin.post("/api/console/oidc/test", json!({})).await.expect(200);
    assert_eq!((&tested["ok"], &tested["error"]), (&json!(true), &json!(null)));

    let browser = server.anonymous();
    assert_eq!(through(&browser, &server).await, format!("{}/alerts", server.url));
    let session = browser.get("/api/auth/session").await.expect(200);
    assert_eq!((&session["user"]["email"], &session["user"]["role"]), (&json!(SASHA), &json!("ADMIN")));
    assert_eq!(session["user"]["name"], "Sasha Okafor");
    let csrf = browser.get("/api/auth/csrf").await.expect(200)["csrfToken"].clone();
    let left = browser.post("/api/auth/signout", json!({"csrfToken": csrf})).await.expect(200);
    browser.get("/api/console/members").await.expect(401);
    let home = follow(&browser, &server, left["url"].as_str().unwrap()).await;
    assert_eq!((home.status, home.header("location")), (302, Some(format!("{}/login", server.url).as_str())));

    // The provider no longer has our secret.
    let wrong = json!({"clientSecret": "another-secret-of-ours"});
    let mut changed = settings(&provider);
    changed.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
    admin.put("/api/console/oidc", changed).await.expect(200);
    let refused = through(&server.anonymous(), &server).await;
    assert_eq!(refused, format!("{}/login?error=OAuthCallback", server.url));
    let why = |log: &Value| log.to_string().contains("invalid_client");
    admin.until("/api/console/audit?limit=50", why).await;
    assert!(!server.log().contains(IdentityProvider::CLIENT_SECRET));
    server.stop();
}

#[tokio::test]
async fn nothing_inside_is_reached_without_a_grant_and_domains_are_set_at_the_command_line() {
    let provider = IdentityProvider::start(&[]);
    let folder = Folder::initialized();
    let add = ["organization", "add", "--name", "Acme", "--admin-email", "ada@acme.example"];
    assert!(folder.gatehouse(&add, &format!("{PASSWORD}\n")).status.success());
    let set = folder.gatehouse(&["organization", "domains", "Acme", "ACME.example", "acme.test"], "");
    assert!(set.status.success(), "{}", told(&set));
    assert!(String::from_utf8_lossy(&set.stdout).contains("acme.example, acme.test"), "{}", told(&set));
    let taken = folder.gatehouse(&["organization", "domains", "Lumenfeld Optics", "acme.example"], "");
    assert!(
        !taken.status.success() && told(&taken).contains("belongs to another organization"),
        "{}",
        told(&taken)
    );

    let server = Server::start(&folder);
    let ada = server.anonymous();
    ada.sign_in("ada@acme.example", PASSWORD).await.expect(200);
    let mut asked = settings(&provider);
    ada.put("/api/console/oidc", asked.clone()).await.expect(403);
    asked["emailDomains"] = json!(["acme.example", "acme.test"]);
    let kept = ada.put("/api/console/oidc", asked).await.expect(200);
    assert_eq!((&kept["maySetDomains"], &kept["enabled"]), (&json!(false), &json!(true)));
    let tested = ada.post("/api/console/oidc/test", json!({})).await.expect(200);
    let wanted = format!("grant \"{}\" to allow it", provider.issuer);
    assert!(tested["error"].as_str().unwrap().contains(&wanted), "{tested}");
    let stranger = server.anonymous();
    let csrf = stranger.get("/api/auth/csrf").await.expect(200)["csrfToken"].clone();
    let go = |email: &str| json!({"csrfToken": csrf, "email": email});
    let refused = stranger.post("/api/auth/signin/oidc", go("zoe@acme.test")).await.expect(502);
    assert_eq!(refused["error"], "OAuthSignin");
    let unknown = stranger.post("/api/auth/signin/oidc", go("zoe@elsewhere.example")).await.expect(404);
    assert_eq!(unknown["error"], "OrganizationNotFound");
    server.stop();
}

#[tokio::test]
async fn an_invitation_goes_by_mail_and_outlives_a_restart() {
    let mail = SmtpServer::start(&[]);
    let folder = Folder::initialized();
    let grant = format!("smtp://127.0.0.1:{}", mail.port);
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grant]);
    let admin = server.admin().await;
    let ivo = json!({"email": "ivo@acme.example", "role": "ADMIN"});
    let unsent = admin.post("/api/console/invitations", ivo.clone()).await.expect(503);
    assert!(unsent["error"].as_str().unwrap().contains("set up a mail server"), "{unsent}");
    let setup =
        json!({"host": "127.0.0.1", "port": mail.port, "security": "none", "from": "gate@acme.example"});
    admin.put("/api/console/mail", setup).await.expect(200);
    admin.post("/api/console/invitations", ivo).await.expect(201);
    let taken = mail.next();
    assert_eq!(taken["recipients"], json!(["ivo@acme.example"]));
    // Lines of a mail may be folded: `=` at an end (RFC 2045, 6.7).
    let content = taken["content"].as_str().unwrap().replace("=\r\n", "").replace("=3D", "=");
    let token = content.split("/invitation?token=").nth(1).unwrap().lines().next().unwrap().trim().to_owned();
    server.stop();
    let stored = std::fs::read(folder.data().join("gatehouse.redb")).unwrap_or_default();
    let holds = |needle: &str| stored.windows(needle.len()).any(|part| part == needle.as_bytes());
    assert!(!stored.is_empty() && !holds(&token), "its hash is kept, not the token");

    let server = Server::start(&folder);
    let invited = server.anonymous();
    let offer = invited.post("/api/console/invitation/look", json!({"token": token})).await.expect(200);
    assert_eq!(offer["email"], "ivo@acme.example");
    let accept = json!({"token": token, "name": "Ivo", "password": "seven lamps above"});
    invited.post("/api/console/invitation/accept", accept.clone()).await.expect(204);
    invited.post("/api/console/invitation/accept", accept).await.expect(400);
    invited.sign_in("ivo@acme.example", "seven lamps above").await.expect(200);
    let members = invited.get("/api/console/members").await.expect(200);
    assert_eq!(members.as_array().unwrap().len(), 2);
    server.stop();
}
