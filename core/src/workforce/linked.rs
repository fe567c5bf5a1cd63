//! People as a directory lists them: who is new, who changed, and who belongs to which connection.
//!
//! A directory never overwrites with nothing. It finds its people by its own id, else by their address; an address that
//! belongs to somebody of another connection is refused, so that two directories do not fight over one person.

use crate::error::{Error, Result};
use crate::intake::address;
use crate::platform::Platform;
use crate::ports::DirectoryUser;
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::workforce::employee::{BY_EMAIL, BY_LINK, EMPLOYEES};
use crate::workforce::upsert::{add, replace};
use crate::workforce::{Change, Employee, EmployeeSource, Link};

/// The longest text that is kept, in characters.
const MAX_FIELD: usize = 512;
const MAX_ATTRIBUTES: usize = 64;
const MAX_EXTERNAL_ID: usize = 512;

/// One person of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The connection.
    pub connection: Id,
    /// What the directory says.
    pub user: DirectoryUser,
}

/// A person as they are, and as they would be.
struct BeforeAfter {
    before: Employee,
    after: Employee,
}

/// What a directory's word on one person comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// Taken over: whom it is, and what became of them. `leaves` tells that the directory has them inactive and that
    /// they are not yet; that is left to the caller.
    Taken {
        /// The person.
        id: Id,
        /// What became of them.
        change: Change,
        /// Whether they are to be marked as gone.
        leaves: bool,
    },
    /// Not taken.
    Refused {
        /// Whom the connection knows under that id, if anybody: they are there, whatever is wrong with them.
        id: Option<Id>,
        /// Why: lowercase, without a full stop.
        reason: String,
    },
    /// Gone before they were known: there is nothing to take.
    Nobody,
}

/// What [`settle`] would do, without doing it: the person as they are and as they would be.
enum Plan {
    New(Box<Employee>),
    Known { id: Id, people: Box<BeforeAfter>, leaves: bool },
    Refused { id: Option<Id>, reason: String },
    Nobody,
}

/// The person that a connection knows under this id.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn by_link(rows: &impl OrgRows, connection: Id, external_id: &str) -> Result<Option<Id>> {
    rows.get(&BY_LINK, &(connection, external_id.to_owned()))
}

/// Up to `limit` people of a connection after the id `after` in the directory, by that id.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn linked_after(
    rows: &impl OrgRows,
    connection: Id,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, Id, bool)>> {
    let span = Span::prefix(&connection);
    let span = match after {
        None => span,
        Some(after) => span.after(&(connection, after.to_owned())),
    };
    let mut found = Vec::new();
    for ((_, external_id), id) in rows.list(&BY_LINK, span, 0, limit)? {
        let active = rows.get(&EMPLOYEES, &id)?.is_some_and(|employee| employee.active);
        found.push((external_id, id, active));
    }
    Ok(found)
}

/// Whether there is anything to [`settle`]; answers what is settled already.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn weigh(rows: &impl OrgRows, platform: &Platform, listed: &Listed) -> Result<Option<Linked>> {
    Ok(match plan(rows, platform, listed)? {
        Plan::Known { id, people, leaves } if people.before == people.after => {
            Some(Linked::Taken { id, change: Change::Unchanged, leaves })
        }
        Plan::Refused { id, reason } => Some(Linked::Refused { id, reason }),
        Plan::Nobody => Some(Linked::Nobody),
        Plan::New(_) | Plan::Known { .. } => None,
    })
}

/// Takes over what a directory says of one person, except that somebody leaves.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn settle(writer: &mut OrgWriter<'_, '_>, platform: &Platform, listed: &Listed) -> Result<Linked> {
    settle_from(writer, platform, EmployeeSource::Directory, listed)
}

/// [`settle`] for another kind of source, which whoever is new is said to come from.
///
/// # Errors
/// As [`settle`].
pub fn settle_from(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    source: EmployeeSource,
    listed: &Listed,
) -> Result<Linked> {
    match plan(writer, platform, listed)? {
        Plan::New(employee) => {
            let (id, employee) = (platform.new_id(), Employee { source, ..*employee });
            add(writer, id, &employee)?;
            Ok(Linked::Taken { id, change: Change::Added, leaves: false })
        }
        Plan::Known { id, people, leaves } => {
            let BeforeAfter { before, after } = *people;
            if before == after {
                return Ok(Linked::Taken { id, change: Change::Unchanged, leaves });
            }
            let after = Employee { updated: platform.now(), ..after };
            replace(writer, id, &before, &after)?;
            Ok(Linked::Taken { id, change: Change::Changed, leaves })
        }
        Plan::Refused { id, reason } => Ok(Linked::Refused { id, reason }),
        Plan::Nobody => Ok(Linked::Nobody),
    }
}

