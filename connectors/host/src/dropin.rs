//! The folder that connectors are dropped into: what lies there, and the copies of what was last good.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::error::{HostError, Result};
use crate::load::write_whole;

/// The largest connector file: JavaScript ones are about 12 MB.
const LARGEST_FILE: u64 = 64 << 20;

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

/// `<data>/connectors/` and the copies in its `.last-good/`.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens or makes the folder.
    pub(crate) fn open(data_dir: &Path) -> Result<Self> {
        let path = data_dir.join("connectors");
        let copies = path.join(".last-good");
        fs::create_dir_all(&copies).map_err(HostError::io(format!("create {}", copies.display())))?;
        Ok(Self { path })
    }

    /// The `*.wasm` files that lie there now.
    pub(crate) fn list(&self) -> Result<BTreeMap<String, Stamp>> {
        let fail = || HostError::io(format!("read {}", self.path.display()));
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(&self.path).map_err(fail())? {
            let entry = entry.map_err(fail())?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !name.ends_with(".wasm") || name.starts_with('.') {
                continue;
            }
            // A file that vanishes between listing and looking is simply not there.
            let Ok(metadata) = fs::metadata(entry.path()) else { continue };
            if metadata.is_file() {
                found.insert(name, Stamp { length: metadata.len(), modified: metadata.modified().ok() });
            }
        }
        Ok(found)
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, name: &str, stamp: Stamp) -> Result<Vec<u8>> {
        if stamp.length > LARGEST_FILE {
            return Err(HostError::Rejected(format!("the file is larger than {LARGEST_FILE} bytes")));
        }
        fs::read(self.path.join(name)).map_err(HostError::io(format!("read {name}")))
    }

    /// The bytes of the last version of a file that was in use.
    pub(crate) fn last_good(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.copy(name)).ok()
    }

    /// Keeps the bytes of a version that is in use now.
    pub(crate) fn keep(&self, name: &str, bytes: &[u8]) -> Result<()> {
        write_whole(&self.copy(name), bytes)
    }

    /// Forgets the copy of a file that was taken away.
    pub(crate) fn forget(&self, name: &str) {
        // A copy that stays behind is looked at only beside a file of that name.
        let _ = fs::remove_file(self.copy(name));
    }

    fn copy(&self, name: &str) -> PathBuf {
        self.path.join(".last-good").join(name)
    }
}
