//! SCIM over HTTP on loopback: users made by POST, found by name, read by pages; one member of a large group.
//!
//! `GATEHOUSE_BENCH_USERS` makes it small for trying.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::Bench;
use crate::parts::{Parts, runtime};
use crate::report::micros;
use crate::server::{Server, client};

/// Connections that make users.
const CONNECTIONS: u64 = 16;
/// How often each question is asked.
const LOOKS: u64 = 500;

fn users() -> u64 {
    let named = std::env::var("GATEHOUSE_BENCH_USERS").ok().and_then(|text| text.parse().ok());
    named.unwrap_or(100_000).max(1000)
}

fn user(number: u64) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": format!("user{number}@acme.example"),
        "externalId": format!("E-{number}"), "active": true, "title": "Engineer",
        "name": {"givenName": format!("Given{number}"), "familyName": "Family"},
        "emails": [{"value": format!("user{number}@acme.example"), "type": "work", "primary": true}],
    })
}

/// A connection with its token.
#[derive(Clone)]
struct Scim {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Scim {
    async fn ask(
        &self,
        method: reqwest::Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<(Duration, Value)> {
        let mut request =
            self.client.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.header("content-type", "application/scim+json").body(body.to_string());
        }
        let start = Instant::now();
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        let took = start.elapsed();
        ensure!(status.is_success(), "{path}: {status}: {text}");
        Ok((took, serde_json::from_str(&text).unwrap_or_default()))
    }

    /// Makes users `from..to` over many connections; answers their ids and how long that took.
    async fn make(&self, from: u64, to: u64) -> Result<(Vec<String>, Duration)> {
        let start = Instant::now();
        let work = (0..CONNECTIONS).map(|connection| {
            let scim = self.clone();
            tokio::spawn(async move {
                let mut ids = Vec::new();
                let mut number = from + connection;
                while number < to {
                    let (_, made) = scim.ask(reqwest::Method::POST, "/Users", Some(user(number))).await?;
                    ids.push(made["id"].as_str().context("an id")?.to_owned());
                    number += CONNECTIONS;
                }
                anyhow::Ok(ids)
            })
        });
        let mut ids = Vec::new();
        for one in work.collect::<Vec<_>>() {
            ids.extend(one.await??);
        }
        Ok((ids, start.elapsed()))
    }
}

fn p99(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * 99 / 100]
}

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let folder = tempfile::tempdir()?;
    runtime()?.block_on(async {
        Parts::open(folder.path()).await?.close().await;
        let client = client()?;
        let server = Server::start(folder.path(), &client).await?;
        server.sign_in(&client).await?;
        let made = json!({"type": "SCIM", "name": "Bench", "config": {}});
        let made = client.post(format!("{}/api/directory", server.url())).json(&made).send().await?;
        let made: Value = made.error_for_status()?.json().await?;
        let id = made["id"].as_str().context("an id")?;
        let token = made["bearerToken"].as_str().context("a token")?.to_owned();
        let pace = client.patch(format!("{}/api/directory/{id}", server.url()));
        pace.json(&json!({"requestsPerMinute": 1_000_000})).send().await?.error_for_status()?;
        let scim = Scim { client, base: format!("{}/api/scim/{id}", server.url()), token };
        measure(bench, &scim).await?;
        server.stop()
    })
}

async fn measure(bench: &mut Bench, scim: &Scim) -> Result<()> {
    let (all, first) = (users(), users() / 10);
    let (mut ids, took) = scim.make(0, first).await?;
    let rate = first as f64 / took.as_secs_f64();
    let what = format!("SCIM: {first} users made by POST over {CONNECTIONS} connections");
    bench.report.check(what, format!("{rate:.0}/s"), "> 3,000/s", rate > 3000.0);
    ids.extend(scim.make(first, all).await?.0);
    let mut times = Vec::new();
    for look in 0..LOOKS {
        let number = look * all / LOOKS;
        let path = format!("/Users?filter=userName%20eq%20%22USER{number}%40acme.example%22");
        let (took, found) = scim.ask(reqwest::Method::GET, &path, None).await?;
        ensure!(found["totalResults"] == 1, "{found}");
        times.push(took);
    }
    held(bench, format!("SCIM: userName eq among {all}, p99"), p99(times), 3);
    let mut times = Vec::new();
    for look in 0..LOOKS {
        let start = 1 + look * (all - 100) / LOOKS;
        let path = format!("/Users?startIndex={start}&count=100");
        let (took, page) = scim.ask(reqwest::Method::GET, &path, None).await?;
        ensure!(page["itemsPerPage"] == 100, "{start}");
        times.push(took);
    }
    held(bench, format!("SCIM: a page of 100 anywhere among {all}, p99"), p99(times), 10);
    let half = ids.len() / 2;
    let (_, group) =
        scim.ask(reqwest::Method::POST, "/Groups", Some(json!({"displayName": "Large"}))).await?;
    let path = format!("/Groups/{}", group["id"].as_str().context("an id")?);
    let patch = |op: &str, ids: &[String]| {
        let value: Vec<Value> = ids.iter().map(|id| json!({"value": id})).collect();
        json!({"Operations": [{"op": op, "path": "members", "value": value}]})
    };
    for some in ids[..half].chunks(5000) {
        scim.ask(reqwest::Method::PATCH, &path, Some(patch("add", some))).await?;
    }
    let mut times = Vec::new();
    for id in ids[half..].iter().take(100) {
        for op in ["add", "remove"] {
            let one = std::slice::from_ref(id);
            times.push(scim.ask(reqwest::Method::PATCH, &path, Some(patch(op, one))).await?.0);
        }
    }
    held(bench, format!("SCIM: one member more or less of {half}, p99"), p99(times), 10);
    Ok(())
}

fn held(bench: &mut Bench, what: String, time: Duration, limit: u64) {
    let figure = format!("{:.2} ms", micros(time) / 1000.0);
    bench.report.check(what, figure, format!("< {limit} ms"), time < Duration::from_millis(limit));
}
