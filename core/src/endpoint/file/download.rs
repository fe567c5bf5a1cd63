//! Fetching a file by its link.

use std::io::Read;

use crate::blobs::BlobId;
use crate::endpoint::Endpoint;
use crate::endpoint::alert::read_alert;
use crate::endpoint::file::link::{Grant, Opened};
use crate::endpoint::file::receive::key_purpose;
use crate::endpoint::file::row::CRASH_LOGS;
use crate::endpoint::file::suspicious;
use crate::error::{Error, Result};
use crate::sealing::FileOpener;
use crate::store::OrgRows as _;

/// A file on its way out. It is never to be rendered, only saved.
pub struct Download {
    /// What to save it as.
    pub file_name: String,
    /// Its media type as the agent said; for quarantined programs always that of unknown bytes.
    pub content_type: String,
    /// Bytes.
    pub bytes: u64,
    /// The content. Reading blocks; an error means that the rest is lost or damaged.
    pub reader: Box<dyn Read + Send>,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download").field("file_name", &self.file_name).finish_non_exhaustive()
    }
}

impl Endpoint {
    /// Opens what a link leads to.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is no download link, [`Error::Forbidden`] when its time is over,
    /// [`Error::Unavailable`] when the disk fails.
    pub fn open_download(&self, token: &str) -> Result<Download> {
        let Opened { scope, grant, .. } = self.open_link(token)?;
        let services = self.services();
        let reader = services.platform.store.org(scope).read()?;
        let content = match &grant {
            Grant::Upload(_) => return Err(Error::NotFound("file")),
            Grant::CrashLog(id) => reader.get(&CRASH_LOGS, id)?.ok_or(Error::NotFound("file"))?.content,
            Grant::Suspicious(id) => {
                let alert = read_alert(&reader, *id)?.ok_or(Error::NotFound("file"))?;
                suspicious::find(&reader, &alert)?.ok_or(Error::NotFound("file"))?.1.content
            }
        };
        let file = services.blobs.open_blob(BlobId(content.blob))?;
        let (content_type, reader): (_, Box<dyn Read + Send>) = match &content.key {
            None => (content.content_type, Box::new(file)),
            Some(key) => {
                let key = services.platform.sealer.open(&key_purpose(scope.org()), key)?;
                let key: &[u8; 32] = key.as_slice().try_into().map_err(Error::internal)?;
                ("application/octet-stream".into(), Box::new(FileOpener::new(key, file)))
            }
        };
        Ok(Download { file_name: content.file_name, content_type, bytes: content.bytes, reader })
    }
}
