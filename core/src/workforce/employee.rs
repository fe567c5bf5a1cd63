//! One person as it is stored, and the tables that find them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record;
use crate::store::{Id, OrgTable};
use crate::time::Timestamp;

/// The kind under which the change log and search know employees.
pub const KIND: &str = "employee";

/// Where a person was first learned of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EmployeeSource {
    /// A CSV file.
    Csv,
    /// A directory connection.
    Directory,
    /// A SCIM client.
    Scim,
    /// Entered by hand.
    Manual,
}

/// A person who works for the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employee {
    /// Lower-case, unique in the organization; empty for somebody whose address nobody knows. They are kept, listed, and
    /// not scanned.
    pub email: String,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// Department; may be empty.
    pub department: String,
    /// Location; may be empty.
    pub location: String,
    /// Whether they still work here. Only active people are looked up; what was found of others is kept.
    pub active: bool,
    /// What else the source says of them, by lower-case name.
    pub attributes: BTreeMap<String, String>,
    /// Where they were first learned of.
    pub source: EmployeeSource,
    /// Under which connection and which id of its own a directory lists them.
    pub link: Option<Link>,
    /// Whether a second factor is registered, where a directory tells.
    pub mfa: Option<bool>,
    /// When they were added.
    pub created: Timestamp,
    /// When anything of this last changed.
    pub updated: Timestamp,
}

/// The place of a person in a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The connection.
    pub connection: Id,
    /// The directory's own id of the person.
    pub external_id: String,
}

/// As version 0.1.0 stored it.
#[derive(Deserialize)]
struct EmployeeV1 {
    email: String,
    first_name: String,
    last_name: String,
    department: String,
    location: String,
    active: bool,
    attributes: BTreeMap<String, String>,
    source: EmployeeSource,
    created: Timestamp,
    updated: Timestamp,
}

impl From<EmployeeV1> for Employee {
    fn from(old: EmployeeV1) -> Self {
        let EmployeeV1 {
            email,
            first_name,
            last_name,
            department,
            location,
            active,
            attributes,
            source,
            created,
            updated,
        } = old;
        Self {
            email,
            first_name,
            last_name,
            department,
            location,
            active,
            attributes,
            source,
            link: None,
            mfa: None,
            created,
            updated,
        }
    }
}

record!(Employee, 2, 1 => EmployeeV1);

impl Employee {
    /// The name that people read; the address when there is none, and the directory's id when there is neither.
    pub fn display_name(&self) -> String {
        match (self.first_name.as_str(), self.last_name.as_str()) {
            ("", "") if self.email.is_empty() => {
                self.link.as_ref().map_or_else(String::new, |link| link.external_id.clone())
            }
            ("", "") => self.email.clone(),
            (one, "") | ("", one) => one.to_owned(),
            (first, last) => format!("{first} {last}"),
        }
    }

    /// What orders the list: family name, given name, address (without one the id), without regard to case.
    pub(super) fn sort_key(&self, id: Id) -> String {
        let end = if self.email.is_empty() { id.to_string() } else { self.email.clone() };
        format!("{}\u{1}{}\u{1}{end}", self.last_name, self.first_name).to_lowercase()
    }
}

/// People by id.
pub(super) const EMPLOYEES: OrgTable<Id, Employee> = OrgTable::new("workforce.employee");
/// Ids by address.
pub(super) const BY_EMAIL: OrgTable<String, Id> = OrgTable::new("workforce.employee_by_email");
/// Ids by connection and the directory's own id.
pub(super) const BY_LINK: OrgTable<(Id, String), Id> = OrgTable::new("workforce.employee_by_link");
/// The list's order. The sort key ends in the address or the id, so it is unique.
pub(super) const BY_NAME: OrgTable<String, Id> = OrgTable::new("workforce.employee_by_name");
/// How many people there are: key 0 all, 1 active.
pub(super) const COUNTS: OrgTable<u8, i64> = OrgTable::new("workforce.employee_count");
/// Key of [`COUNTS`] for everybody.
pub(super) const ALL: u8 = 0;
/// Key of [`COUNTS`] for the active.
pub(super) const ACTIVE: u8 = 1;
