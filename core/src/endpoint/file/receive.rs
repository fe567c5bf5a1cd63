//! Receiving a file: streamed to the disk, sealed on the way where it must be, durable before it is acknowledged. Half
//! an upload leaves nothing.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::audit::{self, Entry};
use crate::blobs::{self, BlobId};
use crate::endpoint::Endpoint;
use crate::endpoint::file::link::{Grant, Opened, UPLOAD_SECONDS};
use crate::endpoint::file::row::{Content, USED};
use crate::endpoint::file::upload::{MAX_FILE, Prefix, Promise, media_type};
use crate::endpoint::file::{crash_log, retain, suspicious};
use crate::error::{Error, Result};
use crate::sealing::{FileSealer, Sealed};
use crate::services::Services;
use crate::store::{Id, OrgScope, OrgWriter, Rows as _, Span};
use crate::time::Timestamp;

/// So many used links that are over are forgotten whenever another one is used.
const SWEEP: usize = 8;

/// A file that is being received. Dropped without [`Receiving::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Receiving {
    services: Services,
    scope: OrgScope,
    actor: crate::access::Actor,
    promise: Promise,
    upload: blobs::Upload,
    sealer: Option<(FileSealer, Sealed)>,
    bytes: u64,
    hash: Sha256,
}

impl Endpoint {
    /// Begins to receive the file that a link was given for. `announced` is the length that the client announces.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is no upload link, [`Error::Forbidden`] when its time is over, [`Error::Conflict`] when
    /// it was used already, [`Error::Invalid`] naming `Content-Type` or `Content-Length` when they are not as promised.
    pub fn open_upload(&self, token: &str, content_type: &str, announced: Option<u64>) -> Result<Receiving> {
        let Opened { scope, actor, grant } = self.open_link(token)?;
        let Grant::Upload(promise) = grant else { return Err(Error::NotFound("file")) };
        let services = self.services().clone();
        if services.platform.store.read()?.get(&USED, &promise.id)?.is_some() {
            return Err(used());
        }
        if media_type(content_type).as_ref() != Some(&promise.content_type) {
            return Err(Error::invalid(
                "Content-Type",
                format!("must be {}, as promised", promise.content_type),
            ));
        }
        let most = promise.file_size.unwrap_or(MAX_FILE);
        if let Some(length) = announced
            && (length > most || promise.file_size.is_some_and(|promised| promised != length))
        {
            return Err(Error::invalid(
                "Content-Length",
                format!("must be {most} bytes at most, as promised"),
            ));
        }
        let sealer = match promise.prefix {
            Prefix::CrashLogs => None,
            Prefix::SuspiciousProcesses => {
                let mut key = zeroize::Zeroizing::new([0; 32]);
                services.platform.random.fill(key.as_mut());
                let sealed = services.platform.sealer.seal(&key_purpose(scope.org()), key.as_ref());
                Some((FileSealer::new(&key), sealed))
            }
        };
        // Sealing adds 16 bytes to each 64 KiB.
        let upload = services.blobs.receive(most + (most / (64 << 10) + 1) * 16)?;
        Ok(Receiving { services, scope, actor, promise, upload, sealer, bytes: 0, hash: Sha256::new() })
    }
}

/// What a quarantined file's key is sealed for.
pub(super) fn key_purpose(org: Id) -> String {
    format!("endpoint.suspicious/{org}")
}

fn used() -> Error {
    Error::Conflict("the link was used already; ask for a new one".into())
}

impl Receiving {
    /// How many bytes may come.
    pub fn limit(&self) -> u64 {
        self.promise.file_size.unwrap_or(MAX_FILE)
    }

