//! Making, changing and removing schedules: admins only.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::intake::address;
use crate::jobs::{self, Schedule};
use crate::ports::Mailer;
use crate::report::schedule::{Asked, DELIVERIES, SCHEDULES, lane};
use crate::report::{Format, Frequency, REPORT_KIND, ReportSchedule, Section};
use crate::services::Services;
use crate::store::{Id, OrgRows, OrgWriter, Span};
use crate::tenancy;
use crate::time::Timestamp;

/// How many schedules an organization may have.
const MAX_SCHEDULES: usize = 50;
/// How many addresses a report goes to.
pub const MAX_RECIPIENTS: usize = 20;
/// How often a delivery is begun, each pause twice as long as the one before: about 17 hours in all.
pub(super) const ATTEMPTS: u32 = 12;

/// A schedule to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSchedule {
    /// How often.
    pub frequency: Frequency,
    /// 1 to [`MAX_RECIPIENTS`] addresses.
    pub recipients: Vec<String>,
    /// At least one.
    pub sections: Vec<Section>,
    /// At least one.
    pub formats: Vec<Format>,
}

/// What changes of a schedule; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScheduleChange {
    /// Whether it is sent at all.
    pub enabled: Option<bool>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// 1 to [`MAX_RECIPIENTS`] addresses.
    pub recipients: Option<Vec<String>>,
    /// At least one.
    pub sections: Option<Vec<Section>>,
    /// At least one.
    pub formats: Option<Vec<Format>>,
}

/// A schedule as an admin sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: Id,
    /// What is kept.
    pub schedule: ReportSchedule,
    /// When it is sent next; `None` while it is switched off.
    pub next: Option<Timestamp>,
}

fn shown(rows: &impl OrgRows, id: Id, schedule: ReportSchedule) -> Result<Shown> {
    let next = jobs::schedule_of(rows, &lane(id))?.map(|known| known.next);
    Ok(Shown { id, schedule, next })
}

/// The schedules, oldest first.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn schedules(services: &Services, principal: &Principal) -> Result<Vec<Shown>> {
    principal.require_admin()?;
    let reader = services.org(principal).read()?;
    let rows = reader.list(&SCHEDULES, Span::all(), 0, MAX_SCHEDULES)?;
    rows.into_iter().map(|(id, schedule)| shown(&reader, id, schedule)).collect()
}

/// Makes a schedule, switched on.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming `recipients`, `sections` or `formats`,
/// [`Error::Conflict`] when there are too many schedules.
pub async fn add_schedule(services: &Services, principal: &Principal, new: NewSchedule) -> Result<Shown> {
    principal.require_admin()?;
    let (platform, id) = (&services.platform, services.platform.new_id());
    let now = platform.now();
    let schedule = ReportSchedule {
        frequency: new.frequency,
        recipients: checked_recipients(services.mailer.as_ref(), &new.recipients)?,
        sections: checked_sections(new.sections)?,
        formats: checked_formats(new.formats)?,
        enabled: true,
        created: now,
        last_sent: None,
        last_error: None,
    };
    let entry = Entry::by(platform, principal, "report_schedule.created").target(id).detail(told(&schedule));
    let made = services
        .org(principal)
        .write(move |writer| {
            if writer.keys(&SCHEDULES, Span::all(), 0, MAX_SCHEDULES)?.len() == MAX_SCHEDULES {
                return Err(Error::Conflict(format!("at most {MAX_SCHEDULES} reports are scheduled")));
            }
            put(writer, id, &schedule, now)?;
            audit::record(writer, &entry)?;
            shown(writer, id, schedule)
        })
        .await?;
    services.jobs.look();
    Ok(made)
}

/// Changes a schedule.
///
/// # Errors
/// As [`add_schedule`]; [`Error::NotFound`] for ids of nobody and of others; [`Error::Invalid`] naming nothing when nothing is
/// to change.
pub async fn change_schedule(
    services: &Services,
    principal: &Principal,
    id: Id,
    change: ScheduleChange,
) -> Result<Shown> {
    principal.require_admin()?;
    if change == ScheduleChange::default() {
        return Err(Error::invalid("", "Nothing to update"));
    }
    let mailer = services.mailer.as_ref();
    let recipients = change.recipients.map(|list| checked_recipients(mailer, &list)).transpose()?;
    let sections = change.sections.map(checked_sections).transpose()?;
    let formats = change.formats.map(checked_formats).transpose()?;
    let (platform, now) = (&services.platform, services.platform.now());
    let entry = Entry::by(platform, principal, "report_schedule.changed").target(id);
    let changed = services
        .org(principal)
        .write(move |writer| {
            let before = writer.get(&SCHEDULES, &id)?.ok_or(Error::NotFound("report schedule"))?;
            let mut schedule = before.clone();
            schedule.enabled = change.enabled.unwrap_or(before.enabled);
            schedule.frequency = change.frequency.unwrap_or(before.frequency);
            schedule.recipients = recipients.unwrap_or(schedule.recipients);
            schedule.sections = sections.unwrap_or(schedule.sections);
            schedule.formats = formats.unwrap_or(schedule.formats);
            if schedule != before {
                put(writer, id, &schedule, now)?;
                audit::record(writer, &entry.detail(told(&schedule)))?;
            }
            shown(writer, id, schedule)
        })
        .await?;
    services.jobs.look();
    Ok(changed)
}

