//! The published OpenAPI documents held against the real binary: schemathesis sends what they allow and what they do not,
//! and finds no failure of the server and no answer that they do not speak of.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use gatehouse_tests::{ADMIN, Client, Folder, PASSWORD, Server, run_script};
use serde_json::{Value, json};

const CRON_SECRET: &str = "a-secret-of-cron-0123456789";
const SIEM_TOKEN: &str = "a-token-of-a-siem-0123456789";

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A person in a breach, so that there is an alert, and an agent that was heard of.
struct House {
    server: Server,
    admin: Client,
    alert: String,
    agent: String,
    key: String,
    /// Removed last.
    _folder: Folder,
}

impl House {
    async fn open() -> Self {
        let folder = Folder::initialized();
        let people = "email,first_name,last_name\nada@acme.example,Ada,Byron\n";
        folder.import("employees", &folder.file("people.csv", people));
        let corpus = "email,breach,breach_date,source,data_classes,artifacts\n\
            ada@acme.example,Adobe,2013-10-04,HIBP,Passwords,\n";
        folder.import("corpus", &folder.file("corpus.csv", corpus));
        let server = Server::start_with(&folder, &["--tls", "off", "--cron-secret", CRON_SECRET]);
        let admin = server.admin().await;
        admin.post("/api/employees/scan", json!({})).await.expect(200);
        let alerts = admin.get("/api/console/alerts").await.expect(200);
        let key = admin.post("/api/console/api-keys", json!({"label": "agents"})).await.expect(201);
        let key = text(&key["key"]);
        let poll = json!({"uuid": "agent-1", "hostname": "host-1", "agent_version": "1.2.3"});
        let poll = admin.request(reqwest::Method::POST, "/agents/poll").header("x-api-key", &key).json(&poll);
        server.anonymous().send(poll).await.expect(200);
        let report = json!({"uuid": "agent-1", "hostname": "host-1", "process_name": "theirs.exe"});
        let report = admin.request(reqwest::Method::POST, "/alerts").header("x-api-key", &key).json(&report);
        server.anonymous().send(report).await.expect(200);
        let agents = admin.get("/api/console/agents").await.expect(200);
        let (alert, agent) = (text(&alerts["items"][0]["id"]), text(&agents["items"][0]["id"]));
        Self { server, admin, alert, agent, key, _folder: folder }
    }

    fn session(&self) -> String {
        let cookies = self.admin.session();
        let session = cookies.split("; ").find_map(|cookie| cookie.strip_prefix("gatehouse.session="));
        session.unwrap().to_owned()
    }

    /// Holds a document; `variables` are what its settings name. At least so many operations must have been answered with
    /// success: a run in which everything is refused shows nothing.
    async fn holds(self, name: &'static str, examples: u32, variables: Vec<(&str, String)>, succeed: usize) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let document = root.join(format!("docs/openapi/{name}.json")).display().to_string();
        let mut arguments = vec![document, name.to_owned(), self.server.url.clone(), examples.to_string()];
        arguments.extend(variables.into_iter().map(|(name, value)| format!("GATEHOUSE_TEST_{name}={value}")));
        let run = move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            run_script("openapi_check.py", &arguments)
        };
        let output = tokio::task::spawn_blocking(run).await.unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
        let told: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        assert_eq!(told["code"], 0, "{text}\n{}", self.server.log());
        assert_eq!(told["errors"], json!([]), "{text}");
        let operations = &told["operations"];
        assert_eq!(operations["tested"], operations["selected"], "{text}");
        let accepted = told["accepted"].as_array().unwrap();
        assert!(accepted.len() >= succeed, "only {accepted:?} succeeded:\n{text}");
        // The session lived to the end, and the server did as well.
        self.admin.get("/api/console/summary").await.expect(200);
        assert!(!self.server.log().contains("panic"), "{}", self.server.log());
        self.server.stop();
    }
}

#[tokio::test]
async fn the_exposure_api_is_as_its_document_says() {
    let house = House::open().await;
    house.admin.patch("/api/company", json!({"siemToken": SIEM_TOKEN})).await.expect(200);
    let preset = json!({"name": "Night shift", "scope": "PERSONAL", "layout": [], "widgets": []});
    let preset = house.admin.post("/api/dashboard/presets", preset).await.expect(201);
    let directory = json!({"type": "SCIM", "name": "Okta", "config": {}});
    let directory = house.admin.post("/api/directory", directory).await.expect(201);
    let session = house.admin.get("/api/auth/session").await.expect(200);
    let variables = vec![
        ("SESSION", house.session()),
        ("CRON_SECRET", CRON_SECRET.to_owned()),
        ("SIEM_TOKEN", SIEM_TOKEN.to_owned()),
        ("ALERT", house.alert.clone()),
        ("COMPANY", text(&session["user"]["companyId"])),
        ("PRESET", text(&preset["id"])),
        ("DIRECTORY", text(&directory["id"])),
    ];
    house.holds("exposure", 6, variables, 30).await;
}

#[tokio::test]
async fn the_console_s_api_is_as_its_document_says() {
    let house = House::open().await;
    let metrics = house.admin.post("/api/console/metrics-token", json!({})).await.expect(201);
    let reports = house.admin.get("/api/console/process-alerts").await.expect(200);
    let variables = vec![
        ("SESSION", house.session()),
        ("METRICS_TOKEN", text(&metrics["token"])),
        ("ALERT", house.alert.clone()),
        ("AGENT", house.agent.clone()),
        ("REPORT", text(&reports["items"][0]["id"])),
    ];
    house.holds("console", 6, variables, 30).await;
}

#[tokio::test]
async fn the_endpoint_api_is_as_its_document_says() {
    let house = House::open().await;
    let credentials = json!({"email": ADMIN, "password": PASSWORD});
    let signed_in = house.server.anonymous().post("/login", credentials).await.expect(200);
    let session = house.admin.get("/api/auth/session").await.expect(200);
    let variables = vec![
        ("TOKEN", text(&signed_in["user"]["access_token"])),
        ("API_KEY", house.key.clone()),
        ("AGENT", house.agent.clone()),
        ("ORGANIZATION", text(&session["user"]["companyId"])),
    ];
    house.holds("endpoint", 6, variables, 15).await;
}

#[tokio::test]
async fn scim_is_as_its_document_says() {
    let house = House::open().await;
    let made = json!({"type": "SCIM", "name": "Tester", "config": {}});
    let made = house.admin.post("/api/directory", made).await.expect(201);
    let (id, token) = (text(&made["id"]), text(&made["bearerToken"]));
    let fast = json!({"requestsPerMinute": 1_000_000});
    house.admin.patch(&format!("/api/directory/{id}"), fast).await.expect(200);
    let push = async |kind: &str, resource: Value| {
        let path = format!("/api/scim/{id}/{kind}");
        let request = house.admin.request(reqwest::Method::POST, &path).bearer_auth(&token).json(&resource);
        text(&house.server.anonymous().send(request).await.expect(201)["id"])
    };
    let user = push("Users", json!({"userName": "grace"})).await;
    let group = push("Groups", json!({"displayName": "Navy"})).await;
    let variables = vec![("CONNECTION", id), ("CONNECTION_TOKEN", token), ("USER", user), ("GROUP", group)];
    house.holds("scim", 6, variables, 18).await;
}
