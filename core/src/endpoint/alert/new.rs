//! A report as an agent sends it (seed 000, "Add Alert"), read and checked.

use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::endpoint::agent::{agent_key, check_agent_id};
use crate::endpoint::alert::Alert;
use crate::endpoint::alert::fields::{Fields, hash, number, text};
use crate::endpoint::alert::sound;
use crate::endpoint::group::Names;
use crate::error::{Error, Result};
use crate::time::Timestamp;

/// Bytes of a report.
pub const MAX_BODY: usize = 256 << 10;
/// Bytes of a path: what Windows allows.
const PATH: usize = 32_767;
/// Bytes of a name.
pub(in crate::endpoint) const NAME: usize = 1024;
/// Bytes of other short texts.
const SHORT: usize = 255;
/// Fields that the published API does not know, and the bytes that they may take.
const MAX_EXTRA: (usize, usize) = (64, 32 << 10);
/// How far ahead an agent's clock may be, in seconds.
const AHEAD: i64 = 24 * 3600;

/// A report that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlert {
    pub(in crate::endpoint) alert: Alert,
    pub(in crate::endpoint) names: Names,
    /// Second and mark that make two reports the same one. `None` when the agent did not say when it happened: a repeat
    /// cannot be told from a second event.
    pub(in crate::endpoint) identity: Option<(u32, [u8; 8])>,
}

impl NewAlert {
    /// Reads a body. Unknown fields are kept; a repeated field, a wrong type or a value out of its bounds is refused.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field, or `body` when it is no JSON object.
    pub fn parse(body: &[u8], now: Timestamp) -> Result<Self> {
        let Ok(json) = std::str::from_utf8(body) else { return Err(not_utf8(body)) };
        let Fields(fields) = serde_json::from_str(json)
            .map_err(|cause| Error::invalid("body", format!("must be a JSON object: {cause}")))?;
        let mut draft = Draft::default();
        for (name, value) in fields {
            draft.take(name, value, now)?;
        }
        draft.finish(now)
    }
}

/// What makes two reports of one second the same one: agent, process id, program and file (contract: "`POST /alerts`").
fn mark(alert: &Alert) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(agent_key(&alert.agent).0);
    hash.update(alert.pid.map_or([0xff; 8], |pid| u64::from(pid).to_be_bytes()));
    hash.update(alert.process_sha256.unwrap_or_default());
    hash.update(alert.file_path.as_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    let mut start = [0; 8];
    start.copy_from_slice(&hash[..8]);
    start
}

/// Names the field that is not UTF-8, where it can be found.
fn not_utf8(body: &[u8]) -> Error {
    let mended = String::from_utf8_lossy(body);
    let fields = serde_json::from_str::<Fields<'_>>(&mended).map(|fields| fields.0).unwrap_or_default();
    let broken =
        fields.iter().find(|(name, value)| [name, value.get()].iter().any(|text| text.contains('\u{fffd}')));
    let field = broken.map_or("body", |(name, _)| name);
    Error::invalid(field, "is not UTF-8")
}

/// The fields that have come so far, each at most once.
#[derive(Default)]
struct Draft {
    alert: Option<Alert>,
    seen: Vec<String>,
    extra: Vec<(String, String)>,
    extra_bytes: usize,
    detected_at: Option<u32>,
}

impl Draft {
    fn take(&mut self, name: String, value: &RawValue, now: Timestamp) -> Result<()> {
        if self.seen.contains(&name) {
            return Err(Error::invalid(name, "is given twice"));
        }
        let alert = self.alert.get_or_insert_with(Alert::empty);
        let field = name.as_str();
        match field {
            "uuid" => alert.agent = text(field, value, 64)?,
            "version" => alert.agent_version = text(field, value, SHORT)?,
            "hostname" => alert.hostname = text(field, value, SHORT)?,
            "ip_address" => alert.ip_address = text(field, value, SHORT)?,
            "mac_address" => alert.mac_address = text(field, value, SHORT)?,
            "pid" => alert.pid = pid(field, value)?,
            "process_name" => alert.process_name = text(field, value, NAME)?,
            "process_path" => alert.process_path = text(field, value, PATH)?,
            "process_md5" => alert.process_md5 = hash(field, value)?,
            "process_sha1" => alert.process_sha1 = hash(field, value)?,
            "process_sha256" => alert.process_sha256 = hash(field, value)?,
            "parent_pid" => alert.parent_pid = pid(field, value)?,
            "parent_process_name" => alert.parent_process_name = text(field, value, NAME)?,
            "parent_process_path" => alert.parent_process_path = text(field, value, PATH)?,
            "file_path" => alert.file_path = text(field, value, PATH)?,
            "file_size" => alert.file_size = number(field, value, i64::MAX.unsigned_abs())?,
            "md5" => alert.md5 = hash(field, value)?,
            "sha1" => alert.sha1 = hash(field, value)?,
            "sha256" => alert.sha256 = hash(field, value)?,
            "quarantine_file_name" => alert.quarantine_file_name = text(field, value, NAME)?,
            "action_taken" => alert.action_taken = text(field, value, SHORT)?,
            "detected_at" => self.detected_at = detected_at(value, now)?,
            _ => return self.keep(name, value),
        }
        self.seen.push(name);
        Ok(())
    }

