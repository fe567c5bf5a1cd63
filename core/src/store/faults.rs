//! A disk that fails when a test says so.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use redb::StorageBackend;

use crate::store::journal::{Device, open_file};

/// A file backend whose writes can be made to fail: for tests of what a dying disk does.
#[derive(Debug)]
pub struct FailingBackend {
    inner: redb::backends::FileBackend,
    path: PathBuf,
    /// While true every write and sync fails.
    pub failing: Arc<AtomicBool>,
    /// While true every write and sync of the journal fails.
    pub failing_journal: Arc<AtomicBool>,
}

fn check(failing: &AtomicBool) -> std::io::Result<()> {
    if failing.load(Ordering::SeqCst) {
        return Err(std::io::Error::other("injected: no such sector"));
    }
    Ok(())
}

/// The journal of a [`FailingBackend`].
struct FailingJournal {
    file: File,
    failing: Arc<AtomicBool>,
}

impl FailingBackend {
    /// Over the file at `path`, made when missing.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let file =
            std::fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let inner = redb::backends::FileBackend::new(file).map_err(std::io::Error::other)?;
        Ok(Self { inner, path: path.to_owned(), failing: Arc::default(), failing_journal: Arc::default() })
    }

    pub(super) fn journal(&self) -> std::io::Result<impl Device + use<>> {
        let (file, _) = open_file(&self.path.with_extension("journal"))?;
        Ok(FailingJournal { file, failing: Arc::clone(&self.failing_journal) })
    }

    fn check(&self) -> std::io::Result<()> {
        check(&self.failing)
    }
}

impl Device for FailingJournal {
    fn length(&self) -> std::io::Result<u64> {
        self.file.length()
    }
    fn read(&mut self, offset: u64, out: &mut [u8]) -> std::io::Result<()> {
        Device::read(&mut self.file, offset, out)
    }
    fn write(&mut self, offset: u64, bytes: &[u8]) -> std::io::Result<()> {
        check(&self.failing)?;
        Device::write(&mut self.file, offset, bytes)
    }
    fn sync(&mut self) -> std::io::Result<()> {
        check(&self.failing)?;
        self.file.sync()
    }
}

impl StorageBackend for FailingBackend {
    fn len(&self) -> std::io::Result<u64> {
        self.inner.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> std::io::Result<()> {
        self.inner.read(offset, out)
    }
    fn set_len(&self, len: u64) -> std::io::Result<()> {
        self.check()?;
        self.inner.set_len(len)
    }
    fn sync_data(&self) -> std::io::Result<()> {
        self.check()?;
        self.inner.sync_data()
    }
    fn write(&self, offset: u64, data: &[u8]) -> std::io::Result<()> {
        self.check()?;
        self.inner.write(offset, data)
    }
    fn close(&self) -> std::io::Result<()> {
        self.inner.close()
    }
}
