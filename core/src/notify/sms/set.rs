//! Reading and changing an organization's SMS settings: admins only.

use url::Url;

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::notify::sms::SmsSetup;
use crate::notify::sms::gateway::{SMS, SmsGateway, headers_purpose};
use crate::notify::target;
use crate::sealing::Sealed;
use crate::services::Services;
use crate::store::OrgRows as _;

/// Media types whose escaping the connector knows.
const CONTENT_TYPES: [&str; 5] =
    ["application/json", "application/x-www-form-urlencoded", "application/xml", "text/xml", "text/plain"];
const MAX_BODY: usize = 4000;
const MAX_HEADERS: usize = 4096;
const MAX_HEADER_LINES: usize = 16;

/// Settings to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsChange {
    /// Where a message is sent to: https, or plain http to a loopback or private address.
    pub base_url: String,
    /// `POST` or `PUT`.
    pub method: String,
    /// Lines `Name: value`. `None` keeps those that are there, as long as they go to the same origin; an empty text
    /// removes them.
    pub headers: Option<String>,
    /// The body's media type: JSON, a form, XML or plain text.
    pub content_type: String,
    /// The body, with `{to}` and `{text}`.
    pub body: String,
    /// Whether text messages are sent at all.
    pub enabled: bool,
}

impl std::fmt::Debug for SmsChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmsChange({})", self.base_url)
    }
}

/// The settings; `None` when text messages were never set up.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn sms_settings(services: &Services, principal: &Principal) -> Result<Option<SmsSetup>> {
    principal.require_admin()?;
    Ok(services.org(principal).read()?.get(&SMS, &())?.map(SmsSetup::from))
}

/// Keeps settings in place of those that were there.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming the field.
pub async fn set_sms_settings(
    services: &Services,
    principal: &Principal,
    change: SmsChange,
) -> Result<SmsSetup> {
    principal.require_admin()?;
    let url = target::web_address("baseUrl", &change.base_url, true)?;
    if !["POST", "PUT"].contains(&change.method.as_str()) {
        return Err(Error::invalid("method", "must be POST or PUT"));
    }
    if !CONTENT_TYPES.contains(&change.content_type.as_str()) {
        return Err(Error::invalid("contentType", format!("must be one of {}", CONTENT_TYPES.join(", "))));
    }
    check_body(&change)?;
    let new_names = change.headers.as_deref().map(header_names).transpose()?;
    let (platform, scope) = (services.platform.clone(), principal.scope());
    let origin = url.origin().ascii_serialization();
    let entry = Entry::by(&platform, principal, "sms.changed").target(&origin);
    let row = services
        .org(principal)
        .write(move |writer| {
            let before = writer.get(&SMS, &())?;
            let (headers, header_names) = match (change.headers, new_names) {
                (Some(text), Some(names)) if !names.is_empty() => {
                    (Some(platform.sealer.seal(&headers_purpose(scope), text.as_bytes())), names)
                }
                (None, _) => kept_headers(&before, &origin)?,
                _ => (None, Vec::new()),
            };
            let row = SmsGateway {
                base_url: url.into(),
                method: change.method,
                headers,
                header_names,
                content_type: change.content_type,
                body: change.body,
                enabled: change.enabled,
                last_delivered: before.and_then(|before| before.last_delivered),
                last_error: None,
            };
            writer.insert(&SMS, &(), &row)?;
            let state = if row.enabled { "enabled" } else { "disabled" };
            audit::record(writer, &entry.detail(state))?;
            Ok(row)
        })
        .await?;
    Ok(row.into())
}

fn check_body(change: &SmsChange) -> Result<()> {
    let body = &change.body;
    if body.len() > MAX_BODY || !body.contains("{to}") || !body.contains("{text}") {
        return Err(Error::invalid(
            "body",
            format!("must hold {{to}} and {{text}}, in at most {MAX_BODY} bytes"),
        ));
    }
    if change.content_type == "application/json" {
        let sample = body.replace("{to}", "1").replace("{text}", "1");
        serde_json::from_str::<serde::de::IgnoredAny>(&sample).map_err(|cause| {
            Error::invalid("body", format!("is no JSON with {{to}} and {{text}} filled in: {cause}"))
        })?;
    }
    Ok(())
}

/// The names of header lines, each of which can be sent.
fn header_names(lines: &str) -> Result<Vec<String>> {
    let wrong = |reason: String| Error::invalid("headers", reason);
    if lines.len() > MAX_HEADERS || lines.lines().count() > MAX_HEADER_LINES {
        return Err(wrong(format!("at most {MAX_HEADER_LINES} lines and {MAX_HEADERS} bytes")));
    }
    let is_token = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    let mut names = Vec::new();
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let pair = line.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
        match pair {
            Some((name, value)) if is_token(name) && !value.is_empty() && value.bytes().all(is_sendable) => {
                names.push(name.to_owned());
            }
            _ => return Err(wrong(format!("line {} is not `Name: value`", at + 1))),
        }
    }
    Ok(names)
}

/// RFC 9110 §5.5, without obs-text.
fn is_sendable(byte: u8) -> bool {
    byte == b'\t' || (b' '..=b'~').contains(&byte)
}

/// The headers that are there go on being sent only to where they went before: see the mail settings' password.
fn kept_headers(before: &Option<SmsGateway>, origin: &str) -> Result<(Option<Sealed>, Vec<String>)> {
    let Some(before) = before.as_ref().filter(|before| before.headers.is_some()) else {
        return Ok((None, Vec::new()));
    };
    let same = Url::parse(&before.base_url).is_ok_and(|url| url.origin().ascii_serialization() == origin);
    if !same {
        return Err(Error::invalid("headers", "must be given again when the gateway changes"));
    }
    Ok((before.headers.clone(), before.header_names.clone()))
}