/// Marks somebody as gone and takes them out of their connection. What was found of them is kept.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub fn release(writer: &mut OrgWriter<'_, '_>, platform: &Platform, id: Id) -> Result<()> {
    let before = writer.get(&EMPLOYEES, &id)?.ok_or(Error::NotFound("employee"))?;
    let after = Employee { link: None, active: false, updated: platform.now(), ..before.clone() };
    replace(writer, id, &before, &after)
}

/// Takes up to `limit` people of a connection out of it; they stay as they are. Answers how many.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn unlink(writer: &mut OrgWriter<'_, '_>, connection: Id, limit: usize) -> Result<usize> {
    let all = writer.list(&BY_LINK, Span::prefix(&connection), 0, limit)?;
    let count = all.len();
    for (place, id) in all {
        match writer.get(&EMPLOYEES, &id)? {
            Some(before) => {
                let after = Employee { link: None, ..before.clone() };
                replace(writer, id, &before, &after)?;
            }
            None => drop(writer.remove(&BY_LINK, &place)?),
        }
    }
    Ok(count)
}

fn plan(rows: &impl OrgRows, platform: &Platform, listed: &Listed) -> Result<Plan> {
    let Listed { connection, user } = listed;
    if user.external_id.is_empty() || user.external_id.len() > MAX_EXTERNAL_ID {
        return refused(None, "the directory gives no id of at most 512 bytes".into());
    }
    // An address that mail cannot have is none.
    let email = user.email.as_deref().and_then(|text| address(text).ok()).unwrap_or_default();
    let holder = if email.is_empty() { None } else { rows.get(&BY_EMAIL, &email)? };
    let known = by_link(rows, *connection, &user.external_id)?;
    if let (Some(known), Some(holder)) = (known, holder)
        && known != holder
    {
        return refused(Some(known), format!("the address {email} belongs to somebody else"));
    }
    let Some(id) = known.or(holder) else {
        // Changes tell of people who went before we knew them, with nothing but their id.
        let nobody =
            !user.active && email.is_empty() && user.first_name.is_empty() && user.last_name.is_empty();
        return Ok(if nobody { Plan::Nobody } else { Plan::New(Box::new(made(platform, listed, email))) });
    };
    let before = rows.get(&EMPLOYEES, &id)?.ok_or_else(|| Error::internal("a link without its employee"))?;
    // Whoever has left may come back under another id, or through another directory.
    if known.is_none() && before.link.is_some() && before.active {
        return refused(
            None,
            format!("the address {email} belongs to somebody whom a directory lists already"),
        );
    }
    let mut after = before.clone();
    let link = Link { connection: *connection, external_id: user.external_id.clone() };
    after.link = Some(link);
    for (kept, said) in [
        (&mut after.first_name, &user.first_name),
        (&mut after.last_name, &user.last_name),
        (&mut after.department, &user.department),
        (&mut after.location, &user.location),
        (&mut after.email, &email),
    ] {
        let said = clean(said);
        if !said.is_empty() {
            *kept = said;
        }
    }
    after.mfa = user.mfa.or(after.mfa);
    attributes(&mut after, user);
    after.active |= user.active;
    let leaves = before.active && !user.active;
    Ok(Plan::Known { id, people: Box::new(BeforeAfter { before, after }), leaves })
}

fn refused(id: Option<Id>, reason: String) -> Result<Plan> {
    Ok(Plan::Refused { id, reason })
}

fn made(platform: &Platform, listed: &Listed, email: String) -> Employee {
    let (user, now) = (&listed.user, platform.now());
    let mut employee = Employee {
        email,
        first_name: clean(&user.first_name),
        last_name: clean(&user.last_name),
        department: clean(&user.department),
        location: clean(&user.location),
        active: user.active,
        attributes: Default::default(),
        source: EmployeeSource::Directory,
        link: Some(Link { connection: listed.connection, external_id: user.external_id.clone() }),
        mfa: user.mfa,
        created: now,
        updated: now,
    };
    attributes(&mut employee, user);
    employee
}

fn attributes(employee: &mut Employee, user: &DirectoryUser) {
    for (name, value) in &user.attributes {
        let (name, value) = (clean(name).to_lowercase(), clean(value));
        let room = employee.attributes.len() < MAX_ATTRIBUTES || employee.attributes.contains_key(&name);
        if room && !name.is_empty() && !value.is_empty() {
            employee.attributes.insert(name, value);
        }
    }
}

/// One line of bounded length.
fn clean(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_FIELD).collect();
    line.trim().to_owned()
}
