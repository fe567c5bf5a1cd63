//! `gatehouse backup` and `gatehouse restore`: one file with everything that cannot be made again.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use gatehouse_core::backup;
use gatehouse_core::blobs::Blobs;

use crate::config::Config;
use crate::data::DataFolder;
use crate::secret;
use crate::wiring::Base;

/// Writes a backup while `serve` does not run; a running server gives one over HTTP.
pub(crate) async fn write(config: &Config, file: &Path) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    if file.exists() {
        bail!("{} is there already; name another file", file.display());
    }
    let passphrase = secret::passphrase()?;
    let base = Base::open(&data)?;
    let part = file.with_extension("part");
    let written = write_file(&base, &data, &passphrase, &part);
    base.close();
    if written.is_err() {
        drop(std::fs::remove_file(&part));
    }
    let rows = written?;
    std::fs::rename(&part, file).with_context(|| format!("{} cannot be written", file.display()))?;
    println!(
        "wrote {} with {rows} rows; keep the passphrase, without it the secrets are lost",
        file.display()
    );
    Ok(())
}

fn write_file(base: &Base, data: &DataFolder, passphrase: &str, part: &Path) -> Result<u64> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(part).with_context(|| format!("{} cannot be written", part.display()))?;
    let mut out = BufWriter::new(&file);
    let rows = backup::write(&base.platform, &Blobs::open(&data.blobs())?, passphrase, &mut out)?;
    out.flush()?;
    file.sync_all()?;
    Ok(rows)
}

/// Fills a new data folder from a backup.
pub(crate) async fn restore(config: &Config, file: &Path) -> Result<()> {
    let input = File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let path = config.data_dir()?;
    let data = DataFolder::create(path)?;
    let passphrase = secret::passphrase()?;
    let restored =
        backup::restore(BufReader::new(input), &passphrase, &data.store(), &data.key(), &data.blobs());
    if restored.is_err() {
        drop(std::fs::remove_file(data.store()));
        drop(std::fs::remove_file(data.key()));
        drop(std::fs::remove_dir_all(data.blobs()));
    }
    let rows = restored.with_context(|| format!("{} was not restored", file.display()))?;
    println!("restored {rows} rows; now run: gatehouse serve --data-dir {}", path.display());
    Ok(())
}
