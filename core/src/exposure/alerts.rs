//! Reading alerts and moving their status.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::exposure::index::{self, AlertFilter, move_bucket};
use crate::exposure::rows::{ALERTS, Alert, AlertStatus, KIND, bucket};
use crate::exposure::rules;
use crate::platform::Platform;
use crate::services::Services;
use crate::store::{Id, OrgRows, OrgWriter, Span};

/// How many alerts one bulk change may name.
const MAX_BULK: usize = 1000;

/// A page of alerts and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertPage {
    /// The alerts, newest first.
    pub items: Vec<(Id, Alert)>,
    /// How many the filter lets through.
    pub total: u64,
}

impl Alert {
    /// One sentence for people.
    pub fn message(&self) -> String {
        rules::message(&self.employee_name, &self.breach_name, self.source, &self.artifacts)
    }
}

/// A page of alerts, newest first.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn alerts(
    services: &Services,
    principal: &Principal,
    filter: &AlertFilter,
    skip: usize,
    limit: usize,
) -> Result<AlertPage> {
    principal.require_member()?;
    let reader = services.org(principal).read()?;
    Ok(AlertPage { items: index::page(&reader, filter, skip, limit)?, total: index::total(&reader, filter)? })
}

/// One alert.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub fn alert(services: &Services, principal: &Principal, id: Id) -> Result<Alert> {
    principal.require_member()?;
    find_alert(&services.org(principal).read()?, id)?.ok_or(Error::NotFound("alert"))
}

/// One alert in a snapshot: for the indexer.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn find_alert(rows: &impl OrgRows, id: Id) -> Result<Option<Alert>> {
    rows.get(&ALERTS, &id)
}

/// Up to `limit` alerts after `after` in the order of their making.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn alerts_after(rows: &impl OrgRows, after: Id, limit: usize) -> Result<Vec<(Id, Alert)>> {
    rows.list(&ALERTS, Span::all().after(&after), 0, limit)
}

/// Moves an alert to `status`; every member may. One that is there already stays as it is.
///
/// # Errors
/// [`Error::NotFound`] for ids of nobody and of others.
pub async fn set_status(
    services: &Services,
    principal: &Principal,
    id: Id,
    status: AlertStatus,
) -> Result<Alert> {
    principal.require_member()?;
    let (platform, actor) = (services.platform.clone(), principal.clone());
    services
        .org(principal)
        .write(move |writer| {
            let alert = writer.get(&ALERTS, &id)?.ok_or(Error::NotFound("alert"))?;
            Ok(change(writer, &platform, &actor, id, alert, status)?.0)
        })
        .await
}

/// [`set_status`] for many alerts in one transaction; ids that name nothing are passed over. Answers how many moved.
///
/// # Errors
/// [`Error::Invalid`] for more than a thousand ids.
pub async fn set_statuses(
    services: &Services,
    principal: &Principal,
    ids: Vec<Id>,
    status: AlertStatus,
) -> Result<usize> {
    principal.require_member()?;
    if ids.len() > MAX_BULK {
        return Err(Error::invalid("ids", format!("at most {MAX_BULK} at once")));
    }
    let (platform, actor) = (services.platform.clone(), principal.clone());
    services
        .org(principal)
        .write(move |writer| {
            let mut moved = 0;
            for id in ids {
                if let Some(alert) = writer.get(&ALERTS, &id)? {
                    moved += usize::from(change(writer, &platform, &actor, id, alert, status)?.1);
                }
            }
            Ok(moved)
        })
        .await
}

fn change(
    writer: &mut OrgWriter<'_, '_>,
    platform: &Platform,
    principal: &Principal,
    id: Id,
    mut alert: Alert,
    status: AlertStatus,
) -> Result<(Alert, bool)> {
    if alert.status == status {
        return Ok((alert, false));
    }
    let from = alert.status;
    alert.status = status;
    alert.status_changed = Some(platform.now());
    alert.status_changed_by = Some(principal.actor().to_string());
    move_bucket(writer, id, bucket(from, alert.severity), bucket(status, alert.severity))?;
    writer.insert(&ALERTS, &id, &alert)?;
    writer.log(KIND, id)?;
    let entry = Entry::by(platform, principal, "alert.status_changed").target(id).detail(format!(
        "{} to {}",
        from.as_str(),
        status.as_str()
    ));
    audit::record(writer, &entry)?;
    Ok((alert, true))
}
