//! Reading alerts and moving their status.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::exposure::index::{self, AlertFilter, put_alert};
use crate::exposure::rows::{ALERTS, Alert, AlertStatus};
use crate::exposure::rules;
use crate::figures::Keeper;
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
            let (alert, keeper) =
                (writer.get(&ALERTS, &id)?.ok_or(Error::NotFound("alert"))?, Keeper::open(writer)?);
            Ok(change(writer, (&platform, &actor), keeper, (id, alert), status)?.0)
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
            let (mut moved, keeper) = (0, Keeper::open(writer)?);
            for id in ids {
                if let Some(alert) = writer.get(&ALERTS, &id)? {
                    let by = (&platform, &actor);
                    moved += usize::from(change(writer, by, keeper, (id, alert), status)?.1);
                }
            }
            Ok(moved)
        })
        .await
}

fn change(
    writer: &mut OrgWriter<'_, '_>,
    (platform, principal): (&Platform, &Principal),
    keeper: Keeper,
    (id, before): (Id, Alert),
    status: AlertStatus,
) -> Result<(Alert, bool)> {
    if before.status == status {
        return Ok((before, false));
    }
    let now = platform.now();
    let alert = Alert {
        status,
        status_changed: Some(now),
        status_changed_by: Some(principal.actor().to_string()),
        ..before.clone()
    };
    put_alert(writer, keeper, id, Some(&before), &alert)?;
    let open = |alert: &Alert| i32::from(alert.status == AlertStatus::Open);
    keeper.opened(writer, alert.employee, open(&alert) - open(&before), now)?;
    let entry = Entry::by(platform, principal, "alert.status_changed").target(id).detail(format!(
        "{} to {}",
        before.status.as_str(),
        status.as_str()
    ));
    audit::record(writer, &entry)?;
    Ok((alert, true))
}

/// Takes an alert away in the caller's transaction, with everything that lists and counts it. What was found of the person
/// stays known, so that no later scan tells of it again. Says whether there was one.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
#[cfg(test)]
pub(crate) fn remove_alert(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    now: crate::time::Timestamp,
) -> Result<bool> {
    let Some(alert) = writer.get(&ALERTS, &id)? else { return Ok(false) };
    let keeper = Keeper::open(writer)?;
    index::take_alert(writer, keeper, id, &alert)?;
    if alert.status == AlertStatus::Open {
        keeper.opened(writer, alert.employee, -1, now)?;
    }
    Ok(true)
}
