//! Adding people and changing what is known of them. A source never overwrites with nothing.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::exposure;
use crate::figures;
use crate::platform::Platform;
use crate::store::{Id, OrgRows as _, OrgWriter};
use crate::workforce::employee::{ACTIVE, ALL, BY_EMAIL, BY_LINK, BY_NAME, COUNTS, EMPLOYEES, KIND};
use crate::workforce::{Employee, EmployeeSource};

/// What a source says of one person. Empty texts say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Lower-case, as `intake::address` gives it.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Department.
    pub department: String,
    /// Location.
    pub location: String,
    /// Everything else, by lower-case name.
    pub attributes: BTreeMap<String, String>,
}

/// What became of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They are new.
    Added,
    /// Something of them is new.
    Changed,
    /// Everything was known.
    Unchanged,
}

/// Adds the person with this address, or takes over what `details` says beyond what is known.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn upsert(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    source: EmployeeSource,
    details: Details,
) -> Result<(Id, Change)> {
    let now = platform.now();
    let Some(id) = writer.get(&BY_EMAIL, &details.email)? else {
        let id = platform.new_id();
        let Details { email, first_name, last_name, department, location, attributes } = details;
        let employee = Employee {
            email,
            first_name,
            last_name,
            department,
            location,
            active: true,
            attributes,
            source,
            link: None,
            mfa: None,
            created: now,
            updated: now,
        };
        add(writer, id, &employee)?;
        return Ok((id, Change::Added));
    };
    let before = stored(writer, id)?;
    let mut after = before.clone();
    for (kept, said) in [
        (&mut after.first_name, details.first_name),
        (&mut after.last_name, details.last_name),
        (&mut after.department, details.department),
        (&mut after.location, details.location),
    ] {
        if !said.is_empty() {
            *kept = said;
        }
    }
    after.attributes.extend(details.attributes.into_iter().filter(|(_, value)| !value.is_empty()));
    if after == before {
        return Ok((id, Change::Unchanged));
    }
    after.updated = now;
    replace(writer, id, &before, &after)?;
    Ok((id, Change::Changed))
}

/// Marks a person as working here or as gone. What was found of them is kept.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub fn set_active(writer: &mut OrgWriter<'_, '_>, platform: &Platform, id: Id, active: bool) -> Result<()> {
    let before = writer.get(&EMPLOYEES, &id)?.ok_or(Error::NotFound("employee"))?;
    if before.active == active {
        return Ok(());
    }
    let after = Employee { active, updated: platform.now(), ..before.clone() };
    replace(writer, id, &before, &after)
}

/// Stores somebody who is new.
pub(super) fn add(writer: &mut OrgWriter<'_, '_>, id: Id, employee: &Employee) -> Result<()> {
    if !employee.email.is_empty() {
        writer.insert(&BY_EMAIL, &employee.email, &id)?;
    }
    if let Some(link) = &employee.link {
        writer.insert(&BY_LINK, &(link.connection, link.external_id.clone()), &id)?;
    }
    writer.insert(&BY_NAME, &employee.sort_key(id), &id)?;
    writer.add(&COUNTS, &ALL, 1)?;
    if employee.active {
        writer.add(&COUNTS, &ACTIVE, 1)?;
    }
    writer.insert(&EMPLOYEES, &id, employee)?;
    writer.log(KIND, id)?;
    figures::follow_employee(writer, id, None, employee)
}

fn stored(writer: &OrgWriter<'_, '_>, id: Id) -> Result<Employee> {
    writer.get(&EMPLOYEES, &id)?.ok_or_else(|| Error::internal("an address without its employee"))
}

/// Stores `after` in place of `before`, with everything that finds or counts them and the copies that alerts show.
pub(super) fn replace(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    before: &Employee,
    after: &Employee,
) -> Result<()> {
    let (old, new) = (before.sort_key(id), after.sort_key(id));
    if old != new {
        writer.remove(&BY_NAME, &old)?;
        writer.insert(&BY_NAME, &new, &id)?;
    }
    if before.email != after.email {
        if !before.email.is_empty() {
            writer.remove(&BY_EMAIL, &before.email)?;
        }
        if !after.email.is_empty() {
            writer.insert(&BY_EMAIL, &after.email, &id)?;
        }
    }
    if before.link != after.link {
        if let Some(link) = &before.link {
            writer.remove(&BY_LINK, &(link.connection, link.external_id.clone()))?;
        }
        if let Some(link) = &after.link {
            writer.insert(&BY_LINK, &(link.connection, link.external_id.clone()), &id)?;
        }
    }
    if before.active != after.active {
        writer.add(&COUNTS, &ACTIVE, if after.active { 1 } else { -1 })?;
    }
    writer.insert(&EMPLOYEES, &id, after)?;
    writer.log(KIND, id)?;
    figures::follow_employee(writer, id, Some(before), after)?;
    exposure::follow_employee(writer, id, after)
}
