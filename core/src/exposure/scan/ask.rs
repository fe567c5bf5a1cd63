//! Asking one provider about batches of addresses: at its pace, with patience, and not for ever. Several batches may be asked
//! about at once.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::error::Result;
use crate::exposure::scan::ScanLimits;
use crate::exposure::scan::allowance::Quota;
use crate::jobs::Run;
use crate::ports::{BreachProvider, ConnectorError, Exposure, Settings};
use crate::time::Timestamp;

/// The longest stretch without a look at whether somebody stopped the job.
const SLICE: Duration = Duration::from_millis(500);

/// One provider, as a scan asks it.
pub(super) struct Asker<'r> {
    pub(super) run: &'r Run,
    pub(super) limits: ScanLimits,
    pub(super) provider: Arc<dyn BreachProvider>,
    pub(super) settings: Settings,
    /// The key's daily quota, if it has one. Locked while a batch takes its part, so that they take it in their order.
    pub(super) quota: tokio::sync::Mutex<Option<Quota>>,
    pub(super) pace: Pace,
    /// Why the provider need not be asked again in this scan.
    pub(super) given_up: OnceLock<String>,
}

/// When the provider may be called.
pub(super) struct Pace {
    /// Time between two calls.
    between: Duration,
    times: Mutex<Times>,
}

struct Times {
    /// When the next call may begin.
    next: Instant,
    /// Until when the provider asked to wait.
    held: Instant,
}

impl Pace {
    pub(super) fn new(between: Duration) -> Self {
        let now = Instant::now();
        Self { between, times: Mutex::new(Times { next: now, held: now }) }
    }

    /// Takes the next time at which a call may begin.
    fn take(&self) -> Instant {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let at = times.next.max(Instant::now());
        times.next = at + self.between;
        at
    }

    /// Holds all calls back.
    fn hold(&self, pause: Duration) {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        times.held = times.held.max(Instant::now() + pause);
    }

    fn held(&self) -> Instant {
        self.times.lock().unwrap_or_else(PoisonError::into_inner).held
    }
}

/// What came of a batch.
pub(super) enum Answer {
    /// One entry for each address: its exposures, or why there are none.
    Some(Vec<Result<Vec<Exposure>, ConnectorError>>),
    /// The provider need not be asked again in this scan, for this reason.
    GiveUp(String),
}

impl Asker<'_> {
    /// Asks about `emails` at `now`. What fails in passing is asked again; what is still open then has failed.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when somebody stopped the job, [`crate::Error::Unavailable`] when the disk fails.
    pub(super) async fn ask(&self, emails: &[String], now: Timestamp) -> Result<Answer> {
        if !self.take_quota(emails.len(), now).await? {
            return Ok(self.gone());
        }
        let mut answers: Vec<Option<Result<Vec<Exposure>, ConnectorError>>> = vec![None; emails.len()];
        let (mut tries, mut waits) = (0, 0);
        loop {
            let open: Vec<usize> =
                (0..emails.len()).filter(|at| !matches!(answers[*at], Some(Ok(_)))).collect();
            if open.is_empty() || tries == self.limits.tries {
                break;
            }
            let asked: Vec<String> = open.iter().map(|at| emails[*at].clone()).collect();
            let Some(answered) = self.call(&asked).await? else { return Ok(self.gone()) };
            let mut pause = Duration::ZERO;
            let mut limited = false;
            for (at, answer) in open.into_iter().zip(answered) {
                if let Err(cause) = &answer {
                    match cause {
                        ConnectorError::RateLimited(wait) if *wait > self.limits.longest_wait => {
                            return Ok(self.give_up(cause.to_string()));
                        }
                        ConnectorError::RateLimited(wait) => {
                            limited = true;
                            self.pace.hold(*wait);
                        }
                        cause if !cause.is_transient() => return Ok(self.give_up(cause.to_string())),
                        _ => pause = pause.max(self.limits.pause * (tries + 1)),
                    }
                }
                answers[at] = Some(answer);
            }
            // Being told to wait is no failure, but a provider that only ever says so is given up.
            if limited && waits < self.limits.waits {
                waits += 1;
            } else {
                tries += 1;
            }
            if !pause.is_zero()
                && tries < self.limits.tries
                && !self.sleep_until(Instant::now() + pause).await?
            {
                return Ok(self.gone());
            }
        }
        let unasked = || Err(ConnectorError::Other("was not asked".into()));
        Ok(Answer::Some(answers.into_iter().map(|answer| answer.unwrap_or_else(unasked)).collect()))
    }

    /// Says that the provider need not be asked again in this scan: batches that wait for it end.
    pub(super) fn give_up(&self, why: String) -> Answer {
        // The first reason is the one that is told.
        drop(self.given_up.set(why));
        self.gone()
    }

    fn gone(&self) -> Answer {
        Answer::GiveUp(self.given_up.get().cloned().unwrap_or_default())
    }

    /// Takes the batch's part of the day's quota; `false` when the provider was given up, be it for this.
    async fn take_quota(&self, addresses: usize, now: Timestamp) -> Result<bool> {
        let quota = self.quota.lock().await;
        if let Some(quota) = &*quota
            && self.given_up.get().is_none()
            && !quota.take(now, addresses).await?
        {
            let limit = quota.limit;
            self.give_up(format!(
                "the daily quota of {limit} addresses is used up; a scan after midnight UTC goes on from here"
            ));
        }
        Ok(self.given_up.get().is_none())
    }

    /// One call, at the provider's pace; an error for the whole call is one for each address. `None` when the provider was
    /// given up meanwhile.
    async fn call(&self, emails: &[String]) -> Result<Option<Vec<Result<Vec<Exposure>, ConnectorError>>>> {
        let mut at = self.pace.take();
        loop {
            if !self.sleep_until(at).await? {
                return Ok(None);
            }
            // Another batch may have been told to wait.
            let held = self.pace.held();
            if held <= Instant::now() {
                break;
            }
            at = held;
        }
        let answers = match self.provider.lookup(&self.settings, emails).await {
            Ok(answers) if answers.len() == emails.len() => answers,
            Ok(answers) => {
                let told = format!("answered for {} of {} addresses", answers.len(), emails.len());
                vec![Err(ConnectorError::Failed(told)); emails.len()]
            }
            Err(cause) => vec![Err(cause); emails.len()],
        };
        Ok(Some(answers))
    }

    /// Waits; `false` when the provider was given up meanwhile.
    async fn sleep_until(&self, until: Instant) -> Result<bool> {
        loop {
            self.run.check_cancelled()?;
            if self.given_up.get().is_some() {
                return Ok(false);
            }
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                return Ok(true);
            }
            tokio::time::sleep(rest.min(SLICE)).await;
        }
    }
}
