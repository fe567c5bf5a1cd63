//! What `gatehouse simulate` takes.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use url::Url;

#[derive(Debug, Subcommand)]
pub(crate) enum Simulate {
    /// Behaves like many endpoint agents: polls, posts alerts, uploads crash logs and quarantined files.
    ///
    /// It prints a line a second, and a summary at the end or at Ctrl-C. It fails when an alert had to be given up.
    Agents(Agents),
}

/// How many agents there are and what they do.
#[derive(Debug, Clone, Args)]
pub(crate) struct Agents {
    /// Where the endpoint API answers, `https://gate.example:8443`.
    #[arg(long)]
    pub(super) url: Url,
    /// An API key that may post alerts; from the environment other users do not see it.
    #[arg(long, env = "GATEHOUSE_API_KEY", hide_env_values = true, value_name = "KEY")]
    pub(super) api_key: String,
    /// How many agents.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) count: u32,
    /// Alerts a second of all agents together; 0 posts the next one when the former is answered.
    #[arg(long, default_value_t = 10.0, value_name = "PER_SECOND")]
    pub(super) rate: f64,
    /// Keep-alive connections that the agents share. [default: one an agent, at most 64]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=65_000))]
    pub(super) connections: Option<u32>,
    /// Ends after this time, `30s` or `5m`; without it, at Ctrl-C.
    #[arg(long, value_parser = humantime::parse_duration, value_name = "TIME")]
    pub(super) duration: Option<Duration>,
    /// Ends after so many alerts.
    #[arg(long, value_name = "N")]
    pub(super) alerts: Option<u64>,
    /// Alerts that happened evenly over this time until now, `30d`, the oldest first, as agents bring them that were cut off.
    #[arg(long, value_parser = humantime::parse_duration, value_name = "TIME", requires = "alerts")]
    pub(super) history: Option<Duration>,
    /// How many alerts an agent posts in a row.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) burst: u32,
    /// How often each agent polls; `0s` is never.
    #[arg(long, default_value = "60s", value_parser = humantime::parse_duration, value_name = "TIME")]
    pub(super) poll_every: Duration,
    /// Uploads nothing: neither crash logs nor quarantined files.
    #[arg(long)]
    pub(super) no_crash_logs: bool,
    /// Names every alert by an `Idempotency-Key` as well. Without one the server tells a repeat by its content.
    #[arg(long)]
    pub(super) idempotency_keys: bool,
    /// Another number makes other agents; the same one the same agents.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Threads that the connections are spread over.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(super) threads: u32,
    /// Prints the summary as JSON; the lines go to standard error.
    #[arg(long)]
    pub(super) json: bool,
    /// The CA to trust, PEM. [default: those of the system]
    #[arg(long, value_name = "PEM", conflicts_with = "insecure")]
    pub(super) ca_file: Option<PathBuf>,
    /// Believes any certificate: for tests only.
    #[arg(long)]
    pub(super) insecure: bool,
}

impl Agents {
    /// Refuses what the parser could not.
    pub(super) fn check(&self) -> Result<()> {
        if !self.rate.is_finite() || self.rate < 0.0 {
            bail!("rate is {}; give alerts a second, or 0 for as fast as it goes", self.rate);
        }
        if !matches!(self.url.scheme(), "http" | "https") || self.url.host_str().is_none() {
            bail!("url is {}; it looks like https://gate.example:8443", self.url);
        }
        Ok(())
    }

    /// How many connections.
    pub(super) fn lines(&self) -> u32 {
        self.connections.unwrap_or(64).min(self.count)
    }
}
