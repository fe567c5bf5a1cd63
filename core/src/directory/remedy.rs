//! Acting on an alert through the directory of whom it is about: ending sessions, asking for a new password.

use serde::{Deserialize, Serialize};

use crate::access::Principal;
use crate::audit::{self, Entry};
use crate::directory::ask::{port_of, settings};
use crate::directory::connection::CONNECTIONS;
use crate::error::{Error, Result};
use crate::record;
use crate::services::Services;
use crate::store::{Id, OrgRows, OrgTable, OrgWriter};
use crate::{exposure, workforce};

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Ends the sessions of the person.
    RevokeSessions,
    /// Makes the person choose a new password.
    ForcePasswordReset,
}

impl Remedy {
    /// As APIs name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RevokeSessions => "REVOKE_SESSIONS",
            Self::ForcePasswordReset => "FORCE_PASSWORD_RESET",
        }
    }

    /// The capability of a connector that can do it.
    fn capability(self) -> &'static str {
        match self {
            Self::RevokeSessions => "revoke-sessions",
            Self::ForcePasswordReset => "force-password-reset",
        }
    }
}

/// What came of an attempt: a line for people in either case.
pub type RemedyResult = std::result::Result<String, String>;

/// Whether an organization lets anybody act through its directories.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Policy {
    enabled: bool,
}

record!(Policy, 1);

const POLICY: OrgTable<(), Policy> = OrgTable::new("directory.remediation");

/// Whether remediation is switched on; it is off unless an admin says so.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn remediation_enabled(services: &Services, principal: &Principal) -> Result<bool> {
    principal.require_member()?;
    remediation_in(&services.org(principal).read()?)
}

/// [`remediation_enabled`] in a snapshot.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub fn remediation_in(rows: &impl OrgRows) -> Result<bool> {
    Ok(rows.get(&POLICY, &())?.unwrap_or_default().enabled)
}

/// Switches remediation on or off in the caller's transaction.
///
/// # Errors
/// [`Error::Unavailable`] when the disk fails.
pub(crate) fn put_remediation_enabled(writer: &mut OrgWriter<'_, '_>, enabled: bool) -> Result<()> {
    writer.insert(&POLICY, &(), &Policy { enabled })
}

/// Acts on the person that an alert is about. Every attempt that reaches the directory is in the audit log, however it
/// ends; so is every one that is refused here.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins and when remediation is off, [`Error::NotFound`] for alerts of nobody and of
/// others, [`Error::Invalid`] when the alert has no employee or no directory of theirs can do it.
pub async fn remediate(
    services: &Services,
    principal: &Principal,
    alert: Id,
    remedy: Remedy,
) -> Result<RemedyResult> {
    principal.require_admin()?;
    let outcome = attempt(services, principal, alert, remedy).await;
    let (word, detail) = match &outcome {
        // Whoever guesses ids leaves no trace of ours.
        Err(Error::NotFound(_)) => return outcome,
        Ok(Ok(detail)) => ("SUCCESS", detail.clone()),
        Ok(Err(detail)) => ("FAILED", detail.clone()),
        Err(cause) => ("REFUSED", cause.to_string()),
    };
    let entry = Entry::by(&services.platform, principal, "alert.remediated").target(alert);
    let entry = entry.detail(format!("{} {word}: {detail}", remedy.as_str()));
    services.org(principal).write(move |writer| audit::record(writer, &entry)).await?;
    outcome
}

async fn attempt(
    services: &Services,
    principal: &Principal,
    alert: Id,
    remedy: Remedy,
) -> Result<RemedyResult> {
    let cannot = |reason: &str| Error::invalid("", reason);
    if !remediation_enabled(services, principal)? {
        return Err(Error::Forbidden("Remediation is disabled".into()));
    }
    let found = exposure::alert(services, principal, alert)?;
    let reader = services.org(principal).read()?;
    let employee = workforce::find(&reader, found.employee)?;
    let employee = employee.ok_or_else(|| cannot("the alert has no employee any more"))?;
    let link = employee.link.ok_or_else(|| cannot("no directory connection lists this employee"))?;
    let connection = reader.get(&CONNECTIONS, &link.connection)?;
    let connection = connection.ok_or_else(|| cannot("the employee's directory connection was removed"))?;
    drop(reader);
    let can_not = || cannot(&format!("a {} connection cannot do that", connection.kind.as_str()));
    if connection.kind.connector().is_none() {
        return Err(can_not());
    }
    let port = port_of(services.connectors.as_ref(), connection.kind)?;
    if !port.info().capabilities.iter().any(|one| one == remedy.capability()) {
        return Err(can_not());
    }
    let settings = settings(&services.platform, principal.scope(), link.connection, &connection)?;
    let done = match remedy {
        Remedy::RevokeSessions => port.revoke_sessions(&settings, &link.external_id).await,
        Remedy::ForcePasswordReset => port.force_password_reset(&settings, &link.external_id).await,
    };
    Ok(done.map_err(|cause| cause.to_string()))
}
