//! Reading the register, making entries and moving them on.

use crate::access::Principal;
use crate::audit;
use crate::error::{Error, Result};
use crate::exposure;
use crate::register::entry::ENTRIES;
use crate::register::{Entry, EntryStatus};
use crate::services::Services;
use crate::store::{Id, OrgRows, Span};
use crate::time::Timestamp;

/// How many entries a company may have: each answer shows all of them.
const MAX_ENTRIES: usize = 1000;
const MAX_TITLE: usize = 200;
const MAX_ASSESSMENT: usize = 5000;
const MAX_TYPES: usize = 50;
const MAX_TYPE: usize = 100;
/// How far ahead of our clock an incident may be dated: somebody's day may have begun earlier.
const AHEAD_SECONDS: i64 = 86_400;

/// An entry to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// What happened, 1 to 200 characters in one line.
    pub title: String,
    /// When the company became aware of it, not before 1970 and at most a day ahead; now when `None`.
    pub detected: Option<Timestamp>,
    /// How many people it affects.
    pub affected: u32,
    /// What was lost, in any provider's words; at most 50.
    pub data_types: Vec<String>,
}

/// What changes of an entry; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryChange {
    /// How far it is.
    pub status: Option<EntryStatus>,
    /// What was found out, at most 5,000 characters; nothing or an empty text takes it away.
    pub assessment: Option<Option<String>>,
}

/// The register, newest entry first. Every member may.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn entries(services: &Services, principal: &Principal) -> Result<Vec<(Id, Entry)>> {
    principal.require_member()?;
    entries_in(&services.org(principal).read()?)
}

/// [`entries`] in a snapshot.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn entries_in(rows: &impl OrgRows) -> Result<Vec<(Id, Entry)>> {
    rows.list(&ENTRIES, Span::all().reversed(), 0, MAX_ENTRIES)
}

/// Makes an entry; its clock runs from `detected`.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming the field as the API does, [`Error::Conflict`] when
/// the register is full.
pub async fn add(services: &Services, principal: &Principal, new: NewEntry) -> Result<Id> {
    principal.require_admin()?;
    let platform = &services.platform;
    let entry = Entry {
        title: checked_title(&new.title)?,
        detected: checked_time(new.detected, platform.now())?,
        status: EntryStatus::Assessing,
        affected: new.affected,
        data_types: checked_types(&new.data_types)?,
        assessment: None,
        notified: None,
    };
    let id = platform.new_id();
    let deed = audit::Entry::by(platform, principal, "register.created").target(id).detail(&entry.title);
    services
        .org(principal)
        .write(move |writer| {
            if writer.keys(&ENTRIES, Span::all(), 0, MAX_ENTRIES)?.len() == MAX_ENTRIES {
                return Err(Error::Conflict(format!("the register holds at most {MAX_ENTRIES} entries")));
            }
            writer.insert(&ENTRIES, &id, &entry)?;
            audit::record(writer, &deed)
        })
        .await?;
    Ok(id)
}

/// Moves an entry on. NOTIFIED stamps when; leaving it takes the stamp away, since then the authority was not told.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others, [`Error::Invalid`] naming
/// `assessment`, or nothing when nothing is to change.
pub async fn change(
    services: &Services,
    principal: &Principal,
    id: Id,
    change: EntryChange,
) -> Result<Entry> {
    principal.require_admin()?;
    if change == EntryChange::default() {
        return Err(Error::invalid("", "Nothing to update"));
    }
    let assessment = change.assessment.map(checked_assessment).transpose()?;
    let now = services.platform.now();
    let deed = audit::Entry::by(&services.platform, principal, "register.changed").target(id);
    services
        .org(principal)
        .write(move |writer| {
            let before = writer.get(&ENTRIES, &id)?.ok_or(Error::NotFound("entry"))?;
            let mut entry = before.clone();
            entry.status = change.status.unwrap_or(before.status);
            entry.notified = (entry.status == EntryStatus::Notified).then(|| before.notified.unwrap_or(now));
            if let Some(assessment) = assessment {
                entry.assessment = assessment;
            }
            if entry != before {
                writer.insert(&ENTRIES, &id, &entry)?;
                audit::record(writer, &deed.detail(told(&before, &entry)))?;
            }
            Ok(entry)
        })
        .await
}

fn told(before: &Entry, after: &Entry) -> String {
    let mut told = Vec::new();
    if before.status != after.status {
        told.push(format!("{} to {}", before.status.as_str(), after.status.as_str()));
    }
    if before.assessment != after.assessment {
        told.push("assessment".into());
    }
    told.join(", ")
}

fn checked_title(text: &str) -> Result<String> {
    let title = text.trim();
    if title.is_empty() || title.chars().count() > MAX_TITLE || title.contains(char::is_control) {
        return Err(Error::invalid("title", format!("must be 1 to {MAX_TITLE} characters in one line")));
    }
    Ok(title.to_owned())
}

fn checked_time(asked: Option<Timestamp>, now: Timestamp) -> Result<Timestamp> {
    let at = asked.unwrap_or(now);
    if at.0 < 0 || at > now.plus_seconds(AHEAD_SECONDS) {
        return Err(Error::invalid("detectedAt", "must not lie before 1970 or more than a day ahead"));
    }
    Ok(at)
}

fn checked_types(asked: &[String]) -> Result<Vec<String>> {
    if asked.len() > MAX_TYPES {
        return Err(Error::invalid("dataTypes", format!("at most {MAX_TYPES}")));
    }
    let mut types: Vec<String> = Vec::new();
    for (at, text) in asked.iter().enumerate() {
        let class =
            exposure::normalize(text).filter(|_| text.chars().count() <= MAX_TYPE).ok_or_else(|| {
                Error::invalid(
                    format!("dataTypes[{at}]"),
                    format!("must hold a letter or digit and at most {MAX_TYPE} characters"),
                )
            })?;
        if !types.contains(&class) {
            types.push(class);
        }
    }
    Ok(types)
}

fn checked_assessment(text: Option<String>) -> Result<Option<String>> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > MAX_ASSESSMENT) {
        return Err(Error::invalid("assessment", format!("at most {MAX_ASSESSMENT} characters")));
    }
    Ok(text)
}
