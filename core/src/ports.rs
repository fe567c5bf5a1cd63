//! What the outside must bring: breach providers, directories, notifiers, a mailer, a list of breached passwords, and a
//! clock.
//!
//! `connectors/host` implements the first three over WebAssembly and the mailer over SMTP, `access` the list over a file;
//! tests implement them in memory.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::time::Timestamp;

/// Tells the time. Tests set it.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(chrono::Utc::now().timestamp_millis())
    }
}

/// Gives random bytes fit for keys and tokens. Tests may fix them.
pub trait Random: Send + Sync + 'static {
    /// Fills `out`.
    fn fill(&self, out: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, out: &mut [u8]) {
        use rand::RngCore as _;
        rand::rng().fill_bytes(out);
    }
}

/// Knows passwords that were seen in breaches.
pub trait BreachedPasswords: Send + Sync + 'static {
    /// How often the password with this SHA-1 was seen; 0 when never. May read a file: for threads that may block.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the list cannot be read.
    fn count(&self, sha1: &[u8; 20]) -> crate::Result<u64>;
}

/// Why a connector call failed, as the contract types it (`plugins-wit`, interface `types`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ConnectorError {
    /// The settings are wrong; an admin must change them.
    #[error("bad settings: {0}")]
    BadSettings(String),
    /// The other side refused the credential.
    #[error("unauthorized: {0}")]
    Unauthorized(String),
    /// The other side asks to wait this long.
    #[error("rate limited; retry after {} s", .0.as_secs())]
    RateLimited(Duration),
    /// The other side does not answer or answers 5xx; worth another try.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// This connector cannot do that.
    #[error("not supported: {0}")]
    NotSupported(String),
    /// The appliance refused what the connector asked for; the text names the grant that would allow it.
    #[error("refused: {0}")]
    Refused(String),
    /// The connector broke a limit (memory, time, size) or trapped.
    #[error("connector failed: {0}")]
    Failed(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl ConnectorError {
    /// Whether trying again later can help, without anybody changing anything.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::RateLimited(_) | Self::Unavailable(_) | Self::Failed(_) | Self::Other(_))
    }
}

/// The three kinds of connector of contract v1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectorKind {
    /// Looks up e-mail addresses in breaches.
    BreachProvider,
    /// Lists the people of a company.
    Directory,
    /// Tells somebody about an event.
    Notifier,
}

/// How sure a provider's findings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Confidence {
    /// Unverified paste or search result.
    Low,
    /// Aggregated dump.
    Medium,
    /// Verified breach.
    High,
}

/// What a connector says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConnectorInfo {
    /// Stable id, lowercase: `hibp`, `webhook`.
    pub id: String,
    /// The connector's own version.
    pub version: String,
    /// What it is.
    pub kind: ConnectorKind,
    /// Name for people.
    pub display_name: String,
    /// JSON Schema of its settings; secret ones carry `"writeOnly": true`.
    pub settings_schema: serde_json::Value,
    /// Hosts that it asks for, `scheme://host[:port]`, exact or `*.` prefix.
    pub hosts: Vec<String>,
    /// A provider's tier; other kinds leave it out.
    pub confidence: Option<Confidence>,
    /// What it can do beyond its kind's base (`revoke-sessions`, `force-password-reset`).
    pub capabilities: Vec<String>,
    /// How many addresses a provider takes in one call, at least 1; 1 for other kinds.
    pub batch_size: u32,
    /// Pace that a provider asks for, in calls a minute; `None` for as fast as possible.
    pub calls_per_minute: Option<u32>,
}

/// Where a record came from (seed 003, contract "Scan").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SourceKind {
    /// Have I Been Pwned or the like: a published breach.
    Hibp,
    /// Entered by hand.
    Manual,
    /// A dark-web aggregation.
    DarkWeb,
    /// Malware logs.
    StealerLog,
}

/// What a stealer log took beyond addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Artifact {
    /// A password.
    Password,
    /// A browser cookie.
    Cookie,
    /// A session or API token.
    Token,
    /// Autofill data.
    Autofill,
}

/// One exposure of one address, as a provider reports it, not yet normalized.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// The breach's name.
    pub breach: String,
    /// When the breach happened; `None` when unknown.
    pub breach_date: Option<Timestamp>,
    /// Where the record came from.
    pub source: SourceKind,
    /// Data classes in the provider's own words.
    pub data_classes: Vec<String>,
    /// What a stealer log took.
    pub artifacts: Vec<Artifact>,
    /// The site a stealer log names.
    pub domain: Option<String>,
}

/// Settings of one call, already unsealed; secrets included. Keys are those of the connector's schema.
pub type Settings = BTreeMap<String, String>;

/// Looks up addresses in breaches.
#[async_trait]
pub trait BreachProvider: Send + Sync {
    /// What it says of itself.
    fn info(&self) -> ConnectorInfo;
    /// Looks up lower-case addresses; the answer has one entry for each, in the same order.
    async fn lookup(
        &self,
        settings: &Settings,
        emails: &[String],
    ) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>, ConnectorError>;
}

