//! The release binary, started on a data folder, and a client that keeps its session from one start to the next.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use crate::parts::{ADMIN, PASSWORD};

/// The binary: `GATEHOUSE_BIN`, else beside this one.
pub(crate) fn binary() -> Result<PathBuf> {
    let path = match std::env::var_os("GATEHOUSE_BIN") {
        Some(path) => path.into(),
        None => std::env::current_exe()?.with_file_name("gatehouse"),
    };
    ensure!(
        path.exists(),
        "{} is missing; build it with: cargo build --release -p gatehouse",
        path.display()
    );
    Ok(path)
}

/// A client; TLS needs a provider once a process, also for plain HTTP.
pub(crate) fn client() -> Result<reqwest::Client> {
    // Installed by an earlier call already: all the better.
    drop(rustls::crypto::ring::default_provider().install_default());
    Ok(reqwest::Client::builder().cookie_store(true).no_proxy().build()?)
}

/// A running server, killed when dropped.
pub(crate) struct Server {
    child: Child,
    url: String,
    started: Instant,
    /// From the start until it answered for the first time.
    pub(crate) answered: Duration,
}

/// Memory of a process, in megabytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    /// Resident.
    pub(crate) resident: f64,
    /// The part of it that is no file.
    pub(crate) anonymous: f64,
    /// Resident, pages that are shared with other processes counted in part.
    pub(crate) proportional: f64,
}

impl Server {
    /// Starts it and asks for its health.
    pub(crate) async fn start(data: &Path, client: &reqwest::Client) -> Result<Self> {
        Self::start_with(data, client, &[]).await
    }

    /// [`Self::start`] with further options.
    pub(crate) async fn start_with(data: &Path, client: &reqwest::Client, options: &[&str]) -> Result<Self> {
        let mut command = Command::new(binary()?);
        command
            .args(["serve", "--tls", "off", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data)
            .args(options);
        command.env_remove("GATEHOUSE_BIN").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command.spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("it is piped")?).lines();
        let url = loop {
            let Some(line) = lines.next().transpose()? else { bail!("serve ended: {}", child.wait()?) };
            if let Some(url) = line.strip_prefix("listening on ") {
                break url.to_owned();
            }
        };
        let mut server = Self { child, url, started, answered: Duration::ZERO };
        server.get(client, "/api/health").await?;
        server.answered = started.elapsed();
        Ok(server)
    }

    /// Where it answers.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How long ago it was started.
    pub(crate) fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// Asks, and expects JSON.
    pub(crate) async fn get(&self, client: &reqwest::Client, path: &str) -> Result<Value> {
        let response = client.get(format!("{}{path}", self.url)).send().await?;
        Ok(response.error_for_status()?.json().await?)
    }

    /// Signs the client in.
    pub(crate) async fn sign_in(&self, client: &reqwest::Client) -> Result<()> {
        let token = self.get(client, "/api/auth/csrf").await?["csrfToken"].clone();
        let body = json!({ "csrfToken": token, "email": ADMIN, "password": PASSWORD });
        let url = format!("{}/api/auth/callback/credentials", self.url);
        client.post(url).json(&body).send().await?.error_for_status()?;
        Ok(())
    }

    /// What it uses now.
    pub(crate) fn memory(&self) -> Result<Memory> {
        let read = |file: &str, name: &str| -> Result<f64> {
            let text = std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id()))?;
            let line = text.lines().find_map(|line| line.strip_prefix(name)).context("the kernel tells")?;
            let kibibytes = line.split_whitespace().next().context("a number follows")?;
            Ok(kibibytes.parse::<f64>()? * 1024.0 / 1e6)
        };
        Ok(Memory {
            resident: read("status", "VmRSS:")?,
            anonymous: read("status", "RssAnon:")?,
            proportional: read("smaps_rollup", "Pss:")?,
        })
    }

    /// Asks it to stop and waits for a clean end.
    pub(crate) fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        ensure!(asked.success(), "it was gone already");
        let status = self.child.wait()?;
        ensure!(status.success(), "it ended with {status}");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Where it was stopped, both fail, as they should.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
