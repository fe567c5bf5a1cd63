//! What the appliance tells the host at its start.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use gatehouse_core::metrics::Metrics;
use gatehouse_core::ports::{Clock, Corpus, SystemClock};
use rustls_pki_types::CertificateDer;

use crate::limits::Limits;
use crate::net::grant::Grant;
use crate::net::resolve::{Resolver, SystemResolver};
use crate::state::{MemoryState, StateStore};

/// Configuration of a [`ConnectorHost`](crate::ConnectorHost). [`HostConfig::new`] has defaults for all but the folder.
pub struct HostConfig {
    /// The data folder: `connectors/` and `cache/connectors/` are made below it.
    pub data_dir: PathBuf,
    /// Connectors that are part of the binary: id and component. Their hosts are granted.
    pub builtins: Vec<(&'static str, Arc<[u8]>)>,
    /// Answers the `corpus` capability, of the built-in connector `local` only.
    pub corpus: Option<Arc<dyn Corpus>>,
    /// What one call may use.
    pub limits: Limits,
    /// Grants that the admin gives beside what connectors ask for.
    pub extra_grants: Vec<Grant>,
    /// Whether configured targets (a channel's URL, a setting `base_url`) may lie at private and loopback addresses.
    /// Off, such a target needs one of `extra_grants`.
    pub allow_private_targets: bool,
    /// Root certificates to trust beside Mozilla's.
    pub extra_roots: Vec<CertificateDer<'static>>,
    /// Finds addresses of names.
    pub resolver: Arc<dyn Resolver>,
    /// What connectors remember between calls.
    pub state: Arc<dyn StateStore>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Where calls are counted.
    pub metrics: Arc<Metrics>,
    /// How often the drop-in folder is looked at; `None` for only when asked
    /// ([`ConnectorHost::rescan`](crate::ConnectorHost::rescan)).
    pub poll: Option<Duration>,
}

impl HostConfig {
    /// No connectors, no extra grants, default limits, the machine's clock and resolver, a look at the folder every
    /// two seconds.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            builtins: Vec::new(),
            corpus: None,
            limits: Limits::default(),
            extra_grants: Vec::new(),
            allow_private_targets: false,
            extra_roots: Vec::new(),
            resolver: Arc::new(SystemResolver),
            state: Arc::new(MemoryState::default()),
            clock: Arc::new(SystemClock),
            metrics: Arc::default(),
            poll: Some(Duration::from_secs(2)),
        }
    }
}
