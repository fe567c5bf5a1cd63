//! Crash logs: listed newest first, seen once fetched.

use crate::access::Principal;
use crate::endpoint::agent::STATES;
use crate::endpoint::alert::{COUNTS, Count};
use crate::endpoint::file::link::Grant;
use crate::endpoint::file::row::{CRASH_LOGS, CRASH_LOGS_OF, Content, CrashLog};
use crate::endpoint::file::upload::Promise;
use crate::endpoint::{CRASH_LOG_KIND, Endpoint, agent_key};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::time::Timestamp;

/// The crash logs of the organization or of one agent, newest first.
///
/// # Errors
/// [`Error::Forbidden`] for API keys.
pub fn crash_logs(
    services: &Services,
    principal: &Principal,
    agent: Option<&str>,
) -> Result<Vec<(Id, CrashLog)>> {
    principal.require_member()?;
    let reader = services.org(principal).read()?;
    let Some(agent) = agent else { return reader.list(&CRASH_LOGS, Span::all().reversed(), 0, usize::MAX) };
    let mut found = Vec::new();
    let span = Span::prefix(&agent_key(agent)).reversed();
    for (_, id) in reader.keys(&CRASH_LOGS_OF, span, 0, usize::MAX)? {
        found.extend(reader.get(&CRASH_LOGS, &id)?.map(|log| (id, log)));
    }
    Ok(found)
}

/// One crash log.
///
/// # Errors
/// [`Error::Forbidden`] for API keys, [`Error::NotFound`] for ids of nobody and of others.
pub fn crash_log(services: &Services, principal: &Principal, id: Id) -> Result<CrashLog> {
    principal.require_member()?;
    services.org(principal).read()?.get(&CRASH_LOGS, &id)?.ok_or(Error::NotFound("crash log"))
}

/// One crash log in a snapshot: for the indexer.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn find_crash_log(rows: &impl OrgRows, id: Id) -> Result<Option<CrashLog>> {
    rows.get(&CRASH_LOGS, &id)
}

/// Up to `limit` crash logs after `after`, oldest first: for the indexer.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn crash_logs_after(rows: &impl OrgRows, after: Id, limit: usize) -> Result<Vec<(Id, CrashLog)>> {
    rows.list(&CRASH_LOGS, Span::all().after(&after), 0, limit)
}

/// Makes a received file a crash log.
pub(super) fn add(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    promise: &Promise,
    content: Content,
    now: Timestamp,
) -> Result<()> {
    let agent = promise.agent.clone().unwrap_or_default();
    let key = agent_key(&agent);
    let rest = promise.key.clone().unwrap_or_else(|| {
        let extension = content.file_name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let dot = if extension.is_empty() { "" } else { "." };
        format!("{}/{agent}/{}{dot}{extension}", writer.scope().org(), now.utc().format("%Y%m%d%H%M%S"))
    });
    let log = CrashLog { agent, s3_key: format!("crash_logs/{rest}"), content, added: now, seen: false };
    writer.insert(&CRASH_LOGS, &id, &log)?;
    writer.insert(&CRASH_LOGS_OF, &(key, id), &())?;
    writer.add(&COUNTS, &Count::CrashLogs.key(), 1)?;
    let mut state = writer.get(&STATES, &key)?.unwrap_or_default();
    state.unseen_crash_logs += 1;
    writer.insert(&STATES, &key, &state)?;
    writer.log(CRASH_LOG_KIND, id)
}

impl Endpoint {
    /// The path of a link to a crash log, valid five minutes. Asking marks the log as seen.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for API keys, [`Error::NotFound`] for ids of nobody and of others.
    pub async fn crash_log_link(&self, principal: &Principal, id: Id) -> Result<String> {
        principal.require_member()?;
        let log = crash_log(self.services(), principal, id)?;
        if !log.seen {
            self.services().org(principal).write(move |writer| mark_seen(writer, id)).await?;
        }
        self.link(principal, Grant::CrashLog(id))
    }
}

fn mark_seen(writer: &mut OrgWriter<'_, '_>, id: Id) -> Result<()> {
    let mut log = writer.get(&CRASH_LOGS, &id)?.ok_or(Error::NotFound("crash log"))?;
    if log.seen {
        return Ok(());
    }
    log.seen = true;
    let key = agent_key(&log.agent);
    let mut state = writer.get(&STATES, &key)?.unwrap_or_default();
    state.unseen_crash_logs = state.unseen_crash_logs.saturating_sub(1);
    writer.insert(&STATES, &key, &state)?;
    writer.insert(&CRASH_LOGS, &id, &log)?;
    writer.log(CRASH_LOG_KIND, id)
}
