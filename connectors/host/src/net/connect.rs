//! A connection to a server of which the grants allow the name and every address that it leads to.

use std::net::SocketAddr;
use std::time::Duration;

use gatehouse_core::ports::ConnectorError;
use tokio::net::TcpStream;

use super::grant::Destination;
use super::policy::{CallGrants, Refusal};
use super::resolve::{self, Resolver};

/// How many of a server's addresses are tried.
const MOST_ADDRESSES: usize = 4;

/// Connects to an address of `server`, which people know as `what` ("the mail server").
///
/// # Errors
/// [`ConnectorError::Refused`] with the grant that would allow it, [`ConnectorError::Unavailable`] when nobody answers.
pub(crate) async fn connect(
    resolver: &dyn Resolver,
    grants: &CallGrants,
    server: &Destination,
    what: &str,
    timeout: Duration,
) -> Result<TcpStream, ConnectorError> {
    let refused = |why: Box<Refusal>| {
        tracing::warn!(grant = %why.grant(), "refused to connect to {what}: {why}");
        ConnectorError::Refused(why.to_string())
    };
    grants.check_name(server).map_err(refused)?;
    let addresses = resolve::addresses(resolver, &server.host).await.map_err(ConnectorError::Unavailable)?;
    for ip in &addresses {
        grants.check_address(server, *ip).map_err(refused)?;
    }
    let mut failure = format!("{what} has no address");
    for ip in addresses.into_iter().take(MOST_ADDRESSES) {
        let connecting = TcpStream::connect(SocketAddr::new(ip, server.port));
        match tokio::time::timeout(timeout, connecting).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(why)) => failure = format!("{what} cannot be reached: {why}"),
            Err(_) => failure = format!("{what} does not answer"),
        }
    }
    Err(ConnectorError::Unavailable(failure))
}
