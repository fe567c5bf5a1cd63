//! A mail server on loopback: `tests/python/smtp_server.py`, which says what its recipients' names do.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

const SCRIPT: &str = "tests/python/smtp_server.py";

/// Serves until it is dropped.
#[derive(Debug)]
pub struct SmtpServer {
    child: Child,
    /// Where it listens.
    pub port: u16,
    taken: mpsc::Receiver<Value>,
}

impl SmtpServer {
    /// Starts with options of the script, and waits until it listens.
    pub fn start(options: &[&str]) -> Self {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join(SCRIPT).exists());
        let root = root.expect("the repository holds the script");
        let mut child = Command::new(python(root))
            .arg(root.join(SCRIPT))
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Python starts");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let (sender, taken) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                drop(sender.send(serde_json::from_str::<Value>(&line).expect("a line of JSON")));
            }
        });
        let first: Value = taken.recv_timeout(Duration::from_secs(60)).expect("it listens");
        let port =
            first["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("it tells its port");
        Self { child, port, taken }
    }

    /// Waits for the next mail that it takes: `sender`, `recipients`, `hello`, `tls`, `user`, `content`.
    pub fn next(&self) -> Value {
        self.taken.recv_timeout(Duration::from_secs(60)).expect("a mail comes")
    }

    /// How many mails have come in and were not looked at.
    pub fn rest(&self) -> usize {
        self.taken.try_iter().count()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The Python that `cargo xtask test` prepares.
pub(crate) fn python(root: &Path) -> PathBuf {
    if let Some(named) = std::env::var_os("GATEHOUSE_TEST_PYTHON") {
        return named.into();
    }
    let prepared = root.join("target/python/bin/python");
    assert!(
        prepared.exists(),
        "{} is missing; `cargo xtask test --only rust` makes it (or name a Python that has \
         tests/python/requirements.txt in GATEHOUSE_TEST_PYTHON)",
        prepared.display()
    );
    prepared
}
