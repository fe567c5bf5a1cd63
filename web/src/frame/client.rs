//! Who is at the other end: the connection's peer, or whom a trusted proxy names.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::App;

/// The connection that a request came over; the server puts it into the request's extensions.
#[derive(Debug, Clone, Copy)]
pub struct Connection {
    /// The other end.
    pub peer: SocketAddr,
    /// Whether it speaks TLS.
    pub tls: bool,
}

/// The client of a request.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client {
    /// Its network address; `None` in tests without a connection.
    pub address: Option<IpAddr>,
    /// Whether it speaks TLS, with us or with a trusted proxy.
    pub secure: bool,
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

/// Notes who is at the other end among the request's extensions.
pub(super) fn note(app: &App, request: &mut Request) {
    let connection = request.extensions().get::<Connection>().copied();
    let client = client_of(connection, request.headers(), &app.config().trusted_proxies);
    request.extensions_mut().insert(client);
}

fn client_of(connection: Option<Connection>, headers: &HeaderMap, trusted: &[IpAddr]) -> Client {
    let Some(Connection { peer, tls }) = connection else { return Client::default() };
    let peer = peer.ip().to_canonical();
    if !trusted.contains(&peer) {
        return Client { address: Some(peer), secure: tls };
    }
    let forwarded: Vec<IpAddr> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .filter_map(|address| address.trim().parse().ok())
        .collect();
    // The client itself may have sent the header: only what trusted proxies appended counts, from the right.
    let address = forwarded.into_iter().rev().find(|address| !trusted.contains(address)).unwrap_or(peer);
    let https = headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes() == b"https");
    Client { address: Some(address), secure: tls || https }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::HeaderMap;

    use super::{Connection, client_of};

    #[test]
    fn only_a_trusted_proxy_may_name_the_client() {
        let proxy = "10.0.0.1".parse().unwrap();
        let connection = Some(Connection { peer: "10.0.0.1:5".parse().unwrap(), tls: false });
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "1.1.1.1, 2.2.2.2, 10.0.0.1".parse().unwrap());
        headers.insert("x-forwarded-proto", "https".parse().unwrap());

        let believed = client_of(connection, &headers, &[proxy]);
        assert_eq!(believed.address, Some("2.2.2.2".parse().unwrap()), "1.1.1.1 is the client's own claim");
        assert!(believed.secure);
        let ignored = client_of(connection, &headers, &[]);
        assert_eq!(ignored.address, Some(proxy));
        assert!(!ignored.secure);
    }
}
