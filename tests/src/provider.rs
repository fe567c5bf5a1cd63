//! An identity provider on loopback: `tests/python/identity_provider.py`, which says who its people are.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::smtp::python;

const SCRIPT: &str = "tests/python/identity_provider.py";

/// Serves until it is dropped.
#[derive(Debug)]
pub struct IdentityProvider {
    child: Child,
    input: ChildStdin,
    lines: mpsc::Receiver<Value>,
    /// How it names itself, which is also where it answers.
    pub issuer: String,
}

impl IdentityProvider {
    /// Our id there.
    pub const CLIENT_ID: &str = "gatehouse";
    /// Our secret there.
    pub const CLIENT_SECRET: &str = "canaille-0123456789";

    /// Starts with options of the script, and waits until it listens.
    pub fn start(options: &[&str]) -> Self {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join(SCRIPT).exists());
        let root = root.expect("the repository holds the script");
        let mut child = Command::new(python(root))
            .arg(root.join(SCRIPT))
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Python starts");
        let output = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let input = child.stdin.take().expect("it is piped");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in output.map_while(Result::ok) {
                drop(sender.send(serde_json::from_str::<Value>(&line).expect("a line of JSON")));
            }
        });
        let first = lines.recv_timeout(Duration::from_secs(60)).expect("it listens");
        let issuer = first["issuer"].as_str().expect("it tells who it is").to_owned();
        Self { child, input, lines, issuer }
    }

    /// Makes the server at `url` known to it.
    pub fn knows(&mut self, url: &str) {
        use std::io::Write as _;
        let told = json!({"redirect": format!("{url}/api/auth/callback/oidc"), "logout_redirect": format!("{url}/login")});
        writeln!(self.input, "{told}").expect("it listens");
        self.lines.recv_timeout(Duration::from_secs(60)).expect("it answers");
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
