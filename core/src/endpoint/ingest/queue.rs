//! The queue, and the request that takes what waits in it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::endpoint::alert::{Alert, NewAlert};
use crate::endpoint::ingest::batch::Batch;
use crate::endpoint::ingest::pace::Pace;
use crate::endpoint::ingest::settle::Lagging;
use crate::error::{Error, Result};
use crate::jobs::Outbox;
use crate::platform::Platform;
use crate::services::Services;
use crate::store::{Id, OrgScope, Writer};

/// How many alerts one request takes: more make the others in the store's queue wait.
const MAX_BATCH: usize = 512;
/// How many alerts may wait before callers are told to come back.
const MAX_WAITING: usize = 8192;

/// An alert on its way.
pub(in crate::endpoint) struct Arrival {
    pub(in crate::endpoint) scope: OrgScope,
    pub(in crate::endpoint) new: NewAlert,
    /// A hash of what the agent named the report with.
    pub(in crate::endpoint) idempotency_key: Option<[u8; 16]>,
}

type Answer = Result<(Id, Alert)>;
type Waiting = (Arrival, oneshot::Sender<Answer>);

/// The queue. Cheap to clone.
#[derive(Clone)]
pub(in crate::endpoint) struct Ingest(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) platform: Platform,
    outbox: Outbox,
    queue: Mutex<Queue>,
    pub(super) pace: Mutex<Pace>,
    pub(super) lagging: Lagging,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// A request that will take what waits is on its way to the store.
    asked: bool,
}

impl Ingest {
    pub(in crate::endpoint) fn new(services: &Services) -> Self {
        let (platform, outbox) = (services.platform.clone(), services.outbox.clone());
        Self(Arc::new(Inner {
            platform,
            outbox,
            queue: Mutex::default(),
            pace: Mutex::default(),
            lagging: Lagging::default(),
        }))
    }

    /// Stores an alert and answers when it is durable.
    pub(in crate::endpoint) async fn store(&self, arrival: Arrival) -> Answer {
        let (sender, answer) = oneshot::channel();
        let is_first = {
            let mut queue = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner);
            if queue.waiting.len() >= MAX_WAITING {
                return Err(Error::Unavailable("too many alerts are waiting; try again in a second".into()));
            }
            queue.waiting.push_back((arrival, sender));
            !std::mem::replace(&mut queue.asked, true)
        };
        if is_first {
            tokio::spawn(self.clone().take());
        }
        // The request failed as a whole: the log says why.
        answer
            .await
            .unwrap_or_else(|_| Err(Error::Unavailable("the alert was not stored; send it again".into())))
    }

    /// Brings what waits into the store.
    async fn take(self) {
        let (this, runtime) = (self.clone(), Handle::current());
        let outcome = self.0.platform.store.write(move |writer| this.write(writer, &runtime)).await;
        match outcome {
            Ok(done) => {
                let told = done.iter().any(|settled| settled.told);
                let alerts = &self.0.platform.metrics.process_alerts;
                for Settled { sender, answer, kind, .. } in done {
                    alerts.count([kind]);
                    // A caller that went away does not want to know.
                    drop(sender.send(answer));
                }
                if told {
                    self.0.outbox.wake();
                }
            }
            Err(cause) => {
                tracing::error!(%cause, "alerts were not stored");
                let mut queue = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner);
                // Whoever still waits sees its sender gone.
                queue.waiting.clear();
                queue.asked = false;
            }
        }
    }

    /// `runtime`: the writer's own thread belongs to none.
    fn write(&self, writer: &mut Writer<'_>, runtime: &Handle) -> Result<Vec<Settled>> {
        let (taken, more) = {
            let mut queue = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner);
            let bound = queue.waiting.len().min(MAX_BATCH);
            let taken: Vec<Waiting> = queue.waiting.drain(..bound).collect();
            queue.asked = !queue.waiting.is_empty();
            (taken, queue.asked)
        };
        if more {
            runtime.spawn(self.clone().take());
        }
        let now = self.0.platform.now();
        let flood = self.0.pace.lock().unwrap_or_else(PoisonError::into_inner).take(taken.len(), now);
        let mut batch = Batch::new(&self.0.platform, &self.0.outbox, now, flood);
        let mut settled = Vec::with_capacity(taken.len());
        for (arrival, sender) in taken {
            let outcome = batch.add(writer, arrival)?;
            settled.push(Settled { sender, told: outcome.told, answer: outcome.answer, kind: outcome.kind });
        }
        let lagging = batch.finish(writer)?;
        self.note_lagging(&lagging, flood, runtime);
        Ok(settled)
    }
}

struct Settled {
    sender: oneshot::Sender<Answer>,
    told: bool,
    answer: Answer,
    kind: &'static str,
}
