//! When figures are counted again, and who may ask for it.

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::exposure;
use crate::figures::FIGURES_KIND;
use crate::figures::handler::Asked;
use crate::figures::period::day_of;
use crate::figures::rows::State;
use crate::jobs;
use crate::platform::Platform;
use crate::services::Services;
use crate::store::{Id, OrgRows, OrgScope, OrgWriter};
use crate::time::Timestamp;
use crate::workforce;

/// How often a job is tried.
const ATTEMPTS: u32 = 3;

/// Whether anything is not counted, or risk was not looked at today.
fn is_due(rows: &impl OrgRows, now: Timestamp) -> Result<bool> {
    Ok(match State::load(rows)? {
        None => workforce::count(rows, false)? > 0,
        Some(state) if !state.is_complete() => true,
        Some(state) => day_of(state.refreshed) < day_of(now) && exposure::exposed(rows)? > 0,
    })
}

/// Asks for a job where something is due: after the start, and from time to time.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub async fn ask_when_due(services: &Services, scope: OrgScope) -> Result<()> {
    let (platform, org) = (&services.platform, services.platform.store.org(scope));
    let (id, now) = (platform.new_id(), platform.now());
    if is_due(&org.read()?, now)? {
        org.write(move |writer| jobs::request(writer, id, FIGURES_KIND, now, ATTEMPTS)).await?;
        services.jobs.look();
    }
    Ok(())
}

/// Asks to look at everybody's risk again, in the transaction that changed how it is made.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn ask_for_risk(writer: &mut OrgWriter<'_, '_>, platform: &Platform) -> Result<()> {
    if exposure::exposed(writer)? > 0 {
        jobs::request(writer, platform.new_id(), FIGURES_KIND, platform.now(), ATTEMPTS)?;
    }
    Ok(())
}

/// Counts everything again; answers the job's id.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Conflict`] while one runs.
pub async fn recount(services: &Services, principal: &Principal) -> Result<Id> {
    principal.require_admin()?;
    let asked = Some(Asked { again: true });
    let id = services.jobs.enqueue(principal.scope(), FIGURES_KIND, &asked).await.map_err(
        |cause| match cause {
            Error::Conflict(_) => Error::Conflict("the figures are being counted already".into()),
            other => other,
        },
    )?;
    let entry = Entry::by(&services.platform, principal, "figures.recounted").target(id);
    services.org(principal).write(move |writer| audit::record(writer, &entry)).await?;
    Ok(id)
}
