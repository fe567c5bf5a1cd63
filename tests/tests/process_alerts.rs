//! Process alerts through the real binary: told to somebody, found by search, and kept through power cuts.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use gatehouse_tests::{ADMIN, Client, Folder, PASSWORD, Receiver, Reply, Server, SmtpServer, told};
use reqwest::Method;
use serde_json::{Value, json};

fn key(folder: &Folder) -> String {
    let made = folder.gatehouse(&["api-key", "create", "--label", "agents"], "");
    assert!(made.status.success(), "{}", told(&made));
    String::from_utf8(made.stdout).unwrap().trim_end().to_owned()
}

fn report(pid: u32) -> Value {
    json!({
        "uuid": format!("agent-{}", pid % 7), "version": "1.2.3", "hostname": format!("DESK-{}", pid % 7),
        "ip_address": "192.168.1.100", "pid": pid, "process_name": "Mimikatz.exe",
        "process_path": "C:\\Users\\ada\\Downloads\\Mimikatz.exe",
        "process_sha256": "ab".repeat(32), "parent_process_name": "explorer.exe",
        "action_taken": "blocked", "detected_at": 1_700_000_000, "user_name": "ACME\\ada.lovelace",
    })
}

async fn post(client: &Client, key: &str, body: &Value) -> Option<Reply> {
    client.try_send(client.request(Method::POST, "/alerts").header("x-api-key", key).json(body)).await
}

#[tokio::test]
async fn an_alert_is_told_and_found_by_whatever_one_knows_of_it() {
    let folder = Folder::initialized();
    let (key, receiver) = (key(&folder), Receiver::new());
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &receiver.origin()]);
    let admin = server.admin().await;
    let channel = json!({"label": "SOC", "channel": "WEBHOOK", "minSeverity": "LOW",
        "url": format!("{}/hook", receiver.origin()), "settings": {"allow_http": "true"}});
    admin.post("/api/webhooks", channel).await.expect(201);

    let agent = server.anonymous();
    let stored = post(&agent, &key, &report(4)).await.unwrap().expect(200);
    let id = stored["data"]["entity_id"].as_str().unwrap().to_owned();
    let heard: Value = serde_json::from_str(&receiver.next().body).unwrap();
    let text = heard["text"].as_str().unwrap();
    assert_eq!(text, "blocked: Mimikatz.exe on DESK-4 (C:\\Users\\ada\\Downloads\\Mimikatz.exe)");
    assert_eq!((&heard["kind"], &heard["severity"]), (&json!("process_alert"), &json!("MEDIUM")));
    assert_eq!(heard["alertId"], json!(id));

    for query in [
        "mimikatz",
        "process:mimikatz.exe",
        "path:downloads",
        "\"C:\\\\Users\\\\ada\\\\Downloads\\\\Mimikatz.exe\"",
        "hash:abababababababababababababababababababababababababababababababab",
        "host:desk-4",
        "parent:explorer",
        "user:lovelace",
        "action:blocked",
        "agent:agent-4",
        "address:192.168.1.100",
        "mimi*",
    ] {
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let path = format!("/api/console/search?kind=process_alert&q={encoded}");
        let found = admin.until(&path, |found| found["total"] == 1).await;
        assert_eq!(found["hits"][0]["id"], json!(id), "{query}: {found}");
    }
    server.stop();
}

/// What a gateway was told to send.
fn text_message(gateway: &Receiver) -> Value {
    serde_json::from_str(&gateway.next().body).unwrap()
}

