//! Directories that tell who works for the organization: connections to them, syncs, and what can be done through them
//! when somebody's credentials are found.
//!
//! A sync is a job. It lists people page by page, or only what changed where the directory can tell that; it never
//! overwrites with nothing and deletes nobody. Whoever is gone becomes inactive, all at the end and together, and not
//! when they are suspiciously many: then the sync stops and an admin is asked.

mod ask;
mod config;
mod connection;
mod kind;
mod manage;
mod remedy;
mod scim;
mod sync;

pub use ask::test;
pub use config::Entered;
pub use connection::{Connection, ConnectionStatus, SyncSummary};
pub use kind::ConnectionType;
pub use manage::{ConnectionChange, NewConnection, add, change, connections, remove};
pub(crate) use remedy::put_remediation_enabled;
pub use remedy::{Remedy, RemedyResult, remediate, remediation_enabled, remediation_in};
pub use scim::{DEFAULT_OVERLAP, add_scim, renew_token, scim_tokens};
pub use sync::{SYNC_KIND, SyncHandler, SyncLimits, start_sync};

#[cfg(test)]
mod tests;
