//! One call: a fresh instance, its grants, its limits, and what its end means.
//!
//! - [`state`]: what a call carries and what it has used;
//! - [`capabilities`]: what the connector can ask the appliance for, one small block each;
//! - here: from start to end.

mod capabilities;
mod state;

use std::future::Future;
use std::sync::Arc;
use std::time::Instant;

use gatehouse_core::metrics::{Metrics, Word};
use gatehouse_core::ports::{Clock, ConnectorError, Corpus, Settings};
use wasmtime::{Engine, Store, Trap, UpdateDeadline};

pub(crate) use capabilities::link;
pub(crate) use state::CallState;

use crate::bindings::types;
use crate::connector::Loaded;
use crate::convert;
use crate::engine::Ticker;
use crate::limits::Limits;
use crate::net::grant::Grant;
use crate::net::outbound::Outbound;
use crate::net::policy::CallGrants;
use crate::state::StateStore;

/// What all calls share.
pub(crate) struct Services {
    pub(crate) engine: Engine,
    pub(crate) ticker: Ticker,
    pub(crate) limits: Limits,
    pub(crate) outbound: Outbound,
    pub(crate) state: Arc<dyn StateStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) corpus: Option<Arc<dyn Corpus>>,
    pub(crate) extra_grants: Vec<Grant>,
    pub(crate) allow_private_targets: bool,
    pub(crate) permits: Arc<tokio::sync::Semaphore>,
}

impl Services {
    /// The grants that a connector with these hosts always has.
    pub(crate) fn standing_grants(&self, id: &str, hosts: &[Grant]) -> Arc<[Grant]> {
        hosts.iter().chain(self.extra_grants.iter().filter(|grant| grant.is_for(id))).cloned().collect()
    }

    /// A store for one call that may reach `grants`, with its limits armed.
    pub(crate) fn store(
        self: &Arc<Self>,
        id: &Arc<str>,
        grants: CallGrants,
        settings: Settings,
    ) -> Store<CallState> {
        let state = CallState::new(Arc::clone(self), Arc::clone(id), grants, settings);
        let mut store = Store::new(&self.engine, state);
        store.limiter(|state| state);
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(|mut store| {
            if store.data_mut().another_tick() {
                // Others get their turn between two ticks, whatever this connector computes.
                Ok(UpdateDeadline::YieldCustom(1, Box::pin(tokio::task::yield_now())))
            } else {
                Ok(UpdateDeadline::Interrupt)
            }
        });
        store
    }
}

/// What a call into a connector gives: a trap, the connector's own error, or its answer.
pub(crate) type Outcome<T> = wasmtime::Result<Result<T, types::Error>>;

/// Runs `act` on a fresh store of `connector`, within the limits. `target` is a notifier's; its origin and that of
/// the setting `base_url` are granted for this call.
pub(crate) async fn run<T, F, Fut>(
    services: &Arc<Services>,
    connector: &Loaded,
    settings: &Settings,
    target: Option<&str>,
    act: F,
) -> Result<T, ConnectorError>
where
    F: FnOnce(Store<CallState>) -> Fut,
    Fut: Future<Output = Outcome<T>> + Send,
{
    let begun = Instant::now();
    let result = within_limits(services, connector, settings, target, act).await;
    let (metrics, id) = (&services.metrics, Word::from(connector.id.to_string()));
    metrics.connector_calls.count([id.clone(), result.as_ref().map_or_else(outcome, |_| "succeeded").into()]);
    metrics.connector_seconds.took([id], begun.elapsed().as_secs_f64());
    result
}

/// How a failure is counted.
fn outcome(error: &ConnectorError) -> &'static str {
    match error {
        ConnectorError::BadSettings(_) => "bad_settings",
        ConnectorError::Unauthorized(_) => "unauthorized",
        ConnectorError::RateLimited(_) => "rate_limited",
        ConnectorError::Unavailable(_) => "unavailable",
        ConnectorError::NotSupported(_) => "not_supported",
        ConnectorError::Refused(_) => "refused",
        ConnectorError::Failed(_) => "failed",
        ConnectorError::Other(_) => "other",
    }
}

async fn within_limits<T, F, Fut>(
    services: &Arc<Services>,
    connector: &Loaded,
    settings: &Settings,
    target: Option<&str>,
    act: F,
) -> Result<T, ConnectorError>
where
    F: FnOnce(Store<CallState>) -> Fut,
    Fut: Future<Output = Outcome<T>> + Send,
{
    let _permits = permits(services, connector).await?;
    let targets = settings.get("base_url").map(String::as_str).into_iter().chain(target);
    let grants = CallGrants::new(Arc::clone(&connector.standing), targets, services.allow_private_targets);
    let store = services.store(&connector.id, grants, settings.clone());
    let notes = store.data().notes();
    let _running = services.ticker.run();
    let ended = tokio::time::timeout(services.limits.wall(), act(store)).await;
    let result = match ended {
        Err(_) => {
            let limit = services.limits.wall_ms;
            Err(ConnectorError::Failed(format!("took longer than {limit} ms; the limit is `wall_ms`")))
        }
        Ok(Err(trap)) => Err(ConnectorError::Failed(notes.broken().unwrap_or_else(|| trapped(&trap)))),
        Ok(Ok(Err(error))) => Err(notes.explain(convert::error(error))),
        Ok(Ok(Ok(answer))) => Ok(answer),
    };
    connector.note(&result, services.clock.now());
    result
}

/// Waits for a free place, of the connector and of all. The wait is not the connector's time.
async fn permits(
    services: &Services,
    connector: &Loaded,
) -> Result<(tokio::sync::OwnedSemaphorePermit, tokio::sync::OwnedSemaphorePermit), ConnectorError> {
    let busy = || ConnectorError::Unavailable(format!("too many calls of {} wait", connector.id));
    let both = async {
        let own = Arc::clone(&connector.permits).acquire_owned().await;
        let all = Arc::clone(&services.permits).acquire_owned().await;
        Ok((own.map_err(|_| busy())?, all.map_err(|_| busy())?))
    };
    tokio::time::timeout(services.limits.wall(), both).await.unwrap_or_else(|_| Err(busy()))
}

/// A trap in words, without the list of frames.
fn trapped(error: &wasmtime::Error) -> String {
    match error.downcast_ref::<Trap>() {
        Some(trap) => format!("trapped: {trap}"),
        None => format!("trapped: {}", error.root_cause()),
    }
}
