//! `gatehouse import`: people, breach data and breached passwords from files.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result, anyhow, bail};
use gatehouse_core::Error;
use gatehouse_core::access::{Principal, import_passwords};
use gatehouse_core::exposure::import_corpus;
use gatehouse_core::intake::ImportReport;
use gatehouse_core::platform::Platform;
use gatehouse_core::workforce::{import_csv, import_ldif};

use crate::cli::{Import, Of};
use crate::config::Config;
use crate::data::DataFolder;
use crate::progress::Progress;
use crate::wiring::Base;

/// How many rejected lines are shown.
const SHOWN: usize = 20;

/// Runs while `serve` does not.
pub(crate) async fn run(config: &Config, of: &Of, what: Import) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    match what {
        Import::Passwords { file } => passwords(&data, &file).await,
        Import::Employees { file } => {
            rows(&data, of, async |platform, by| employees(platform, by, &file).await).await
        }
        Import::Corpus { file } => {
            rows(&data, of, async |platform, by| corpus(platform, by, &file).await).await
        }
    }
}

/// Imports rows into the store, for an organization.
async fn rows(
    data: &DataFolder,
    of: &Of,
    import: impl AsyncFnOnce(&Platform, &Principal) -> Result<ImportReport>,
) -> Result<()> {
    let base = Base::open(data)?;
    let principal = base.access.command_line(of.organization.as_deref())?;
    let report = import(&base.platform, &principal).await;
    base.close();
    let report = report?;
    if report.rejected_total > 0 && report.added + report.changed + report.unchanged == 0 {
        bail!("no row could be imported");
    }
    Ok(())
}

/// Imports people, with a bar; from LDIF when the file's name ends so, else from CSV.
pub(crate) async fn employees(
    platform: &Platform,
    principal: &Principal,
    file: &Path,
) -> Result<ImportReport> {
    let (platform, principal) = (platform.clone(), principal.clone());
    let ldif = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("ldif"));
    import("employees", file, move |file, progress| match ldif {
        true => import_ldif(&platform, &principal, file, progress),
        false => import_csv(&platform, &principal, file, progress),
    })
    .await
}

/// Imports a corpus, with a bar.
pub(crate) async fn corpus(platform: &Platform, principal: &Principal, file: &Path) -> Result<ImportReport> {
    let (platform, principal) = (platform.clone(), principal.clone());
    import("breach corpus", file, move |file, progress| import_corpus(&platform, &principal, file, progress))
        .await
}

/// Imports the list of breached passwords, telling how far it is.
async fn passwords(data: &DataFolder, source: &Path) -> Result<()> {
    let (source, target) = (source.to_owned(), data.passwords());
    tokio::task::spawn_blocking(move || {
        let shown = source.display();
        std::fs::metadata(&source).with_context(|| format!("{shown} cannot be read"))?;
        let mut progress = Progress::start("breached passwords");
        let total = expected_rows(&source);
        let rows =
            import_passwords(&source, &target, &mut |rows| progress.show(rows, total.max(rows), "passwords"))
                .map_err(|cause| match cause {
                    Error::Invalid { reason, .. } => anyhow!("{shown} was not imported: {reason}"),
                    other => anyhow!("{shown} was not imported: {other}"),
                })?;
        progress.finish(&format!("{rows} known; new passwords may not be among them"));
        Ok(())
    })
    .await?
}

/// About how many lines of `SHA1:count` a file or a folder of range files holds.
fn expected_rows(source: &Path) -> u64 {
    const LINE: u64 = 44;
    const LINE_OF_A_RANGE: u64 = 39;
    let Ok(entries) = std::fs::read_dir(source) else {
        return std::fs::metadata(source).map_or(0, |file| file.len() / LINE);
    };
    let sizes = entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|file| file.len());
    sizes.sum::<u64>() / LINE_OF_A_RANGE
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
