//! Asking for an upload link (seed 000, "Get File Upload URL").

use serde::{Deserialize, Serialize};

use crate::access::Principal;
use crate::endpoint::Endpoint;
use crate::endpoint::agent::check_agent_id;
use crate::endpoint::alert::NAME;
use crate::endpoint::file::link::Grant;
use crate::error::{Error, Result};
use crate::store::Id;

/// Bytes of a file at most.
pub const MAX_FILE: u64 = 100 << 20;
/// Bytes of a file's name and of a key.
const MAX_NAME: usize = 255;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prefix {
    /// What an agent wrote when it crashed.
    CrashLogs,
    /// A program that an agent quarantined.
    SuspiciousProcesses,
}

impl Prefix {
    /// As it stands in paths.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CrashLogs => "crash_logs",
            Self::SuspiciousProcesses => "suspicious_processes",
        }
    }
}

impl std::str::FromStr for Prefix {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Self::CrashLogs, Self::SuspiciousProcesses]
            .into_iter()
            .find(|prefix| prefix.as_str() == text)
            .ok_or_else(|| Error::invalid("prefix", "must be crash_logs or suspicious_processes"))
    }
}

/// What an agent wants to upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// What it is.
    pub prefix: Prefix,
    /// The rest of its key, if the agent chooses one.
    pub key: Option<String>,
    /// What it is called.
    pub file_name: String,
    /// Its media type: the upload must come with the same.
    pub content_type: String,
    /// Its size in bytes, if the agent promises one: the upload must have exactly so many.
    pub file_size: Option<u64>,
    /// The agent that it comes from; needed for crash logs.
    pub agent: Option<String>,
}

/// What was promised for one upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::endpoint) struct Promise {
    /// By which the link is used once.
    pub(super) id: Id,
    pub(super) prefix: Prefix,
    pub(super) key: Option<String>,
    pub(super) file_name: String,
    pub(super) content_type: String,
    pub(super) file_size: Option<u64>,
    pub(super) agent: Option<String>,
}

impl Endpoint {
    /// The path of a link that takes one file by PUT, once, within a quarter of an hour.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but agents' API keys, [`Error::Invalid`] naming `fileName`, `contentType`,
    /// `metadata.agent_id`, `metadata.file_size` or `s3_key`.
    pub fn upload_link(&self, principal: &Principal, upload: Upload) -> Result<String> {
        principal.require_agent()?;
        let Upload { prefix, key, file_name, content_type, file_size, agent } = upload;
        match prefix {
            Prefix::CrashLogs => check_name("fileName", &file_name)?,
            Prefix::SuspiciousProcesses => check_quarantined(&file_name)?,
        }
        if let Some(key) = &key {
            key.split('/').try_for_each(|part| check_name("s3_key", part))?;
            if key.len() > MAX_NAME {
                return Err(Error::invalid("s3_key", format!("at most {MAX_NAME} bytes")));
            }
        }
        let content_type = media_type(&content_type)
            .ok_or_else(|| Error::invalid("contentType", "must be a media type such as application/zip"))?;
        if file_size.is_some_and(|bytes| bytes > MAX_FILE) {
            return Err(Error::invalid("metadata.file_size", format!("at most {MAX_FILE} bytes")));
        }
        match &agent {
            Some(agent) => check_agent_id("metadata.agent_id", agent)?,
            None if prefix == Prefix::CrashLogs => {
                return Err(Error::invalid("metadata.agent_id", "is missing"));
            }
            None => {}
        }
        let id = self.services().platform.new_id();
        let promise = Promise { id, prefix, key, file_name, content_type, file_size, agent };
        self.link(principal, Grant::Upload(promise))
    }
}

/// Names are shown and sent in header fields; none is ever a path on our disk.
fn check_name(field: &str, name: &str) -> Result<()> {
    let plain = !name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\'));
    if name.trim().is_empty() || name.len() > MAX_NAME || !plain || name == "." || name == ".." {
        return Err(Error::invalid(
            field,
            format!("must be a name of 1 to {MAX_NAME} bytes without / or \\"),
        ));
    }
    Ok(())
}

/// Whatever an alert's `quarantine_file_name` may be, which some agents make of the program's path.
fn check_quarantined(name: &str) -> Result<()> {
    if name.trim().is_empty() || name.len() > NAME || name.chars().any(char::is_control) {
        let reason = format!("must be 1 to {NAME} bytes, the alert's quarantine_file_name");
        return Err(Error::invalid("fileName", reason));
    }
    Ok(())
}

/// `type/subtype` of a `Content-Type` (RFC 9110 §8.3.1), in lower case. Programs add parameters such as `charset` by themselves,
/// so none of them is held to.
pub(super) fn media_type(text: &str) -> Option<String> {
    let text = text.trim();
    let parsed: mime::Mime = (text.len() <= MAX_NAME).then_some(text)?.parse().ok()?;
    let is_whole = !parsed.type_().as_str().is_empty() && !parsed.subtype().as_str().is_empty();
    is_whole.then(|| parsed.essence_str().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{NAME, check_name, check_quarantined, media_type};

    #[test]
    fn names_are_no_paths() {
        for (name, good) in [
            ("20250607.zip", true),
            ("ä ö.bin", true),
            ("", false),
            ("..", false),
            ("a/b", false),
            ("a\\b", false),
            ("a\r\nb", false),
        ] {
            assert_eq!(check_name("fileName", name).is_ok(), good, "{name:?}");
        }
    }

    #[test]
    fn a_quarantined_program_may_be_called_by_its_path() {
        assert!(check_quarantined(r"C:\Windows\Temp\a.exe").is_ok());
        assert!(check_quarantined(&"x".repeat(NAME)).is_ok());
        for wrong in ["", " ", "a\0b", "a\r\nb", &"x".repeat(NAME + 1)] {
            assert!(check_quarantined(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn media_types_have_two_parts() {
        for (text, known) in [
            ("application/zip", "application/zip"),
            (" Application/VND.ms-excel", "application/vnd.ms-excel"),
            ("text/plain; charset=utf-8", "text/plain"),
            ("text/plain;charset=\"utf-8\"", "text/plain"),
        ] {
            assert_eq!(media_type(text).as_deref(), Some(known), "{text:?}");
        }
        for wrong in ["", "zip", "application/", "/zip", "a/b\r\nx: y", &format!("a/{}", "b".repeat(300))] {
            assert_eq!(media_type(wrong), None, "{wrong:?}");
        }
    }
}
