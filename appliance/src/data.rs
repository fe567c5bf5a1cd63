//! The data folder: its layout and its lock.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use gatehouse_core::access::PASSWORD_FILE;

/// A data folder that this process holds for itself.
#[derive(Debug)]
pub(crate) struct DataFolder {
    path: PathBuf,
    /// Held until the process ends; the operating system lets go of it even after a kill.
    _lock: File,
}

impl DataFolder {
    /// Takes the folder, which `init` has made.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let store = path.join("gatehouse.redb");
        if std::fs::metadata(&store).is_ok_and(|file| file.len() == 0) {
            // The engine would take it for a new one.
            bail!("{} is empty, so what it held is lost; restore a backup", store.display());
        }
        if !store.exists() {
            bail!(
                "{0} holds no gatehouse data; make it with: gatehouse init --data-dir {0} --organization NAME --admin-email EMAIL",
                path.display()
            );
        }
        Self::lock(path)
    }

    /// Takes a folder that holds nothing of ours yet, making it when missing.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        make_private(path)?;
        let folder = Self::lock(path)?;
        // Asked under the lock: another `init` may just have finished.
        if folder.store().exists() {
            bail!(
                "{} already holds gatehouse data; choose another folder or remove it first",
                path.display()
            );
        }
        Ok(folder)
    }

    fn lock(path: &Path) -> Result<Self> {
        let file = path.join("gatehouse.lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&file)
            .map_err(|cause| explain(path, &cause))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(std::fs::TryLockError::WouldBlock) => {
                bail!("{} is in use by another gatehouse; stop that one first", path.display())
            }
            Err(std::fs::TryLockError::Error(cause)) => Err(explain(path, &cause)),
        }
    }

    /// The store's file.
    pub(crate) fn store(&self) -> PathBuf {
        self.path.join("gatehouse.redb")
    }

    /// What was acknowledged and is not in the store's file yet; the store makes it.
    pub(crate) fn journal(&self) -> PathBuf {
        self.path.join("gatehouse.journal")
    }

    /// The key that secrets are sealed under.
    pub(crate) fn key(&self) -> PathBuf {
        self.path.join("gatehouse.key")
    }

    /// The index, which may be deleted at any time.
    pub(crate) fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    /// The list of breached passwords, once one was imported.
    pub(crate) fn passwords(&self) -> PathBuf {
        self.path.join(PASSWORD_FILE)
    }

    /// The local CA and the server's certificate.
    pub(crate) fn tls(&self) -> Result<PathBuf> {
        let path = self.path.join("tls");
        make_private(&path)?;
        Ok(path)
    }

    /// Stored files.
    pub(crate) fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    /// Where uploads lie while they come in.
    pub(crate) fn uploads(&self) -> Result<PathBuf> {
        let path = self.path.join("uploads");
        make_private(&path)?;
        Ok(path)
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

fn explain(path: &Path, cause: &std::io::Error) -> anyhow::Error {
    let path = path.display();
    match cause.kind() {
        ErrorKind::ReadOnlyFilesystem => {
            anyhow::anyhow!("{path} is on a read-only file system; gatehouse must be able to write there")
        }
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("{path} may not be written by this user; run: chown -R \"$(id -un)\" {path}")
        }
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            anyhow::anyhow!("{path} is not a folder; choose another path for the data")
        }
        ErrorKind::StorageFull => anyhow::anyhow!("{path} is on a full disk; free some space"),
        _ => anyhow::anyhow!("{path} cannot be used: {cause}"),
    }
}

fn make_private(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).map_err(|cause| explain(path, &cause))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))
            .map_err(|cause| explain(path, &cause))?;
    }
    Ok(())
}
