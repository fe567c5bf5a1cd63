//! Connections that an identity provider pushes to: made with a token, which is renewed with an overlap.

use std::collections::BTreeMap;

use crate::access::{self, Principal, ProvisioningView};
use crate::audit::{self, Entry};
use crate::directory::config::Config;
use crate::directory::connection::CONNECTIONS;
use crate::directory::manage::{MAX_CONNECTIONS, MAX_LEAVERS_PERCENT, checked_name, found, seal};
use crate::directory::{Connection, ConnectionStatus, ConnectionType};
use crate::error::{Error, Result};
use crate::services::Services;
use crate::store::{Id, OrgRows as _, Span};
use crate::time::Timestamp;

/// Seconds that a token goes on being good when it is renewed: a day.
pub const DEFAULT_OVERLAP: i64 = 24 * 3600;
/// The longest overlap: thirty days.
const LONGEST_OVERLAP: i64 = 30 * 24 * 3600;

/// Makes a connection that is pushed to; answers its token as well, which is shown this once.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming `name`, [`Error::Conflict`] when there are fifty.
pub async fn add_scim(
    services: &Services,
    principal: &Principal,
    name: &str,
) -> Result<(Id, Connection, String)> {
    principal.require_admin()?;
    let (platform, scope) = (services.platform.clone(), principal.scope());
    let id = platform.new_id();
    let row = Connection {
        kind: ConnectionType::Scim,
        name: checked_name(name)?,
        config: BTreeMap::new(),
        secrets: seal(&platform, scope, id, &Config::default())?,
        status: ConnectionStatus::Active,
        last_sync: None,
        last_sync_count: None,
        error: None,
        summary: None,
        auto_sync_minutes: None,
        max_leavers_percent: MAX_LEAVERS_PERCENT,
        cursor: None,
        last_full: None,
        created: platform.now(),
    };
    let entry = Entry::by(&platform, principal, "directory.created").target(id);
    let entry = entry.detail(format!("{} {}", row.kind.as_str(), row.name));
    services
        .org(principal)
        .write(move |writer| {
            if writer.list(&CONNECTIONS, Span::all(), 0, MAX_CONNECTIONS)?.len() == MAX_CONNECTIONS {
                return Err(Error::Conflict(format!(
                    "an organization has at most {MAX_CONNECTIONS} directories"
                )));
            }
            writer.insert(&CONNECTIONS, &id, &row)?;
            let token = access::issue_token(writer, &platform, id, platform.now())?;
            audit::record(writer, &entry)?;
            Ok((id, row, token))
        })
        .await
}

/// Makes a new token; the one before it is good for `overlap` seconds more. Answers the new one, which is shown this once,
/// and when the one before ends.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others, [`Error::Invalid`] for
/// a connection that is not pushed to, and naming `overlapSeconds`.
pub async fn renew_token(
    services: &Services,
    principal: &Principal,
    id: Id,
    overlap: i64,
) -> Result<(String, Timestamp)> {
    principal.require_admin()?;
    if !(0..=LONGEST_OVERLAP).contains(&overlap) {
        return Err(Error::invalid("overlapSeconds", format!("0 to {LONGEST_OVERLAP}")));
    }
    require_scim(&found(services, principal, id)?)?;
    let platform = services.platform.clone();
    let until = platform.now().plus_seconds(overlap);
    let entry = Entry::by(&platform, principal, "directory.token_renewed").target(id);
    let entry = entry.detail(format!("the one before ends {}", until.rfc3339()));
    services
        .org(principal)
        .write(move |writer| {
            // It may have gone since it was looked at.
            writer.get(&CONNECTIONS, &id)?.ok_or(Error::NotFound("directory"))?;
            let token = access::issue_token(writer, &platform, id, until)?;
            audit::record(writer, &entry)?;
            Ok((token, until))
        })
        .await
}

/// What is shown of a connection's token; `None` for one that is not pushed to.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn scim_tokens(services: &Services, principal: &Principal, id: Id) -> Result<Option<ProvisioningView>> {
    principal.require_admin()?;
    let reader = services.org(principal).read()?;
    access::token_view(&services.platform, reader.global(), principal.scope().org(), id)
}

/// # Errors
/// [`Error::Invalid`] naming `type` for a connection of any other kind.
pub(super) fn require_scim(connection: &Connection) -> Result<()> {
    if connection.kind == ConnectionType::Scim {
        return Ok(());
    }
    Err(Error::invalid("type", "only a SCIM connection has a token"))
}
