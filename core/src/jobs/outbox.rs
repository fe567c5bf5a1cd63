//! Outgoing messages: rows written in the transaction that caused them, delivered by a courier with retries.
//!
//! Messages of one lane (a channel) go one after the other, lanes side by side. A message is delivered at least once:
//! its id stays the same across retries, so that a receiver can drop a repeat.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::StreamExt as _;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, watch};

use crate::error::Result;
use crate::platform::Platform;
use crate::record;
use crate::sealing::Sealer;
use crate::store::{GlobalTable, Id, OrgRows as _, OrgScope, OrgTable, OrgWriter, Rows as _, Span};
use crate::time::Timestamp;

/// A message on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Where it goes, by the sender's own id (a channel).
    pub lane: Id,
    /// What it says, as JSON text that the courier understands.
    pub body: String,
    /// When it was written.
    pub created: Timestamp,
    /// When it is tried next.
    pub due: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last try failed.
    pub error: Option<String>,
}

record!(Outgoing, 1);

/// Waiting messages by id.
const OUTBOX: OrgTable<Id, Outgoing> = OrgTable::new("jobs.outbox");
/// Given up messages by id: a visible failure.
pub(super) const DEAD: OrgTable<Id, Outgoing> = OrgTable::new("jobs.outbox_dead");
/// Waiting messages of all organizations by due time.
const OUTBOX_DUE: GlobalTable<(Timestamp, Id, Id), ()> = GlobalTable::new("jobs.outbox_due");

/// How many messages one look at the table takes.
const LOOK: usize = 512;
/// How many lanes are served at once.
const LANES_AT_ONCE: usize = 8;
/// How many given up messages an organization keeps.
const DEAD_KEPT: usize = 1000;
/// Pauses after a failure; the last one repeats until [`MAX_ATTEMPTS`].
const PAUSES_SECONDS: [i64; 6] = [5, 30, 120, 600, 1800, 3600];
/// After so many tries a message is given up: about a day.
const MAX_ATTEMPTS: u32 = 28;
const TICK: Duration = Duration::from_secs(1);

/// Why a message was not delivered.
#[derive(Debug, Clone)]
pub enum SendError {
    /// Worth another try, at the earliest after the pause that the receiver asked for.
    Later(String, Option<Duration>),
    /// Another try cannot help.
    Never(String),
}

/// Delivers messages.
#[async_trait]
pub trait Courier: Send + Sync + 'static {
    /// Delivers one; `id` is the same for every try.
    async fn deliver(&self, scope: OrgScope, id: Id, message: &Outgoing) -> Result<(), SendError>;
}

/// The outbox. Cheap to clone.
#[derive(Clone)]
pub struct Outbox(Arc<Inner>);

struct Inner {
    platform: Platform,
    wake: Notify,
    stop: watch::Sender<bool>,
    /// Counts rounds that moved something, so that whoever waits looks again.
    rounds: watch::Sender<u64>,
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outbox")
    }
}

/// What one try came to.
struct Tried {
    id: Id,
    message: Outgoing,
    /// False when it only waited behind one that failed.
    attempted: bool,
    outcome: Result<(), SendError>,
}

impl Tried {
    fn is_given_up(&self) -> bool {
        match self.outcome {
            Ok(()) => false,
            Err(SendError::Never(_)) => true,
            Err(SendError::Later(..)) => self.message.attempts + u32::from(self.attempted) >= MAX_ATTEMPTS,
        }
    }
}

impl Outbox {
    /// Over this platform.
    pub fn new(platform: Platform) -> Self {
        Self(Arc::new(Inner {
            platform,
            wake: Notify::new(),
            stop: watch::channel(false).0,
            rounds: watch::channel(0).0,
        }))
    }

