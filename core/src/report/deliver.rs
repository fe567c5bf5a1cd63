//! The job that sends a report. Nothing of it waits anywhere as megabytes: it is built when it is sent, from what is known
//! then. Who has it already is kept, so that another try goes to the others only.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::json;

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::intake::address_hash;
use crate::jobs::{Handler, Run};
use crate::notify;
use crate::platform::Platform;
use crate::ports::{Mail, Mailer};
use crate::report::attach::{Built, build};
use crate::report::schedule::{Asked, DELIVERIES, Delivery, SCHEDULES};
use crate::report::{REPORT_KIND, ReportSchedule};
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgStore};
use crate::time::Timestamp;

/// How much of an error is kept, in characters.
const MAX_ERROR: usize = 300;

/// Sends reports. Register it for [`REPORT_KIND`].
pub struct ReportHandler {
    platform: Platform,
    mailer: Arc<dyn Mailer>,
}

impl std::fmt::Debug for ReportHandler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReportHandler({REPORT_KIND})")
    }
}

/// One delivery on its way.
struct Sending<'r> {
    run: &'r Run,
    org: OrgStore,
    id: Id,
    standing: Delivery,
    /// Why somebody's mail was not taken who may get it later.
    failed: Option<String>,
}

impl ReportHandler {
    /// Through this mailer. It keeps no handle to the jobs that it is registered with.
    pub fn new(services: &Services) -> Self {
        Self { platform: services.platform.clone(), mailer: Arc::clone(&services.mailer) }
    }

    async fn built(&self, org: &OrgStore, schedule: &ReportSchedule, now: Timestamp) -> Result<Built> {
        let (org, schedule) = (org.clone(), schedule.clone());
        tokio::task::spawn_blocking(move || build(&org, &schedule, now)).await.map_err(Error::internal)?
    }

    async fn send(&self, sending: &mut Sending<'_>, schedule: &ReportSchedule, built: &Built) -> Result<()> {
        let (run, total, date) = (sending.run, schedule.recipients.len() as u64, self.platform.now());
        for (done, to) in schedule.recipients.iter().enumerate() {
            run.check_cancelled()?;
            run.progress(done as u64, total, "mails handed over");
            if sending.is_settled(to) {
                continue;
            }
            let mail = Mail {
                id: format!("{}.{}", run.job, hex::encode(&address_hash(to)[..8])),
                to: to.clone(),
                subject: built.subject.clone(),
                text: built.text.clone(),
                date,
                attachments: built.attachments.clone(),
            };
            match notify::send_mail(&self.platform, self.mailer.as_ref(), run.scope, &mail).await {
                Ok(()) => sending.standing.taken.push(to.clone()),
                Err(cause) if cause.is_transient() => {
                    sending.failed = Some(short(&format!("{to}: {cause}")));
                    continue;
                }
                Err(cause) => sending.standing.refused.push((to.clone(), short(&cause.to_string()))),
            }
            sending.keep().await?;
        }
        run.progress(total, total, "mails handed over");
        Ok(())
    }

    /// Writes how it went onto the schedule and into the audit log; answers what that means for the job.
    async fn settle(&self, sending: Sending<'_>, built: &Built) -> Result<serde_json::Value> {
        let Sending { run, org, id, standing, failed } = sending;
        let (now, sent) = (self.platform.now(), standing.taken.len());
        let refused: Vec<String> =
            standing.refused.iter().map(|(to, cause)| format!("{to}: {cause}")).collect();
        let problem = failed.clone().or_else(|| (!refused.is_empty()).then(|| short(&refused.join("; "))));
        let principal = Principal::system(run.scope, "job report");
        let (action, detail) = match &problem {
            None => {
                let (files, bytes) = (built.attachments.len(), built.bytes());
                ("report.sent", format!("to {sent} recipients, {files} files, {bytes} bytes"))
            }
            Some(problem) => ("report.failed", format!("{sent} recipients have it; {problem}")),
        };
        let entry = Entry::by(&self.platform, &principal, action).target(id).detail(detail);
        let (error, is_over) = (problem.clone(), failed.is_none());
        org.write(move |writer| {
            if is_over {
                writer.remove(&DELIVERIES, &id)?;
            }
            audit::record(writer, &entry)?;
            let Some(mut schedule) = writer.get(&SCHEDULES, &id)? else { return Ok(()) };
            if error.is_none() {
                schedule.last_sent = Some(now);
            }
            schedule.last_error = error;
            writer.insert(&SCHEDULES, &id, &schedule)
        })
        .await?;
        match (failed, problem) {
            (Some(failed), _) => Err(Error::Upstream(failed)),
            (None, Some(problem)) => Err(Error::Unmet(problem)),
            (None, None) => Ok(json!({ "sent": sent, "files": built.attachments.len() })),
        }
    }
}

impl Sending<'_> {
    fn is_settled(&self, to: &str) -> bool {
        self.standing.taken.iter().any(|taken| taken == to)
            || self.standing.refused.iter().any(|(refused, _)| refused == to)
    }

    /// Keeps how far it has come, unless the schedule was removed meanwhile.
    async fn keep(&self) -> Result<()> {
        let (id, standing) = (self.id, self.standing.clone());
        self.org
            .write(move |writer| {
                if writer.get(&SCHEDULES, &id)?.is_none() {
                    return Ok(());
                }
                writer.insert(&DELIVERIES, &id, &standing)
            })
            .await
    }
}

#[async_trait]
impl Handler for ReportHandler {
    async fn run(&self, run: &Run) -> Result<serde_json::Value> {
        let Asked { schedule: id, by_hand } = run.payload()?;
        let org = self.platform.store.org(run.scope);
        let reader = org.read()?;
        let known = reader.get(&DELIVERIES, &id)?.filter(|known| known.job == run.job);
        let schedule = reader.get(&SCHEDULES, &id)?.filter(|schedule| schedule.enabled || by_hand);
        drop(reader);
        let Some(schedule) = schedule else { return Ok(json!({ "sent": 0 })) };
        let standing = known.unwrap_or_else(|| Delivery { job: run.job, ..Delivery::default() });
        run.progress(0, schedule.recipients.len() as u64, "building the report");
        let built = self.built(&org, &schedule, self.platform.now()).await?;
        let mut sending = Sending { run, org, id, standing, failed: None };
        self.send(&mut sending, &schedule, &built).await?;
        self.settle(sending, &built).await
    }
}

/// An error in a line of bounded length.
fn short(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_ERROR).collect()
}
