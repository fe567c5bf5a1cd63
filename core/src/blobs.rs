//! Files by content: crash logs, quarantined processes, reports. Named by SHA-256, written whole or not at all.

use std::io::{Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// A stored file's name: the SHA-256 of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlobId(pub [u8; 32]);

impl std::fmt::Display for BlobId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// The folder of stored files.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
    held: Arc<Mutex<Vec<BlobId>>>,
}

/// A name whose file is about to be stored, or to be named by a row: it is not to be cleared away. Dropped, it is let go of.
#[derive(Debug)]
pub struct Held {
    id: BlobId,
    held: Arc<Mutex<Vec<BlobId>>>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = held.iter().position(|id| *id == self.id) {
            held.swap_remove(at);
        }
    }
}

/// A file that is being received. Dropped without [`Upload::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Upload {
    file: NamedTempFile,
    hash: Sha256,
    bytes: u64,
    limit: u64,
    blobs: Blobs,
}

impl Blobs {
    /// Opens the folder, making it when missing, and sweeps what a crash left half written.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the folder cannot be made or read.
    pub fn open(folder: &Path) -> Result<Self> {
        let failed = |cause| Error::Unavailable(format!("{} cannot be used: {cause}", folder.display()));
        std::fs::create_dir_all(folder.join("incoming")).map_err(failed)?;
        for entry in std::fs::read_dir(folder.join("incoming")).map_err(failed)? {
            std::fs::remove_file(entry.map_err(failed)?.path()).map_err(failed)?;
        }
        Ok(Self { folder: folder.to_owned(), held: Arc::default() })
    }

    /// Holds a name, whether its file is stored already or not; several may.
    pub fn hold(&self, id: BlobId) -> Held {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).push(id);
        Held { id, held: Arc::clone(&self.held) }
    }

    /// How many names are held.
    pub fn held(&self) -> usize {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether somebody holds the name.
    pub fn is_held(&self, id: BlobId) -> bool {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
    }

    /// Begins to receive a file of at most `limit` bytes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails or is full.
    pub fn receive(&self, limit: u64) -> Result<Upload> {
        let file = tempfile::Builder::new().tempfile_in(self.folder.join("incoming")).map_err(disk)?;
        Ok(Upload { file, hash: Sha256::new(), bytes: 0, limit, blobs: self.clone() })
    }

    /// Opens a stored file for reading.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that name.
    pub fn open_blob(&self, id: BlobId) -> Result<std::fs::File> {
        std::fs::File::open(self.path(id)).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => Error::NotFound("file"),
            _ => disk(cause),
        })
    }

    /// The names of all stored files.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn all(&self) -> Result<Vec<BlobId>> {
        let mut found = Vec::new();
        for folder in std::fs::read_dir(&self.folder).map_err(disk)? {
            let folder = folder.map_err(disk)?.path();
            if !folder.is_dir() || folder.ends_with("incoming") {
                continue;
            }
            for file in std::fs::read_dir(folder).map_err(disk)? {
                let mut id = [0; 32];
                // What is not named so is none of ours.
                if hex::decode_to_slice(file.map_err(disk)?.file_name().as_encoded_bytes(), &mut id).is_ok() {
                    found.push(BlobId(id));
                }
            }
        }
        Ok(found)
    }

    /// Removes a stored file; says whether there was one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn remove(&self, id: BlobId) -> Result<bool> {
        match std::fs::remove_file(self.path(id)) {
            Ok(()) => Ok(true),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(cause) => Err(disk(cause)),
        }
    }

    /// Two letters make a folder, so that none grows past what file systems like.
    fn path(&self, id: BlobId) -> PathBuf {
        let name = id.to_string();
        self.folder.join(&name[..2]).join(name)
    }
}

impl Upload {
    /// Takes the next piece.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `body` past the limit; [`Error::Unavailable`] when the disk fails.
    pub fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.bytes = self.bytes.saturating_add(piece.len() as u64);
        if self.bytes > self.limit {
            return Err(Error::invalid("body", format!("larger than {} bytes", self.limit)));
        }
        self.hash.update(piece);
        self.file.write_all(piece).map_err(disk)
    }

    /// The name that what was received so far would have.
    pub fn name(&self) -> BlobId {
        BlobId(self.hash.clone().finalize().into())
    }

    /// Makes the file durable under its name; answers name and size. The same content twice is kept once.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn finish(self) -> Result<(BlobId, u64)> {
        let id = self.name();
        let target = self.blobs.path(id);
        let folder = target.parent().unwrap_or(&self.blobs.folder).to_owned();
        std::fs::create_dir_all(&folder).map_err(disk)?;
        self.file.as_file().sync_all().map_err(disk)?;
        self.file.persist(&target).map_err(|cause| disk(cause.error))?;
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(disk)?;
        Ok((id, self.bytes))
    }

    /// Reads back from the start what was received so far: for imports that parse a spooled body.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn reread(&mut self) -> Result<impl Read + '_> {
        self.file.seek(SeekFrom::Start(0)).map_err(disk)?;
        Ok(self.file.as_file_mut())
    }
}

fn disk(cause: std::io::Error) -> Error {
    Error::Unavailable(format!("a file could not be stored or read: {cause}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Read as _;

    use super::Blobs;

    fn files(folder: &std::path::Path) -> usize {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { files(&path) } else { 1 })
            .sum()
    }

    #[test]
    fn keeps_content_once_and_half_an_upload_never() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        let store = |content: &[u8]| {
            let mut upload = blobs.receive(100).unwrap();
            content.chunks(3).for_each(|piece| upload.write(piece).unwrap());
            upload.finish().unwrap()
        };
        let (id, bytes) = store(b"crash, boom, bang");
        assert_eq!((id, bytes), store(b"crash, boom, bang"));
        assert_eq!(files(folder.path()), 1);
        let mut content = String::new();
        blobs.open_blob(id).unwrap().read_to_string(&mut content).unwrap();
        assert_eq!(content, "crash, boom, bang");

        let mut half = blobs.receive(100).unwrap();
        half.write(b"hal").unwrap();
        drop(half);
        let mut large = blobs.receive(4).unwrap();
        assert!(large.write(b"too large").is_err());
        drop(large);
        assert_eq!(files(folder.path()), 1);
        let (first, second) = (blobs.hold(id), blobs.hold(id));
        drop(first);
        assert!(blobs.is_held(id) && blobs.held() == 1);
        drop(second);
        assert!(!blobs.is_held(id));
        assert!(blobs.remove(id).unwrap() && !blobs.remove(id).unwrap());
        assert!(blobs.open_blob(id).is_err());
    }
}
