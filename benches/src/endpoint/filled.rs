//! Data folders with endpoint alerts, posted by the simulator to the real binary.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::process::settled;
use super::simulator::{Summary, simulate};
use super::{stored, stored_text};
use crate::million::size;
use crate::parts::{ADMIN, PASSWORD, Parts, runtime};
use crate::report::Report;
use crate::server::{Server, binary, client};

/// How many of the newest alerts are dismissed: every second of a thousand.
const DISMISSED: usize = 500;
/// Whose alerts the million are.
const AGENTS: u32 = 1000;

/// A folder and a key to its API.
pub(crate) struct Filled {
    folder: TempDir,
    pub(super) key: String,
}

impl Filled {
    /// One with an organization, a key, and nothing else.
    pub(super) fn empty() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        runtime()?.block_on(async {
            Parts::open(folder.path()).await?.close().await;
            anyhow::Ok(())
        })?;
        let mut command = Command::new(binary()?);
        command.args(["api-key", "create", "--label", "bench", "--data-dir"]).arg(folder.path());
        let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "no API key was made: {}", output.status);
        let shown = String::from_utf8(output.stdout)?;
        let key = shown.split_whitespace().find(|word| word.starts_with("gh_"));
        Ok(Self { key: key.context("the key is shown")?.to_owned(), folder })
    }

    /// One with so many alerts of so many agents, every second of the newest thousand dismissed, everything indexed.
    pub(super) fn with(alerts: u64, agents: u32) -> Result<(Self, Summary, f64)> {
        let filled = Self::empty()?;
        let indexed = runtime()?.block_on(async {
            let server = Server::start(filled.path(), &client()?).await?;
            let posted = filled.post(&server, alerts, agents)?;
            Self::dismiss(&server).await?;
            let indexed = settled(server.pid())?.as_secs_f64() + posted.seconds;
            server.stop()?;
            anyhow::Ok((posted, indexed))
        })?;
        Ok((filled, indexed.0, indexed.1))
    }

    /// The million, with what filling it took.
    pub(crate) fn million(report: &mut Report) -> Result<Self> {
        eprintln!("filling a data folder with a million endpoint alerts …");
        let (filled, posted, indexed) = Self::with(stored(), AGENTS)?;
        let rate = posted.alerts_per_second;
        report.note(
            format!("posting {} alerts over 256 connections", stored_text()),
            format!("{:.1} s ({rate:.0}/s)", posted.seconds),
        );
        report.note("… and indexed", format!("{indexed:.0} s"));
        report.note("the data folder then", format!("{} MB", size(filled.path())? >> 20));
        Ok(filled)
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn post(&self, server: &Server, alerts: u64, agents: u32) -> Result<Summary> {
        let (count, alerts) = (agents.to_string(), alerts.to_string());
        // A store that has a million alerts did not get them in three minutes.
        let options = ["--count", &count, "--connections", "256", "--rate", "0", "--alerts", &alerts];
        let options = [&options[..], &["--history", "30d"]].concat();
        simulate(server.url(), &self.key, &options)
    }

    /// A member's token: the counts are not for keys.
    pub(super) async fn token(server: &Server) -> Result<String> {
        let credentials = json!({"email": ADMIN, "password": PASSWORD});
        let request = client()?.post(format!("{}/login", server.url())).json(&credentials);
        let answer: Value = request.send().await?.error_for_status()?.json().await?;
        Ok(answer["user"]["access_token"].as_str().context("a token")?.to_owned())
    }

    /// Dismisses every second of the newest, as a member.
    async fn dismiss(server: &Server) -> Result<()> {
        let (client, token) = (client()?, Self::token(server).await?);
        let url = |path: &str| format!("{}{path}", server.url());
        let mut ids = Vec::new();
        for page in 1..=10 {
            let request =
                client.get(url(&format!("/alerts/paginated?per_page=100&page={page}"))).bearer_auth(&token);
            let page: Value = request.send().await?.error_for_status()?.json().await?;
            let rows = page["data"].as_array().context("a page")?;
            ids.extend(rows.iter().step_by(2).map(|alert| alert["entity_id"].clone()));
        }
        ensure!(ids.len() == DISMISSED, "{} alerts to dismiss", ids.len());
        let body = json!({"entity_ids": ids, "dismissal_reason": "bench"});
        let request = client.post(url("/alerts/dismiss-multiple")).bearer_auth(&token).json(&body);
        request.send().await?.error_for_status()?;
        Ok(())
    }
}
