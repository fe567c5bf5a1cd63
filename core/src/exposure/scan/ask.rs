//! Asking one provider about one batch of addresses: at its pace, with patience, and not for ever.

use std::sync::Arc;
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
    /// The key's daily quota, if it has one.
    pub(super) quota: Option<Quota>,
    /// Time between two calls.
    pub(super) pace: Duration,
    pub(super) next: Instant,
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
    pub(super) async fn ask(&mut self, emails: &[String], now: Timestamp) -> Result<Answer> {
        if let Some(quota) = &self.quota
            && !quota.take(now, emails.len()).await?
        {
            let limit = quota.limit;
            return Ok(Answer::GiveUp(format!(
                "the daily quota of {limit} addresses is used up; a scan after midnight UTC goes on from here"
            )));
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
            let mut pause = Duration::ZERO;
            let mut limited = false;
            for (at, answer) in open.into_iter().zip(self.call(&asked).await?) {
                if let Err(cause) = &answer {
                    match cause {
                        ConnectorError::RateLimited(wait) if *wait > self.limits.longest_wait => {
                            return Ok(Answer::GiveUp(cause.to_string()));
                        }
                        ConnectorError::RateLimited(wait) => {
                            limited = true;
                            pause = pause.max(*wait);
                        }
                        cause if !cause.is_transient() => return Ok(Answer::GiveUp(cause.to_string())),
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
            if !pause.is_zero() && tries < self.limits.tries {
                self.sleep(pause).await?;
            }
        }
        let unasked = || Err(ConnectorError::Other("was not asked".into()));
        Ok(Answer::Some(answers.into_iter().map(|answer| answer.unwrap_or_else(unasked)).collect()))
    }

    /// One call, at the provider's pace; an error for the whole call is one for each address.
    async fn call(&mut self, emails: &[String]) -> Result<Vec<Result<Vec<Exposure>, ConnectorError>>> {
        let wait = self.next.saturating_duration_since(Instant::now());
        self.sleep(wait).await?;
        self.next = Instant::now() + self.pace;
        let answers = match self.provider.lookup(&self.settings, emails).await {
            Ok(answers) if answers.len() == emails.len() => answers,
            Ok(answers) => {
                let told = format!("answered for {} of {} addresses", answers.len(), emails.len());
                vec![Err(ConnectorError::Failed(told)); emails.len()]
            }
            Err(cause) => vec![Err(cause); emails.len()],
        };
        Ok(answers)
    }

    async fn sleep(&self, pause: Duration) -> Result<()> {
        let until = Instant::now() + pause;
        loop {
            self.run.check_cancelled()?;
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                return Ok(());
            }
            tokio::time::sleep(rest.min(SLICE)).await;
        }
    }
}
