//! Names to addresses, once a request. Tests bring their own resolver.

use std::io;
use std::net::{IpAddr, SocketAddr};

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::grant::Target;

/// Finds the addresses of a name.
#[async_trait]
pub trait Resolver: Send + Sync + 'static {
    /// Every address of `name`; an error or none when it has none.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The machine's own resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|at| at.ip()).collect())
    }
}

/// Every address of `target`, each once; a reason when there is none.
pub(crate) async fn addresses(resolver: &dyn Resolver, target: &Target) -> Result<Vec<IpAddr>, String> {
    let name = match target {
        Target::Address(ip) => return Ok(vec![*ip]),
        Target::Name(name) => name,
    };
    let found = resolver.resolve(name).await.map_err(|why| format!("{name} cannot be resolved: {why}"));
    let mut addresses = found?;
    addresses.sort();
    addresses.dedup();
    if addresses.is_empty() { Err(format!("{name} has no address")) } else { Ok(addresses) }
}

/// Answers the addresses that were checked, and nothing else, whatever is asked: a second look-up could answer
/// differently (DNS rebinding).
#[derive(Debug)]
pub(crate) struct Pinned(pub(crate) Vec<IpAddr>);

impl Resolve for Pinned {
    fn resolve(&self, _name: Name) -> Resolving {
        // Port 0 leaves the port to the URL.
        let addresses: Addrs = Box::new(self.0.clone().into_iter().map(|ip| SocketAddr::new(ip, 0)));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}
