//! Finding and listing people.

use std::ops::ControlFlow;

use crate::access::Principal;
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgRows, Span};
use crate::workforce::Employee;
use crate::workforce::employee::{ACTIVE, ALL, BY_EMAIL, BY_NAME, COUNTS, EMPLOYEES};

/// A page of people and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The people, by name.
    pub items: Vec<(Id, Employee)>,
    /// How many match.
    pub total: u64,
}

/// One person in a snapshot or transaction.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn find(rows: &impl OrgRows, id: Id) -> Result<Option<Employee>> {
    rows.get(&EMPLOYEES, &id)
}

/// One person.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub fn get(services: &Services, principal: &Principal, id: Id) -> Result<Employee> {
    find(&services.org(principal).read()?, id)?.ok_or(Error::NotFound("employee"))
}

/// The person with this lower-case address.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn by_email(rows: &impl OrgRows, email: &str) -> Result<Option<Id>> {
    rows.get(&BY_EMAIL, &email.to_owned())
}

/// How many people there are, or how many active ones.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn count(rows: &impl OrgRows, active_only: bool) -> Result<u64> {
    let count = rows.count(&COUNTS, if active_only { &ACTIVE } else { &ALL })?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Up to `limit` active people with an address after `after` in the order of their ids, with the last id looked at, from which the next
/// call goes on; `None` there at the end.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
#[expect(clippy::type_complexity, reason = "rows and where to go on")]
pub fn active_after(
    rows: &impl OrgRows,
    after: Id,
    limit: usize,
) -> Result<(Vec<(Id, Employee)>, Option<Id>)> {
    let mut found = Vec::new();
    let mut last = None;
    rows.walk(&EMPLOYEES, Span::all().after(&after), |id, employee| {
        if employee.active && !employee.email.is_empty() {
            found.push((id, employee));
        }
        last = Some(id);
        Ok(if found.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    let more = found.len() == limit;
    Ok((found, last.filter(|_| more)))
}

/// Up to `limit` people after `after` in the order of their ids, inactive ones included.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn all_after(rows: &impl OrgRows, after: Id, limit: usize) -> Result<Vec<(Id, Employee)>> {
    rows.list(&EMPLOYEES, Span::all().after(&after), 0, limit)
}

/// Up to `limit` people after the place `after` in the order of names; each with its place, from which the next call goes on.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn named_after(
    rows: &impl OrgRows,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, Id, Employee)>> {
    let span = after.map_or_else(Span::all, |after| Span::all().after(&after.to_owned()));
    let mut found = Vec::with_capacity(limit.min(1000));
    for (place, id) in rows.list(&BY_NAME, span, 0, limit)? {
        found.extend(find(rows, id)?.map(|employee| (place, id, employee)));
    }
    Ok(found)
}

/// Of how many people a second factor is known, and how many have one: `(have, known)`. Looks at everybody.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn second_factors(rows: &impl OrgRows) -> Result<(u64, u64)> {
    let (mut have, mut known) = (0, 0);
    rows.walk(&EMPLOYEES, Span::all(), |_, employee| {
        known += u64::from(employee.mfa.is_some());
        have += u64::from(employee.mfa == Some(true));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((have, known))
}

/// People by name. With `query` only those whose name, address, department or location holds it, which looks at
/// everybody; without it a page costs its own size and what it skips.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn list(rows: &impl OrgRows, query: Option<&str>, skip: usize, limit: usize) -> Result<Page> {
    let query = query.map(str::trim).filter(|query| !query.is_empty());
    let Some(query) = query.map(str::to_lowercase) else {
        let mut items = Vec::with_capacity(limit.min(1000));
        for (_, id) in rows.list(&BY_NAME, Span::all(), skip, limit)? {
            items.extend(find(rows, id)?.map(|employee| (id, employee)));
        }
        return Ok(Page { items, total: count(rows, false)? });
    };
    let mut page = Page { items: Vec::new(), total: 0 };
    let mut matching = Vec::new();
    rows.walk(&EMPLOYEES, Span::all(), |id, employee| {
        if holds(&employee, &query) {
            matching.push((employee.sort_key(id), id));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    matching.sort_unstable();
    page.total = matching.len() as u64;
    for (_, id) in matching.into_iter().skip(skip).take(limit) {
        page.items.extend(find(rows, id)?.map(|employee| (id, employee)));
    }
    Ok(page)
}

fn holds(employee: &Employee, query: &str) -> bool {
    let Employee { email, first_name, last_name, department, location, .. } = employee;
    email.contains(query)
        || format!("{first_name} {last_name}").to_lowercase().contains(query)
        || department.to_lowercase().contains(query)
        || location.to_lowercase().contains(query)
}
