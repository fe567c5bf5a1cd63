//! Making, changing and removing connections: admins only.

use crate::access::{self, Principal};
use crate::audit::{self, Entry};
use crate::directory::ask::{open_secrets, port_of};
use crate::directory::config::{Config, Entered};
use crate::directory::connection::{CONNECTIONS, secrets_purpose};
use crate::directory::scim::require_scim;
use crate::directory::sync::{SYNC_KIND, SyncPayload, lane};
use crate::directory::{Connection, ConnectionStatus, ConnectionType};
use crate::error::{Error, Result};
use crate::jobs::Recurrence;
use crate::platform::Platform;
use crate::scim;
use crate::sealing::Sealed;
use crate::services::Services;
use crate::store::{Id, OrgRows as _, OrgScope, Span};
use crate::workforce;

pub(super) const MAX_CONNECTIONS: usize = 50;
const MAX_NAME: usize = 100;
/// The shortest interval between syncs (contract "Directory").
const MIN_INTERVAL: u32 = 15;
/// A sync asks before it marks more than this part of the active people as gone, unless the connection says otherwise.
pub(super) const MAX_LEAVERS_PERCENT: u8 = 20;
/// How many people a transaction takes out of a connection that is removed.
const BATCH: usize = 500;

/// A connection to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewConnection {
    /// What it leads to.
    pub kind: ConnectionType,
    /// What people call it.
    pub name: String,
    /// Settings, secrets included.
    pub config: Entered,
}

impl std::fmt::Debug for NewConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewConnection({:?} {})", self.kind, self.name)
    }
}

/// What changes of a connection; what is `None` stays.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ConnectionChange {
    /// What people call it.
    pub name: Option<String>,
    /// Settings; those that are left out stay, secrets above all.
    pub config: Option<Entered>,
    /// Minutes between syncs, or none.
    pub auto_sync_minutes: Option<Option<u32>>,
    /// See [`Connection::max_leavers_percent`].
    pub max_leavers_percent: Option<u8>,
    /// How often an identity provider may call; of a connection that is pushed to.
    pub requests_per_minute: Option<u32>,
}

impl std::fmt::Debug for ConnectionChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConnectionChange({:?})", self.name)
    }
}

/// The connections, oldest first.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins.
pub fn connections(services: &Services, principal: &Principal) -> Result<Vec<(Id, Connection)>> {
    principal.require_admin()?;
    services.org(principal).read()?.list(&CONNECTIONS, Span::all(), 0, usize::MAX)
}

/// Makes a connection. Nothing is asked of the directory yet.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::Invalid`] naming `type`, `name` or `config.…`.
pub async fn add(services: &Services, principal: &Principal, new: NewConnection) -> Result<(Id, Connection)> {
    principal.require_admin()?;
    let name = checked_name(&new.name)?;
    let port = port_of(services.connectors.as_ref(), new.kind)?;
    let config = Config::default().with(new.config, &port.info().settings_schema)?;
    let (platform, scope) = (&services.platform, principal.scope());
    let id = platform.new_id();
    let row = Connection {
        kind: new.kind,
        name,
        secrets: seal(platform, scope, id, &config)?,
        config: config.shown,
        status: ConnectionStatus::Pending,
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
    let entry = Entry::by(platform, principal, "directory.created").target(id);
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
            audit::record(writer, &entry)?;
            Ok((id, row))
        })
        .await
}

