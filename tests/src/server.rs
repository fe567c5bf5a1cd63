//! A running `gatehouse serve`.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use crate::folder::command;
use crate::{Client, Folder};

/// A server on a free port of loopback. Killed when dropped, if nobody stopped it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it answers, without a slash at the end.
    pub url: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Serves without TLS.
    pub fn start(folder: &Folder) -> Self {
        Self::start_with(folder, &["--tls", "off"])
    }

    /// Serves with further options; a listening address is given already. Waits until it says that it answers.
    pub fn start_with(folder: &Folder, options: &[&str]) -> Self {
        Self::try_start(folder, options)
            .unwrap_or_else(|log| panic!("serve ended before it answered:\n{log}"))
    }

    /// [`Self::start_with`]; answers what it wrote to standard error when it ended instead.
    pub fn try_start(folder: &Folder, options: &[&str]) -> Result<Self, String> {
        let mut child = command()
            .arg("serve")
            .arg("--data-dir")
            .arg(folder.data())
            .args(["--listen", "127.0.0.1:0"])
            .args(options)
            .stdin(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let log = Arc::new(Mutex::new(String::new()));
        let mut errors = child.stderr.take().expect("it is piped");
        let sink = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            let mut piece = [0u8; 4096];
            while let Ok(bytes @ 1..) = errors.read(&mut piece) {
                sink.lock()
                    .expect("no test panics with it")
                    .push_str(&String::from_utf8_lossy(&piece[..bytes]));
            }
        });
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        for line in lines.map_while(Result::ok) {
            if let Some(url) = line.strip_prefix("listening on ") {
                return Ok(Self { child, url: url.to_owned(), log });
            }
        }
        drop(child.wait());
        drop(reader.join());
        let text = log.lock().expect("no test panics with it").clone();
        Err(text)
    }

    /// A client that nobody signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.url)
    }

    /// A client signed in as the admin of [`Folder::initialized`].
    pub async fn admin(&self) -> Client {
        let client = self.anonymous();
        client.sign_in(crate::ADMIN, crate::PASSWORD).await.expect(200);
        client
    }

    /// Host and port, for raw connections.
    pub fn authority(&self) -> &str {
        self.url.split_once("://").map_or(&self.url, |(_, authority)| authority)
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("no test panics with it").clone()
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills it at once, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        drop(self.child.wait());
    }

    /// Sends it a signal, `TERM`.
    pub fn signal(&self, name: &str) {
        let (signal, id) = (format!("-{name}"), self.child.id().to_string());
        assert!(Command::new("kill").args([signal, id]).status().expect("kill runs").success());
    }

    /// Asks it to stop and expects a clean end.
    pub fn stop(self) {
        self.signal("TERM");
        self.ended();
    }

    /// Waits for its end and expects it to be clean. Answers what it logged.
    pub fn ended(mut self) -> String {
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "{status}: {}", self.log());
        self.log()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
