//! Setting schedules and firing those that are due.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::jobs::handle::{Jobs, new_job};
use crate::jobs::lane;
use crate::jobs::schedule::{Recurrence, SCHEDULE_DUE, SCHEDULES, Schedule, USUAL_ATTEMPTS};
use crate::store::{Id, OrgRows, OrgScope, OrgWriter, Rows as _, Span};
use crate::time::Timestamp;

impl Schedule {
    /// Jobs of `kind`, asked with `payload`, the first one after `now`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a recurrence that never fires.
    pub fn new(kind: &str, recurrence: Recurrence, payload: &impl Serialize, now: Timestamp) -> Result<Self> {
        let next = recurrence.next_after(now)?;
        let payload = serde_json::to_string(payload).map_err(Error::internal)?;
        Ok(Self { kind: kind.to_owned(), recurrence, payload, next, max_attempts: USUAL_ATTEMPTS })
    }

    /// Its jobs are started so often before a transient failure is final; the pauses double from 30 seconds on.
    #[must_use]
    pub fn with_attempts(self, max_attempts: u32) -> Self {
        Self { max_attempts, ..self }
    }
}

/// The schedule of `lane`, if there is one.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn schedule_of(rows: &impl OrgRows, lane: &str) -> Result<Option<Schedule>> {
    rows.get(&SCHEDULES, &lane.to_owned())
}

/// Brings the organization's schedules that follow a time of day to another time zone, in the transaction that changes
/// the zone. [`Jobs::look`] need not follow: the loop looks every second.
///
/// # Errors
/// [`Error::Invalid`] naming `timeZone`, [`Error::Unavailable`] when the disk fails.
pub fn move_to_zone(writer: &mut OrgWriter<'_, '_>, new: &str, now: Timestamp) -> Result<()> {
    for (lane, mut schedule) in writer.list(&SCHEDULES, Span::all(), 0, usize::MAX)? {
        if let Recurrence::Cron { expression, zone } = &schedule.recurrence
            && zone != new
        {
            schedule.recurrence = Recurrence::cron(expression, new)?;
            schedule.next = schedule.recurrence.next_after(now)?;
            set_schedule(writer, &lane, &schedule)?;
        }
    }
    Ok(())
}

/// Sets or replaces the schedule of `lane` in the caller's transaction; [`Jobs::look`] when that is durable.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn set_schedule(writer: &mut OrgWriter<'_, '_>, lane: &str, schedule: &Schedule) -> Result<()> {
    end_schedule(writer, lane)?;
    let (org, lane) = (writer.scope().org(), lane.to_owned());
    writer.global().insert(&SCHEDULE_DUE, &(schedule.next, org, lane.clone()), &())?;
    writer.insert(&SCHEDULES, &lane, schedule)
}

/// Takes the schedule of `lane` away in the caller's transaction; says whether there was one.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn end_schedule(writer: &mut OrgWriter<'_, '_>, lane: &str) -> Result<bool> {
    let (org, lane) = (writer.scope().org(), lane.to_owned());
    let Some(old) = writer.get(&SCHEDULES, &lane)? else { return Ok(false) };
    writer.global().remove(&SCHEDULE_DUE, &(old.next, org, lane.clone()))?;
    writer.remove(&SCHEDULES, &lane)
}

/// Asks for a job in the lane of its kind in the caller's transaction, due now; [`Jobs::look`] when that is durable. Says
/// whether it was asked for: not while one is queued or running already.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn request(
    writer: &mut OrgWriter<'_, '_>,
    id: Id,
    kind: &str,
    now: Timestamp,
    max_attempts: u32,
) -> Result<bool> {
    let job = new_job(kind, kind.to_owned(), "null".into(), now, max_attempts);
    match lane::enqueue(writer, id, &job) {
        Ok(()) => Ok(true),
        Err(Error::Conflict(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

impl Jobs {
    /// Sets or replaces the schedule of `lane`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a recurrence that never fires.
    pub async fn schedule(
        &self,
        scope: OrgScope,
        lane: &str,
        kind: &str,
        recurrence: Recurrence,
        payload: &impl Serialize,
    ) -> Result<()> {
        let schedule = Schedule::new(kind, recurrence, payload, self.0.platform.now())?;
        let lane = lane.to_owned();
        self.0.platform.store.org(scope).write(move |writer| set_schedule(writer, &lane, &schedule)).await?;
        self.look();
        Ok(())
    }

    /// Looks for what is due: after a schedule was set in a transaction of the caller's.
    pub fn look(&self) {
        self.0.wake.notify_one();
    }

    /// Takes the schedule of `lane` away; says whether there was one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub async fn unschedule(&self, scope: OrgScope, lane: &str) -> Result<bool> {
        let lane = lane.to_owned();
        self.0.platform.store.org(scope).write(move |writer| end_schedule(writer, &lane)).await
    }

    /// The schedules of an organization by lane.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub fn schedules(&self, scope: OrgScope) -> Result<Vec<(String, Schedule)>> {
        self.0.platform.store.org(scope).read()?.list(&SCHEDULES, Span::all(), 0, usize::MAX)
    }

    /// Queues the jobs of every schedule that is due, of all organizations; answers each one's kind.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk fails.
    pub async fn fire_due(&self) -> Result<Vec<String>> {
        let now = self.0.platform.now();
        let due = self.0.platform.store.read()?.list(&SCHEDULE_DUE, Span::all(), 256)?;
        let mut fired = Vec::new();
        for ((at, org, lane), ()) in due.into_iter().take_while(|((at, ..), ())| *at <= now) {
            let id = self.0.platform.new_id();
            let scope = OrgScope::of(org);
            let kind = self
                .0
                .platform
                .store
                .org(scope)
                .write(move |writer| {
                    writer.global().remove(&SCHEDULE_DUE, &(at, org, lane.clone()))?;
                    let Some(mut schedule) = writer.get(&SCHEDULES, &lane)? else { return Ok(None) };
                    schedule.next = schedule.recurrence.next_after(now)?;
                    writer.global().insert(&SCHEDULE_DUE, &(schedule.next, org, lane.clone()), &())?;
                    writer.insert(&SCHEDULES, &lane, &schedule)?;
                    let job = new_job(&schedule.kind, lane, schedule.payload, now, schedule.max_attempts);
                    match lane::enqueue(writer, id, &job) {
                        Ok(()) => Ok(Some(schedule.kind)),
                        // The last run is not over: this firing is left out.
                        Err(Error::Conflict(_)) => Ok(None),
                        Err(other) => Err(other),
                    }
                })
                .await?;
            fired.extend(kind);
        }
        Ok(fired)
    }
}
