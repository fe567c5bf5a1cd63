//! The same load for us and for a peer: users made, found by name, read by pages, put into a large group and taken out.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// Connections that make users.
pub(super) const CONNECTIONS: u64 = 16;
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

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
pub(super) struct Scim {
    pub(super) client: reqwest::Client,
    pub(super) base: String,
    pub(super) token: String,
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
    pub(super) async fn make(&self, from: u64, to: u64) -> Result<(Vec<String>, Duration)> {
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

    /// How long each of `looks` searches for one name among `all` takes.
    pub(super) async fn find(&self, all: u64, looks: u64) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        for look in 0..looks {
            let number = look * all / looks;
            let path = format!("/Users?filter=userName%20eq%20%22USER{number}%40acme.example%22");
            let (took, found) = self.ask(reqwest::Method::GET, &path, None).await?;
            ensure!(found["totalResults"] == 1, "{found}");
            times.push(took);
        }
        Ok(times)
    }

    /// How long each of `looks` pages of 100 takes, from the first to the last.
    pub(super) async fn pages(&self, all: u64, looks: u64) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        for look in 0..looks {
            let start = 1 + look * (all - 100) / looks;
            let path = format!("/Users?startIndex={start}&count=100");
            let (took, page) = self.ask(reqwest::Method::GET, &path, None).await?;
            ensure!(page["Resources"].as_array().is_some_and(|all| all.len() == 100), "{start}");
            times.push(took);
        }
        Ok(times)
    }

    /// How long it takes to put one member into a group of `inside`, and to take one out: for each of `others` both.
    pub(super) async fn members(&self, inside: &[String], others: &[String]) -> Result<Vec<Duration>> {
        let group = json!({"schemas": [GROUP], "displayName": "Large"});
        let (_, group) = self.ask(reqwest::Method::POST, "/Groups", Some(group)).await?;
        let path = format!("/Groups/{}", group["id"].as_str().context("an id")?);
        let patch = |operation: Value| json!({"schemas": [PATCH], "Operations": [operation]});
        let add = |ids: &[String]| {
            let value: Vec<Value> = ids.iter().map(|id| json!({"value": id})).collect();
            patch(json!({"op": "add", "path": "members", "value": value}))
        };
        for some in inside.chunks(5000) {
            self.ask(reqwest::Method::PATCH, &path, Some(add(some))).await?;
        }
        let mut times = Vec::new();
        for id in others {
            let one = std::slice::from_ref(id);
            times.push(self.ask(reqwest::Method::PATCH, &path, Some(add(one))).await?.0);
            let gone = patch(json!({"op": "remove", "path": format!("members[value eq \"{id}\"]")}));
            times.push(self.ask(reqwest::Method::PATCH, &path, Some(gone)).await?.0);
        }
        Ok(times)
    }
}

/// The time that 99 of 100 stay below.
pub(super) fn p99(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * 99 / 100]
}
