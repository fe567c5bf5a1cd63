//! `gatehouse simulate agents` against a stand-in for the published API, and against the appliance itself.
#![allow(clippy::unwrap_used)]

mod appliance;
mod fields;
mod standin;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use gatehouse_tests::{assert_refused, binary, run, told};
use serde_json::Value;
use standin::{Asked, KEY, Mishap, StandIn};

/// Runs the simulator to its end.
pub(crate) fn simulate(url: &str, key: &str, options: &[&str]) -> Output {
    run(&[&["simulate", "agents", "--url", url, "--api-key", key], options].concat(), "")
}

/// Its summary as JSON, after a run in which every alert was taken.
#[track_caller]
pub(crate) fn summary(output: &Output) -> Value {
    assert!(output.status.success(), "{}", told(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The alerts that were taken, by their keys.
fn taken(alerts: &[Asked]) -> BTreeMap<String, Vec<u8>> {
    let taken = alerts.iter().filter(|alert| alert.answered == 200);
    taken.map(|alert| (alert.header("idempotency-key").to_owned(), alert.body.clone())).collect()
}

#[test]
fn an_alert_without_an_answer_is_sent_again_as_the_same_one() {
    let server = StandIn::new();
    for mishap in [
        Mishap::Closed,
        Mishap::Refused(503, "1"),
        Mishap::Refused(429, "0"),
        Mishap::Refused(502, ""),
        Mishap::Closed,
    ] {
        server.next_alert(mishap);
    }
    let options = [
        "--count",
        "4",
        "--connections",
        "2",
        "--rate",
        "0",
        "--alerts",
        "40",
        "--json",
        "--idempotency-keys",
    ];
    let summary = summary(&simulate(&server.url(), KEY, &[&options[..], &["--no-crash-logs"]].concat()));
    let figures = &summary["operations"]["alerts"];
    assert_eq!((figures["done"].as_u64(), figures["given_up"].as_u64()), (Some(40), Some(0)), "{summary}");
    assert_eq!(figures["retries"], 5, "{summary}");
    assert_eq!(summary["errors"], serde_json::json!({"429": 1, "502": 1, "503": 1, "no answer": 2}));

    let alerts = server.asked("/alerts");
    assert_eq!(alerts.len(), 45);
    assert_eq!(taken(&alerts).len(), 40, "none is lost and none is taken twice");
    for failed in alerts.iter().filter(|alert| alert.answered != 200) {
        let key = failed.header("idempotency-key");
        assert!(!key.is_empty());
        assert_eq!(taken(&alerts)[key], failed.body, "the same key is the same alert");
    }
    let busy = alerts.iter().position(|alert| alert.answered == 503).unwrap();
    let key = alerts[busy].header("idempotency-key");
    let again = alerts[busy + 1..].iter().find(|alert| alert.header("idempotency-key") == key).unwrap();
    assert!(again.at - alerts[busy].at >= Duration::from_millis(900), "it waits as it was told");
    let connections: BTreeSet<usize> = alerts.iter().map(|alert| alert.connection).collect();
    assert_eq!(connections.len(), 4, "two, and a new one for each that was closed: {connections:?}");
}

#[test]
fn a_refused_alert_is_given_up_and_said() {
    let server = StandIn::new();
    server.next_alert(Mishap::Refused(400, ""));
    let output = simulate(
        &server.url(),
        KEY,
        &["--rate", "0", "--alerts", "10", "--connections", "1", "--count", "3", "--idempotency-keys"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("alerts given up: 1") && told(&output).contains("400"),
        "{}",
        told(&output)
    );
    assert!(told(&output).contains("not now"), "the server's word: {}", told(&output));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("3 agents over 1 connections"), "the summary is there all the same: {shown}");
    assert_eq!(taken(&server.asked("/alerts")).len(), 9, "the others went on");
}

#[test]
fn what_is_wrong_at_the_start_is_said_with_what_to_do() {
    let server = StandIn::new();
    let refused = simulate(&server.url(), "gh_other", &["--rate", "0", "--alerts", "5"]);
    assert_refused(&refused, &["API key", "gatehouse api-key create", "Unknown API key"]);
    let elsewhere = format!("{}/elsewhere", server.url());
    assert_refused(
        &simulate(&elsewhere, KEY, &["--rate", "0", "--poll-every", "0s", "--alerts", "5"]),
        &["not served at this url", "/elsewhere/alerts"],
    );
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_refused(
        &simulate(&format!("http://{nobody}"), KEY, &["--alerts", "5"]),
        &["cannot connect to", &nobody.to_string()],
    );
    let refused = simulate(&server.url(), KEY, &["--rate=-1"]);
    assert!(!refused.status.success() && told(&refused).contains("rate"), "{}", told(&refused));
    assert_refused(&simulate("ftp://there", KEY, &[]), &["https://"]);
    let missing = ["--ca-file", "/no/such.pem"];
    assert_refused(&simulate(&server.url().replace("http", "https"), KEY, &missing), &["/no/such.pem"]);
}

#[test]
fn agents_keep_the_rate_that_they_were_given() {
    let server = StandIn::new();
    let options = ["--count", "30", "--connections", "6", "--rate", "50", "--burst", "5", "--duration", "4s"];
    let more = ["--poll-every", "2s", "--no-crash-logs", "--json"];
    let summary = summary(&simulate(&server.url(), KEY, &[&options[..], &more].concat()));
    let (alerts, polls) = (server.asked("/alerts"), server.asked("/agents/poll"));
    // 200 and 60 are meant; a machine that is busy may do less, but none does more than what is due.
    assert!((80..=210).contains(&alerts.len()), "{} alerts", alerts.len());
    assert!((24..=66).contains(&polls.len()), "{} polls", polls.len());
    assert_eq!(summary["operations"]["alerts"]["done"], alerts.len());
    assert_eq!(summary["operations"]["polls"]["done"], polls.len());
    assert!(server.asked("/file-upload-url").is_empty());
    // A burst is one agent's.
    let agents: Vec<Value> = alerts
        .iter()
        .filter(|alert| alert.connection == alerts[0].connection)
        .map(|alert| alert.json()["uuid"].clone())
        .collect();
    assert!(agents.chunks(5).all(|burst| burst.iter().all(|agent| *agent == burst[0])), "{agents:?}");
}

#[test]
fn an_interrupt_ends_it_with_the_summary_and_nothing_half_done() {
    let server = StandIn::new();
    let mut command = Command::new(binary());
    command.args(["simulate", "agents", "--url", &server.url(), "--api-key", KEY, "--rate", "0", "--json"]);
    command.arg("--idempotency-keys");
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while server.asked("/alerts").len() < 100 {
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let summary = summary(&output);
    assert_eq!(summary["operations"]["alerts"]["done"], taken(&server.asked("/alerts")).len());
    assert_eq!(summary["operations"]["alerts"]["given_up"], 0, "{summary}");
    assert_eq!(summary["agents"], 100);
}

/// What a line of one second says: the second, alerts a second, and how long they took: p50, p95 and p99.
#[track_caller]
fn figures(line: &str) -> [f64; 5] {
    let words: Vec<&str> = line.split_whitespace().collect();
    assert!(words.len() >= 13, "{line}");
    let said = [words[1], words[3], words[4], words[6], words[8], words[10], words[12]];
    assert_eq!(said, ["s", "alerts/s", "p50", "p95", "p99", "ms", "polls/s"], "{line}");
    [words[0], words[2], words[5], words[7], words[9]].map(|figure| figure.parse().unwrap())
}

#[test]
fn people_see_a_line_a_second_while_it_runs() {
    let server = StandIn::new();
    let mut command = Command::new(binary());
    command.args(["simulate", "agents", "--url", &server.url(), "--api-key", KEY, "--no-crash-logs"]);
    // Two lines end it: this is for one that prints none.
    command.args(["--count", "10", "--rate", "200", "--duration", "60s"]);
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut shown = BufReader::new(child.stdout.take().unwrap());
    let mut seconds = Vec::new();
    for _ in 0..2 {
        let mut line = String::new();
        shown.read_line(&mut line).unwrap();
        let [second, rate, p50, p95, p99] = figures(&line);
        assert!(rate > 0.0 && 0.0 < p50 && p50 <= p95 && p95 <= p99, "{line}");
        seconds.push(second);
    }
    assert!(child.try_wait().unwrap().is_none(), "it runs on");
    assert!(1.0 <= seconds[0] && seconds[0] < seconds[1], "{seconds:?}");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let mut rest = String::new();
    shown.read_to_string(&mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(told(&output), "", "the lines belong on standard output");
    assert!(rest.contains("10 agents over 10 connections"), "and the summary comes last: {rest}");
}

#[test]
fn percentiles_are_in_their_order() {
    let server = StandIn::new();
    let options = ["--count", "10", "--rate", "0", "--alerts", "300", "--no-crash-logs", "--json"];
    let summary = summary(&simulate(&server.url(), KEY, &options));
    let alerts = &summary["operations"]["alerts"];
    let [p50, p95, p99, max] =
        ["p50_ms", "p95_ms", "p99_ms", "max_ms"].map(|figure| alerts[figure].as_f64().unwrap());
    assert!(0.0 < p50 && p50 <= p95 && p95 <= p99 && p99 <= max, "{summary}");
}
