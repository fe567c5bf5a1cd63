//! Alerts that are stored together. What is counted, grouped or logged for several of them is written once.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::endpoint::agent::{AGENTS, Agent, AgentState, MAX_AGENTS, STATES};
use crate::endpoint::alert::{ALERTS, Alert, BY_AGENT, COUNTS, Count, NewAlert, Phase, moments};
use crate::endpoint::group::{self, Groups, Names, WIDE, WINDOW};
use crate::endpoint::ingest::announce::Announcer;
use crate::endpoint::ingest::{Arrival, repeat};
use crate::endpoint::{AGENT_KIND, ALERT_KIND, file};
use crate::error::{Error, Result};
use crate::jobs::Outbox;
use crate::platform::Platform;
use crate::store::{Id, OrgRows as _, OrgScope, OrgWriter, Writer};
use crate::time::Timestamp;

/// What became of one alert.
pub(super) struct Outcome {
    pub(super) answer: Result<(Id, Alert)>,
    /// Whether somebody is to be told of it.
    pub(super) told: bool,
    /// `accepted`, `repeated` or `refused`.
    pub(super) kind: &'static str,
}

/// Alerts that are stored together.
pub(super) struct Batch<'a> {
    platform: &'a Platform,
    outbox: &'a Outbox,
    now: Timestamp,
    /// Whether it is part of a flood.
    flood: bool,
    orgs: HashMap<OrgScope, OrgBatch>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(platform: &'a Platform, outbox: &'a Outbox, now: Timestamp, flood: bool) -> Self {
        Self { platform, outbox, now, flood, orgs: HashMap::new() }
    }

    /// Stores one. What is wrong with it is its own answer; an error here is the store's and fails all of them.
    pub(super) fn add(&mut self, writer: &mut Writer<'_>, arrival: Arrival) -> Result<Outcome> {
        let Arrival { scope, new, idempotency_key } = arrival;
        let mut writer = writer.org(scope);
        let org = match self.orgs.entry(scope) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(OrgBatch::begin(&mut writer, self.flood)?)
            }
        };
        if let Some(known) = org.repeated(&mut writer, &new, idempotency_key, self.now)? {
            return Ok(Outcome { answer: Ok(known), told: false, kind: "repeated" });
        }
        if let Err(refused) = org.meet_agent(&mut writer, &new.alert, new.names.agent, self.now)? {
            return Ok(Outcome { answer: Err(refused), told: false, kind: "refused" });
        }
        // Made here, in the order of the commit, so that whoever polls for greater ids misses none.
        let id = self.platform.new_id();
        if let Some(key) = idempotency_key {
            repeat::name(&mut writer, key, id, self.now)?;
        }
        let (alert, told) = org.store(&mut writer, self.outbox, id, new, self.now)?;
        Ok(Outcome { answer: Ok((id, alert)), told, kind: "accepted" })
    }

    /// Writes what they share. Answers the organizations whose groups lag behind further than usual.
    pub(super) fn finish(self, writer: &mut Writer<'_>) -> Result<Vec<OrgScope>> {
        let mut lagging = Vec::new();
        for (scope, org) in self.orgs {
            let mut writer = writer.org(scope);
            if org.lags {
                lagging.push(scope);
            }
            repeat::sweep(&mut writer, self.now)?;
            org.finish(&mut writer)?;
        }
        Ok(lagging)
    }
}

/// The part of one organization.
struct OrgBatch {
    agents: HashMap<Id, Known>,
    groups: Groups,
    /// Whether the places of its groups may lag further than usual.
    lags: bool,
    counts: BTreeMap<u8, i64>,
    stored: Vec<Id>,
    announcer: Announcer,
    agent_count: i64,
}

/// An agent that reports.
struct Known {
    agent: Agent,
    state: AgentState,
    /// Whether it is new or its machine has another name.
    changed: bool,
}

impl OrgBatch {
    fn begin(writer: &mut OrgWriter<'_, '_>, flood: bool) -> Result<Self> {
        let lags = group::lag(writer, Phase::Open)? > WINDOW;
        if flood && !lags {
            group::widen(writer)?;
        }
        Ok(Self {
            agents: HashMap::new(),
            groups: Groups::lagging(if flood { WIDE } else { WINDOW }),
            lags: lags || flood,
            counts: BTreeMap::new(),
            stored: Vec::new(),
            announcer: Announcer::begin(writer)?,
            agent_count: writer.count(&COUNTS, &Count::Agents.key())?,
        })
    }

