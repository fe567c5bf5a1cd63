//! A data folder with a million alerts, as a scan of ten thousand people who are each in a hundred breaches leaves it.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use gatehouse_core::exposure::{AlertFilter, AlertStatus, alerts, set_statuses};
use tempfile::TempDir;

use crate::parts::{Parts, runtime};
use crate::people::{BREACHES, Corpus, employees_csv, mix, person};
use crate::report::Report;

pub(crate) const BREACHES_A_PERSON: u64 = 100;

/// The folder, removed at the end.
pub(crate) struct Million(TempDir);

impl Million {
    pub(crate) fn fill(report: &mut Report) -> Result<Self> {
        eprintln!("filling a data folder with a million alerts …");
        let folder = tempfile::tempdir()?;
        let (imported, scanned, indexed) = fill(folder.path(), 10_000, BREACHES_A_PERSON)?;
        report.note("importing a corpus of 1,000,000 rows that are all of employees", imported);
        report.note("scan that opens 1,000,000 alerts for 10,000 employees: stored", scanned);
        report.note("… and indexed", indexed);
        report.note("the data folder then", format!("{} MB", size(folder.path())? >> 20));
        Ok(Self(folder))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

/// Fills an empty folder: `people`, each in so many breaches, half of the newest thousand alerts resolved. Answers how long
/// the steps took, as text.
pub(crate) fn fill(folder: &Path, people: u64, breaches: u64) -> Result<(String, String, String)> {
    let mut corpus = Corpus::new();
    for n in 0..people {
        let email = person(n).email;
        for at in 0..breaches {
            // Different ones, not the same for everybody: evenly spaced from anywhere.
            corpus.add(&email, (mix(n) + at * BREACHES / breaches) % BREACHES);
        }
    }
    let runtime = runtime()?;
    let rows = corpus.rows;
    runtime.block_on(async {
        let parts = Parts::open(folder).await?;
        let imported = parts.import(employees_csv(people), corpus.into_csv()).await?;
        parts.services.search.start();
        let (result, scanned, indexed) = parts.scan().await?;
        ensure!(result.new_alerts == rows, "the scan opened {} alerts of {rows}", result.new_alerts);
        let newest = alerts(&parts.services, &parts.principal, &AlertFilter::default(), 0, 1000)?;
        let ids = newest.items.into_iter().map(|(id, _)| id).step_by(2).collect();
        set_statuses(&parts.services, &parts.principal, ids, AlertStatus::Resolved).await?;
        parts.indexed().await;
        parts.close().await;
        let seconds = |time: std::time::Duration| format!("{:.1} s", time.as_secs_f64());
        Ok((seconds(imported), seconds(scanned), seconds(indexed)))
    })
}

/// Bytes of all files below a folder.
pub(crate) fn size(folder: &Path) -> Result<u64> {
    let mut total = 0;
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let about = entry.metadata()?;
            if about.is_dir() { open.push(entry.path()) } else { total += about.len() }
        }
    }
    Ok(total)
}