    /// Writes a message in the caller's transaction. Call [`Self::wake`] once that is durable.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn put(&self, writer: &mut OrgWriter<'_, '_>, lane: Id, body: String) -> Result<Id> {
        let (id, now) = (self.0.platform.new_id(), self.0.platform.now());
        let org = writer.scope().org();
        let message = Outgoing { lane, body, created: now, due: now, attempts: 0, error: None };
        writer.global().insert(&OUTBOX_DUE, &(now, org, id), &())?;
        writer.insert(&OUTBOX, &id, &message)?;
        Ok(id)
    }

    /// Seals what a message must not show to a reader of the store.
    pub fn sealer(&self) -> &Sealer {
        &self.0.platform.sealer
    }

    /// Says that there may be something new to deliver.
    pub fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Messages that wait and messages that were given up.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    #[expect(clippy::type_complexity, reason = "two lists of one kind")]
    pub fn list(&self, scope: OrgScope, limit: usize) -> Result<(Vec<(Id, Outgoing)>, Vec<(Id, Outgoing)>)> {
        let reader = self.0.platform.store.org(scope).read()?;
        let waiting = reader.list(&OUTBOX, Span::all(), 0, limit)?;
        Ok((waiting, reader.list(&DEAD, Span::all().reversed(), 0, limit)?))
    }

    /// How many messages wait, up to `most`, and since when the first of those that are due is.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn waiting(&self, most: usize) -> Result<(usize, Option<Timestamp>)> {
        let now = self.0.platform.now();
        let waiting = self.0.platform.store.read()?.list(&OUTBOX_DUE, Span::all(), most)?;
        let first = waiting.first().map(|((at, ..), ())| *at).filter(|at| *at <= now);
        Ok((waiting.len(), first))
    }

    /// Waits until no message is due for any organization: for the demo and for tests.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub async fn drained(&self) -> Result<()> {
        let mut rounds = self.0.rounds.subscribe();
        loop {
            rounds.borrow_and_update();
            let now = self.0.platform.now();
            let first = self.0.platform.store.read()?.list(&OUTBOX_DUE, Span::all(), 1)?;
            if first.first().is_none_or(|((at, ..), ())| *at > now) {
                return Ok(());
            }
            if rounds.changed().await.is_err() {
                return Ok(());
            }
        }
    }

    /// Delivers until [`Self::stop`].
    pub async fn work(self, courier: Arc<dyn Courier>) {
        let mut stop = self.0.stop.subscribe();
        while !*stop.borrow_and_update() {
            let moved = self.round(&courier).await.unwrap_or_else(|cause| {
                tracing::error!(%cause, "the outbox waits for the store");
                false
            });
            if moved {
                self.0.rounds.send_modify(|count| *count += 1);
                continue;
            }
            tokio::select! {
                () = self.0.wake.notified() => {}
                () = tokio::time::sleep(TICK) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Starts no further round. What was not delivered is delivered after the next start.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    async fn round(&self, courier: &Arc<dyn Courier>) -> Result<bool> {
        let now = self.0.platform.now();
        let reader = self.0.platform.store.read()?;
        let mut lanes: HashMap<(Id, Id), Vec<(Id, Outgoing)>> = HashMap::new();
        for ((_, org, id), ()) in
            reader.list(&OUTBOX_DUE, Span::all(), LOOK)?.into_iter().take_while(|((at, ..), ())| *at <= now)
        {
            if let Some(message) = self.0.platform.store.org(OrgScope::of(org)).read()?.get(&OUTBOX, &id)? {
                lanes.entry((org, message.lane)).or_default().push((id, message));
            }
        }
        let moved = !lanes.is_empty();
        futures::stream::iter(lanes)
            .for_each_concurrent(LANES_AT_ONCE, |((org, _), messages)| {
                self.serve(courier, OrgScope::of(org), messages)
            })
            .await;
        Ok(moved)
    }

    /// Serves one lane in order; after a failure that asks to wait the rest of the lane waits as well.
    async fn serve(&self, courier: &Arc<dyn Courier>, scope: OrgScope, messages: Vec<(Id, Outgoing)>) {
        let mut tried = Vec::with_capacity(messages.len());
        let mut blocked: Option<SendError> = None;
        for (id, message) in messages {
            let attempted = blocked.is_none();
            let outcome = match &blocked {
                Some(cause) => Err(cause.clone()),
                None => courier.deliver(scope, id, &message).await,
            };
            if let Err(cause @ SendError::Later(..)) = &outcome {
                blocked = Some(cause.clone());
            }
            tried.push(Tried { id, message, attempted, outcome });
        }
        let now = self.0.platform.now();
        let store = self.0.platform.store.org(scope);
        let given_up = tried.iter().filter(|one| one.is_given_up()).count();
        let settled =
            store.write(move |writer| tried.into_iter().try_for_each(|one| settle(writer, one, now))).await;
        if let Err(cause) = settled {
            tracing::error!(%cause, "deliveries were not noted; their messages go out again");
        } else {
            self.0.platform.metrics.messages_given_up.inc_by(given_up as u64);
        }
    }
}

fn settle(writer: &mut OrgWriter<'_, '_>, tried: Tried, now: Timestamp) -> Result<()> {
    let Tried { id, mut message, attempted, outcome } = tried;
    let org = writer.scope().org();
    writer.global().remove(&OUTBOX_DUE, &(message.due, org, id))?;
    message.attempts += u32::from(attempted);
    let (cause, wanted) = match outcome {
        Ok(()) => {
            writer.remove(&OUTBOX, &id)?;
            return Ok(());
        }
        Err(SendError::Later(cause, wanted)) if message.attempts < MAX_ATTEMPTS => (cause, wanted),
        Err(SendError::Later(cause, _) | SendError::Never(cause)) => {
            tracing::warn!(message = %id, lane = %message.lane, cause, "a message was given up");
            message.error = Some(cause);
            writer.remove(&OUTBOX, &id)?;
            writer.insert(&DEAD, &id, &message)?;
            for (old, _) in writer.list(&DEAD, Span::all().reversed(), DEAD_KEPT, 8)? {
                writer.remove(&DEAD, &old)?;
            }
            return Ok(());
        }
    };
    let step = usize::try_from(message.attempts.saturating_sub(1))
        .unwrap_or(usize::MAX)
        .min(PAUSES_SECONDS.len() - 1);
    let wanted = wanted.map_or(0, |pause| i64::try_from(pause.as_secs()).unwrap_or(i64::MAX));
    message.due = now.plus_seconds(PAUSES_SECONDS[step].max(wanted));
    message.error = Some(cause);
    writer.global().insert(&OUTBOX_DUE, &(message.due, org, id), &())?;
    writer.insert(&OUTBOX, &id, &message)
}
