//! Process alerts over the endpoint API, and the same in the console.

use axum::http::{Request, StatusCode};
use gatehouse_core::access::KeyPermission;
use serde_json::{Value, json};

use crate::callers::{Credential, report};
use crate::support::{ADMIN, Client, House, VIEWER, house};

/// Reports and answers the alerts' ids.
async fn reported(client: &mut Client, key: &Credential, reports: &[Value]) -> Vec<String> {
    let mut ids = Vec::new();
    for report in reports {
        let got = client.api("POST", "/alerts", key, Some(report.clone())).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text);
        ids.push(got.json()["data"]["entity_id"].as_str().unwrap().to_owned());
    }
    ids
}

/// Three alerts of two processes by two agents.
async fn three(house: &House) -> (Client, Credential, Vec<String>) {
    let key = house.key(KeyPermission::Full).await;
    let mut client = house.client();
    let mut last = report("b", "calc.exe");
    last["detected_at"] = json!(1_623_456_790);
    let reports = [report("a", "calc.exe"), report("a", "evil.exe"), last];
    let ids = reported(&mut client, &key, &reports).await;
    (client, key, ids)
}

#[tokio::test]
async fn an_alert_goes_in_and_comes_out_as_the_seed_shows() {
    let house = house().await;
    let key = house.key(KeyPermission::Full).await;
    let mut client = house.client();
    let mut sent = report("agent_id", "suspicious.exe");
    sent["sensor"] = json!({"ring": 0});
    let got = client.api("POST", "/alerts", &key, Some(sent.clone())).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let id = got.json()["data"]["entity_id"].clone();
    let organization = house.principal.scope().org().to_string();
    assert_eq!(
        got.json(),
        json!({"success": true, "data": {
            "entity_id": id, "organization_id": organization, "agent_id": "agent_id",
            "hostname": "host.example.com", "process_name": "suspicious.exe"
        }})
    );
    let again = client.api("POST", "/alerts", &key, Some(sent)).await;
    assert_eq!(again.json()["data"]["entity_id"], id, "a retry answers the first");

    let listed = client.api("GET", "/alerts", &key, None).await;
    assert_eq!(listed.header("content-type"), "application/json");
    assert_eq!(listed.header("cache-control"), "no-store");
    let alerts = listed.json()["data"].as_array().unwrap().clone();
    assert_eq!(alerts.len(), 1);
    for (field, value) in [
        ("entity_id", id),
        ("organization_id", json!(organization)),
        ("agent_id", json!("agent_id")),
        ("process_file_path", json!("C:\\path\\to\\suspicious.exe")),
        ("process_md5", json!("d41d8cd98f00b204e9800998ecf8427e")),
        ("alert_time", json!("2021-06-12T00:13:09.000Z")),
        ("action_taken", json!("blocked")),
        ("dismissed", json!(false)),
        ("md5", json!(null)),
        ("extra", json!({"sensor": {"ring": 0}})),
    ] {
        assert_eq!(alerts[0][field], value, "{field}");
    }
}