/// Takes the next mail, which must be to the contact, and answers its text.
fn mail_text(mail: &SmtpServer) -> String {
    let taken = mail.next();
    assert_eq!(taken["recipients"], json!(["soc@lumenfeld-optics.example"]));
    taken["content"].as_str().unwrap().split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[tokio::test]
async fn an_alert_is_told_as_preferred_in_the_agents_words() {
    let (mail, gateway) = (SmtpServer::start(&[]), Receiver::new());
    let folder = Folder::initialized();
    let key = key(&folder);
    let grants = format!("smtp://127.0.0.1:{},{}", mail.port, gateway.origin());
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &grants]);
    let admin = server.admin().await;
    let settings = json!({"host": "127.0.0.1", "port": mail.port, "security": "none",
        "from": "gate@lumenfeld-optics.example"});
    admin.put("/api/console/mail", settings).await.expect(200);
    let settings = json!({"baseUrl": gateway.origin(), "body": r#"{"to":"{to}","message":"{text}"}"#});
    admin.put("/api/console/sms", settings).await.expect(200);

    let client = server.anonymous();
    let login = client.post("/login", json!({"email": ADMIN, "password": PASSWORD})).await.expect(200);
    let token = login["user"]["access_token"].as_str().unwrap();
    let put = async |path: &str, change: Value| {
        client.send(client.request(Method::PUT, path).bearer_auth(token).json(&change)).await.expect(200)
    };
    let prefer = async |ways: &str| {
        let contact = json!({"contact_email": "soc@lumenfeld-optics.example",
            "contact_phone": "+1 (123) 456-7890", "notification_preferences": ways});
        put("/organization", contact).await
    };
    let poll = json!({"uuid": "agent-4", "hostname": "DESK-4"});
    let poll = client.request(Method::POST, "/agents/poll").header("x-api-key", &key).json(&poll);
    client.send(poll).await.expect(200);
    let template = "{process_name} on {hostname}: {action_taken}";
    let worded = json!({"entity_id": "agent-4", "alert_notification_message_template": template});
    put("/agents", worded).await;
    // Another process is another group: none is held back for being like one that was told.
    let alert = async |pid: u32, process: &str| {
        let mut alert = report(pid);
        alert["uuid"] = json!("agent-4");
        alert["hostname"] = json!("DESK-4");
        alert["process_name"] = json!(process);
        post(&client, &key, &alert).await.unwrap().expect(200)
    };
    let mailed = |process: &str| {
        let text = mail_text(&mail);
        assert!(text.starts_with(&format!("{process} on DESK-4: blocked\r\n")), "{process}: {text}");
    };
    let texted = |process: &str| {
        let message = format!("MEDIUM: {process} on DESK-4: blocked");
        assert_eq!(text_message(&gateway), json!({"to": "+11234567890", "message": message}));
    };

    prefer("email_and_sms").await;
    alert(1, "Mimikatz.exe").await;
    mailed("Mimikatz.exe");
    texted("Mimikatz.exe");

    prefer("email").await;
    alert(2, "Rubeus.exe").await;
    mailed("Rubeus.exe");
    // Text messages go out in order: that this one is the second says that the mailed alert had none.
    prefer("email_and_sms").await;
    alert(3, "Certify.exe").await;
    mailed("Certify.exe");
    texted("Certify.exe");

    put("/agents", json!({"entity_id": "agent-4", "alert_notification_type": "none"})).await;
    alert(4, "Seatbelt.exe").await;
    put("/agents", json!({"entity_id": "agent-4", "alert_notification_type": null})).await;
    alert(5, "Watson.exe").await;
    mailed("Watson.exe");
    texted("Watson.exe");
    server.stop();
    assert!(mail.rest() == 0 && gateway.rest().is_empty());
}

#[tokio::test]
async fn what_was_acknowledged_survives_power_cuts_once_and_whole() {
    let folder = Folder::initialized();
    let key = key(&folder);
    let (mut acknowledged, next) = (BTreeSet::new(), Arc::new(AtomicU32::new(0)));
    for _ in 0..6 {
        let server = Server::start(&folder);
        let (over, begun) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (client, key, next) = (server.anonymous(), key.clone(), Arc::clone(&next));
                let (over, begun) = (Arc::clone(&over), Arc::clone(&begun));
                tokio::spawn(async move {
                    let mut heard = Vec::new();
                    while !over.load(Ordering::Acquire) {
                        let pid = next.fetch_add(1, Ordering::AcqRel);
                        let Some(reply) = post(&client, &key, &report(pid)).await else { break };
                        heard
                            .push((pid, reply.expect(200)["data"]["entity_id"].as_str().unwrap().to_owned()));
                        begun.fetch_add(1, Ordering::AcqRel);
                    }
                    heard
                })
            })
            .collect();
        while begun.load(Ordering::Acquire) < 60 {
            tokio::task::yield_now().await;
        }
        server.kill();
        over.store(true, Ordering::Release);
        for task in tasks {
            acknowledged.extend(task.await.unwrap());
        }
    }

    let server = Server::start(&folder);
    let client = server.anonymous();
    // An agent that heard no answer sends again: what was stored is answered, what was lost is stored now.
    for pid in 0..next.load(Ordering::Acquire) {
        let id = post(&client, &key, &report(pid)).await.unwrap().expect(200)["data"]["entity_id"].clone();
        acknowledged.insert((pid, id.as_str().unwrap().to_owned()));
    }
    let total = next.load(Ordering::Acquire) as usize;
    assert_eq!(acknowledged.len(), total, "an acknowledged alert has another id after the cut");
    let list = client.request(Method::GET, "/alerts").header("x-api-key", &key);
    let list = client.send(list).await.expect(200)["data"].as_array().unwrap().clone();
    let listed: BTreeSet<(u32, String)> = list
        .iter()
        .map(|alert| {
            let pid = u32::try_from(alert["pid"].as_u64().unwrap()).unwrap();
            (pid, alert["entity_id"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!((listed.len(), list.len()), (total, total), "an alert is there twice");
    assert_eq!(listed, acknowledged);
    let page = async |path: &str| {
        client.send(client.request(Method::GET, path).header("x-api-key", &key)).await.expect(200)
    };
    assert_eq!(page("/alerts/paginated").await["pagination"]["total"], json!(total), "the kept count");
    let groups = page("/collapsed-alerts/paginated?per_page=100").await;
    let sum: u64 =
        groups["data"].as_array().unwrap().iter().map(|group| group["count"].as_u64().unwrap()).sum();
    assert_eq!((groups["data"].as_array().unwrap().len(), sum), (7, total as u64), "the kept groups");
    let admin = server.admin().await;
    let agents = admin.get("/api/console/agents").await.expect(200);
    let open: u64 =
        agents["items"].as_array().unwrap().iter().map(|agent| agent["openAlerts"].as_u64().unwrap()).sum();
    assert_eq!(open, total as u64, "the agents' own counts");
    admin.until("/api/console/search?kind=process_alert&q=", |found| found["total"] == json!(total)).await;
    server.stop();
}
