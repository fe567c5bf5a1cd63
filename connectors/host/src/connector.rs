//! One loaded connector: its compiled component linked to what it may import, and what it says of itself.

use std::sync::{Arc, Mutex};

use gatehouse_core::ports::{ConnectorError, ConnectorInfo, ConnectorKind, Settings};
use gatehouse_core::time::Timestamp;
use tokio::sync::Semaphore;
use wasmtime::component::{Component, InstancePre, Linker};

use crate::bindings::directory::DirectoryPre;
use crate::bindings::notifier::NotifierPre;
use crate::bindings::provider::LocalProviderPre;
use crate::bindings::types::Description;
use crate::call::{CallState, Services};
use crate::error::{HostError, Result};
use crate::load::checked_info;
use crate::net::grant::Grant;
use crate::net::policy::CallGrants;
use crate::{convert, load};

/// A connector of any kind, ready to be called.
pub(crate) struct Loaded {
    pub(crate) id: Arc<str>,
    pub(crate) info: ConnectorInfo,
    pub(crate) sha256: String,
    /// What it asks for, as grants.
    pub(crate) hosts: Vec<Grant>,
    /// What its calls may reach: its hosts and the admin's own grants.
    pub(crate) standing: Arc<[Grant]>,
    pub(crate) kind: Kind,
    pub(crate) permits: Arc<Semaphore>,
    last_failure: Mutex<Option<(String, Timestamp)>>,
}

/// The kinds of contract v1, linked as far as can be before a call.
pub(crate) enum Kind {
    Provider(LocalProviderPre<CallState>),
    Notifier(NotifierPre<CallState>),
    Directory(DirectoryPre<CallState>),
}

const CONTRACT: &str = "gatehouse:connector/";
const CONTRACT_VERSION: &str = "@1.0.0";

impl Loaded {
    /// Verifies, compiles, links and describes the component in `bytes`.
    pub(crate) async fn load(
        services: &Arc<Services>,
        cache: &Arc<load::CompileCache>,
        linker: &Linker<CallState>,
        bytes: Arc<[u8]>,
    ) -> Result<Self> {
        let sha256 = load::sha256_hex(&bytes);
        let (cache, name) = (Arc::clone(cache), sha256.clone());
        let compiling = tokio::task::spawn_blocking(move || cache.load(&bytes, &name));
        let compiled = compiling.await.map_err(|why| HostError::Engine(why.to_string()))??;
        if let Some(reason) = compiled.discarded {
            tracing::warn!(sha256, reason, "a compiled connector is not sound; compiled it anew");
        }
        let kind = link(&compiled.component, linker)?;
        let description = kind.describe(services).await?;
        let info = convert::info(description).map_err(HostError::Rejected)?;
        let hosts = checked_info(&info, kind.name())?;
        Ok(Self {
            id: info.id.as_str().into(),
            standing: services.standing_grants(&info.id, &hosts),
            info,
            sha256,
            hosts,
            kind,
            permits: Arc::new(Semaphore::new(services.limits.calls_per_connector.max(1))),
            last_failure: Mutex::default(),
        })
    }

    /// Remembers and logs a call that failed by a fault of the connector or of its grants; an answer clears it.
    pub(crate) fn note<T>(&self, result: &Result<T, ConnectorError>, now: Timestamp) {
        let failure = match result {
            Ok(_) => None,
            Err(error) => {
                if matches!(error, ConnectorError::Failed(_)) {
                    tracing::warn!(connector = %self.id, version = self.info.version, "{error}");
                }
                Some((error.to_string(), now))
            }
        };
        *self.last_failure.lock().expect("no holder of this lock panics") = failure;
    }

    /// The last call's failure, if it failed.
    pub(crate) fn last_failure(&self) -> Option<(String, Timestamp)> {
        self.last_failure.lock().expect("no holder of this lock panics").clone()
    }
}

impl Kind {
    fn name(&self) -> ConnectorKind {
        match self {
            Self::Provider(_) => ConnectorKind::BreachProvider,
            Self::Notifier(_) => ConnectorKind::Notifier,
            Self::Directory(_) => ConnectorKind::Directory,
        }
    }

    /// Asks a fresh instance what it is. It has no settings and reaches nothing.
    async fn describe(&self, services: &Arc<Services>) -> Result<Description> {
        let nothing = CallGrants::new(Arc::default(), std::iter::empty(), false);
        let mut store = services.store(&"(loading)".into(), nothing, Settings::new());
        let notes = store.data().notes();
        let _running = services.ticker.run();
        let asking = async {
            match self {
                Self::Provider(pre) => {
                    let instance = pre.instantiate_async(&mut store).await?;
                    instance.gatehouse_connector_about().call_describe(&mut store).await
                }
                Self::Notifier(pre) => {
                    let instance = pre.instantiate_async(&mut store).await?;
                    instance.gatehouse_connector_about().call_describe(&mut store).await
                }
                Self::Directory(pre) => {
                    let instance = pre.instantiate_async(&mut store).await?;
                    instance.gatehouse_connector_about().call_describe(&mut store).await
                }
            }
        };
        let reject = |why: String| HostError::Rejected(format!("it cannot describe itself: {why}"));
        match tokio::time::timeout(services.limits.wall(), asking).await {
            Err(_) => Err(reject("it took too long".into())),
            Ok(Err(why)) => Err(reject(notes.broken().unwrap_or_else(|| why.root_cause().to_string()))),
            Ok(Ok(description)) => Ok(description),
        }
    }
}

/// Checks what the component imports, and links it as the kind that its exports say.
fn link(component: &Component, linker: &Linker<CallState>) -> Result<Kind> {
    let engine = component.engine();
    let exports = |name: &str| {
        component.get_export_index(None, format!("{CONTRACT}{name}{CONTRACT_VERSION}").as_str()).is_some()
    };
    let mut linker = linker.clone();
    let mut has_wasi = false;
    for (name, _) in component.component_type().imports(engine) {
        if name.starts_with("wasi:") {
            has_wasi = true;
        } else if !name.starts_with(CONTRACT) || !name.ends_with(CONTRACT_VERSION) {
            return Err(HostError::Rejected(format!(
                "it imports {name}, which this appliance does not offer"
            )));
        }
    }
    let reject = |why: wasmtime::Error| HostError::Rejected(format!("it does not fit the contract: {why:#}"));
    if has_wasi {
        // Language toolkits import WASI whether they use it or not. It links, and whoever uses it traps.
        linker.define_unknown_imports_as_traps(component).map_err(reject)?;
    }
    let instance: InstancePre<CallState> = linker.instantiate_pre(component).map_err(reject)?;
    if exports("breaches") {
        LocalProviderPre::new(instance).map(Kind::Provider).map_err(reject)
    } else if exports("delivery") {
        NotifierPre::new(instance).map(Kind::Notifier).map_err(reject)
    } else if exports("people") {
        DirectoryPre::new(instance).map(Kind::Directory).map_err(reject)
    } else {
        Err(HostError::Rejected("it exports nothing that contract v1 knows".into()))
    }
}