/// Changes a connection. Other settings make the next sync list everybody.
///
/// # Errors
/// As [`add`], naming `autoSyncIntervalMinutes`, `maxLeaversPercent` or `requestsPerMinute` as well; [`Error::NotFound`]
/// for ids of nobody and of others.
pub async fn change(
    services: &Services,
    principal: &Principal,
    id: Id,
    change: ConnectionChange,
) -> Result<Connection> {
    principal.require_admin()?;
    if change == ConnectionChange::default() {
        return Err(Error::invalid("", "Nothing to update"));
    }
    let name = change.name.as_deref().map(checked_name).transpose()?;
    if change.auto_sync_minutes.flatten().is_some_and(|minutes| minutes < MIN_INTERVAL) {
        return Err(Error::invalid("autoSyncIntervalMinutes", format!("null, or at least {MIN_INTERVAL}")));
    }
    if change.max_leavers_percent.is_some_and(|percent| percent > 100) {
        return Err(Error::invalid("maxLeaversPercent", "0 to 100"));
    }
    let (platform, scope) = (services.platform.clone(), principal.scope());
    let connection = found(services, principal, id)?;
    let kind = connection.kind;
    if change.requests_per_minute.is_some() {
        require_scim(&connection)?;
    }
    if kind == ConnectionType::Scim && change.auto_sync_minutes.flatten().is_some() {
        return Err(Error::invalid(
            "autoSyncIntervalMinutes",
            "a SCIM connection is pushed to and cannot be synced",
        ));
    }
    let pace = change.requests_per_minute;
    let schema = match &change.config {
        Some(_) => port_of(services.connectors.as_ref(), kind)?.info().settings_schema,
        None => serde_json::Value::Null,
    };
    let entry = Entry::by(&platform, principal, "directory.changed").target(id);
    let (entered, minutes, percent) = (change.config, change.auto_sync_minutes, change.max_leavers_percent);
    let row = services
        .org(principal)
        .write(move |writer| {
            let mut row = writer.get(&CONNECTIONS, &id)?.ok_or(Error::NotFound("directory"))?;
            row.name = name.unwrap_or(row.name);
            row.auto_sync_minutes = minutes.unwrap_or(row.auto_sync_minutes);
            row.max_leavers_percent = percent.unwrap_or(row.max_leavers_percent);
            if let Some(entered) = entered {
                let secret = open_secrets(&platform, scope, id, &row)?;
                let config = Config { shown: row.config, secret }.with(entered, &schema)?;
                row.secrets = seal(&platform, scope, id, &config)?;
                row.config = config.shown;
                (row.cursor, row.last_full) = (None, None);
            }
            writer.insert(&CONNECTIONS, &id, &row)?;
            let mut detail = row.name.clone();
            if let Some(pace) = pace {
                access::set_pace(writer, id, pace)?;
                detail = format!("{detail}: {pace} requests a minute");
            }
            audit::record(writer, &entry.detail(detail))?;
            Ok(row)
        })
        .await?;
    match minutes {
        None => {}
        Some(None) => drop(services.jobs.unschedule(scope, &lane(id)).await?),
        Some(Some(minutes)) => {
            let every = Recurrence::Every(minutes.saturating_mul(60));
            let payload = SyncPayload { connection: id, confirm: false };
            services.jobs.schedule(scope, &lane(id), SYNC_KIND, every, &payload).await?;
        }
    }
    Ok(row)
}

/// Removes a connection. Its people stay as they are, and belong to no directory any more. Goes on when nobody waits for it;
/// when the appliance stops meanwhile the connection is still there, closed to everybody, to be removed again.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others.
pub async fn remove(services: &Services, principal: &Principal, id: Id) -> Result<()> {
    principal.require_admin()?;
    let (services, principal) = (services.clone(), principal.clone());
    tokio::spawn(async move { take_apart(&services, &principal, id).await }).await.map_err(Error::internal)?
}

async fn take_apart(services: &Services, principal: &Principal, id: Id) -> Result<()> {
    let scope = principal.scope();
    services
        .org(principal)
        .write(move |writer| {
            writer.get(&CONNECTIONS, &id)?.ok_or(Error::NotFound("directory"))?;
            access::revoke_tokens(writer, id)
        })
        .await?;
    services.jobs.unschedule(scope, &lane(id)).await?;
    if let Some(job) = services.jobs.active(scope, &lane(id))? {
        // It may have ended by now. A page that is under way would link people to nothing.
        drop(services.jobs.cancel(scope, job).await);
        services.jobs.wait(scope, job).await?;
    }
    let entry = Entry::by(&services.platform, principal, "directory.removed").target(id);
    loop {
        let entry = entry.clone();
        let is_gone = services
            .org(principal)
            .write(move |writer| {
                if scim::forget(writer, id, BATCH)? > 0 || workforce::unlink(writer, id, BATCH)? > 0 {
                    return Ok(false);
                }
                // Two may remove it at once.
                let Some(row) = writer.get(&CONNECTIONS, &id)? else { return Ok(true) };
                writer.remove(&CONNECTIONS, &id)?;
                audit::record(writer, &entry.detail(row.name))?;
                Ok(true)
            })
            .await?;
        if is_gone {
            return Ok(());
        }
    }
}

/// One connection.
pub(super) fn found(services: &Services, principal: &Principal, id: Id) -> Result<Connection> {
    services.org(principal).read()?.get(&CONNECTIONS, &id)?.ok_or(Error::NotFound("directory"))
}

pub(super) fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.contains(char::is_control) {
        return Err(Error::invalid("name", format!("1 to {MAX_NAME} characters")));
    }
    Ok(name.to_owned())
}

pub(super) fn seal(platform: &Platform, scope: OrgScope, id: Id, config: &Config) -> Result<Sealed> {
    let secret = serde_json::to_vec(&config.secret).map_err(Error::internal)?;
    Ok(platform.sealer.seal(&secrets_purpose(scope, id), &secret))
}
