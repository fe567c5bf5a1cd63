//! What simulated agents send, field by field.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::standin::{Asked, KEY, StandIn};
use crate::{simulate, summary};

/// The fields of `POST /alerts` as published, with an example of each for its type.
fn published() -> Value {
    json!({
        "uuid": "", "version": "", "hostname": "", "ip_address": "", "mac_address": "", "pid": 0,
        "process_name": "", "process_path": "", "process_md5": "", "process_sha1": "", "process_sha256": "",
        "parent_pid": 0, "parent_process_name": "", "parent_process_path": "", "file_path": "", "file_size": 0,
        "md5": "", "sha1": "", "sha256": "", "quarantine_file_name": "", "action_taken": "", "detected_at": 0
    })
}

fn unix_now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

fn text<'a>(body: &'a Value, field: &str) -> &'a str {
    body[field].as_str().unwrap_or_else(|| panic!("{field} of {body}"))
}

#[track_caller]
fn check(body: &Value, earliest: u64) {
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(fields(body), fields(&published()));
    for (field, example) in published().as_object().unwrap() {
        assert_eq!(body[field].is_string(), example.is_string(), "{field} of {body}");
        assert!(
            example.is_string() || body[field].as_u64().is_some_and(|number| number > 0),
            "{field} of {body}"
        );
        assert!(field == "quarantine_file_name" || body[field] != "", "{field} of {body}");
    }
    for (field, digits) in [("md5", 32), ("sha1", 40), ("sha256", 64)] {
        for field in [field.to_owned(), format!("process_{field}")] {
            let hash = text(body, &field);
            assert!(
                hash.len() == digits && hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{field}: {hash}"
            );
        }
    }
    assert!((earliest..=unix_now()).contains(&body["detected_at"].as_u64().unwrap()), "{body}");
    let known = ["blocked", "terminated", "quarantined", "alerted", "allowed"];
    assert!(known.contains(&text(body, "action_taken")), "{body}");
    assert_eq!(text(body, "action_taken") == "quarantined", body["quarantine_file_name"] != "", "{body}");
    text(body, "ip_address").parse::<std::net::Ipv4Addr>().unwrap();
    assert_eq!(text(body, "mac_address").split(':').count(), 6, "{body}");
    let separator = if text(body, "process_path").starts_with('/') { '/' } else { '\\' };
    let last = text(body, "process_path").rsplit(separator).next();
    assert_eq!(last, Some(text(body, "process_name")), "{body}");
    for field in ["process_path", "parent_process_path", "file_path"] {
        assert!(text(body, field).contains(separator), "{field} of one system: {body}");
        assert!(!text(body, field).contains('<'), "{field} is filled in: {body}");
    }
}

/// Each agent's host name, address and version; fails when an agent changes.
fn agents(alerts: &[Asked]) -> BTreeMap<String, Vec<Value>> {
    let mut agents = BTreeMap::new();
    for alert in alerts {
        let body = alert.json();
        let about: Vec<Value> = ["hostname", "ip_address", "mac_address", "version"]
            .iter()
            .map(|field| body[field].clone())
            .collect();
        let known = agents.entry(text(&body, "uuid").to_owned()).or_insert_with(|| about.clone());
        assert_eq!(*known, about);
    }
    agents
}

