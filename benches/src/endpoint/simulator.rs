//! The simulator as a load tool: `gatehouse simulate agents`, its summary read.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::server::binary;

/// Its summary.
#[derive(Debug, Deserialize)]
pub(super) struct Summary {
    pub(super) seconds: f64,
    pub(super) alerts_per_second: f64,
    pub(super) operations: BTreeMap<String, Figures>,
    pub(super) errors: BTreeMap<String, u64>,
}

/// One operation's figures.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Figures {
    pub(super) done: u64,
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) max_ms: f64,
}

impl Summary {
    /// What was measured of one operation.
    pub(super) fn of(&self, operation: &str) -> Result<Figures> {
        self.operations.get(operation).copied().with_context(|| format!("the summary has no {operation}"))
    }
}

/// Runs it to its end. Its lines go where the bench's go.
pub(super) fn simulate(url: &str, key: &str, options: &[&str]) -> Result<Summary> {
    let mut command = Command::new(binary()?);
    command.args(["simulate", "agents", "--url", url, "--json", "--no-crash-logs"]).args(options);
    command.env("GATEHOUSE_API_KEY", key).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output()?;
    ensure!(output.status.success(), "the simulator ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}
