//! What the one who runs the appliance sees of it: metrics, and a log by which a request can be followed.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{ADMIN, Folder, PASSWORD, Receiver, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// The value of the first line that begins so.
fn value(text: &str, start: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.starts_with(start))?;
    line.rsplit_once(' ')?.1.parse().ok()
}

fn files() -> (String, String) {
    let people = "email,first_name\nada@acme.example,Ada\ngrace@acme.example,Grace\n";
    let corpus = "email,breach,breach_date,source,data_classes,artifacts\n\
        ada@acme.example,Adobe,2013-10-04,HIBP,Passwords,\n";
    (people.into(), corpus.into())
}

#[tokio::test]
async fn metrics_follow_what_happens() {
    let folder = Folder::initialized();
    let (people, corpus) = files();
    folder.import("employees", &folder.file("people.csv", people));
    folder.import("corpus", &folder.file("corpus.csv", corpus));
    let made = folder.gatehouse(&["metrics-token", "create"], "");
    assert!(made.status.success());
    let token = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let receiver = Receiver::new();
    let server = Server::start_with(&folder, &["--tls", "off", "--connector-grants", &receiver.origin()]);
    let admin = server.admin().await;
    let channel = json!({"label": "Night watch", "channel": "WEBHOOK", "minSeverity": "LOW",
        "url": format!("{}/hook", receiver.origin()), "settings": {"allow_http": "true"}});
    admin.post("/api/webhooks", channel).await.expect(201);
    admin.post("/api/employees/scan", json!({})).await.expect(200);
    receiver.next();

    let watcher = server.anonymous();
    let begun = std::time::Instant::now();
    let text = loop {
        let request = watcher.request(Method::GET, "/metrics").bearer_auth(&token);
        let told = watcher.send(request).await;
        assert_eq!(told.status, 200, "{}", told.text);
        // The delivery is noted after the receiver answered, and the index follows within a second.
        let delivered =
            value(&told.text, "gatehouse_outbox_deliveries_total{channel=\"WEBHOOK\",outcome=\"delivered\"}");
        if delivered == Some(1.0) && value(&told.text, "gatehouse_index_behind_changes ") == Some(0.0) {
            break told.text;
        }
        assert!(begun.elapsed().as_secs() < 60, "{}", told.text);
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    };
    for (start, expected) in [
        ("gatehouse_jobs_total{kind=\"breach-scan\",outcome=\"succeeded\"}", 1.0),
        ("gatehouse_scan_lookups_total{provider=\"LOCAL\",outcome=\"answered\"}", 2.0),
        ("gatehouse_scan_lookups_total{provider=\"LOCAL\",outcome=\"failed\"}", 0.0),
        ("gatehouse_exposure_alerts_total ", 1.0),
        ("gatehouse_connector_calls_total{connector=\"webhook\",outcome=\"succeeded\"}", 1.0),
        ("gatehouse_outbox_waiting ", 0.0),
        ("gatehouse_jobs_due ", 0.0),
        ("gatehouse_index_complete ", 1.0),
        ("gatehouse_store_up ", 1.0),
    ] {
        assert_eq!(value(&text, start), Some(expected), "{start} in\n{text}");
    }
    for start in [
        "gatehouse_store_sync_duration_seconds_count ",
        "gatehouse_store_journal_bytes ",
        "gatehouse_disk_free_bytes ",
        "gatehouse_index_documents ",
        "process_resident_memory_bytes ",
        "process_open_fds ",
        "process_start_time_seconds ",
    ] {
        assert!(value(&text, start).unwrap() > 0.0, "{start} in\n{text}");
    }
    server.stop();

    assert!(folder.gatehouse(&["metrics-token", "delete"], "").status.success());
    let server = Server::start(&folder);
    let closed = server.anonymous();
    closed.send(closed.request(Method::GET, "/metrics").bearer_auth(&token)).await.expect(503);
    server.stop();
}