    fn repeated(
        &self,
        writer: &mut OrgWriter<'_, '_>,
        new: &NewAlert,
        idempotency_key: Option<[u8; 16]>,
        now: Timestamp,
    ) -> Result<Option<(Id, Alert)>> {
        if let Some(key) = idempotency_key
            && let Some(known) = repeat::named(writer, key, now)?
        {
            return Ok(Some(known));
        }
        match new.identity {
            Some(identity) => repeat::same(writer, new.names, identity, now),
            None => Ok(None),
        }
    }

    /// Makes the agent known that reports; the inner error is the caller's fault.
    fn meet_agent(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        alert: &Alert,
        key: Id,
        now: Timestamp,
    ) -> Result<Result<()>> {
        if !self.agents.contains_key(&key) {
            let known = writer.get(&AGENTS, &key)?;
            let is_new = known.is_none();
            if is_new {
                if self.agent_count >= MAX_AGENTS {
                    let text = format!(
                        "an organization has at most {MAX_AGENTS} agents; remove those that are gone"
                    );
                    return Ok(Err(Error::Conflict(text)));
                }
                self.agent_count += 1;
                *self.counts.entry(Count::Agents.key()).or_default() += 1;
            }
            let agent = known.unwrap_or_else(|| Agent::appeared(&alert.agent, &alert.hostname, now));
            let state = writer.get(&STATES, &key)?.unwrap_or_default();
            self.agents.insert(key, Known { agent, state, changed: is_new });
        }
        if let Some(known) = self.agents.get_mut(&key) {
            known.changed |= known.agent.rename_host(&alert.hostname);
            if !alert.agent_version.is_empty() && known.agent.agent_version != alert.agent_version {
                known.agent.agent_version.clone_from(&alert.agent_version);
                known.changed = true;
            }
        }
        Ok(Ok(()))
    }

    fn store(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        outbox: &Outbox,
        id: Id,
        new: NewAlert,
        now: Timestamp,
    ) -> Result<(Alert, bool)> {
        let NewAlert { mut alert, names, identity } = new;
        let Names { agent: key, group, .. } = names;
        alert.mark = identity.map_or_else(|| repeat::unique_mark(id), |(_, mark)| mark);
        writer.insert(&ALERTS, &(Phase::Open.key(), id), &alert)?;
        self.groups.add(writer, Phase::Open, id, &alert, names)?;
        let mut start = [0; 8];
        start.copy_from_slice(&group[..8]);
        writer.insert(&BY_AGENT, &(Phase::Open.key(), key, id), &start)?;
        *self.counts.entry(Count::Alerts(Phase::Open).key()).or_default() += 1;
        self.stored.push(id);
        let Some(known) = self.agents.get_mut(&key) else { return Ok((alert, false)) };
        known.state.open_alerts += 1;
        known.state.last_alert = Some(now);
        if !alert.quarantine_file_name.is_empty() {
            known.state.unseen_suspicious_processes += file::expect(writer, key, id, &alert)?;
        }
        let told = match self.groups.told(Phase::Open, group) {
            Some(told) => self.announcer.announce(writer, outbox, &known.agent, (id, &alert), told, now)?,
            None => false,
        };
        Ok((alert, told))
    }

    fn finish(mut self, writer: &mut OrgWriter<'_, '_>) -> Result<()> {
        self.groups.flush(writer)?;
        for (key, Known { agent, state, changed }) in self.agents {
            if changed {
                writer.insert(&AGENTS, &key, &agent)?;
                writer.log(AGENT_KIND, key)?;
            }
            writer.insert(&STATES, &key, &state)?;
        }
        for (key, by) in self.counts.into_iter().chain(self.groups.counts) {
            writer.add(&COUNTS, &key, by)?;
        }
        moments::note(writer, Phase::Open, self.stored.iter().copied(), 1)?;
        self.announcer.finish(writer)?;
        writer.log_all(ALERT_KIND, self.stored)
    }
}
