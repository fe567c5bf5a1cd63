//! What programs and strangers send over HTTP: nothing of it harms, each refusal comes in the API's own envelope.
#![allow(clippy::unwrap_used)]

use gatehouse_tests::{Client, Folder, Reply, Server};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const NOBODY: &str = "0198b2f0-0000-7000-8000-000000000000";

async fn send(
    client: &Client,
    method: Method,
    path: &str,
    media_type: &str,
    body: impl Into<Vec<u8>>,
) -> Reply {
    client.send(client.request(method, path).header("content-type", media_type).body(body.into())).await
}

/// Expects the envelope `{error, message?, field?, …}` and answers it.
#[track_caller]
fn refused(reply: &Reply, status: u16) -> Value {
    let envelope = reply.expect(status);
    assert!(envelope["error"].as_str().is_some_and(|error| !error.is_empty()), "{}", reply.text);
    let known = ["error", "message", "field", "position"];
    assert!(envelope.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "{envelope}");
    for leak in ["panicked", "src/", ".rs:", "redb", "serde"] {
        assert!(!reply.text.contains(leak), "{} tells of our insides", reply.text);
    }
    envelope
}

#[tokio::test]
async fn bodies_that_do_not_fit_are_refused_with_the_field_that_is_wrong() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let valid = json!({"label": "x", "url": "https://hooks.example/", "channel": "WEBHOOK"});
    let with = |field: &str, value: Value| {
        let mut body = valid.clone();
        body[field] = value;
        body.to_string()
    };
    let fields = [
        ("label", with("label", json!(null))),
        ("label", with("label", json!(5))),
        ("label", with("label", json!(["x"]))),
        ("label", with("label", json!(""))),
        ("url", with("url", json!({}))),
        ("url", with("url", json!("not a url"))),
        ("url", with("url", json!("ftp://hooks.example/"))),
        ("url", json!({"label": "x"}).to_string()),
        ("channel", with("channel", json!("PIGEON"))),
        ("channel", with("channel", json!("webhook"))),
        ("minSeverity", with("minSeverity", json!("URGENT"))),
        ("settings", with("settings", json!("x"))),
        ("settings.a", with("settings", json!({"a": 1}))),
    ];
    for (field, body) in fields {
        let envelope = refused(
            &send(&admin, Method::POST, "/api/webhooks", "application/json", body.clone()).await,
            400,
        );
        assert_eq!(envelope["field"], field, "{body}: {envelope}");
    }
    let deep = format!("{{\"label\":{}", "[".repeat(100_000));
    let malformed: [&[u8]; 8] =
        [b"", b"{", b"null", b"[]", b"\"x\"", b"{\"label\":\"\xff\"}", b"{}{}", deep.as_bytes()];
    for body in malformed {
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let reply = send(&admin, Method::POST, "/api/webhooks", "application/json", body).await;
        assert_eq!(reply.status, 400, "{shown}: {}", reply.text);
        refused(&reply, 400);
    }
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json", ""] {
        refused(&send(&admin, Method::POST, "/api/webhooks", media_type, valid.to_string()).await, 415);
    }
    // One byte too many, so that the client has sent all when it is refused.
    let padded = with("label", json!("x".repeat((1 << 20) + 1 - with("label", json!("")).len())));
    assert_eq!(padded.len(), (1 << 20) + 1);
    let large = refused(&send(&admin, Method::POST, "/api/webhooks", "application/json", padded).await, 413);
    assert!(large["message"].as_str().unwrap().contains("1 MiB"), "{large}");
    assert_eq!(admin.get("/api/webhooks").await.expect(200), json!([]), "nothing of it was stored");
}

#[tokio::test]
async fn an_alerts_status_is_one_of_three() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let path = format!("/api/alerts/{NOBODY}");
    for status in [json!("open"), json!("DONE"), json!(""), json!(null), json!(1), json!([])] {
        let envelope = refused(&admin.patch(&path, json!({ "status": status })).await, 400);
        assert_eq!((&envelope["error"], &envelope["field"]), (&json!("Invalid status"), &json!("status")));
    }
    refused(&admin.patch(&path, json!({"status": "OPEN"})).await, 404);
}

