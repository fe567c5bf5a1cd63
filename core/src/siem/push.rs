//! Where an organization wants its alerts pushed to.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::platform::Platform;
use crate::record;
use crate::sealing::Sealed;
use crate::siem::{Format, target};
use crate::store::{OrgRows, OrgScope, OrgTable, OrgWriter};

/// A target that an admin enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPush {
    /// `https://…` or `syslog+tls://host[:port]`.
    pub url: String,
    /// How alerts are written down there.
    pub format: Format,
}

/// A target as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The address, sealed: it may hold a token.
    url: Sealed,
    /// As much of it as may be shown.
    pub url_hint: String,
    /// How alerts are written down there.
    pub format: Format,
}

record!(Push, 1);

const PUSH: OrgTable<(), Push> = OrgTable::new("siem.push");

/// What is kept of a target that an admin entered.
///
/// # Errors
/// [`crate::Error::Invalid`] naming `siemPush.url`.
pub(crate) fn checked_push(platform: &Platform, scope: OrgScope, new: &NewPush) -> Result<Push> {
    let (url, url_hint) = target::check("siemPush.url", &new.url)?;
    let purpose = format!("siem.push/{}", scope.org());
    Ok(Push { url: platform.sealer.seal(&purpose, url.as_bytes()), url_hint, format: new.format })
}

/// Puts the target in place of the one before, in the caller's transaction; `None` ends the pushing.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(crate) fn put_push(writer: &mut OrgWriter<'_, '_>, push: Option<&Push>) -> Result<()> {
    match push {
        Some(push) => writer.insert(&PUSH, &(), push),
        None => writer.remove(&PUSH, &()).map(drop),
    }
}

/// The target, if there is one.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(crate) fn push_target(rows: &impl OrgRows) -> Result<Option<Push>> {
    rows.get(&PUSH, &())
}
