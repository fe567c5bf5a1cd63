//! The simulator against the appliance.

use gatehouse_tests::{Folder, Server, assert_refused, told};
use reqwest::Method;
use serde_json::Value;

use crate::{simulate, summary};

/// A key that may do what agents do.
fn key(folder: &Folder) -> String {
    let made = folder.gatehouse(&["api-key", "create", "--label", "agents"], "");
    assert!(made.status.success(), "{}", told(&made));
    let shown = String::from_utf8(made.stdout).unwrap();
    shown.split_whitespace().find(|word| word.starts_with("gh_")).unwrap().to_owned()
}

async fn get(server: &Server, key: &str, path: &str) -> Value {
    let client = server.anonymous();
    client.send(client.request(Method::GET, path).header("x-api-key", key)).await.expect(200)
}

#[tokio::test]
async fn the_appliance_takes_what_agents_send() {
    let folder = Folder::initialized();
    let key = key(&folder);
    let server = Server::start(&folder);
    let options =
        ["--count", "20", "--connections", "8", "--rate", "60", "--duration", "4s", "--poll-every", "2s"];
    let summary = summary(&simulate(&server.url, &key, &[&options[..], &["--json"]].concat()));
    assert_eq!(summary["errors"], serde_json::json!({}), "{summary}");
    for operation in ["alerts", "polls", "crash_logs", "quarantined_files"] {
        assert!(summary["operations"][operation]["done"].as_u64().unwrap() > 0, "{operation}: {summary}");
    }

    let done = &summary["operations"]["alerts"]["done"];
    assert_eq!(
        get(&server, &key, "/alerts").await["data"].as_array().unwrap().len() as u64,
        done.as_u64().unwrap()
    );
    let agents = get(&server, &key, "/agents").await;
    let agents = agents["data"].as_array().unwrap();
    assert_eq!(agents.len(), 20);
    assert!(agents.iter().all(|agent| agent["last_poll"].is_string()), "{agents:?}");
    let unseen: u64 = agents.iter().map(|agent| agent["unseen_crash_logs"].as_u64().unwrap()).sum();
    assert_eq!(summary["operations"]["crash_logs"]["done"], unseen);

    let again = crate::summary(&simulate(&server.url, &key, &["--rate", "0", "--alerts", "700", "--json"]));
    assert_eq!(again["operations"]["alerts"]["done"], 700);
    let total = get(&server, &key, "/alerts/paginated?per_page=1").await["pagination"]["total"].clone();
    assert_eq!(total.as_u64().unwrap(), done.as_u64().unwrap() + 700, "each of the second run is new");
    assert_refused(&simulate(&server.url, "gh_unknown", &["--alerts", "1"]), &["gatehouse api-key create"]);
}

#[tokio::test]
async fn the_appliances_certificate_is_believed_when_its_ca_is_given() {
    let folder = Folder::initialized();
    let key = key(&folder);
    let server = Server::start_with(&folder, &["--tls", "auto"]);
    assert_refused(&simulate(&server.url, &key, &["--alerts", "5"]), &["--ca-file", "/api/console/ca.pem"]);
    let ca = folder.data().join("tls/ca.pem");
    let few = ["--rate", "0", "--alerts", "5", "--no-crash-logs", "--json"];
    for trust in [&["--ca-file", ca.to_str().unwrap()][..], &["--insecure"]] {
        let summary = summary(&simulate(&server.url, &key, &[&few[..], trust].concat()));
        assert_eq!(summary["operations"]["alerts"]["done"], 5);
    }
    let unlike = Folder::initialized();
    drop(Server::start_with(&unlike, &["--tls", "auto"]));
    let ca = unlike.data().join("tls/ca.pem");
    assert_refused(&simulate(&server.url, &key, &["--ca-file", ca.to_str().unwrap()]), &["--ca-file"]);
}