#[tokio::test]
async fn imports_are_files_of_the_right_type_and_size() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let people = "/api/console/employees/import";
    for media_type in ["application/json", "text/plain", "application/x-ndjson", ""] {
        refused(&send(&admin, Method::POST, people, media_type, "email\n").await, 415);
    }
    for body in [&b""[..], b"name\nAnna\n", b"\xff\xfe\x00", &[0; 5000]] {
        refused(&send(&admin, Method::POST, people, "text/csv", body).await, 400);
    }
    let report =
        send(&admin, Method::POST, people, "text/csv; charset=utf-8", "email\nnobody\na@b.example\n").await;
    let report = report.expect(200);
    assert_eq!((&report["added"], &report["rejected"][0]["line"]), (&json!(1), &json!(2)));
    let corpus = "/api/console/corpus/import";
    let lines = send(&admin, Method::POST, corpus, "application/x-ndjson", "{\n[]\n").await.expect(200);
    assert_eq!(lines["rejectedTotal"], 2);

    // A length that is announced and too large is refused before anything is read.
    let head = format!(
        "POST {people} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: {}\r\ncontent-type: text/csv\r\n\
         content-length: 99999999999\r\n\r\n",
        admin.session()
    );
    assert!(raw(&server, head.as_bytes()).await.starts_with("HTTP/1.1 413"));
}

#[tokio::test]
async fn queries_are_checked_and_the_wrong_one_named() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let wrong = [
        ("/api/console/alerts?limit=0", "limit"),
        ("/api/console/alerts?limit=201", "limit"),
        ("/api/console/alerts?limit=ten", "limit"),
        ("/api/console/employees?limit=-1", "limit"),
        ("/api/console/jobs?offset=99999999999999999999999", "offset"),
        ("/api/console/audit?offset=1000001", "offset"),
        ("/api/console/alerts?status=GONE", "status"),
        ("/api/console/alerts?severity=HIGH,WORSE", "severity"),
        ("/api/console/search?limit=101", "limit"),
        ("/api/console/search?sort=oldest", "sort"),
        ("/api/console/search?from=yesterday", "from"),
        ("/api/console/search?to=2026-02-30", "to"),
        ("/api/console/search?q=%22open", "q"),
        ("/api/console/search?q=nofield:x", "q"),
        ("/api/console/search?q=a%20AND", "q"),
    ];
    for (path, field) in wrong {
        let envelope = refused(&admin.get(path).await, 400);
        assert_eq!(envelope["field"], field, "{path}: {envelope}");
    }
    let open = refused(&admin.get("/api/console/search?q=anna%20(bert").await, 400);
    assert!(open["position"].is_u64(), "{open}");
    let long = format!("/api/console/search?q={}", "x".repeat(20_000));
    refused(&admin.get(&long).await, 400);
    let clauses = format!("/api/console/search?q={}", "a%20".repeat(3000));
    refused(&admin.get(&clauses).await, 400);
    refused(&admin.get(&format!("/api/console/employees?q={}", "x".repeat(201))).await, 400);
    // Odd, yet no harm: an answer, whatever it is, and never a fault.
    for path in
        ["?q=%ff%fe", "?q=%00", "?q=%", "?q=*", "?q=%F0%9F%90%8C", "?q=a&q=b", "?%5B%5D=1", "?q=-", "?q=())("]
    {
        let reply = admin.get(&format!("/api/console/search{path}")).await;
        assert!(matches!(reply.status, 200 | 400), "{path}: {} {}", reply.status, reply.text);
    }
}

