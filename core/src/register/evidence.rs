//! One entry as a table that an auditor can keep.

use crate::access::Principal;
use crate::error::{Error, Result};
use crate::register::entry::ENTRIES;
use crate::services::Services;
use crate::spreadsheet;
use crate::store::{Id, OrgRows as _};
use crate::time::Timestamp;

/// The entry as CSV, a row a fact (contract "Register"). Every member may.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub fn evidence(services: &Services, principal: &Principal, id: Id) -> Result<String> {
    principal.require_member()?;
    let entry = services.org(principal).read()?.get(&ENTRIES, &id)?.ok_or(Error::NotFound("entry"))?;
    let clock = entry.clock(services.platform.now());
    let labels: Vec<&str> = entry.categories().into_iter().map(|(_, label)| label).collect();
    spreadsheet::csv([
        ["Field", "Value"],
        ["Title", &entry.title],
        ["Detected at", &entry.detected.rfc3339()],
        ["Status", entry.status.as_str()],
        ["Affected employees", &entry.affected.to_string()],
        ["GDPR data categories", &labels.join("; ")],
        ["72h deadline", &clock.deadline.rfc3339()],
        ["Notified at", &entry.notified.map(Timestamp::rfc3339).unwrap_or_default()],
        ["Assessment", entry.assessment.as_deref().unwrap_or_default()],
    ])
}
