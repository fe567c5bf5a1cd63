//! Quarantined programs: bound to the alerts that name them, whichever comes first.

use crate::access::Principal;
use crate::endpoint::agent::STATES;
use crate::endpoint::alert::{Alert, read_alert};
use crate::endpoint::file::link::Grant;
use crate::endpoint::file::row::{Content, EXPECTED, SUSPICIOUS, Suspicious};
use crate::endpoint::file::upload::Promise;
use crate::endpoint::{Endpoint, agent_key};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::time::Timestamp;

/// Whether an alert's quarantined file is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// The alert names none.
    None,
    /// The agent did not send it yet.
    Expected,
    /// It can be fetched.
    Stored,
}

/// Whether the alert's quarantined file is here.
///
/// # Errors
/// [`Error::Forbidden`] for those who may not read.
pub fn file_state(services: &Services, principal: &Principal, alert: &Alert) -> Result<FileState> {
    principal.require_reader()?;
    if alert.quarantine_file_name.is_empty() {
        return Ok(FileState::None);
    }
    let reader = services.org(principal).read()?;
    Ok(if find(&reader, alert)?.is_some() { FileState::Stored } else { FileState::Expected })
}

/// The file that an alert names: its agent's, else one that came without an agent.
pub(super) fn find(rows: &impl OrgRows, alert: &Alert) -> Result<Option<((Id, String), Suspicious)>> {
    for agent in [agent_key(&alert.agent), Id::NIL] {
        let key = (agent, alert.quarantine_file_name.clone());
        if let Some(file) = rows.get(&SUSPICIOUS, &key)? {
            return Ok(Some((key, file)));
        }
    }
    Ok(None)
}

/// Notes that an alert names a file; answers how many unseen files the agent has more, since the file may be here already.
pub(in crate::endpoint) fn expect(
    writer: &mut OrgWriter<'_, '_>,
    agent: Id,
    id: Id,
    alert: &Alert,
) -> Result<u64> {
    writer.insert(&EXPECTED, &(alert.quarantine_file_name.clone(), agent, id), &())?;
    let uncounted = find(writer, alert)?.filter(|(_, file)| !file.seen && file.counted.is_none());
    let Some((key, file)) = uncounted else { return Ok(0) };
    writer.insert(&SUSPICIOUS, &key, &Suspicious { counted: Some(agent), ..file })?;
    Ok(1)
}

/// Makes a received file the one that alerts of its name mean. The same file again is no news; another one under the same
/// name is refused, so that nobody replaces evidence. Answers whether it is kept.
pub(super) fn add(
    writer: &mut OrgWriter<'_, '_>,
    promise: &Promise,
    content: Content,
    now: Timestamp,
) -> Result<bool> {
    let key = (promise.agent.as_deref().map_or(Id::NIL, agent_key), content.file_name.clone());
    if let Some(known) = writer.get(&SUSPICIOUS, &key)? {
        if known.content.sha256 == content.sha256 {
            return Ok(false);
        }
        return Err(Error::Conflict(format!("another file named {} is quarantined already", key.1)));
    }
    let counted = expecting(writer, &key)?;
    writer.insert(&SUSPICIOUS, &key, &Suspicious { content, added: now, seen: false, counted })?;
    if let Some(agent) = counted {
        let mut state = writer.get(&STATES, &agent)?.unwrap_or_default();
        state.unseen_suspicious_processes += 1;
        writer.insert(&STATES, &agent, &state)?;
    }
    Ok(true)
}

/// The agent whose alert names the file: without an agent it is the file of whichever agent's alert does.
fn expecting(rows: &impl OrgRows, (agent, name): &(Id, String)) -> Result<Option<Id>> {
    let span = match *agent {
        Id::NIL => Span::prefix(name),
        agent => Span::prefix(&(name.clone(), agent)),
    };
    let waiting = rows.keys(&EXPECTED, span, 0, 1)?;
    Ok(waiting.first().map(|(_, agent, _)| *agent))
}

impl Endpoint {
    /// The path of a link to an alert's quarantined program, valid five minutes. Asking marks it as seen.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for API keys; [`Error::NotFound`] for ids of nobody and of others, for alerts without such a
    /// file, and while the agent has not sent it.
    pub async fn suspicious_process_link(&self, principal: &Principal, alert: Id) -> Result<String> {
        principal.require_member()?;
        let reader = self.services().org(principal).read()?;
        let found = read_alert(&reader, alert)?.ok_or(Error::NotFound("alert"))?;
        if found.quarantine_file_name.is_empty() {
            return Err(Error::NotFound("suspicious process file"));
        }
        let (key, file) = find(&reader, &found)?.ok_or(Error::NotFound("suspicious process file"))?;
        drop(reader);
        if !file.seen {
            self.services().org(principal).write(move |writer| mark_seen(writer, &key)).await?;
        }
        self.link(principal, Grant::Suspicious(alert))
    }
}

fn mark_seen(writer: &mut OrgWriter<'_, '_>, key: &(Id, String)) -> Result<()> {
    let Some(file) = writer.get(&SUSPICIOUS, key)?.filter(|file| !file.seen) else { return Ok(()) };
    uncount(writer, &file)?;
    writer.insert(&SUSPICIOUS, key, &Suspicious { seen: true, counted: None, ..file })
}

/// The file is no longer one that nobody fetched.
pub(super) fn uncount(writer: &mut OrgWriter<'_, '_>, file: &Suspicious) -> Result<()> {
    let Some(agent) = file.counted else { return Ok(()) };
    let Some(mut state) = writer.get(&STATES, &agent)? else { return Ok(()) };
    state.unseen_suspicious_processes = state.unseen_suspicious_processes.saturating_sub(1);
    writer.insert(&STATES, &agent, &state)
}