#[tokio::test]
async fn what_is_not_there_answers_404_whatever_it_looks_like() {
    let folder = Folder::initialized();
    folder.import("employees", &folder.file("p.csv", "email\nanna@lumenfeld-optics.example\n"));
    let server = Server::start(&folder);
    let admin = server.admin().await;
    let person =
        admin.get("/api/console/employees").await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let garbage = "x".repeat(3000);
    // An id of another kind is as unknown as none.
    for id in [NOBODY, &person, "1", "null", "..%2F..%2Fetc", "%00", "%F0%9F%90%8C", "'%20OR%201=1", &garbage]
    {
        for path in ["/api/console/alerts", "/api/console/jobs"] {
            refused(&admin.get(&format!("{path}/{id}")).await, 404);
        }
        refused(&admin.patch(&format!("/api/alerts/{id}"), json!({"status": "OPEN"})).await, 404);
        refused(&admin.delete(&format!("/api/webhooks/{id}")).await, 404);
        refused(&admin.delete(&format!("/api/credentials/{id}")).await, 404);
        refused(&admin.post(&format!("/api/webhooks/{id}/test"), json!({})).await, 404);
        refused(&admin.post(&format!("/api/console/jobs/{id}/cancel"), json!({})).await, 404);
    }
    for path in ["/api", "/api/", "/api/nothing", "/api/console", "/api/auth/nothing", "/api//health", "/API"]
    {
        let reply = admin.get(path).await;
        if path.starts_with("/api") {
            refused(&reply, 404);
        }
        assert!(reply.status < 500, "{path}");
    }
    refused(&admin.post("/api/console/nothing", json!({})).await, 404);
    for (method, path) in [
        ("DELETE", "/api/health"),
        ("PUT", "/api/webhooks"),
        ("GET", "/api/employees/scan"),
        ("TRACE", "/api/health"),
    ] {
        let reply = admin.send(admin.request(method.parse().unwrap(), path)).await;
        refused(&reply, 405);
        assert!(reply.header("allow").is_some(), "{method} {path}");
    }
    let head = admin.send(admin.request(Method::HEAD, "/api/health")).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
}

/// Sends bytes as they are and reads until the server closes.
async fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.authority()).await.unwrap();
    // A server that refuses may close before it has read all.
    drop(stream.write_all(bytes).await);
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    String::from_utf8_lossy(&answer).into()
}

#[tokio::test]
async fn heads_are_bounded_and_noise_is_answered_or_cut() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let head =
        |fields: &str| format!("GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{fields}\r\n");
    assert!(raw(&server, head("").as_bytes()).await.starts_with("HTTP/1.1 200"));
    let huge = head(&format!("x-big: {}\r\n", "a".repeat(64 << 10)));
    assert!(raw(&server, huge.as_bytes()).await.starts_with("HTTP/1.1 431"));
    let flood: String = (0..5000).map(|n| format!("x-{n}: 1\r\n")).collect();
    assert!(raw(&server, head(&flood).as_bytes()).await.starts_with("HTTP/1.1 431"));
    let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(64 << 10));
    assert!(raw(&server, long.as_bytes()).await.starts_with("HTTP/1.1 4"));
    let noise = [
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\r\n\r\n\0\0\0\0\r\n\r\n",
    ];
    for bytes in noise {
        let answer = raw(&server, bytes.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{bytes:?}: {answer}");
    }
    // Two lengths, or a length and chunks: what a proxy and we might read differently is refused.
    for fields in
        ["content-length: 3\r\ncontent-length: 4\r\n", "content-length: -1\r\n", "transfer-encoding: x\r\n"]
    {
        let bytes = format!("POST /api/cron HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{fields}\r\nabcd");
        let answer = raw(&server, bytes.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{fields}: {answer}");
    }
    server.anonymous().get("/api/health").await.expect(200);
}

#[tokio::test]
async fn both_protocols_are_spoken_without_tls() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    for (client, version) in [
        (Client::new(&server.url), reqwest::Version::HTTP_11),
        (Client::http2(&server.url), reqwest::Version::HTTP_2),
    ] {
        let answer = client.request(Method::GET, "/api/health").send().await.unwrap();
        assert_eq!(answer.version(), version);
        assert_eq!(answer.text().await.unwrap(), r#"{"status":"ok","db":"up"}"#);
    }
}

#[tokio::test]
async fn every_request_has_a_name() {
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    let client = server.anonymous();
    let named = async |name: &str| {
        let reply =
            client.send(client.request(Method::GET, "/api/console/jobs").header("x-request-id", name)).await;
        reply.header("x-request-id").unwrap().to_owned()
    };
    let own = client.get("/api/health").await.header("x-request-id").unwrap().to_owned();
    assert_eq!(own.len(), 36);
    assert_eq!(named("proxy-7f3a_0001").await, "proxy-7f3a_0001", "a caller's own is kept");
    for odd in ["short", "with space in it", "{\"level\":\"error\"}", &"x".repeat(65)] {
        assert_ne!(named(odd).await, odd);
    }
    assert!(server.log().contains("proxy-7f3a_0001"), "the log knows it");
}