/// One person as a directory lists it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DirectoryUser {
    /// The directory's own id.
    pub external_id: String,
    /// Address, when the directory has one.
    pub email: Option<String>,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Department.
    pub department: String,
    /// Location.
    pub location: String,
    /// Whether the account may sign in.
    pub active: bool,
    /// Whether a second factor is registered, when the directory tells.
    pub mfa: Option<bool>,
    /// Everything else, kept and shown.
    pub attributes: BTreeMap<String, String>,
}

/// A page of a directory's users.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DirectoryPage {
    /// The users.
    pub users: Vec<DirectoryUser>,
    /// Where to go on; `None` at the end.
    pub next: Option<String>,
}

/// Lists the people of a company.
#[async_trait]
pub trait Directory: Send + Sync {
    /// What it says of itself.
    fn info(&self) -> ConnectorInfo;
    /// Checks the settings against the directory; answers how many users it sees.
    async fn test(&self, settings: &Settings) -> Result<u64, ConnectorError>;
    /// One page of users from `cursor` (`None` for the first).
    async fn list_users(
        &self,
        settings: &Settings,
        cursor: Option<&str>,
    ) -> Result<DirectoryPage, ConnectorError>;
    /// Ends the sessions of a user.
    async fn revoke_sessions(&self, settings: &Settings, external_id: &str)
    -> Result<String, ConnectorError>;
    /// Makes a user choose a new password.
    async fn force_password_reset(
        &self,
        settings: &Settings,
        external_id: &str,
    ) -> Result<String, ConnectorError>;
}

/// One event to tell somebody about: already worded, with its data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notification {
    /// Stable across retries, so that a receiver can drop a repeat.
    pub id: String,
    /// One line for people.
    pub text: String,
    /// `LOW`, `MEDIUM`, `HIGH` or `CRITICAL`.
    pub severity: String,
    /// The event's data as a JSON object.
    pub data: serde_json::Value,
}

/// Tells somebody about an event.
#[async_trait]
pub trait Notifier: Send + Sync {
    /// What it says of itself.
    fn info(&self) -> ConnectorInfo;
    /// Delivers one event to one target (an URL or an address, unsealed).
    async fn deliver(
        &self,
        settings: &Settings,
        target: &str,
        event: &Notification,
    ) -> Result<(), ConnectorError>;
}

/// How a connection to a mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// Plain at first, then TLS by the command STARTTLS (RFC 3207); without it nothing is sent.
    Starttls,
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// Plain text, to a server that is near.
    None,
}

/// A mail server and how to use it, already unsealed.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// Name or address of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is secured.
    pub security: MailSecurity,
    /// User name and password, where the server wants them.
    pub credentials: Option<(String, Zeroizing<String>)>,
    /// The sender's address.
    pub from: String,
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailSettings({}:{})", self.host, self.port)
    }
}

/// A file that comes with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name: ASCII letters, digits and `._-`.
    pub name: String,
    /// Its media type, `application/pdf`.
    pub media_type: String,
    /// What it holds; mails to several recipients share it.
    pub content: Arc<[u8]>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.name, self.content.len())
    }
}

/// One mail: plain text, and the files that come with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Stable across retries: part of the Message-ID, so that a receiver can drop a repeat.
    pub id: String,
    /// The one recipient's address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text, lines ended by `\n`.
    pub text: String,
    /// When it was written.
    pub date: Timestamp,
    /// The files that come with it; usually none. Whoever writes the mail bounds them.
    pub attachments: Vec<Attachment>,
}

/// Hands mail to a mail server.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    /// Hands one mail over; `Ok` once the server has taken it.
    async fn send(&self, settings: &MailSettings, mail: &Mail) -> Result<(), ConnectorError>;

    /// Whether a mail can be addressed to `address` at all, so that one that cannot is refused when it is entered. Nobody is
    /// asked.
    ///
    /// # Errors
    /// [`ConnectorError::BadSettings`] for what is no address.
    fn check_address(&self, address: &str) -> Result<(), ConnectorError>;
}

/// Finds connectors by kind and id. The set may change while the appliance runs.
pub trait Connectors: Send + Sync {
    /// Everything that is loaded.
    fn list(&self) -> Vec<ConnectorInfo>;
    /// The breach provider with that id.
    fn provider(&self, id: &str) -> Option<Arc<dyn BreachProvider>>;
    /// The directory with that id.
    fn directory(&self, id: &str) -> Option<Arc<dyn Directory>>;
    /// The notifier with that id.
    fn notifier(&self, id: &str) -> Option<Arc<dyn Notifier>>;
}

/// Answers the `corpus` capability: the appliance's own breach corpus, granted to the `local` connector only.
pub trait Corpus: Send + Sync {
    /// Exposures of each lower-case address, in the order asked.
    fn lookup(&self, emails: &[String]) -> crate::Result<Vec<Vec<Exposure>>>;
}
