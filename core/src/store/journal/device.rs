//! What a journal is written on: a file, or one that a test controls.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// Bytes that stay, at least once `sync` has answered.
pub(in crate::store) trait Device: Send {
    /// How many bytes there are.
    fn length(&self) -> io::Result<u64>;
    /// Fills `out` from `offset` on.
    fn read(&mut self, offset: u64, out: &mut [u8]) -> io::Result<()>;
    /// Puts `bytes` at `offset`, beyond the end as well.
    fn write(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Answers when everything written is durable.
    fn sync(&mut self) -> io::Result<()>;
}

impl Device for File {
    fn length(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }
    fn read(&mut self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.seek(SeekFrom::Start(offset))?;
        self.read_exact(out)
    }
    fn write(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.seek(SeekFrom::Start(offset))?;
        self.write_all(bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}

/// Opens the file at `path`, making it when missing so that its name, too, outlives a power cut. Says whether it is new.
pub(in crate::store) fn open_file(path: &Path) -> io::Result<(File, bool)> {
    let new = !path.exists();
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    if let Some(folder) = path.parent().filter(|_| new && cfg!(unix)) {
        File::open(folder)?.sync_all()?;
    }
    Ok((file, new))
}
