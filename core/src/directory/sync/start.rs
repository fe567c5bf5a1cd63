//! Asking for a sync.

use serde::{Deserialize, Serialize};

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::directory::manage::found;
use crate::directory::sync::SYNC_KIND;
use crate::error::{Error, Result};
use crate::jobs::JobState;
use crate::services::Services;
use crate::store::Id;

/// How often a sync is tried (contract "Directory").
const ATTEMPTS: u32 = 3;

/// What a sync is asked with.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(in crate::directory) struct SyncPayload {
    pub(in crate::directory) connection: Id,
    /// Whether an admin has said that so many may go.
    pub(in crate::directory) confirm: bool,
}

/// The lane of a connection's syncs: one at a time.
pub(in crate::directory) fn lane(connection: Id) -> String {
    format!("{SYNC_KIND}/{connection}")
}

/// Asks for a sync; answers the job. `confirm` says that people may be marked as gone however many they are.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others, [`Error::Invalid`] for a
/// connection that is pushed to, [`Error::Conflict`] while one is queued or running.
pub async fn start_sync(
    services: &Services,
    principal: &Principal,
    id: Id,
    confirm: bool,
) -> Result<(Id, JobState)> {
    principal.require_admin()?;
    if found(services, principal, id)?.kind.connector().is_none() {
        return Err(Error::invalid("type", "a SCIM connection is pushed to and cannot be synced"));
    }
    let scope = principal.scope();
    let payload = SyncPayload { connection: id, confirm };
    let asked = services.jobs.enqueue_in(scope, SYNC_KIND, lane(id), &payload, ATTEMPTS).await;
    let job = asked.map_err(|cause| match cause {
        Error::Conflict(_) => Error::Conflict("a sync of this directory is already running".into()),
        other => other,
    })?;
    let entry = Entry::by(&services.platform, principal, "directory.sync_started").target(id);
    let entry = if confirm { entry.detail("confirmed that people may be marked as gone") } else { entry };
    services.org(principal).write(move |writer| audit::record(writer, &entry)).await?;
    Ok((job, services.jobs.get(scope, job)?.state))
}
