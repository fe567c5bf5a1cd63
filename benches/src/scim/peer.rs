//! scim2-server from PyPI, under uvicorn, in a virtual environment of the target folder; where that cannot be, the report
//! says so.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::load::Scim;
use crate::venv;

const TOKEN: &str = "bench";

/// A running one, killed when dropped.
pub(super) struct Peer {
    child: Child,
    pub(super) scim: Scim,
}

impl Peer {
    /// Starts it; or says why it is not there.
    pub(super) fn start(client: reqwest::Client) -> Result<Result<Self, String>> {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("python");
        let requirements = scripts.join("requirements.txt").display().to_string();
        let environment = match venv::made("scim2-server", &["--requirement", &requirements]) {
            Ok(environment) => environment,
            Err(cause) => return Ok(Err(format!("{cause:#}"))),
        };
        let mut command = Command::new(environment.join("bin/python"));
        command.arg(scripts.join("scim_peer.py")).arg(TOKEN).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("it is piped")?).lines();
        let base = loop {
            let Some(line) = lines.next().transpose()? else { bail!("it ended: {}", child.wait()?) };
            if let Some(base) = line.strip_prefix("listening on ") {
                break base.to_owned();
            }
        };
        Ok(Ok(Self { child, scim: Scim { client, base, token: TOKEN.into() } }))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
