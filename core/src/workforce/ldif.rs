//! Importing people from LDIF (RFC 2849), as directories export themselves.

use std::io::{BufReader, Read};

use crate::access::Principal;
use crate::error::Result;
use crate::intake::{ImportReport, Ldif, LdifEntry, address};
use crate::platform::Platform;
use crate::workforce::import::{Import, checked};
use crate::workforce::upsert::Details;

/// Object classes of people (RFC 2798, RFC 4519, Active Directory).
const PEOPLE: [&str; 4] = ["person", "organizationalperson", "inetorgperson", "user"];
/// An object class of people's that machines have as well.
const MACHINE: &str = "computer";
/// What is never kept: secrets, pictures, and the directory's own business, by a part of the name.
const LEFT_OUT: [&str; 12] = [
    "password",
    "pwd",
    "secret",
    "krb",
    "sshpublickey",
    "certificate",
    "photo",
    "objectclass",
    "sambant",
    "sambalm",
    "authpassword",
    "token",
];
/// The most attributes that are kept of one person.
const MOST_KEPT: usize = 64;

/// Imports the people of a file: entries of a class of people, or with a mail address. Other entries are passed over.
/// Else as [`super::import_csv`].
///
/// # Errors
/// As [`super::import_csv`].
pub fn import_ldif(
    platform: &Platform,
    principal: &Principal,
    file: impl Read,
    progress: &mut dyn FnMut(u64),
) -> Result<ImportReport> {
    principal.require_admin()?;
    let mut ldif = Ldif::new(BufReader::new(file));
    let mut import = Import::new(platform, principal, progress);
    while let Some((line, entry)) = ldif.next_entry()? {
        let person = match entry {
            Ok(entry) if !is_person(&entry) => continue,
            Ok(entry) => details(&entry),
            Err(reason) => Err(reason),
        };
        if !import.take(line, person)? {
            break;
        }
    }
    import.finish()
}

fn is_person(entry: &LdifEntry) -> bool {
    let is = |class: &str| entry.values("objectclass").any(|one| one.eq_ignore_ascii_case(class));
    !is(MACHINE) && PEOPLE.iter().any(|class| is(class))
}

fn details(entry: &LdifEntry) -> Result<Details, String> {
    let first = |names: &[&str]| {
        let found = names.iter().find_map(|name| entry.values(name).find(|value| !value.is_empty()));
        found.unwrap_or_default().to_owned()
    };
    let mut details = Details {
        email: address(&first(&["mail", "userprincipalname"]))?,
        first_name: first(&["givenname"]),
        last_name: first(&["sn"]),
        department: first(&["department", "departmentnumber"]),
        location: first(&["physicaldeliveryofficename", "l"]),
        ..Details::default()
    };
    for (name, field) in [
        ("givenName", &details.first_name),
        ("sn", &details.last_name),
        ("department", &details.department),
        ("location", &details.location),
    ] {
        checked(name, field)?;
    }
    let known =
        ["mail", "givenname", "sn", "department", "departmentnumber", "physicaldeliveryofficename", "l"];
    for (name, value) in &entry.attributes {
        let left_out = known.contains(&name.as_str()) || LEFT_OUT.iter().any(|part| name.contains(part));
        if left_out
            || value.is_empty()
            || checked(name, value).is_err()
            || details.attributes.len() >= MOST_KEPT
        {
            continue;
        }
        // The first value counts: the others would say something else under one name.
        details.attributes.entry(name.clone()).or_insert_with(|| value.clone());
    }
    Ok(details)
}
