//! Importing people from CSV: header `email,first_name,last_name,department,location` in any order, more columns kept
//! as attributes (contract "Files that people import").

use std::collections::HashMap;
use std::collections::hash_map::Entry as Seen;
use std::io::{BufReader, Read};

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::intake::{ImportReport, Records, Table, address};
use crate::platform::Platform;
use crate::store::OrgWriter;
use crate::workforce::upsert::{Change, Details, upsert};
use crate::workforce::{EmployeeSource, employee::KIND};

/// How many people one transaction takes: few enough that others' writes do not wait.
pub const BATCH: usize = 500;
/// The longest file, in rows.
const MAX_ROWS: usize = 500_000;
/// The longest field, in characters.
const MAX_FIELD: usize = 512;

/// Imports people. Good rows are kept, bad ones reported by line; the same file twice changes nothing. Blocks: call it
/// on a thread that may. `progress` is told how many rows have been read.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] for field `file` when it is no such table. Batches that
/// were stored before an error stay.
pub fn import_csv(
    platform: &Platform,
    principal: &Principal,
    file: impl Read,
    progress: &mut dyn FnMut(u64),
) -> Result<ImportReport> {
    principal.require_admin()?;
    let mut table = Table::open(Records::csv(BufReader::new(file)), &["email"])?;
    let columns = Columns::of(&table);
    let mut import = Import::new(platform, principal, progress);
    while let Some(row) = table.next_row()? {
        if !import.take(row.line, row.fields.and_then(|fields| columns.details(fields)))? {
            break;
        }
    }
    import.finish()
}

/// People on their way into the store, a batch at a time.
pub(super) struct Import<'a> {
    platform: &'a Platform,
    principal: &'a Principal,
    progress: &'a mut dyn FnMut(u64),
    report: ImportReport,
    /// On which line an address stands.
    lines: HashMap<String, u64>,
    batch: Vec<Details>,
    rows: u64,
}

impl<'a> Import<'a> {
    pub(super) fn new(
        platform: &'a Platform,
        principal: &'a Principal,
        progress: &'a mut dyn FnMut(u64),
    ) -> Self {
        let (report, lines, batch) = (ImportReport::default(), HashMap::new(), Vec::with_capacity(BATCH));
        Self { platform, principal, progress, report, lines, batch, rows: 0 }
    }

    /// Takes what stands on `line`; `false` when the file is too long to go on.
    pub(super) fn take(&mut self, line: u64, details: Result<Details, String>) -> Result<bool> {
        self.rows += 1;
        match details {
            Err(reason) => self.report.reject(line, reason),
            Ok(_) if self.lines.len() >= MAX_ROWS => {
                let reason = format!("a file has at most {MAX_ROWS} people; import the rest from another");
                self.report.reject(line, reason);
                return Ok(false);
            }
            Ok(details) => match self.lines.entry(details.email.clone()) {
                Seen::Occupied(first) => {
                    let reason = format!("the address stands on line {} already", first.get());
                    self.report.reject(line, reason);
                }
                Seen::Vacant(free) => {
                    free.insert(line);
                    self.batch.push(details);
                }
            },
        }
        if self.batch.len() == BATCH {
            self.store()?;
        }
        Ok(true)
    }

    /// Stores the rest and tells what came of it.
    pub(super) fn finish(mut self) -> Result<ImportReport> {
        self.store()?;
        note(self.platform, self.principal, &self.report)?;
        Ok(self.report)
    }

    fn store(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.report.absorb(&store(self.platform, self.principal, batch)?);
        (self.progress)(self.rows);
        Ok(())
    }
}

/// A field of a row, if it can be kept.
pub(super) fn checked(name: &str, field: &str) -> Result<(), String> {
    if field.chars().count() > MAX_FIELD {
        return Err(format!("{name} is longer than {MAX_FIELD} characters"));
    }
    if field.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
        return Err(format!("{name} holds control characters"));
    }
    Ok(())
}

/// Where the known columns are; the others are attributes.
struct Columns {
    names: Vec<String>,
}

impl Columns {
    fn of<R: std::io::BufRead>(table: &Table<R>) -> Self {
        Self { names: table.columns().to_vec() }
    }

    fn details(&self, fields: Vec<String>) -> Result<Details, String> {
        let mut details = Details::default();
        for (name, field) in self.names.iter().zip(fields) {
            checked(name, &field)?;
            match name.as_str() {
                "email" => details.email = address(&field)?,
                "first_name" => details.first_name = field,
                "last_name" => details.last_name = field,
                "department" => details.department = field,
                "location" => details.location = field,
                "" => {}
                _ if field.is_empty() => {}
                _ => drop(details.attributes.insert(name.clone(), field)),
            }
        }
        Ok(details)
    }
}

fn store(platform: &Platform, principal: &Principal, batch: Vec<Details>) -> Result<ImportReport> {
    let mut part = ImportReport::default();
    if batch.is_empty() {
        return Ok(part);
    }
    let inner = platform.clone();
    let write = move |writer: &mut OrgWriter<'_, '_>| {
        for details in batch {
            match upsert(writer, &inner, EmployeeSource::Csv, details)?.1 {
                Change::Added => part.added += 1,
                Change::Changed => part.changed += 1,
                Change::Unchanged => part.unchanged += 1,
            }
        }
        Ok::<_, Error>(part)
    };
    platform.store.org(principal.scope()).write_blocking(write)
}

fn note(platform: &Platform, principal: &Principal, report: &ImportReport) -> Result<()> {
    let ImportReport { added, changed, unchanged, rejected_total, .. } = report;
    let entry = Entry::by(platform, principal, "employees.imported").target(KIND).detail(format!(
        "{added} added, {changed} changed, {unchanged} unchanged, {rejected_total} rejected"
    ));
    platform.store.org(principal.scope()).write_blocking(move |writer| audit::record(writer, &entry))
}
