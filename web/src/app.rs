//! What every handler can reach.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use gatehouse_core::access::Access;
use gatehouse_core::endpoint::Endpoint;
use gatehouse_core::services::Services;
use tokio::sync::Semaphore;

use crate::config::Config;

/// The server's state. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    services: Services,
    access: Access,
    endpoint: Endpoint,
    config: Config,
    /// Keys the CSRF tokens; made anew at each start.
    csrf_key: [u8; 32],
    ca_pem: ArcSwapOption<String>,
    places: Arc<Semaphore>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

impl App {
    /// Over these parts.
    pub fn new(services: Services, access: Access, config: Config) -> Self {
        let mut csrf_key = [0u8; 32];
        services.platform.random.fill(&mut csrf_key);
        let places = Arc::new(Semaphore::new(config.limits.requests));
        let endpoint = Endpoint::new(&services, &access);
        Self(Arc::new(Inner {
            services,
            access,
            endpoint,
            config,
            csrf_key,
            ca_pem: ArcSwapOption::empty(),
            places,
        }))
    }

    /// Offers the local CA's certificate for download (`GET /api/console/ca.pem`).
    pub fn set_ca_pem(&self, pem: String) {
        self.0.ca_pem.store(Some(Arc::new(pem)));
    }

    /// Platform, jobs, outbox, connectors.
    pub fn services(&self) -> &Services {
        &self.0.services
    }

    /// Members and sessions.
    pub fn access(&self) -> &Access {
        &self.0.access
    }

    /// Agents, their alerts and files.
    pub fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    /// How the server behaves.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn csrf_key(&self) -> &[u8; 32] {
        &self.0.csrf_key
    }

    pub(crate) fn ca_pem(&self) -> Option<Arc<String>> {
        self.0.ca_pem.load_full()
    }

    pub(crate) fn places(&self) -> &Semaphore {
        &self.0.places
    }
}