    /// Takes the next bytes. Writes to the disk's cache.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `body` past [`Self::limit`], [`Error::Unavailable`] when the disk fails.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limit() {
            return Err(Error::invalid(
                "body",
                format!("is longer than the {} bytes promised", self.limit()),
            ));
        }
        self.hash.update(bytes);
        match &mut self.sealer {
            Some((sealer, _)) => sealer.push(bytes, |sealed| self.upload.write(sealed)),
            None => self.upload.write(bytes),
        }
    }

    /// Makes the file durable and known.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `body` when it is shorter than promised, [`Error::Conflict`] when the link was used
    /// meanwhile or another file of that name is quarantined already, [`Error::Unavailable`] when the disk fails.
    pub async fn finish(self) -> Result<()> {
        let Self { services, scope, actor, promise, mut upload, sealer, bytes, hash } = self;
        if let Some(promised) = promise.file_size.filter(|promised| *promised != bytes) {
            return Err(Error::invalid("body", format!("has {bytes} bytes, {promised} were promised")));
        }
        let key = match sealer {
            Some((sealer, key)) => {
                sealer.finish(|sealed| upload.write(sealed))?;
                Some(key)
            }
            None => None,
        };
        // First the name as one to be unlinked, then the file, then the row that takes the name back: whoever goes away or
        // falls in between leaves what the next clearing finds. Each step holds the name for itself, since it goes on when
        // the caller does not.
        let blob = upload.name();
        let store = services.platform.store.org(scope);
        let held = Arc::new(services.blobs.hold(blob));
        let holds = Arc::clone(&held);
        store
            .write(move |writer| {
                let _holds = holds;
                retain::doom(writer, blob)
            })
            .await?;
        let holds = Arc::clone(&held);
        let stored = tokio::task::spawn_blocking(move || {
            let _holds = holds;
            upload.finish()
        });
        stored.await.map_err(Error::internal)??;
        let content = Content {
            blob: blob.0,
            bytes,
            sha256: hash.finalize().into(),
            key,
            content_type: promise.content_type.clone(),
            file_name: promise.file_name.clone(),
        };
        let (id, now) = (services.platform.new_id(), services.platform.now());
        let entry = Entry::new(&services.platform, actor, None, "file.received").target(id);
        let entry = entry.detail(format!("{}/{}, {bytes} bytes", promise.prefix.as_str(), promise.file_name));
        let is_sealed = content.key.is_some();
        let known = store.write(move |writer| {
            let _held = held;
            use_link(writer, promise.id, now)?;
            let is_kept = match promise.prefix {
                Prefix::CrashLogs => crash_log::add(writer, id, &promise, content, now).map(|()| true)?,
                Prefix::SuspiciousProcesses => suspicious::add(writer, &promise, content, now)?,
            };
            audit::record(writer, &entry)?;
            if is_kept {
                retain::spare(writer, blob)?;
            }
            Ok(is_kept)
        });
        let outcome = known.await;
        if !matches!(outcome, Ok(true)) {
            let_go(&services, scope, blob, is_sealed).await?;
        }
        outcome.map(drop)
    }
}

/// Leaves nothing of a file that is not kept. Sealed content is nobody else's; a crash log's may be that of another log.
async fn let_go(services: &Services, scope: OrgScope, blob: BlobId, is_sealed: bool) -> Result<()> {
    if is_sealed {
        services.blobs.remove(blob)?;
        return services.platform.store.org(scope).write(move |writer| retain::spare(writer, blob)).await;
    }
    while retain::unlink_removed(&services.platform, &services.blobs, scope).await?.is_some() {}
    Ok(())
}

/// Marks a link as used, and forgets a few whose time is over.
fn use_link(writer: &mut OrgWriter<'_, '_>, link: Id, now: Timestamp) -> Result<()> {
    let global = writer.global();
    if global.get(&USED, &link)?.is_some() {
        return Err(used());
    }
    let over = Id::floor(now.plus_seconds(-2 * UPLOAD_SECONDS));
    for (old, ()) in global.list(&USED, Span::all().before(&over), SWEEP)? {
        global.remove(&USED, &old)?;
    }
    global.insert(&USED, &link, &())
}
