//! What all connections of a run share: what they send, how far they may go, and what they have seen.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use hyper::Uri;
use hyper::header::HeaderValue;
use rand::rngs::SmallRng;
use rand::{RngCore as _, SeedableRng as _};
use tokio::sync::watch;

use super::cli::Agents;
use super::meter::Meter;
use super::payload::PIECE;
use super::programs::{Bodies, bodies};
use super::target::Target;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Agents do what is due.
    Running,
    /// Nothing new begins; what was begun is finished.
    Ending,
    /// Nobody waits for anything any more.
    Over,
}

/// One run.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) options: Agents,
    pub(super) target: Target,
    pub(super) api_key: HeaderValue,
    pub(super) alerts: Uri,
    pub(super) polls: Uri,
    pub(super) bodies: Vec<Bodies>,
    /// What files are filled with.
    pub(super) noise: Bytes,
    /// Tells this run's alerts from any other's.
    pub(super) id: u32,
    /// Whether the server knows polls.
    pub(super) polled: AtomicBool,
    numbers: AtomicU64,
    phase: watch::Sender<Phase>,
    meter: Mutex<Meter>,
    failure: Mutex<Option<String>>,
}

impl Run {
    /// Prepares everything that is not said again and again.
    pub(super) fn new(options: Agents, target: Target) -> anyhow::Result<Self> {
        let mut api_key = HeaderValue::from_str(&options.api_key)
            .map_err(|_| anyhow::anyhow!("the API key holds characters that no key has"))?;
        api_key.set_sensitive(true);
        let mut noise = vec![0; PIECE];
        SmallRng::seed_from_u64(options.seed).fill_bytes(&mut noise);
        Ok(Self {
            api_key,
            alerts: target.path("/alerts")?,
            polls: target.path("/agents/poll")?,
            bodies: bodies()?,
            noise: noise.into(),
            id: rand::random(),
            polled: AtomicBool::new(true),
            numbers: AtomicU64::new(0),
            phase: watch::Sender::new(Phase::Running),
            meter: Mutex::new(Meter::new()?),
            failure: Mutex::default(),
            options,
            target,
        })
    }

    /// The number of the next alert; none when there are enough.
    pub(super) fn next_alert(&self) -> Option<u64> {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        let enough = self.options.alerts.is_some_and(|most| number >= most);
        if enough {
            self.end(Phase::Ending);
        }
        (!enough).then_some(number)
    }

    /// When the alert of that number happens, in Unix seconds: now, unless a history is asked for.
    pub(super) fn time_of(&self, number: u64) -> u64 {
        let (Some(history), Some(alerts)) = (self.options.history, self.options.alerts) else {
            return unix_now();
        };
        let left = alerts.saturating_sub(number).min(alerts);
        let ago = u128::from(history.as_secs()) * u128::from(left) / u128::from(alerts.max(1));
        unix_now().saturating_sub(u64::try_from(ago).unwrap_or(u64::MAX))
    }

    /// How many alerts were begun.
    pub(super) fn begun(&self) -> u64 {
        self.numbers.load(Ordering::Relaxed).min(self.options.alerts.unwrap_or(u64::MAX))
    }

    /// The figures.
    pub(super) fn meter(&self) -> MutexGuard<'_, Meter> {
        self.meter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far it is.
    pub(super) fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    /// Waits until it is as far.
    pub(super) async fn reached(&self, phase: Phase) {
        // The sender lives as long as this.
        drop(self.phase.subscribe().wait_for(|now| *now >= phase).await);
    }

    /// Goes on to a phase; it never goes back.
    pub(super) fn end(&self, phase: Phase) {
        self.phase.send_if_modified(|now| {
            let further = *now < phase;
            *now = phase.max(*now);
            further
        });
    }

    /// Ends it: nothing that follows could go well.
    pub(super) fn fail(&self, why: String) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
        self.end(Phase::Over);
    }

    /// Why it ended early, if it did.
    pub(super) fn failure(&self) -> Option<String> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Unix seconds.
fn unix_now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
