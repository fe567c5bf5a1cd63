//! Everything that a subject's function can need, as one bundle.

use std::sync::Arc;

use crate::access::Principal;
use crate::blobs::Blobs;
use crate::jobs::{Jobs, Outbox};
use crate::platform::Platform;
use crate::ports::{Connectors, Mailer};
use crate::search::Search;
use crate::store::OrgStore;

/// Platform, jobs, outbox, files, search, connectors and mailer. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// Store, secrets, time, randomness.
    pub platform: Platform,
    /// Work that happens later.
    pub jobs: Jobs,
    /// Messages that go out.
    pub outbox: Outbox,
    /// Stored files.
    pub blobs: Blobs,
    /// The index.
    pub search: Arc<Search>,
    /// Breach providers, directories, notifiers.
    pub connectors: Arc<dyn Connectors>,
    /// Hands over mail.
    pub mailer: Arc<dyn Mailer>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Services")
    }
}

impl Services {
    /// The store, bound to the principal's organization.
    pub fn org(&self, principal: &Principal) -> OrgStore {
        self.platform.store.org(principal.scope())
    }
}