#[tokio::test]
async fn a_request_is_followed_through_log_audit_and_jobs_and_no_secret_is_told() {
    let folder = Folder::initialized();
    let (people, corpus) = files();
    folder.import("employees", &folder.file("people.csv", people));
    folder.import("corpus", &folder.file("corpus.csv", corpus));
    let cron = "a-secret-of-cron-0123456789";
    // Everything that could know a secret; the compiler of connectors could not, and says much.
    let filter = "info,gatehouse=debug,gatehouse_core=debug,gatehouse_web=debug,gatehouse_connector_host=debug,\
        connector=debug,hyper=debug,hyper_util=debug,reqwest=debug,rustls=debug,lettre=debug,ldap3=debug";
    let options = ["--tls", "off", "--log", filter, "--log-format", "json", "--cron-secret", cron];
    let server = Server::start_with(&folder, &options);
    let admin = server.admin().await;
    let session = admin.get("/api/auth/session").await.expect(200);
    let company = session["user"]["companyId"].as_str().unwrap().to_owned();
    let named = |method, path: &str, id: &str| admin.request(method, path).header("x-request-id", id);

    // A caller's own name is kept, on success and on refusal; what could harm the log is not.
    let scan = named(Method::POST, "/api/employees/scan", "scan-4711-0815").json(&json!({}));
    let scan = admin.send(scan).await;
    assert_eq!((scan.status, scan.header("x-request-id")), (200, Some("scan-4711-0815")));
    let missing = admin.send(named(Method::GET, "/api/console/alerts/1", "missing-4711")).await;
    assert_eq!((missing.status, missing.header("x-request-id")), (404, Some("missing-4711")));
    for harmful in ["short", "with space and more", &"x".repeat(65), "semi;colon;semi"] {
        let reply = admin.send(named(Method::GET, "/api/console/summary", harmful)).await;
        let given = reply.header("x-request-id").unwrap();
        assert!(given != harmful && given.len() == 36, "{harmful:?} became {given:?}");
    }
    let stranger = server.anonymous().get("/api/console/summary").await;
    assert!(stranger.status == 401 && stranger.header("x-request-id").is_some());

    // The job that the request caused knows it, and so does the audit log.
    let jobs = admin.get("/api/console/jobs?kind=breach-scan").await.expect(200);
    assert_eq!(jobs["items"][0]["requestId"], "scan-4711-0815");
    let audit = admin.get("/api/console/audit?limit=100").await.expect(200);
    let entries = audit["items"].as_array().unwrap();
    let started = entries.iter().find(|entry| entry["action"] == "scan.started").unwrap();
    assert_eq!(started["requestId"], "scan-4711-0815");
    assert!(
        entries.iter().any(|entry| entry["action"] == "session.created" && entry["requestId"].is_string())
    );

    // Secrets of every kind, in requests that succeed and in ones that fail.
    let secrets = [
        "hibp-key-5up3r-s3cret",
        "t0ken-of-a-siem-s3cret-1",
        "hook-path-s3cret-2",
        "ldap-bind-s3cret-3",
        "wrong-password-s3cret-4",
        "mail-password-s3cret-5",
    ];
    admin.post("/api/credentials", json!({"provider": "HIBP", "key": secrets[0]})).await.expect(201);
    admin.patch("/api/company", json!({"siemToken": secrets[1]})).await.expect(200);
    let channel =
        json!({"label": "x", "channel": "WEBHOOK", "url": format!("https://127.0.0.1:9/{}", secrets[2])});
    let channel = admin.post("/api/webhooks", channel).await.expect(201);
    admin
        .post(&format!("/api/webhooks/{}/test", channel["id"].as_str().unwrap()), json!({}))
        .await
        .expect(200);
    let directory = json!({"type": "LDAP", "name": "x", "config": {"host": "127.0.0.1", "port": 9, "bindDN": "cn=x",
        "bindPassword": secrets[3], "baseDN": "dc=x", "ssl": false}});
    let directory = admin.post("/api/directory", directory).await.expect(201);
    let path = format!("/api/directory/{}/test", directory["id"].as_str().unwrap());
    admin.post(&path, json!({})).await.expect(200);
    server.anonymous().sign_in(ADMIN, secrets[4]).await.expect(401);
    let mail = json!({"host": "127.0.0.1", "port": 9, "security": "starttls", "username": "x",
        "password": secrets[5], "from": "gate@acme.example"});
    admin.put("/api/console/mail", mail).await.expect(200);
    admin.post("/api/console/mail/test", json!({"to": "ada@acme.example"})).await.expect(200);
    let key = admin.post("/api/console/api-keys", json!({"label": "agents"})).await.expect(201);
    let metrics = admin.post("/api/console/metrics-token", json!({})).await.expect(201);
    let cookies = admin.session();
    server.signal("TERM");
    let log = server.ended();

    let made = [key["key"].as_str().unwrap(), metrics["token"].as_str().unwrap()];
    let cookies = cookies.split("; ").map(|cookie| cookie.split_once('=').unwrap().1);
    for secret in secrets.into_iter().chain(made).chain(cookies).chain([cron, PASSWORD]) {
        assert!(!log.contains(secret), "{secret} is in the log");
    }

    // Every line is an object, and a request's last line says all that there is to say.
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let of = |id: &str| {
        lines.iter().find(|line| line["span"]["id"] == id && line["target"] == "gatehouse::access")
    };
    let scan = of("scan-4711-0815").expect("the scan's line");
    assert_eq!(scan["fields"]["path"], "/api/employees/scan", "{scan}");
    assert_eq!(
        (&scan["fields"]["method"], &scan["fields"]["status"]),
        (&json!("POST"), &json!(200)),
        "{scan}"
    );
    assert!(scan["fields"]["milliseconds"].is_u64(), "{scan}");
    assert_eq!(scan["fields"]["organization"], company.as_str(), "{scan}");
    let missing = of("missing-4711").expect("the refused one's line");
    assert_eq!(missing["fields"]["path"], "/api/console/alerts/{id}", "no id is in it: {missing}");
}