/// Takes a schedule away. A delivery that is under way ends with the mail that it is at.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn remove_schedule(services: &Services, principal: &Principal, id: Id) -> Result<()> {
    principal.require_admin()?;
    let entry = Entry::by(&services.platform, principal, "report_schedule.removed").target(id);
    services
        .org(principal)
        .write(move |writer| {
            if !writer.remove(&SCHEDULES, &id)? {
                return Err(Error::NotFound("report schedule"));
            }
            writer.remove(&DELIVERIES, &id)?;
            jobs::end_schedule(writer, &lane(id))?;
            audit::record(writer, &entry)
        })
        .await
}

/// Sends a report now, also while its schedule is switched off; answers the job's id.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others, [`Error::Conflict`] while a
/// delivery of it is under way or waits for another try.
pub async fn send_now(services: &Services, principal: &Principal, id: Id) -> Result<Id> {
    principal.require_admin()?;
    let known = services.org(principal).read()?.get(&SCHEDULES, &id)?;
    known.ok_or(Error::NotFound("report schedule"))?;
    // Made first, so that it stands before what the job writes.
    let entry = Entry::by(&services.platform, principal, "report.asked_for").target(id);
    let asked = Asked { schedule: id, by_hand: true };
    let job = services.jobs.enqueue_in(principal.scope(), REPORT_KIND, lane(id), &asked, ATTEMPTS).await;
    let job = job.map_err(|cause| match cause {
        Error::Conflict(_) => Error::Conflict("this report is being sent, or waits for another try".into()),
        other => other,
    })?;
    services.org(principal).write(move |writer| audit::record(writer, &entry)).await?;
    Ok(job)
}

/// Stores the row, and when its jobs are due. Times that were not touched stay, so that a change of recipients skips none.
fn put(writer: &mut OrgWriter<'_, '_>, id: Id, schedule: &ReportSchedule, now: Timestamp) -> Result<()> {
    writer.insert(&SCHEDULES, &id, schedule)?;
    let lane = lane(id);
    if !schedule.enabled {
        return jobs::end_schedule(writer, &lane).map(drop);
    }
    let org = writer.scope().org();
    let organization = tenancy::find(writer.global(), org)?.ok_or(Error::NotFound("organization"))?;
    let recurrence = schedule.frequency.recurrence(&organization.time_zone)?;
    if jobs::schedule_of(writer, &lane)?.is_some_and(|known| known.recurrence == recurrence) {
        return Ok(());
    }
    let asked = Asked { schedule: id, by_hand: false };
    let due = Schedule::new(REPORT_KIND, recurrence, &asked, now)?.with_attempts(ATTEMPTS);
    jobs::set_schedule(writer, &lane, &due)
}

/// A schedule in a line of the audit log.
fn told(schedule: &ReportSchedule) -> String {
    let sections: Vec<&str> = schedule.sections.iter().map(|section| section.as_str()).collect();
    let formats: Vec<&str> = schedule.formats.iter().map(|format| format.as_str()).collect();
    format!(
        "{}{}, {} as {} to {}",
        schedule.frequency.as_str(),
        if schedule.enabled { "" } else { " (off)" },
        sections.join(" "),
        formats.join(" "),
        schedule.recipients.join(" ")
    )
}

fn checked_recipients(mailer: &dyn Mailer, asked: &[String]) -> Result<Vec<String>> {
    if asked.is_empty() || asked.len() > MAX_RECIPIENTS {
        return Err(Error::invalid("recipients", format!("must name 1 to {MAX_RECIPIENTS} addresses")));
    }
    let mut checked = Vec::with_capacity(asked.len());
    for (at, text) in asked.iter().enumerate() {
        let wrong = |reason: String| Error::invalid(format!("recipients[{at}]"), reason);
        let address = address(text).map_err(wrong)?;
        mailer.check_address(&address).map_err(|cause| wrong(cause.to_string()))?;
        if !checked.contains(&address) {
            checked.push(address);
        }
    }
    Ok(checked)
}

fn checked_sections(asked: Vec<Section>) -> Result<Vec<Section>> {
    if asked.contains(&Section::All) {
        return Ok(vec![Section::All]);
    }
    let sections: Vec<Section> =
        Section::EACH.into_iter().filter(|section| asked.contains(section)).collect();
    if sections.is_empty() {
        return Err(Error::invalid("sections", "must name at least one section"));
    }
    Ok(sections)
}

fn checked_formats(asked: Vec<Format>) -> Result<Vec<Format>> {
    let formats: Vec<Format> = Format::ALL.into_iter().filter(|format| asked.contains(format)).collect();
    if formats.is_empty() {
        return Err(Error::invalid("formats", "must name csv, pdf or both"));
    }
    Ok(formats)
}
