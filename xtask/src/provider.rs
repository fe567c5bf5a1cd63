//! The identity provider that the console's tests sign in at: `tests/python/identity_provider.py`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// How long it may take to start, or to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running provider. Killed when dropped.
pub(crate) struct Provider {
    child: Child,
    input: ChildStdin,
    lines: mpsc::Receiver<String>,
    /// How it names itself, which is also where it answers.
    pub(crate) issuer: String,
}

impl Provider {
    /// Starts it and waits until it listens.
    ///
    /// # Errors
    /// When it does not.
    pub(crate) fn start(python: &Path, root: &Path) -> Result<Self> {
        let mut child = Command::new(python)
            .arg(root.join("tests/python/identity_provider.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the identity provider")?;
        let input = child.stdin.take().context("its input was not piped")?;
        let output = BufReader::new(child.stdout.take().context("its output was not piped")?).lines();
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in output.map_while(std::io::Result::ok) {
                drop(sender.send(line));
            }
        });
        let mut provider = Self { child, input, lines, issuer: String::new() };
        let first = provider.next()?;
        // {"issuer": "http://127.0.0.1:4711", "port": 4711}
        let issuer = first.split('"').find(|part| part.starts_with("http://"));
        provider.issuer = issuer.with_context(|| format!("it does not tell who it is: {first}"))?.to_owned();
        Ok(provider)
    }

    /// Makes the Gatehouse at `url` known to it.
    ///
    /// # Errors
    /// When it does not answer.
    pub(crate) fn knows(&mut self, url: &str) -> Result<()> {
        let redirect = format!("{url}/api/auth/callback/oidc");
        writeln!(self.input, r#"{{"redirect": "{redirect}", "logout_redirect": "{url}/login"}}"#)?;
        self.next().map(drop)
    }

    fn next(&self) -> Result<String> {
        self.lines.recv_timeout(PATIENCE).context("the identity provider does not answer")
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
