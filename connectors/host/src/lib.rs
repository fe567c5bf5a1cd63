//! Loads, grants, limits and calls WebAssembly connectors: the ports of [`gatehouse_core::ports`] over wasmtime.
//!
//! [`ConnectorHost::start`] takes the connectors that are part of the binary and those that an admin dropped into the
//! data folder, and answers the core's [`Connectors`](gatehouse_core::ports::Connectors) port. Each call gets:
//!
//! - a fresh instance from a component that was compiled and linked before (microseconds);
//! - nothing but the capabilities of the contract (`plugins-wit/v1`), and only the hosts that are granted
//!   ([`Grant`]; every address of a name is checked, and the connection is made to a checked one);
//! - [`Limits`]: memory, processor time, time from start to end, requests, sizes, log lines.
//!
//! A connector that loops, hoards memory, traps, or asks for what it may not have, fails its own call with a
//! [`ConnectorError`](gatehouse_core::ports::ConnectorError); the log says which grant would allow it, or which limit
//! stopped it.
//!
//! The rooms: `net` (grants, addresses, requests), `load` (verify, compile, cache), `call` (one call), `connector`
//! (one loaded connector), `registry` and `dropin` (which there are), `approvals` (what an admin approved), `handle`
//! (the ports), `mail`, `siem`, `ldap` and `oidc` (the mailer, the push to SIEMs, LDAP directories and identity providers,
//! which are no connectors). What is *not* here: what connectors do (their own crates), when they are called (the core),
//! and how an admin is asked (web, appliance).

mod approvals;
mod bindings;
mod call;
mod config;
mod connector;
mod convert;
mod dropin;
mod engine;
mod error;
mod handle;
mod host;
mod ldap;
mod limits;
mod load;
mod mail;
mod net;
mod oidc;
mod registry;
mod siem;
mod state;
mod status;

pub use config::HostConfig;
pub use error::{HostError, Result};
pub use host::ConnectorHost;
pub use limits::Limits;
pub use mail::SmtpMailer;
pub use net::grant::{Grant, GrantError};
pub use net::resolve::{Resolver, SystemResolver};
pub use oidc::OidcProvider;
pub use rustls_pki_types::CertificateDer;
pub use siem::SiemSink;
pub use state::{MemoryState, Space, StateStore};
pub use status::{ConnectorStatus, Origin, Standing};
