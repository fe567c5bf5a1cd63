//! One connection and the agents that speak over it.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::BytesMut;
use hyper::header::HeaderValue;
use tokio::time::Instant;

use super::fleet::{Agent, Occasion};
use super::insist::Call;
use super::meter::Operation;
use super::plan::{Due, Plan};
use super::run::{Phase, Run};
use super::wire::Wire;

/// How much is rendered into one allocation.
const BUFFER: usize = 64 << 10;

/// The agents of one connection.
#[derive(Debug)]
pub(super) struct Driver {
    pub(super) run: Arc<Run>,
    pub(super) wire: Wire,
    pub(super) agents: Vec<Agent>,
    plan: Plan,
    buffer: BytesMut,
    /// Who polls next; they take turns.
    poller: usize,
    /// Who posts next.
    poster: usize,
    /// Whether the next alert is of a quarantined file.
    quarantine: bool,
}

impl Driver {
    /// The `turn`th connection with its agents, of whom there is at least one.
    pub(super) fn new(run: &Arc<Run>, turn: u32, agents: Vec<Agent>, start: Instant) -> Self {
        let plan = Plan::new(&run.options, turn, u32::try_from(agents.len()).unwrap_or(u32::MAX), start);
        Self {
            run: Arc::clone(run),
            wire: Wire::new(run.target.clone()),
            agents,
            plan,
            buffer: BytesMut::with_capacity(BUFFER),
            poller: 0,
            poster: 0,
            quarantine: false,
        }
    }

    /// Does what is due until the run ends.
    pub(super) async fn drive(mut self) {
        while self.run.phase() == Phase::Running {
            match self.plan.take(Instant::now()) {
                Due::Poll => self.poll().await,
                Due::CrashLog => self.crash_log().await,
                Due::Quarantine => self.quarantine = true,
                Due::Burst => self.burst().await,
                Due::Nothing(next) => {
                    tokio::select! {
                        () = tokio::time::sleep_until(next) => {}
                        () = self.run.reached(Phase::Ending) => {}
                    }
                }
            }
        }
    }

    async fn poll(&mut self) {
        if !self.run.polled.load(Ordering::Relaxed) {
            return;
        }
        self.poller = (self.poller + 1) % self.agents.len();
        self.agents[self.poller].poll(&self.run.bodies, &mut self.buffer);
        let call = Call {
            operation: Operation::Poll,
            uri: self.run.polls.clone(),
            body: self.rendered(),
            idempotency_key: None,
            wanted: false,
            // The next poll comes by itself.
            tries: 1,
        };
        call.insist(&self.run, &mut self.wire).await;
    }

    /// One agent posts a few alerts in a row.
    async fn burst(&mut self) {
        self.poster = (self.poster + 1) % self.agents.len();
        for _ in 0..self.run.options.burst {
            // What an ending run has begun is one alert, not a burst.
            if self.run.phase() != Phase::Running {
                return;
            }
            let Some(number) = self.run.next_alert() else { return };
            let quarantined =
                std::mem::take(&mut self.quarantine).then(|| format!("q-{:08x}-{number:x}.bin", self.run.id));
            self.alert(number, quarantined).await;
        }
    }

    async fn alert(&mut self, number: u64, quarantined: Option<String>) {
        let occasion = Occasion {
            token: (self.run.id, number),
            quarantine: quarantined.as_deref(),
            now: self.run.time_of(number),
        };
        self.agents[self.poster].alert(&self.run.bodies, occasion, &mut self.buffer);
        let body = self.rendered();
        let key = self.run.options.idempotency_keys.then(|| {
            // Writing to memory cannot fail.
            let _ = write!(self.buffer, "{:08x}-{number:x}", self.run.id);
            HeaderValue::from_maybe_shared(self.rendered()).ok()
        });
        let call = Call {
            operation: Operation::Alert,
            uri: self.run.alerts.clone(),
            body,
            idempotency_key: key.flatten(),
            wanted: false,
            tries: u32::MAX,
        };
        let accepted = call.insist(&self.run, &mut self.wire).await.is_some();
        if let Some(name) = quarantined
            && accepted
        {
            self.quarantined_file(&name).await;
        }
    }

    /// Who posted last.
    pub(super) fn current(&self) -> &Agent {
        &self.agents[self.poster]
    }

    /// What was written into the buffer; the allocation is used again once nobody holds a part of it.
    fn rendered(&mut self) -> bytes::Bytes {
        let bytes = self.buffer.split().freeze();
        if self.buffer.capacity() < BUFFER / 16 {
            self.buffer.reserve(BUFFER);
        }
        bytes
    }
}
