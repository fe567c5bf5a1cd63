//! Further organizations on one appliance, made and shut at the command line.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Client, Folder, PASSWORD, Reply, Server, assert_refused, told};
use reqwest::Method;
use serde_json::json;

const WILL: &str = "will@watchers.example";
const WANDA: &str = "wanda@watched.example";

fn organization(folder: &Folder, arguments: &[&str]) -> String {
    let done = folder.gatehouse(&[&["organization"], arguments].concat(), &format!("{PASSWORD}\n"));
    assert!(done.status.success(), "{}", told(&done));
    String::from_utf8(done.stdout).unwrap()
}

fn with_two() -> Folder {
    let folder = Folder::initialized();
    organization(&folder, &["add", "--name", "Watchers", "--type", "mssp", "--admin-email", WILL]);
    let watched = ["add", "--name", "Watched", "--managed-by", "watchers", "--admin-email", WANDA];
    organization(&folder, &watched);
    folder
}

#[tokio::test]
async fn organizations_are_made_and_listed_and_their_admins_sign_in() {
    let folder = with_two();
    let listed = organization(&folder, &["list"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 3, "{listed}");
    assert!(lines[0].ends_with("client Lumenfeld Optics"), "{listed}");
    assert!(
        lines[1].ends_with("mssp   Watchers") && lines[2].ends_with("client Watched managed by Watchers")
    );

    let server = Server::start(&folder);
    let wanda = server.anonymous();
    wanda.sign_in(WANDA, PASSWORD).await.expect(200);
    let own = wanda.get("/api/console/organization").await.expect(200);
    assert_eq!((own["name"].as_str(), own["organizationType"].as_str()), (Some("Watched"), Some("client")));
    assert!(lines[1].starts_with(own["managedBy"].as_str().unwrap()), "{own}");
    server.stop();

    // A command that is about one organization says which, once there are several.
    assert_refused(&folder.gatehouse(&["user", "list"], ""), &["organization", "several"]);
    let listed = folder.gatehouse(&["user", "--organization", "Watched", "list"], "");
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains(WANDA) && !listed.contains(WILL), "{listed}");
    let people = folder.file("people.csv", "email\nzoe@watched.example\n");
    let people = ["import", "employees", people.to_str().unwrap(), "--organization", "Watched"];
    assert!(folder.gatehouse(&people, "").status.success());
}

#[test]
fn what_is_wrong_makes_no_organization() {
    let folder = with_two();
    for (arguments, words) in [
        (&["--name", "watchers", "--admin-email", "new@b.example"][..], &["already", "watchers"][..]),
        (&["--name", "New", "--admin-email", WILL], &["already belongs to a member"]),
        (&["--name", "New", "--admin-email", "nobody"], &["email"]),
        (&["--name", "New", "--admin-email", "n@b.example", "--managed-by", "Watched"], &["no MSSP"]),
        (
            &["--name", "New", "--admin-email", "n@b.example", "--managed-by", "Nobody"],
            &["Nobody was not found"],
        ),
    ] {
        let all = [&["organization", "add"], arguments].concat();
        assert_refused(&folder.gatehouse(&all, &format!("{PASSWORD}\n")), words);
    }
    assert_eq!(organization(&folder, &["list"]).lines().count(), 3);
}

#[tokio::test]
async fn a_disabled_organization_is_shut_and_opens_again() {
    let folder = with_two();
    let server = Server::start(&folder);
    let wanda = server.anonymous();
    wanda.sign_in(WANDA, PASSWORD).await.expect(200);
    let session = wanda.session();
    server.stop();
    organization(&folder, &["disable", "Watched"]);
    assert!(organization(&folder, &["list"]).lines().last().unwrap().ends_with("(disabled)"));
    let server = Server::start(&folder);
    let kept = |server: &Server| server.anonymous().with_session(&session);
    kept(&server).get("/api/console/organization").await.expect(401);
    server.anonymous().sign_in(WANDA, PASSWORD).await.expect(401);
    server.anonymous().sign_in(WILL, PASSWORD).await.expect(200);
    server.stop();
    organization(&folder, &["enable", "Watched"]);
    let server = Server::start(&folder);
    kept(&server).get("/api/console/organization").await.expect(200);
    server.stop();
    assert_refused(
        &folder.gatehouse(&["organization", "disable", "Lumenfeld Optics"], ""),
        &["runs this appliance"],
    );
}

/// An alert that an agent reports.
async fn report(client: &Client, key: &str, process: &str) -> Reply {
    let alert = json!({
        "uuid": "agent-1", "version": "1.2.3", "hostname": "DESK-1", "ip_address": "192.168.1.100",
        "pid": 1234, "process_name": process, "process_path": "C:\\Temp\\evil.exe",
        "process_sha256": "ab".repeat(32), "parent_process_name": "explorer.exe", "action_taken": "blocked",
        "detected_at": 1_700_000_000, "user_name": "WATCHED\\wanda",
    });
    client.send(client.request(Method::POST, "/alerts").header("x-api-key", key).json(&alert)).await
}

/// How many alerts there are, asked with a key.
async fn alerts(client: &Client, key: &str) -> Reply {
    client.send(client.request(Method::GET, "/alerts/paginated").header("x-api-key", key)).await
}

/// The agents, asked for with a member's access token.
async fn agents(client: &Client, token: &str) -> Reply {
    client.send(client.request(Method::GET, "/agents").bearer_auth(token)).await
}

#[tokio::test]
async fn keys_and_tokens_of_a_disabled_organization_open_nothing_until_it_is_enabled() {
    let folder = with_two();
    let made = folder.gatehouse(&["api-key", "--organization", "Watched", "create", "--label", "agents"], "");
    assert!(made.status.success(), "{}", told(&made));
    let key = String::from_utf8(made.stdout).unwrap().trim_end().to_owned();
    let credentials = json!({"email": WANDA, "password": PASSWORD});

    let server = Server::start(&folder);
    let client = server.anonymous();
    let login = client.post("/login", credentials.clone()).await.expect(200);
    let token = login["user"]["access_token"].as_str().unwrap();
    for process in ["Mimikatz.exe", "Rubeus.exe"] {
        report(&client, &key, process).await.expect(200);
    }
    assert_eq!(alerts(&client, &key).await.expect(200)["pagination"]["total"], 2);
    assert_eq!(agents(&client, token).await.expect(200)["data"][0]["entity_id"], "agent-1");
    server.stop();

    organization(&folder, &["disable", "Watched"]);
    let server = Server::start(&folder);
    let client = server.anonymous();
    report(&client, &key, "Certify.exe").await.expect(401);
    alerts(&client, &key).await.expect(401);
    agents(&client, token).await.expect(401);
    client.post("/login", credentials).await.expect(400);
    server.stop();

    organization(&folder, &["enable", "Watched"]);
    let server = Server::start(&folder);
    let client = server.anonymous();
    assert_eq!(
        alerts(&client, &key).await.expect(200)["pagination"]["total"],
        2,
        "nothing came in meanwhile"
    );
    agents(&client, token).await.expect(200);
    report(&client, &key, "Certify.exe").await.expect(200);
    assert_eq!(alerts(&client, &key).await.expect(200)["pagination"]["total"], 3);
    server.stop();
}
