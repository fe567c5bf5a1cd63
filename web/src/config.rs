//! What the appliance tells the server.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// How the server behaves.
#[derive(Clone)]
pub struct Config {
    /// Whether it speaks TLS itself: cookies become `Secure`, browsers are told to stay with https.
    pub tls: bool,
    /// Where people reach the server, as its admin says: scheme, host and port without a slash at the end.
    pub public_url: Option<String>,
    /// The same as the server itself knows it: from its certificate's names or the address that it answers on.
    pub own_url: String,
    /// Secret of `POST /api/cron`; without one that endpoint answers 503.
    pub cron_secret: Option<String>,
    /// Reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Folder for uploads while they come in; inside the data folder.
    pub upload_dir: PathBuf,
    /// Bounds.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            tls: false,
            public_url: None,
            own_url: "http://localhost".into(),
            cron_secret: None,
            trusted_proxies: Vec::new(),
            upload_dir: std::env::temp_dir(),
            limits: Limits::default(),
        }
    }
}

impl Config {
    /// Where links in mails lead. Never where a request says that it was sent to: whoever asks for a mail to somebody else
    /// must not choose that.
    pub fn mail_url(&self) -> &str {
        self.public_url.as_deref().unwrap_or(&self.own_url)
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("tls", &self.tls).field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// Bounds on what clients may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
    /// Bytes of an imported file.
    pub import: u64,
    /// Time from a request's head to its answer's head.
    pub request_time: Duration,
    /// The same for an import.
    pub import_time: Duration,
    /// Time for a TLS handshake, and for a request's head.
    pub header_time: Duration,
    /// Time that a client may leave an answer unread.
    pub stall_time: Duration,
    /// Bytes of a request's head.
    pub header_bytes: usize,
    /// Header fields of a request.
    pub headers: usize,
    /// Connections at once; further ones wait in the operating system's queue.
    pub connections: usize,
    /// Requests at once; further ones are answered 503.
    pub requests: usize,
    /// HTTP/2 streams at once on one connection.
    pub streams: u32,
    /// Time that running requests have to end when the server stops.
    pub shutdown_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 1 << 20,
            import: 64 << 20,
            request_time: Duration::from_secs(60),
            import_time: Duration::from_secs(600),
            header_time: Duration::from_secs(15),
            stall_time: Duration::from_secs(60),
            header_bytes: 32 << 10,
            headers: 100,
            connections: 1024,
            requests: 512,
            streams: 128,
            shutdown_time: Duration::from_secs(10),
        }
    }
}
