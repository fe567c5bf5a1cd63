//! A real rsyslog on loopback that takes syslog over TLS and writes what it gets into files, in a folder and on a port of
//! its own: nothing of the system's own configuration is read, and nothing of it has to run.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long something that comes soon may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Serves until it is dropped.
#[derive(Debug)]
pub struct Rsyslog {
    child: Child,
    /// Where it listens.
    pub port: u16,
    folder: tempfile::TempDir,
}

impl Rsyslog {
    /// Starts with a certificate for 127.0.0.1 by an authority of its own, and waits until it listens.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        certify(folder.path());
        let config = folder.path().join("rsyslog.conf");
        std::fs::write(&config, configuration(folder.path())).expect("a file");
        let (child, port) = serve(folder.path());
        Self { child, port, folder }
    }

    /// The authority's certificate, in PEM.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// The messages that it wrote so far, as they came.
    pub fn messages(&self) -> Vec<String> {
        lines(&self.folder.path().join("messages.log"))
    }

    /// What it understood of each: JSON with `msg`, `severity` and `rfc5424-sd`.
    pub fn understood(&self) -> Vec<serde_json::Value> {
        let lines = lines(&self.folder.path().join("understood.log"));
        lines.iter().map(|line| serde_json::from_str(line).expect("it writes JSON")).collect()
    }

    /// Kills it, as a power cut would, and waits until it is gone.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// Starts again after [`Self::kill`], on another port; the files are gone on with.
    pub fn restart(&mut self) {
        (self.child, self.port) = serve(self.folder.path());
    }
}

impl Drop for Rsyslog {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Whole lines; the end of one that is being written is left out.
fn lines(file: &Path) -> Vec<String> {
    let text = match std::fs::read(file) {
        Ok(bytes) => String::from_utf8(bytes).expect("what was sent is UTF-8"),
        Err(_) => return Vec::new(),
    };
    text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect()
}

fn certify(folder: &Path) {
    let mut parameters = rcgen::CertificateParams::new(Vec::new()).expect("parameters");
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root_key = rcgen::KeyPair::generate().expect("a key");
    let root = parameters.self_signed(&root_key).expect("a certificate");
    let issuer = rcgen::Issuer::from_params(&parameters, &root_key);
    let key = rcgen::KeyPair::generate().expect("a key");
    let made = rcgen::CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("parameters");
    let made = made.signed_by(&key, &issuer).expect("a certificate");
    for (name, text) in
        [("ca.pem", root.pem()), ("server.pem", made.pem()), ("server.key", key.serialize_pem())]
    {
        std::fs::write(folder.join(name), text).expect("a file");
    }
}

/// Queues of type Direct: what is read is written before anything more is read, so that a kill loses nothing that was read.
fn configuration(folder: &Path) -> String {
    let path = |name: &str| folder.join(name).display().to_string();
    format!(
        r#"global(workDirectory="{folder}" maxMessageSize="64k" defaultNetstreamDriver="ossl"
  defaultNetstreamDriverCAFile="{ca}" defaultNetstreamDriverCertFile="{certificate}" defaultNetstreamDriverKeyFile="{key}")
main_queue(queue.type="Direct")
module(load="mmpstrucdata")
module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="{port}" ruleset="siem")
template(name="message" type="string" string="%rawmsg%\n")
template(name="understood" type="string" string="%$!all-json%\n")
ruleset(name="siem") {{
  action(type="omfile" file="{messages}" template="message")
  action(type="mmpstrucdata")
  set $!msg = $msg;
  set $!severity = $syslogseverity;
  action(type="omfile" file="{understood}" template="understood")
}}
"#,
        folder = folder.display(),
        ca = path("ca.pem"),
        certificate = path("server.pem"),
        key = path("server.key"),
        port = path("port"),
        messages = path("messages.log"),
        understood = path("understood.log"),
    )
}

/// Starts it and waits until it says which port it has, by which time it listens.
fn serve(folder: &Path) -> (Child, u16) {
    let told = folder.join("port");
    drop(std::fs::remove_file(&told));
    let mut command = Command::new(program());
    command.arg("-n").arg("-f").arg(folder.join("rsyslog.conf")).arg("-i").arg(folder.join("pid"));
    let log = std::fs::File::create(folder.join("rsyslog.log")).expect("a file");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    let mut child = command.spawn().expect("rsyslogd runs");
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE && child.try_wait().expect("it is ours").is_none() {
        let port = std::fs::read_to_string(&told).ok().and_then(|text| text.trim().parse().ok());
        if let Some(port) = port {
            return (child, port);
        }
        std::thread::yield_now();
    }
    drop(child.kill());
    drop(child.wait());
    panic!("rsyslogd does not start: {}", lines(&folder.join("rsyslog.log")).join("\n"));
}

/// rsyslogd; servers lie where only root's path leads.
fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path).chain(["/usr/sbin", "/sbin"].map(PathBuf::from));
    folders.find_map(|folder| Some(folder.join("rsyslogd")).filter(|file| file.is_file())).expect(
        "rsyslogd is missing; `cargo xtask test --only rust` installs it (Debian: apt-get install rsyslog rsyslog-openssl)",
    )
}
