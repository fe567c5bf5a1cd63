//! The UI's tests in headless Chromium against the real binary, filled by its own demo.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::provider::Provider;
use crate::workspace::Workspace;
use crate::{process, tools, ui};

/// How long the demo may take to fill its folder and answer.
const START_PATIENCE: Duration = Duration::from_secs(180);
/// How long it may take to stop.
const STOP_PATIENCE: Duration = Duration::from_secs(30);

/// Starts `gatehouse demo`, runs `npm run e2e` against it, and stops it cleanly.
///
/// # Errors
/// When Chromium is missing, the binary does not start or stop as it should, or a test fails.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let chromium = tools::ensure_chromium()?;
    let python = tools::ensure_python_tools(workspace)?;
    ui::install(workspace)?;
    ui::build(workspace, false)?;

    let data = tempfile::tempdir()?;
    let log = workspace.target.join("e2e-gatehouse.log");
    let mut provider = Provider::start(&python, &workspace.root)?;
    let outcome =
        test_against(workspace, &data.path().join("data"), &log, &chromium.to_string_lossy(), &mut provider);
    if outcome.is_err() {
        show_end_of(&log);
    }
    outcome
}

fn test_against(
    workspace: &Workspace,
    data: &Path,
    log: &Path,
    chromium: &str,
    provider: &mut Provider,
) -> Result<()> {
    let mut demo = Demo::start(&workspace.binary(), data, log, &provider.issuer)?;
    println!("gatehouse demo answers at {} (its output: {})", demo.access.url, log.display());
    provider.knows(&demo.access.url)?;

    let environment = [
        ("BASE_URL", demo.access.url.as_str()),
        ("EMAIL", demo.access.email.as_str()),
        ("PASSWORD", demo.access.password.as_str()),
        ("CHROMIUM", chromium),
        ("IDENTITY_PROVIDER", &provider.issuer),
    ];
    let tested = ui::script(workspace, "e2e", &environment);
    let stopped = process::stop(&mut demo.child, STOP_PATIENCE)
        .with_context(|| format!("gatehouse demo; its output: {}", log.display()));
    tested.and(stopped)
}

/// Where the demo answers and how to sign in.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Access {
    url: String,
    email: String,
    password: String,
}

impl Access {
    fn is_complete(&self) -> bool {
        !self.url.is_empty() && !self.email.is_empty()
    }

    /// Takes what a line of the demo's output tells: `listening on URL` or `sign in as EMAIL with password WORD`.
    fn learn(&mut self, line: &str) {
        let line = line.trim();
        if let Some(url) = line.strip_prefix("listening on ") {
            self.url = url.trim_end_matches('/').to_owned();
        }
        if let Some((email, password)) =
            line.strip_prefix("sign in as ").and_then(|rest| rest.split_once(" with password "))
        {
            self.email = email.to_owned();
            self.password = password.to_owned();
        }
    }
}

/// A running `gatehouse demo`. Killed when dropped, if nobody stopped it.
struct Demo {
    child: Child,
    access: Access,
}

impl Demo {
    /// One that may reach what lies at `granted`.
    fn start(binary: &Path, data: &Path, log: &Path, granted: &str) -> Result<Self> {
        let output = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut child = Command::new(binary)
            .arg("demo")
            .arg("--data-dir")
            .arg(data)
            .args(["--listen", "127.0.0.1:0", "--tls", "off", "--connector-grants", granted])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(output.try_clone()?)
            .spawn()
            .with_context(|| {
                format!("cannot start {}; build it with `cargo xtask build`", binary.display())
            })?;
        let piped = child.stdout.take().context("its output was not piped")?;
        let mut demo = Self { child, access: Access::default() };
        let (sender, lines) = mpsc::channel();
        follow(piped, output, sender);

        let deadline = Instant::now() + START_PATIENCE;
        while !demo.access.is_complete() {
            match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => demo.access.learn(&line),
                Err(RecvTimeoutError::Timeout) => bail!(
                    "gatehouse demo did not print `listening on URL` and `sign in as EMAIL with password WORD` \
                     within {} s; its output: {}",
                    START_PATIENCE.as_secs(),
                    log.display()
                ),
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("gatehouse demo ended before it answered; its output: {}", log.display())
                }
            }
        }
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Copies the output to the log and hands each line on, to the end, so that the demo never waits for a reader.
fn follow(output: impl Read + Send + 'static, mut log: File, lines: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = writeln!(log, "{line}");
            let _ = lines.send(line);
        }
    });
}

/// CI keeps no files: what the demo said last belongs into its output.
fn show_end_of(log: &Path) {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    println!("--- the last lines of {}", log.display());
    for line in &lines[lines.len().saturating_sub(60)..] {
        println!("{line}");
    }
    println!("---");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_s_output_tells_where_it_answers_and_how_to_sign_in() {
        let mut access = Access::default();
        access.learn("250 employees scanned");
        access.learn("sign in as admin@northwind.example with password correct horse");
        assert!(!access.is_complete());
        access.learn("listening on http://127.0.0.1:4711/");
        assert!(access.is_complete());
        assert_eq!(access.url, "http://127.0.0.1:4711");
        assert_eq!(access.email, "admin@northwind.example");
        assert_eq!(access.password, "correct horse");
    }
}
