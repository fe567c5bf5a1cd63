//! Telling people of an alert, in the transaction that stores it.
//!
//! A storm of alerts must not be a storm of messages: of one group at most [`EACH`] are told in [`WINDOW`], of one
//! organization at most [`ALL`] in a minute, and as many again that are grave, so that lesser ones do not drown them. What was
//! held back is counted and said with the next message of its group.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::endpoint::agent::Agent;
use crate::endpoint::alert::Alert;
use crate::endpoint::group::Told;
use crate::error::Result;
use crate::jobs::Outbox;
use crate::notify::{self, Audience, ProcessEvent, Template};
use crate::severity::Severity;
use crate::store::{Id, OrgRows as _, OrgTable, OrgWriter};
use crate::tenancy::{self, NotificationPreference, Organization};
use crate::time::Timestamp;

/// Messages of one group in one [`WINDOW`].
const EACH: u32 = 5;
/// Milliseconds.
const WINDOW: i64 = 5 * 60 * 1000;
/// Messages of one organization in a minute.
const ALL: u32 = 60;
/// Milliseconds.
const MINUTE: i64 = 60 * 1000;

/// What the organization was told of lately.
const TOLD: OrgTable<(), Told> = OrgTable::new("endpoint.told");

/// Tells one organization's people.
pub(super) struct Announcer {
    /// `None` when it was removed while its alerts were on their way.
    organization: Option<Organization>,
    audiences: HashMap<NotificationPreference, Audience>,
    told: Told,
    changed: bool,
}

impl Announcer {
    pub(super) fn begin(writer: &mut OrgWriter<'_, '_>) -> Result<Self> {
        let org = writer.scope().org();
        let organization = tenancy::find(writer.global(), org)?;
        let told = writer.get(&TOLD, &())?.unwrap_or_default();
        Ok(Self { organization, audiences: HashMap::new(), told, changed: false })
    }

    /// Puts the messages of one alert into the outbox; says whether there were any.
    pub(super) fn announce(
        &mut self,
        writer: &mut OrgWriter<'_, '_>,
        outbox: &Outbox,
        agent: &Agent,
        (id, alert): (Id, &Alert),
        group: &mut Told,
        now: Timestamp,
    ) -> Result<bool> {
        let Some(organization) = &self.organization else { return Ok(false) };
        let preference = agent.alert_notification_type.unwrap_or(organization.notification_preferences);
        let audience = match self.audiences.entry(preference) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(notify::audience(writer, preference, organization)?),
        };
        // What nobody hears takes nothing from what somebody would.
        let severity = alert.severity();
        if !audience.hears(severity) {
            return Ok(false);
        }
        group.turn(now, WINDOW);
        self.told.turn(now, MINUTE);
        let times = if severity >= Severity::High { 2 } else { 1 };
        if group.messages >= EACH * times || self.told.messages >= ALL * times {
            group.held += 1;
            return Ok(false);
        }
        group.messages += 1;
        self.told.messages += 1;
        self.changed = true;
        let event = ProcessEvent {
            alert: id,
            agent: alert.agent.clone(),
            hostname: alert.hostname.clone(),
            process_name: alert.process_name.clone(),
            process_path: alert.process_path.clone(),
            action_taken: alert.action_taken.clone(),
            severity,
            text: worded(agent, alert, &organization.name)?,
            suppressed: std::mem::take(&mut group.held),
            time: alert.alert_time,
        };
        notify::announce_process(writer, outbox, audience, &event)?;
        Ok(true)
    }

    pub(super) fn finish(self, writer: &mut OrgWriter<'_, '_>) -> Result<()> {
        if self.changed { writer.insert(&TOLD, &(), &self.told) } else { Ok(()) }
    }
}

impl Told {
    /// Begins a new window when the last one is over, or lies ahead since a clock jumped back.
    fn turn(&mut self, now: Timestamp, length: i64) {
        if !(0..length).contains(&(now.0 - self.since.0)) {
            (self.since, self.messages) = (now, 0);
        }
    }
}

/// The alert in the words that the agent's template chooses.
fn worded(agent: &Agent, alert: &Alert, organization: &str) -> Result<String> {
    let template = match agent.alert_notification_message_template.as_str() {
        "" => Template::default(),
        text => Template::parse(text)?,
    };
    Ok(template.render(&|name| match name {
        "hostname" => alert.hostname.clone(),
        "process_name" => alert.process_name.clone(),
        "process_path" => alert.process_path.clone(),
        "action_taken" => alert.action_taken.clone(),
        "agent_name" => agent.name.clone(),
        "parent_process_name" => alert.parent_process_name.clone(),
        "file_path" => alert.file_path.clone(),
        "ip_address" => alert.ip_address.clone(),
        "md5" => alert.process_md5.map(hex::encode).unwrap_or_default(),
        "sha256" => alert.process_sha256.map(hex::encode).unwrap_or_default(),
        "alert_time" => alert.alert_time.rfc3339(),
        "organization" => organization.to_owned(),
        _ => String::new(),
    }))
}
