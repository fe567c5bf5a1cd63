//! Asking for a scan, now or again and again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::exposure::providers;
use crate::exposure::scan::SCAN_KIND;
use crate::jobs::{Job, JobState, Recurrence, Schedule, end_schedule, set_schedule};
use crate::record;
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgTable, OrgWriter};
use crate::time::Timestamp;

/// How many scans an organization may ask for in [`WINDOW_MS`] (seed 003, "Rate-limited 5/min").
const STARTS_ALLOWED: usize = 5;
const WINDOW_MS: i64 = 60_000;
/// Minutes between scheduled scans (contract "Company"), up to a year.
const INTERVALS: std::ops::RangeInclusive<u32> = 5..=525_600;
/// What is said when nobody can be asked.
pub(super) const UNMET: &str = "no breach provider configured: import a corpus or add a provider key";

/// When scans were lately asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Starts(Vec<Timestamp>);

record!(Starts, 1);

const STARTS: OrgTable<(), Starts> = OrgTable::new("exposure.scan_starts");

/// What a scan came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScanResult {
    /// People who were looked up.
    pub scanned: u64,
    /// Pairs of person and breach that were not known.
    pub new_records: u64,
    /// Alerts that were opened.
    pub new_alerts: u64,
    /// How each provider did.
    #[serde(default)]
    pub providers: Vec<ProviderResult>,
}

/// How one provider did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderResult {
    /// As APIs name it.
    pub id: String,
    /// People that it answered for.
    pub looked_up: u64,
    /// People that it did not answer for.
    pub failed: u64,
    /// The last thing that went wrong.
    pub error: Option<String>,
}

/// Asks for a scan; answers the job's id. Every member may.
///
/// # Errors
/// In this order: [`Error::Limited`] after five in a minute, [`Error::Unmet`] when no provider is configured,
/// [`Error::Conflict`] while one runs.
pub async fn start_scan(services: &Services, principal: &Principal) -> Result<Id> {
    principal.require_member()?;
    let now = services.platform.now();
    services
        .org(principal)
        .write(move |writer| {
            let mut starts = writer.get(&STARTS, &())?.unwrap_or_default().0;
            // A clock that jumped back must not lock anybody out.
            starts.retain(|at| (0..WINDOW_MS).contains(&(now.0 - at.0)));
            if starts.len() >= STARTS_ALLOWED {
                let oldest = starts.iter().min().map_or(0, |at| at.0);
                let wait = u64::try_from(oldest + WINDOW_MS - now.0).unwrap_or(1);
                return Err(Error::Limited(Duration::from_millis(wait)));
            }
            starts.push(now);
            writer.insert(&STARTS, &(), &Starts(starts))
        })
        .await?;
    let reader = services.org(principal).read()?;
    if providers::active(services.connectors.as_ref(), &reader)?.is_empty() {
        return Err(Error::Unmet(UNMET.into()));
    }
    drop(reader);
    let id = services.jobs.enqueue(principal.scope(), SCAN_KIND, &()).await.map_err(|cause| match cause {
        Error::Conflict(_) => Error::Conflict("a scan is already running".into()),
        other => other,
    })?;
    let entry = Entry::by(&services.platform, principal, "scan.started").target(id);
    services.org(principal).write(move |writer| audit::record(writer, &entry)).await?;
    Ok(id)
}

/// Waits until a scan has ended.
///
/// # Errors
/// What the scan failed with, as [`Error::Unavailable`].
pub async fn wait_for_scan(services: &Services, principal: &Principal, id: Id) -> Result<ScanResult> {
    let job = services.jobs.wait(principal.scope(), id).await?;
    match (job.state, job.result) {
        (JobState::Succeeded, Some(result)) => serde_json::from_str(&result).map_err(Error::internal),
        _ => Err(Error::Unavailable(format!("the scan failed: {}", job.error.unwrap_or_default()))),
    }
}

/// The newest scan, running or ended.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn last_scan(services: &Services, principal: &Principal) -> Result<Option<(Id, Job)>> {
    let (mut page, _) = services.jobs.list(principal.scope(), Some(SCAN_KIND), 0, 1)?;
    Ok(page.pop())
}

/// Scans again and again, `minutes` after each other, `None` no longer; in the caller's transaction. The caller lets the
/// jobs look when it is durable.
///
/// # Errors
/// [`Error::Invalid`] naming `scanIntervalMinutes`.
pub(crate) fn put_scan_interval(
    writer: &mut OrgWriter<'_, '_>,
    minutes: Option<u32>,
    now: Timestamp,
) -> Result<()> {
    let Some(minutes) = minutes else { return end_schedule(writer, SCAN_KIND).map(drop) };
    if !INTERVALS.contains(&minutes) {
        let (least, most) = INTERVALS.into_inner();
        return Err(Error::invalid("scanIntervalMinutes", format!("must be null, or {least} to {most}")));
    }
    let schedule = Schedule::new(SCAN_KIND, Recurrence::Every(minutes * 60), &(), now)?;
    set_schedule(writer, SCAN_KIND, &schedule)
}

/// Minutes between scheduled scans; `None` when none are scheduled.
///
/// # Errors
/// [`Error::Forbidden`] for all but members.
pub fn scan_interval(services: &Services, principal: &Principal) -> Result<Option<u32>> {
    principal.require_member()?;
    let schedules = services.jobs.schedules(principal.scope())?;
    let scan = schedules.into_iter().find(|(lane, _)| lane == SCAN_KIND);
    Ok(scan.and_then(|(_, schedule)| match schedule.recurrence {
        Recurrence::Every(seconds) => Some(seconds / 60),
        Recurrence::Cron { .. } => None,
    }))
}
