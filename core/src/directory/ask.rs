//! Asking a directory: its connector, its settings unsealed, and what its errors mean to us.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::Principal;
use crate::directory::connection::secrets_purpose;
use crate::directory::manage::found;
use crate::directory::{Connection, ConnectionType};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::ports::{ConnectorError, Connectors, Directory, Settings};
use crate::services::Services;
use crate::store::{Id, OrgScope};

/// Checks a connection's settings against the directory; answers how many people it sees, or why it does not.
///
/// # Errors
/// [`Error::Forbidden`] for all but admins, [`Error::NotFound`] for ids of nobody and of others, [`Error::Invalid`] for
/// a connection that is pushed to.
pub async fn test(services: &Services, principal: &Principal, id: Id) -> Result<Result<u64, ConnectorError>> {
    principal.require_admin()?;
    let connection = found(services, principal, id)?;
    let port = port_of(services.connectors.as_ref(), connection.kind)?;
    let settings = settings(&services.platform, principal.scope(), id, &connection)?;
    Ok(port.test(&settings).await)
}

/// Who speaks to directories of this kind.
pub(super) fn port_of(connectors: &dyn Connectors, kind: ConnectionType) -> Result<Arc<dyn Directory>> {
    let Some(connector) = kind.connector() else {
        return Err(Error::invalid("type", "a SCIM connection is pushed to and cannot be asked"));
    };
    connectors
        .directory(connector)
        .ok_or_else(|| Error::Unmet(format!("the connector {connector} is not loaded")))
}

/// Settings of a call.
pub(super) fn settings(
    platform: &Platform,
    scope: OrgScope,
    id: Id,
    connection: &Connection,
) -> Result<Settings> {
    let mut settings = connection.config.clone();
    settings.extend(open_secrets(platform, scope, id, connection)?);
    Ok(settings)
}

pub(super) fn open_secrets(
    platform: &Platform,
    scope: OrgScope,
    id: Id,
    connection: &Connection,
) -> Result<BTreeMap<String, String>> {
    let opened = platform.sealer.open(&secrets_purpose(scope, id), &connection.secrets)?;
    serde_json::from_slice(&opened).map_err(Error::internal)
}
