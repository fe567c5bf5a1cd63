//! The network as connectors see it: grants, names, addresses, and one buffered request at a time.
//!
//! Nothing here knows WebAssembly; [`crate::call`] hands it what a connector asks for.

pub(crate) mod address;
pub(crate) mod connect;
pub(crate) mod grant;
pub(crate) mod outbound;
pub(crate) mod policy;
pub(crate) mod resolve;
pub(crate) mod tls;