    /// Keeps a field that the published API does not know.
    fn keep(&mut self, name: String, value: &RawValue) -> Result<()> {
        let (most, bytes) = MAX_EXTRA;
        if name.len() > SHORT || name.contains('\0') {
            let shown: String = name.chars().take(40).filter(|c| !c.is_control()).collect();
            return Err(Error::invalid(
                shown,
                format!("a field's name has at most {SHORT} bytes and no NUL"),
            ));
        }
        self.extra_bytes += name.len() + value.get().len();
        if self.extra.len() == most || self.extra_bytes > bytes {
            let reason = format!("at most {most} fields beyond the published ones, {bytes} bytes together");
            return Err(Error::invalid(name, reason));
        }
        if let Err(cause) = sound::check(value) {
            return Err(Error::invalid(
                name,
                format!("must be JSON that every program reads alike: {cause}"),
            ));
        }
        self.extra.push((name.clone(), value.get().to_owned()));
        self.seen.push(name);
        Ok(())
    }

    fn finish(self, now: Timestamp) -> Result<NewAlert> {
        let mut alert = self.alert.unwrap_or_else(Alert::empty);
        check_agent_id("uuid", &alert.agent)?;
        for (field, value) in [("hostname", &alert.hostname), ("process_name", &alert.process_name)] {
            if value.trim().is_empty() {
                return Err(Error::invalid(field, "is missing"));
            }
        }
        alert.alert_time = self.detected_at.map_or(now, |at| Timestamp(i64::from(at) * 1000));
        if !self.extra.is_empty() {
            let pairs = self.extra.iter().map(|(name, value)| {
                let name = serde_json::to_string(name).map_err(Error::internal)?;
                Ok(format!("{name}:{value}"))
            });
            alert.extra = format!("{{{}}}", pairs.collect::<Result<Vec<_>>>()?.join(","));
        }
        // Made here, where requests run side by side, and not in the store's one writer.
        let identity = self.detected_at.map(|at| (at, mark(&alert)));
        Ok(NewAlert { names: Names::of(&alert), identity, alert })
    }
}

fn pid(field: &str, value: &RawValue) -> Result<Option<u32>> {
    Ok(number(field, value, u32::MAX.into())?.and_then(|pid| u32::try_from(pid).ok()))
}

/// Unix seconds, not before 1970 and at most a day ahead.
fn detected_at(value: &RawValue, now: Timestamp) -> Result<Option<u32>> {
    if value.get() == "null" {
        return Ok(None);
    }
    let latest = now.0 / 1000 + AHEAD;
    let seconds = value.get().parse().ok().filter(|at| i64::from(*at) <= latest);
    seconds.map(Some).ok_or_else(|| {
        Error::invalid(
            "detected_at",
            "must be Unix seconds, not before 1970 and at most a day ahead of our clock",
        )
    })
}

impl Alert {
    fn empty() -> Self {
        Self {
            agent: String::new(),
            agent_version: String::new(),
            hostname: String::new(),
            ip_address: String::new(),
            mac_address: String::new(),
            pid: None,
            process_name: String::new(),
            process_path: String::new(),
            process_md5: None,
            process_sha1: None,
            process_sha256: None,
            parent_pid: None,
            parent_process_name: String::new(),
            parent_process_path: String::new(),
            file_path: String::new(),
            file_size: None,
            md5: None,
            sha1: None,
            sha256: None,
            quarantine_file_name: String::new(),
            action_taken: String::new(),
            alert_time: Timestamp(0),
            extra: String::new(),
            dismissal: None,
            version: 1,
            mark: [0; 8],
        }
    }
}
