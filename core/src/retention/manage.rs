//! Reading, changing and trying out the settings: admins only.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::jobs::{self, Recurrence, Schedule};
use crate::retention::preview::count;
use crate::retention::settings::{LAST_RUN, LastRun, SETTINGS, Settings};
use crate::retention::{Counts, Kind, RETENTION_KIND};
use crate::services::Services;
use crate::store::{OrgRows as _, OrgWriter};
use crate::tenancy;
use crate::time::Timestamp;

/// Half past three in the morning, in the organization's time.
const DAILY: &str = "30 3 * * *";
/// The longest time that may be set, in days: ten years.
const MOST_DAYS: u32 = 3650;

/// What changes; what is `None` stays, `Some(None)` keeps for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Days of exposure alerts after they were resolved.
    pub resolved_alerts: Option<Option<u32>>,
    /// Days of process alerts after they were dismissed.
    pub dismissed_process_alerts: Option<Option<u32>>,
    /// Days of audit entries.
    pub audit: Option<Option<u32>>,
    /// Days of finished jobs.
    pub jobs: Option<Option<u32>>,
    /// Days of files.
    pub files: Option<Option<u32>>,
}

impl Change {
    fn apply(&self, settings: &mut Settings) {
        for (place, asked) in [
            (&mut settings.resolved_alerts, self.resolved_alerts),
            (&mut settings.dismissed_process_alerts, self.dismissed_process_alerts),
            (&mut settings.audit, self.audit),
            (&mut settings.jobs, self.jobs),
            (&mut settings.files, self.files),
        ] {
            if let Some(asked) = asked {
                *place = asked;
            }
        }
    }
}

/// The settings as an admin sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// For how long each kind is kept.
    pub settings: Settings,
    /// When the next job runs; `None` when everything is kept for ever.
    pub next: Option<Timestamp>,
    /// What the last job did.
    pub last_run: Option<LastRun>,
}

/// The settings.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn shown(services: &Services, principal: &Principal) -> Result<Shown> {
    principal.require_admin()?;
    let reader = services.org(principal).read()?;
    Ok(Shown {
        settings: reader.get(&SETTINGS, &())?.unwrap_or_default(),
        next: jobs::schedule_of(&reader, RETENTION_KIND)?.map(|schedule| schedule.next),
        last_run: reader.get(&LAST_RUN, &())?,
    })
}

/// How many of each kind would go if the settings were so changed and the job ran now. Nothing is stored.
///
/// # Errors
/// As [`change`].
pub async fn preview(services: &Services, principal: &Principal, change: Change) -> Result<(Shown, Counts)> {
    let mut shown = shown(services, principal)?;
    change.apply(&mut shown.settings);
    check(&shown.settings)?;
    let (store, settings, now) = (services.org(principal), shown.settings, services.platform.now());
    let counted = tokio::task::spawn_blocking(move || count(&store, &settings, now));
    Ok((shown, counted.await.map_err(Error::internal)??))
}

/// Changes the settings. A job a day acts on them, first the coming night.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming the field.
pub async fn change(services: &Services, principal: &Principal, change: Change) -> Result<Shown> {
    principal.require_admin()?;
    let now = services.platform.now();
    let entry = Entry::by(&services.platform, principal, "retention.changed");
    services
        .org(principal)
        .write(move |writer| {
            let before = writer.get(&SETTINGS, &())?.unwrap_or_default();
            let mut settings = before;
            change.apply(&mut settings);
            check(&settings)?;
            if settings != before {
                writer.insert(&SETTINGS, &(), &settings)?;
                set_schedule(writer, &settings, now)?;
                audit::record(writer, &entry.detail(settings.told()))?;
            }
            Ok(())
        })
        .await?;
    services.jobs.look();
    shown(services, principal)
}

fn set_schedule(writer: &mut OrgWriter<'_, '_>, settings: &Settings, now: Timestamp) -> Result<()> {
    if settings.keeps_everything() {
        return jobs::end_schedule(writer, RETENTION_KIND).map(drop);
    }
    if jobs::schedule_of(writer, RETENTION_KIND)?.is_some() {
        return Ok(());
    }
    let org = writer.scope().org();
    let organization = tenancy::find(writer.global(), org)?.ok_or(Error::NotFound("organization"))?;
    let recurrence = Recurrence::cron(DAILY, &organization.time_zone)?;
    jobs::set_schedule(writer, RETENTION_KIND, &Schedule::new(RETENTION_KIND, recurrence, &(), now)?)
}

fn check(settings: &Settings) -> Result<()> {
    for kind in Kind::ALL {
        let least = kind.least_days();
        if settings.days(kind).is_some_and(|days| !(least..=MOST_DAYS).contains(&days)) {
            return Err(Error::invalid(
                kind.field(),
                format!("must be null (for ever), or {least} to {MOST_DAYS} days"),
            ));
        }
    }
    Ok(())
}