#[tokio::test]
async fn lists_pages_and_counts_follow_the_filters() {
    let house = house().await;
    let (mut client, _, ids) = three(&house).await;
    let viewer = house.token(VIEWER).await;
    let mut seen = async |path: &str| {
        let got = client.api("GET", path, &viewer, None).await;
        assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.text);
        got.json()
    };
    let order = |answer: &Value| {
        let rows = answer["data"].as_array().unwrap().iter();
        rows.map(|row| row["entity_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let newest_first: Vec<String> = ids.iter().rev().cloned().collect();
    assert_eq!(order(&seen("/alerts").await), newest_first);
    assert_eq!(order(&seen("/alerts?agent_id=b&unknown=1&unknown=2").await), newest_first[..1]);
    assert_eq!(order(&seen("/alerts?dismissed=true").await), Vec::<String>::new());
    let page = seen("/alerts/paginated?page=2&per_page=2").await;
    assert_eq!(order(&page), newest_first[2..]);
    assert_eq!(page["pagination"], json!({"page": 2, "per_page": 2, "total": 3, "pages": 2}));
    let beyond = seen("/alerts/paginated?page=18446744073709551615&per_page=100").await;
    assert_eq!(order(&beyond), Vec::<String>::new());
    assert_eq!(seen("/alerts/paginated").await["pagination"]["per_page"], 10);
    assert_eq!(seen("/alerts/count?agent_id=a").await, json!({"success": true, "data": {"total": 2}}));

    let groups = seen("/collapsed-alerts/paginated").await;
    assert_eq!(groups["pagination"]["total"], 2);
    let group = &groups["data"][0];
    assert_eq!((&group["process_name"], &group["count"]), (&json!("calc.exe"), &json!(2)));
    assert_eq!(group["alert_ids"], json!([ids[2], ids[0]]));
    assert_eq!(group["first_alert_time"], "2021-06-12T00:13:09.000Z");
    assert_eq!(group["last_alert_time"], "2021-06-12T00:13:10.000Z");
    let evil = seen("/collapsed-alerts/paginated?process_name=evil.exe&hostname=host.example.com").await;
    assert_eq!((&evil["pagination"]["total"], &evil["data"][0]["entity_id"]), (&json!(1), &json!(ids[1])));
    assert_eq!(seen("/collapsed-alerts/paginated?hostname=other").await["data"], json!([]));
}

#[tokio::test]
async fn queries_that_make_no_sense_are_refused_by_name() {
    let house = house().await;
    let viewer = house.token(VIEWER).await;
    let mut client = house.client();
    for path in ["/alerts/paginated", "/collapsed-alerts/paginated"] {
        for (query, field) in [
            ("page=0", "page"),
            ("page=-1", "page"),
            ("page=two", "page"),
            ("page=1&page=2", "page"),
            ("per_page=0", "per_page"),
            ("per_page=101", "per_page"),
            ("dismissed=yes", "dismissed"),
            ("dismissed=true&dismissed=true", "dismissed"),
            ("agent_id=a&agent_id=b", "agent_id"),
        ] {
            let got = client.api("GET", &format!("{path}?{query}"), &viewer, None).await;
            assert_eq!(got.status, StatusCode::BAD_REQUEST, "{query}: {}", got.text);
            let message = got.json()["message"].as_str().unwrap().to_owned();
            assert!(message.starts_with(&format!("{field}: ")), "{query}: {message}");
        }
    }
    let got = client.api("GET", "/alerts?dismissed=1", &viewer, None).await;
    assert_eq!(got.json()["message"], "dismissed: must be true or false");
}

#[tokio::test]
async fn dismissing_keeps_who_and_why_and_can_be_undone() {
    let house = house().await;
    let (mut client, _, ids) = three(&house).await;
    let viewer = house.token(VIEWER).await;
    let one = json!({"entity_id": ids[0], "dismissal_reason": "False positive"});
    let got = client.api("POST", "/alerts/dismiss", &viewer, Some(one)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    let data = got.json()["data"].clone();
    assert_eq!((&data["entity_id"], &data["dismissal_reason"]), (&json!(ids[0]), &json!("False positive")));
    assert_eq!(data["dismissed_by"], VIEWER);

    let many = json!({"entity_ids": [ids[1], ids[2]], "dismissal_reason": "Test run"});
    let got = client.api("POST", "/alerts/dismiss-multiple", &viewer, Some(many)).await;
    assert_eq!(got.json()["data"].as_array().unwrap().len(), 2, "{}", got.text);
    let counted = client.api("GET", "/alerts/count?dismissed=true", &viewer, None).await;
    assert_eq!(counted.json()["data"]["total"], 3);

    let back = client.api("POST", "/alerts/restore", &viewer, Some(json!({"entity_id": ids[0]}))).await;
    assert_eq!(back.json()["data"]["dismissed"], false, "{}", back.text);
    let back = client.api("POST", "/alerts/restore", &viewer, Some(json!({"entity_ids": ids}))).await;
    assert_eq!(back.json()["data"].as_array().unwrap().len(), 3, "{}", back.text);
    let counted = client.api("GET", "/alerts/count?dismissed=false", &viewer, None).await;
    assert_eq!(counted.json()["data"]["total"], 3);
}

#[tokio::test]
async fn dismissing_and_restoring_hold_to_the_version_that_was_seen() {
    let house = house().await;
    let (mut client, _, ids) = three(&house).await;
    let viewer = house.token(VIEWER).await;
    let mut send = async |path: &str, version: Value| {
        let body = json!({"entity_id": ids[0], "dismissal_reason": "x", "version": version});
        client.api("POST", path, &viewer, Some(body)).await
    };
    for (path, stale, seen, next) in
        [("/alerts/dismiss", json!("99"), json!("1"), "2"), ("/alerts/restore", json!(1), json!(2), "3")]
    {
        let got = send(path, stale).await;
        assert_eq!(got.status, StatusCode::CONFLICT, "{}", got.text);
        let got = send(path, seen).await;
        assert_eq!(
            (got.status, &got.json()["data"]["version"]),
            (StatusCode::OK, &json!(next)),
            "{}",
            got.text
        );
    }
    let body = json!({"entity_ids": ids, "version": "1"});
    let got = client.api("POST", "/alerts/restore", &viewer, Some(body)).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
    assert!(got.json()["message"].as_str().unwrap().starts_with("version: "), "{}", got.text);
}

#[tokio::test]
async fn dismissing_is_all_or_nothing() {
    let house = house().await;
    let (mut client, _, ids) = three(&house).await;
    let viewer = house.token(VIEWER).await;
    let nobody = "0198b2f0-0000-7000-8000-000000000000";
    for path in ["/alerts/dismiss-multiple", "/alerts/restore"] {
        let mut send = async |entity_ids: Value| {
            let body = json!({"entity_ids": entity_ids, "dismissal_reason": "x"});
            client.api("POST", path, &viewer, Some(body)).await
        };
        let got = send(json!([ids[0], nobody, "alert_id_2"])).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{}", got.text);
        assert!(got.text.contains(nobody) && got.text.contains("alert_id_2"), "{}", got.text);
        assert!(!got.text.contains(&ids[0]), "{}", got.text);
        for wrong in [json!([]), json!(vec![nobody; 1001]), json!("x"), json!([7]), json!(null)] {
            let got = send(wrong).await;
            assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
            assert!(got.json()["message"].as_str().unwrap().starts_with("entity_ids"), "{}", got.text);
        }
    }
    let got = client.api("POST", "/alerts/dismiss", &viewer, Some(json!({"entity_id": ids[0]}))).await;
    assert_eq!(got.json()["message"], "dismissal_reason: is missing");
    for reason in ["x".repeat(1001), "a\0b".into()] {
        let body = json!({"entity_id": ids[0], "dismissal_reason": reason});
        let got = client.api("POST", "/alerts/dismiss", &viewer, Some(body)).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
        assert!(got.json()["message"].as_str().unwrap().starts_with("dismissal_reason: "), "{}", got.text);
    }
    let counted = client.api("GET", "/alerts/count?dismissed=true", &viewer, None).await;
    assert_eq!(counted.json()["data"]["total"], 0);
}

#[tokio::test]
async fn a_thousand_are_dismissed_in_one_call() {
    let house = house().await;
    let (key, viewer) = (house.key(KeyPermission::Full).await, house.token(VIEWER).await);
    let mut client = house.client();
    let numbered = |pid: u32| {
        let mut body = report("a", "calc.exe");
        body["pid"] = json!(pid);
        body
    };
    let ids = reported(&mut client, &key, &(1..=1000).map(numbered).collect::<Vec<_>>()).await;
    let body = json!({"entity_ids": ids, "dismissal_reason": "Test run"});
    let got = client.api("POST", "/alerts/dismiss-multiple", &viewer, Some(body)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert_eq!(got.json()["data"].as_array().unwrap().len(), 1000);
    for (dismissed, total) in [(true, 1000), (false, 0)] {
        let path = format!("/alerts/count?dismissed={dismissed}");
        let counted = client.api("GET", &path, &viewer, None).await;
        assert_eq!(counted.json()["data"]["total"], total, "{path}");
    }
}

#[tokio::test]
async fn the_longest_path_is_kept_whole() {
    let house = house().await;
    let key = house.key(KeyPermission::Full).await;
    let mut client = house.client();
    let longest = format!("C:\\{}", "x".repeat(32_764));
    assert_eq!(longest.len(), 32_767);
    for field in ["process_path", "file_path"] {
        let mut beyond = report("a", "calc.exe");
        beyond[field] = json!(format!("{longest}x"));
        let got = client.api("POST", "/alerts", &key, Some(beyond)).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
        assert!(got.json()["message"].as_str().unwrap().starts_with(&format!("{field}: ")), "{}", got.text);
    }
    let mut body = report("a", "calc.exe");
    (body["process_path"], body["file_path"]) = (json!(longest), json!(longest));
    reported(&mut client, &key, &[body]).await;
    let listed = client.api("GET", "/alerts", &key, None).await.json();
    let alerts = listed["data"].as_array().unwrap();
    assert_eq!(alerts.len(), 1);
    for field in ["process_file_path", "file_path"] {
        assert!(alerts[0][field] == json!(longest), "{field} is another one");
    }
}

#[tokio::test]
async fn an_id_of_32_kilobytes_is_nobodys() {
    let house = house().await;
    let admin = house.token(ADMIN).await;
    let mut client = house.client();
    let long = "x".repeat(32 << 10);
    for (method, path) in [("GET", "/crash_logs/download"), ("DELETE", "/agents")] {
        let got = client.api(method, &format!("{path}/{long}"), &admin, None).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{method} {path}: {}", got.text);
        let message = got.json()["message"].as_str().unwrap_or_default().to_owned();
        assert!((1..200).contains(&message.len()), "{method} {path}: {message}");
        assert_eq!(got.json(), json!({"success": false, "message": message}), "{method} {path}");
    }
    // An agent that nobody has left no crash logs, however its id looks.
    let got = client.api("GET", &format!("/crash_logs/{long}"), &admin, None).await;
    assert_eq!((got.status, &got.json()["data"]), (StatusCode::OK, &json!([])), "{}", got.text);
}

#[tokio::test]
async fn reports_that_do_not_fit_store_nothing() {
    let house = house().await;
    let Credential::Key(key) = house.key(KeyPermission::Full).await else { panic!("a key") };
    let mut client = house.client();
    let mut send = async |media_type: &str, body: Vec<u8>| {
        let request = Request::post("/alerts").header("x-api-key", &key).header("content-type", media_type);
        client.send(request.body(body.into()).unwrap()).await
    };
    let with = |field: &str, value: Value| {
        let mut body = report("a", "calc.exe");
        body[field] = value;
        body.to_string().into_bytes()
    };
    for (field, value) in [
        ("uuid", json!("a b")),
        ("hostname", json!(5)),
        ("process_md5", json!("xyz")),
        ("sha256", json!("00")),
        ("pid", json!(-1)),
        ("file_size", json!(1.5)),
        ("process_name", json!("a\u{0}b")),
        ("process_path", json!("x".repeat(40_000))),
        ("detected_at", json!(-1)),
        ("detected_at", json!(99_999_999_999_u64)),
    ] {
        let got = send("application/json", with(field, value)).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{field}: {}", got.text);
        assert!(got.json()["message"].as_str().unwrap().starts_with(&format!("{field}: ")), "{}", got.text);
    }
    for body in [&b""[..], b"{", b"[]", b"null", b"{\"uuid\":\"\xff\"}", br#"{"uuid":"a","uuid":"b"}"#] {
        let got = send("application/json", body.to_vec()).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{}", got.text);
    }
    assert_eq!(send("text/plain", b"{}".to_vec()).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let large = with("note", json!("x".repeat(300 << 10)));
    assert_eq!(send("application/json", large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let viewer = house.token(VIEWER).await;
    let counted = house.client().api("GET", "/alerts/count", &viewer, None).await;
    assert_eq!(counted.json()["data"]["total"], 0);
}

#[tokio::test]
async fn a_retry_is_known_by_its_key() {
    let house = house().await;
    let key = house.key(KeyPermission::Full).await;
    let mut client = house.client();
    let mut send = async |idempotency: &str, process: &str| {
        let fields = [("idempotency-key", idempotency)];
        client.api_with("POST", "/alerts", &key, &fields, Some(report("a", process))).await
    };
    let first = send("k-1", "calc.exe").await.json()["data"]["entity_id"].clone();
    assert_eq!(send("k-1", "other.exe").await.json()["data"]["entity_id"], first);
    assert_ne!(send("k-2", "other.exe").await.json()["data"]["entity_id"], first);
    let got = send(&"k".repeat(256), "calc.exe").await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    assert!(got.text.contains("Idempotency-Key"), "{}", got.text);
}

#[tokio::test]
async fn the_console_sees_the_same_alerts() {
    let house = house().await;
    let (_, _, ids) = three(&house).await;
    let mut admin = house.signed_in(ADMIN).await;
    let page = admin.get("/api/console/process-groups?process=calc.exe").await.json();
    assert_eq!((&page["total"], &page["items"][0]["count"]), (&json!(1), &json!(2)));
    assert_eq!(page["items"][0]["newest"]["severity"], "MEDIUM");
    let one = admin.get(&format!("/api/console/process-alerts/{}", ids[1])).await.json();
    assert_eq!((&one["processName"], &one["hasFile"]), (&json!("evil.exe"), &json!(false)));
    assert_eq!(admin.get("/api/console/process-alerts?agent=a").await.json()["total"], 2);

    let body = json!({"ids": [ids[1]], "reason": "Known tool"});
    let got = admin.post("/api/console/process-alerts/dismiss", &body).await;
    assert_eq!((got.status, got.json()), (StatusCode::OK, json!({"changed": 1})), "{}", got.text);
    let one = admin.get(&format!("/api/console/process-alerts/{}", ids[1])).await.json();
    assert_eq!((&one["dismissalReason"], &one["dismissedBy"]), (&json!("Known tool"), &json!(ADMIN)));
    let got = admin.post("/api/console/process-alerts/restore", &json!({"ids": [ids[1]]})).await;
    assert_eq!(got.json(), json!({"changed": 1}));
    let nobody = json!({"ids": ["x"], "reason": ""});
    assert_eq!(
        admin.post("/api/console/process-alerts/dismiss", &nobody).await.status,
        StatusCode::NOT_FOUND
    );
    let got = admin.post(&format!("/api/console/process-alerts/{}/file-link", ids[1]), &json!({})).await;
    assert_eq!(got.status, StatusCode::NOT_FOUND, "no file came: {}", got.text);
}
