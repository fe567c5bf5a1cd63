//! Two-factor sign-in as a member and an admin at the command line meet it.
#![allow(clippy::unwrap_used)]

use std::time::{SystemTime, UNIX_EPOCH};

use gatehouse_tests::{ADMIN, Client, Folder, PASSWORD, Reply, Server, assert_refused, told};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

/// The code of an authenticator app, so many steps from now.
fn code(secret: &str, step: u64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap().as_bytes().to_vec();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Builder::new().with_secret(secret).build().unwrap().generate(now + 30 * step).to_string()
}

/// Turns it on; answers the app's secret and the recovery codes.
async fn turn_on(client: &Client) -> (String, Value) {
    let begun = client.post("/api/console/account/mfa", json!({})).await.expect(200);
    let secret = begun["secret"].as_str().unwrap().to_owned();
    let shown =
        client.post("/api/console/account/mfa/confirm", json!({"code": code(&secret, 0)})).await.expect(200);
    (secret, shown["recoveryCodes"].clone())
}

async fn sign_in(client: &Client, otp: &str) -> Reply {
    let token = client.get("/api/auth/csrf").await.expect(200)["csrfToken"].clone();
    let body = json!({"csrfToken": token, "email": ADMIN, "password": PASSWORD, "otp": otp});
    client.post("/api/auth/callback/credentials", body).await
}

#[tokio::test]
async fn a_code_counts_once_even_across_a_restart() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let (secret, _) = turn_on(&admin).await;
    let needed = server.anonymous().sign_in(ADMIN, PASSWORD).await;
    assert_eq!(needed.expect(401)["error"], "CodeRequired");
    let next = code(&secret, 1);
    sign_in(&server.anonymous(), &next).await.expect(200);
    server.kill();

    let server = Server::start(&folder);
    assert_eq!(sign_in(&server.anonymous(), &next).await.expect(401)["error"], "CredentialsSignin");
    let kept = server.anonymous().with_session(&admin.session());
    assert_eq!(kept.get("/api/console/account").await.expect(200)["mfaEnabled"], true);
    assert!(!server.log().contains(&secret) && !server.log().contains(&next));
}

#[tokio::test]
async fn of_many_with_the_same_code_one_gets_in() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let (_, recovery) = turn_on(&server.admin().await).await;
    let recovery = recovery[0].as_str().unwrap().to_owned();
    let mut tries = Vec::new();
    for _ in 0..6 {
        let (client, code) = (server.anonymous(), recovery.clone());
        tries.push(tokio::spawn(async move { sign_in(&client, &code).await.status }));
    }
    let mut statuses = Vec::new();
    for one in tries {
        statuses.push(one.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401, 401, 401, 401, 401]);
}

#[tokio::test]
async fn who_lost_phone_and_codes_is_helped_at_the_command_line() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    turn_on(&admin).await;
    let session = admin.session();
    server.stop();
    let done = folder.gatehouse(&["user", "disable-mfa", ADMIN], "");
    assert!(done.status.success(), "{}", told(&done));
    assert_refused(&folder.gatehouse(&["user", "disable-mfa", ADMIN], ""), &["off already"]);
    assert_refused(
        &folder.gatehouse(&["user", "disable-mfa", "nobody@b.example"], ""),
        &["member not found"],
    );
    let server = Server::start(&folder);
    server.anonymous().with_session(&session).get("/api/console/account").await.expect(401);
    server.admin().await;
}
