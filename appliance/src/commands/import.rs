//! `gatehouse import`: people and breach data from files.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result, anyhow, bail};
use gatehouse_core::Error;
use gatehouse_core::access::Principal;
use gatehouse_core::exposure::import_corpus;
use gatehouse_core::intake::ImportReport;
use gatehouse_core::platform::Platform;
use gatehouse_core::workforce::import_csv;

use crate::cli::Import;
use crate::config::Config;
use crate::data::DataFolder;
use crate::progress::Progress;
use crate::wiring::Base;

/// How many rejected lines are shown.
const SHOWN: usize = 20;

/// Runs while `serve` does not.
pub(crate) async fn run(config: &Config, what: Import) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    let base = Base::open(&data)?;
    let principal = base.access.command_line(None)?;
    let report = match &what {
        Import::Employees { file } => employees(&base.platform, &principal, file).await,
        Import::Corpus { file } => corpus(&base.platform, &principal, file).await,
    };
    base.close();
    let report = report?;
    if report.rejected_total > 0 && report.added + report.changed + report.unchanged == 0 {
        bail!("no row could be imported");
    }
    Ok(())
}

/// Imports people, with a bar.
pub(crate) async fn employees(
    platform: &Platform,
    principal: &Principal,
    file: &Path,
) -> Result<ImportReport> {
    let (platform, principal) = (platform.clone(), principal.clone());
    import("employees", file, move |file, progress| import_csv(&platform, &principal, file, progress)).await
}

/// Imports a corpus, with a bar.
pub(crate) async fn corpus(platform: &Platform, principal: &Principal, file: &Path) -> Result<ImportReport> {
    let (platform, principal) = (platform.clone(), principal.clone());
    import("breach corpus", file, move |file, progress| import_corpus(&platform, &principal, file, progress))
        .await
}

async fn import(
    what: &'static str,
    path: &Path,
    work: impl FnOnce(Counted, &mut dyn FnMut(u64)) -> gatehouse_core::Result<ImportReport> + Send + 'static,
) -> Result<ImportReport> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("{shown} cannot be read"))?;
    let bytes = file.metadata()?.len();
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted { file, read: Arc::clone(&read) };
    let report = tokio::task::spawn_blocking(move || {
        let mut progress = Progress::start(what);
        let report = work(counted, &mut |rows| {
            progress.show(
                read.load(Ordering::Relaxed) / 1024,
                bytes.div_ceil(1024),
                &format!("KiB, {rows} rows"),
            );
        });
        if let Ok(report) = &report {
            progress.finish(&format!(
                "{} added, {} changed, {} unchanged, {} rejected",
                report.added, report.changed, report.unchanged, report.rejected_total
            ));
        }
        report
    })
    .await?
    .map_err(|cause| match cause {
        // The field is the file, which is named already.
        Error::Invalid { reason, .. } => anyhow!("{shown} was not imported: {reason}"),
        other => anyhow!("{shown} was not imported: {other}"),
    })?;
    for rejected in report.rejected.iter().take(SHOWN) {
        eprintln!("  {shown}:{}: {}", rejected.line, rejected.reason);
    }
    if report.rejected_total > SHOWN as u64 {
        eprintln!("  … and {} more", report.rejected_total - SHOWN as u64);
    }
    Ok(report)
}

/// A file that counts what was read of it.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = self.file.read(out)?;
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}
