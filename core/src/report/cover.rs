//! Whose report it is and from when: what stands on its first page and in its file's name.

use std::str::FromStr as _;

use chrono::Datelike as _;
use chrono_tz::Tz;

use crate::error::{Error, Result};
use crate::report::{Format, Section};
use crate::store::OrgReader;
use crate::tenancy;
use crate::time::Timestamp;

/// How much of a company's name stands in a file's name.
const MAX_SLUG: usize = 40;

/// Whose report it is and from when.
#[derive(Debug, Clone)]
pub(super) struct Cover {
    /// The company's name.
    pub(super) company: String,
    /// The company's time zone: days and months are its own.
    pub(super) zone: Tz,
    /// When the report is made.
    pub(super) now: Timestamp,
}

impl Cover {
    /// The cover of the snapshot's organization.
    pub(super) fn read(reader: &OrgReader, now: Timestamp) -> Result<Self> {
        let organization = tenancy::find(reader.global(), reader.scope().org())?;
        let organization = organization.ok_or(Error::NotFound("organization"))?;
        // A zone that this release does not know was known when it was entered.
        let zone = Tz::from_str(&organization.time_zone).unwrap_or(Tz::UTC);
        Ok(Self { company: organization.name, zone, now })
    }

    /// The day of `at` where the company is, `2026-06-07`.
    pub(super) fn day(&self, at: Timestamp) -> String {
        at.utc().with_timezone(&self.zone).format("%Y-%m-%d").to_string()
    }

    /// The minute of the report's making with its zone, `7 June 2026, 23:30 CEST`.
    pub(super) fn moment(&self) -> String {
        self.now.utc().with_timezone(&self.zone).format("%-d %B %Y, %H:%M %Z").to_string()
    }

    /// Year and month of the report's making.
    pub(super) fn month(&self) -> (i32, u32) {
        let local = self.now.utc().with_timezone(&self.zone);
        (local.year(), local.month())
    }

    /// `gatehouse_{company}_{section}_{date}.csv` (contract "Reports"), of letters that every system takes.
    pub(super) fn file_name(&self, section: Section, format: Format) -> String {
        let (company, day) = (slug(&self.company), self.day(self.now));
        format!("gatehouse_{company}_{}_{day}.{}", section.as_str(), format.as_str())
    }
}

/// A name in ASCII letters, digits and hyphens; `company` when nothing is left of it.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == MAX_SLUG {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "company".into() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_companys_name_becomes_part_of_a_files_name() {
        for (name, expected) in [
            ("Acme", "acme"),
            ("Lumenfeld Optics GmbH & Co. KG", "lumenfeld-optics-gmbh-co-kg"),
            ("../../etc/passwd\r\nX: y", "etc-passwd-x-y"),
            ("株式会社", "company"),
            ("株式会社 Kaze 7", "kaze-7"),
            ("", "company"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
        assert!(slug(&"long name ".repeat(50)).len() <= super::MAX_SLUG);
    }
}
