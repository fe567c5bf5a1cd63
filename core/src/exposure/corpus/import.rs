//! Importing corpus files: streamed, in sorted batches, the same file twice changes nothing.

use std::collections::HashMap;
use std::io::{BufReader, Read};
use std::sync::Arc;

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::exposure::corpus::parse::{CorpusFile, Parsed};
use crate::exposure::corpus::rows::{BREACH_BY_NAME, BREACHES, COUNT, CorpusBreach, NEXT, ROWS};
use crate::exposure::corpus::sorted::{GATHERED, Gathered, sort_and_join};
use crate::intake::ImportReport;
use crate::platform::Platform;
use crate::store::{Rows as _, Writer};
use crate::tenancy;

/// How many rows one transaction takes.
const BATCH: usize = 5_000;

/// Imports a corpus file, CSV or NDJSON, told apart by the first byte. Good rows are kept, bad ones reported by line.
/// Blocks: call it on a thread that may. `progress` is told how many rows have been read.
///
/// # Errors
/// [`crate::Error::Forbidden`] for all but the admins of the organization that runs the appliance, since the corpus
/// serves everybody on it; [`crate::Error::Invalid`] for field `file` when it is no corpus.
/// Batches that were stored before an error stay.
pub fn import_corpus(
    platform: &Platform,
    principal: &Principal,
    file: impl Read,
    progress: &mut dyn FnMut(u64),
) -> Result<ImportReport> {
    principal.require_admin()?;
    tenancy::require_operator(platform, principal)?;
    let mut file = CorpusFile::open(BufReader::with_capacity(64 << 10, file))?;
    let mut import = Import { platform, breaches: HashMap::new(), report: ImportReport::default() };
    let mut gathered = Vec::new();
    let mut rows = 0;
    while let Some((line, row)) = file.next_row()? {
        rows += 1;
        match row {
            Ok(parsed) => gathered.push(import.gather(parsed, gathered.len())?),
            Err(reason) => import.report.reject(line, reason),
        }
        if gathered.len() == GATHERED {
            import.store(std::mem::take(&mut gathered))?;
        }
        if rows % 10_000 == 0 {
            progress(rows);
        }
    }
    import.store(gathered)?;
    progress(rows);
    let report = import.report;
    let detail = format!(
        "{} added, {} changed, {} unchanged, {} rejected",
        report.added, report.changed, report.unchanged, report.rejected_total
    );
    let entry = Entry::by(platform, principal, "corpus.imported").detail(detail);
    platform.store.org(principal.scope()).write_blocking(move |writer| audit::record(writer, &entry))?;
    Ok(report)
}

struct Import<'p> {
    platform: &'p Platform,
    /// Breaches that this file has named, by lower-case name.
    breaches: HashMap<String, Named>,
    report: ImportReport,
}

/// A breach that the file has named.
struct Named {
    number: u32,
    dated: bool,
    classes: Arc<[String]>,
}

impl Import<'_> {
    fn gather(&mut self, parsed: Parsed, order: usize) -> Result<Gathered> {
        let key = parsed.breach.to_lowercase();
        if let Some(known) = self.breaches.get(&key)
            && (known.dated || parsed.date.is_none())
        {
            return Ok(Gathered::new(parsed, known.number, order, &known.classes));
        }
        let told = CorpusBreach {
            name: parsed.breach.clone(),
            date: parsed.date,
            source: parsed.source,
            classes: parsed.classes.clone(),
        };
        let name = key.clone();
        let found = self.platform.store.write_blocking(move |writer| breach(writer, name, told))?;
        let (number, breach) = found;
        let classes: Arc<[String]> = breach.classes.into();
        let gathered = Gathered::new(parsed, number, order, &classes);
        self.breaches.insert(key, Named { number, dated: breach.date.is_some(), classes });
        Ok(gathered)
    }

    fn store(&mut self, gathered: Vec<Gathered>) -> Result<()> {
        let read = gathered.len() as u64;
        let mut rows = sort_and_join(gathered).into_iter();
        // Rows of one key in one file: the first counts as what it is, the others change nothing.
        self.report.unchanged += read - rows.len() as u64;
        loop {
            let batch: Vec<Gathered> = rows.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(());
            }
            let part = self.platform.store.write_blocking(move |writer| write(writer, &batch))?;
            self.report.absorb(&part);
        }
    }
}

/// The breach of that name, made when it is new; an unknown date is filled in.
fn breach(writer: &mut Writer<'_>, name: String, told: CorpusBreach) -> Result<(u32, CorpusBreach)> {
    if let Some(number) = writer.get(&BREACH_BY_NAME, &name)? {
        let number = u32::try_from(number).map_err(crate::Error::internal)?;
        let mut known = writer
            .get(&BREACHES, &number)?
            .ok_or_else(|| crate::Error::internal("a corpus name without its breach"))?;
        if known.date.is_none() && told.date.is_some() {
            known.date = told.date;
            writer.insert(&BREACHES, &number, &known)?;
        }
        return Ok((number, known));
    }
    let next = writer.get(&NEXT, &())?.unwrap_or(0);
    let number = u32::try_from(next).map_err(crate::Error::internal)?;
    writer.insert(&NEXT, &(), &(next + 1))?;
    writer.insert(&BREACHES, &number, &told)?;
    writer.insert(&BREACH_BY_NAME, &name, &u64::from(number))?;
    Ok((number, told))
}

fn write(writer: &mut Writer<'_>, batch: &[Gathered]) -> Result<ImportReport> {
    let mut part = ImportReport::default();
    for gathered in batch {
        let key = (gathered.address, gathered.breach);
        match writer.get(&ROWS, &key)? {
            None => {
                writer.insert(&ROWS, &key, &gathered.row())?;
                part.added += 1;
            }
            Some(known) => {
                let sum = gathered.added_to(known.clone());
                if sum == known {
                    part.unchanged += 1;
                } else {
                    writer.insert(&ROWS, &key, &sum)?;
                    part.changed += 1;
                }
            }
        }
    }
    if part.added > 0 {
        let count = writer.get(&COUNT, &())?.unwrap_or(0);
        let added = i64::try_from(part.added).unwrap_or(i64::MAX);
        writer.insert(&COUNT, &(), &count.saturating_add(added))?;
    }
    Ok(part)
}