#[test]
fn every_alert_has_every_published_field_and_is_new() {
    let server = StandIn::new();
    let earliest = unix_now();
    let options = ["--count", "25", "--rate", "0", "--alerts", "500", "--no-crash-logs", "--json"];
    let named = [&options[..], &["--idempotency-keys"]].concat();
    for _ in 0..2 {
        assert_eq!(summary(&simulate(&server.url(), KEY, &named))["operations"]["alerts"]["done"], 500);
    }
    let alerts = server.asked("/alerts");
    let (mut keys, mut contents, mut processes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for alert in &alerts {
        assert_eq!(alert.header("content-type"), "application/json");
        let body = alert.json();
        check(&body, earliest);
        keys.insert(alert.header("idempotency-key").to_owned());
        let content = ["uuid", "pid", "process_sha256", "file_path", "detected_at"]
            .map(|field| body[field].to_string());
        contents.insert(content);
        processes.insert(text(&body, "process_name").to_owned());
    }
    assert_eq!((keys.len(), contents.len()), (1000, 1000), "also of two runs with one seed");
    assert!(processes.len() > 8, "{processes:?}");
    let before = agents(&alerts);
    assert_eq!(before.len(), 25, "the same agents in both runs");
    let hosts: BTreeSet<String> = before.values().map(|about| about[0].to_string()).collect();
    assert_eq!(hosts.len(), 25, "each with a host name of its own");

    let other = StandIn::new();
    summary(&simulate(&other.url(), KEY, &[&options[..], &["--seed", "2"]].concat()));
    assert!(
        other.asked("/alerts").iter().all(|alert| alert.header("idempotency-key").is_empty()),
        "not asked for"
    );
    assert!(agents(&other.asked("/alerts")).keys().all(|uuid| !before.contains_key(uuid)), "another seed");
}

#[test]
fn a_history_is_as_old_as_was_asked_for_and_comes_in_order() {
    let server = StandIn::new();
    let earliest = unix_now();
    let options =
        ["--count", "1", "--rate", "0", "--alerts", "31", "--history", "30d", "--no-crash-logs", "--json"];
    summary(&simulate(&server.url(), KEY, &options));
    let times: Vec<u64> =
        server.asked("/alerts").iter().map(|alert| alert.json()["detected_at"].as_u64().unwrap()).collect();
    assert_eq!(times.len(), 31);
    assert!(times.is_sorted(), "{times:?}");
    let month = 30 * 24 * 3600;
    assert!((earliest - month..=unix_now() - month).contains(&times[0]), "{times:?}");
    assert!(times[30] > earliest - month / 30, "the last is about a day old: {times:?}");
}

#[test]
fn agents_poll_and_put_files_where_they_are_told() {
    let server = StandIn::new();
    // The first quarantined file comes after two and a half seconds.
    let options = ["--count", "12", "--connections", "3", "--rate", "40", "--duration", "4s", "--json"];
    let summary = summary(&simulate(&server.url(), KEY, &[&options[..], &["--poll-every", "2s"]].concat()));

    let polls = server.asked("/agents/poll");
    for poll in &polls {
        let body = poll.json();
        for field in [
            "uuid",
            "hostname",
            "os_type",
            "os_platform",
            "os_version_number",
            "os_version_detail",
            "agent_version",
        ] {
            assert!(!text(&body, field).is_empty(), "{body}");
        }
        assert_eq!(body.as_object().unwrap().len(), 7, "{body}");
    }
    let polled: BTreeSet<String> = polls.iter().map(|poll| poll.json()["uuid"].to_string()).collect();
    assert_eq!(polled.len(), 12, "everybody polls");

    let links = server.asked("/file-upload-url/");
    let puts = server.asked("/files/");
    assert_eq!(links.len(), puts.len());
    assert!(summary["operations"]["crash_logs"]["done"].as_u64().unwrap() >= 1, "{summary}");
    assert_eq!(summary["operations"]["quarantined_files"]["done"], 1, "{summary}");
    let alerts = server.asked("/alerts");
    for link in &links {
        let wanted = link.json();
        let name = text(&wanted, "fileName");
        let put = puts.iter().find(|put| put.path == format!("/files/{name}?signature=s")).unwrap();
        assert_eq!(put.header("content-type"), text(&wanted, "contentType"), "as promised");
        assert_eq!(put.header("x-api-key"), "", "the link is enough");
        assert!(put.body.len() > 32 << 10, "more than one piece: {}", put.body.len());
        let agent = text(&wanted["metadata"], "agent_id");
        assert!(agents(&alerts).contains_key(agent) || polled.contains(&format!("{agent:?}")), "{agent}");
        if link.path.ends_with("/crash_logs") {
            assert!(put.body.starts_with(b"PK") && name.ends_with(".zip"), "{name}");
            continue;
        }
        let alert = alerts.iter().map(Asked::json).find(|body| body["quarantine_file_name"] == name);
        assert_eq!(alert.unwrap()["uuid"], agent, "it is the alert's own file");
        assert!(put.body.starts_with(b"MZ"));
    }
}
