//! Where an organization wants its alerts pushed to, and how far the pushing has come.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Result;
use crate::jobs::{self, Recurrence, Schedule};
use crate::platform::Platform;
use crate::record;
use crate::sealing::Sealed;
use crate::siem::{Format, PUSH_KIND, target};
use crate::store::{Id, OrgRows, OrgScope, OrgTable, OrgWriter};
use crate::time::Timestamp;

/// Seconds after which it is tried again when nothing new asks for it.
const AGAIN_AFTER: u32 = 3600;
/// How often a job begins, each pause twice as long as the one before.
const ATTEMPTS: u32 = 6;

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

/// How far the pushing has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// The watermark: the last alert that the SIEM has; none at first.
    pub(super) after: Id,
    /// When something last arrived there.
    pub last: Option<Timestamp>,
    /// Why the last attempt failed; `None` once one succeeded.
    pub error: Option<String>,
}

record!(Pushed, 1);

const PUSH: OrgTable<(), Push> = OrgTable::new("siem.push");
const PUSHED: OrgTable<(), Pushed> = OrgTable::new("siem.pushed");

fn purpose(scope: OrgScope) -> String {
    format!("siem.push/{}", scope.org())
}

impl Push {
    /// The address.
    pub(super) fn url(&self, platform: &Platform, scope: OrgScope) -> Result<Zeroizing<String>> {
        platform.sealer.open_text(&purpose(scope), &self.url)
    }
}

/// What is kept of a target that an admin entered.
///
/// # Errors
/// [`crate::Error::Invalid`] naming `siemPush.url`.
pub(crate) fn checked_push(platform: &Platform, scope: OrgScope, new: &NewPush) -> Result<Push> {
    let (url, url_hint) = target::check("siemPush.url", &new.url)?;
    Ok(Push { url: platform.sealer.seal(&purpose(scope), url.as_bytes()), url_hint, format: new.format })
}

/// Puts the target in place of the one before, in the caller's transaction; `None` ends the pushing and forgets how far it
/// came. The caller lets the jobs look when it is durable.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(crate) fn put_push(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    push: Option<&Push>,
) -> Result<()> {
    let Some(push) = push else {
        jobs::end_schedule(writer, PUSH_KIND)?;
        writer.remove(&PUSHED, &())?;
        return writer.remove(&PUSH, &()).map(drop);
    };
    writer.insert(&PUSH, &(), push)?;
    let schedule = Schedule::new(PUSH_KIND, Recurrence::Every(AGAIN_AFTER), &(), platform.now())?;
    jobs::set_schedule(writer, PUSH_KIND, &schedule)?;
    request_push(writer, platform.new_id(), platform.now())
}

/// Asks for a push, where an organization wants any, in the transaction that made alerts: one that is queued will see
/// them, and one that is running looks again before it ends.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(crate) fn request_push(writer: &mut OrgWriter<'_, '_>, job: Id, now: Timestamp) -> Result<()> {
    if push_target(writer)?.is_some() {
        jobs::request(writer, job, PUSH_KIND, now, ATTEMPTS)?;
    }
    Ok(())
}

/// The target, if there is one.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(crate) fn push_target(rows: &impl OrgRows) -> Result<Option<Push>> {
    rows.get(&PUSH, &())
}

/// How far the pushing has come.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(crate) fn pushed(rows: &impl OrgRows) -> Result<Pushed> {
    Ok(rows.get(&PUSHED, &())?.unwrap_or_default())
}

/// Notes how far the pushing has come, unless it was ended meanwhile.
pub(super) fn note(writer: &mut OrgWriter<'_, '_>, pushed: &Pushed) -> Result<()> {
    if push_target(writer)?.is_some() { writer.insert(&PUSHED, &(), pushed) } else { Ok(()) }
}
