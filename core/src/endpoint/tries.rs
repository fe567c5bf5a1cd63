//! How often somebody may try to uninstall an agent (contract: "confirm_uninstall").

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Error, Result};
use crate::store::Id;
use crate::time::Timestamp;

/// Tries in [`WINDOW`].
const TRIES: usize = 5;
/// Milliseconds.
const WINDOW: i64 = 15 * 60 * 1000;
/// Agents that are remembered; beyond them those whose tries are over are forgotten.
const MANY: usize = 10_000;

/// Tries of each agent of each organization, in memory.
#[derive(Debug, Default)]
pub(super) struct Tries(Mutex<HashMap<(Id, Id), VecDeque<Timestamp>>>);

impl Tries {
    /// Counts one try.
    ///
    /// # Errors
    /// [`Error::Limited`] with the time until the next one is heard.
    pub(super) fn count(&self, org: Id, agent: Id, now: Timestamp) -> Result<()> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MANY {
            all.retain(|_, tries| tries.back().is_some_and(|last| now.0 - last.0 < WINDOW));
        }
        let tries = all.entry((org, agent)).or_default();
        while tries.front().is_some_and(|first| now.0 - first.0 >= WINDOW) {
            tries.pop_front();
        }
        if let Some(first) = tries.front().filter(|_| tries.len() >= TRIES) {
            let pause = (WINDOW - (now.0 - first.0)).clamp(1, WINDOW);
            return Err(Error::Limited(Duration::from_millis(pause.unsigned_abs())));
        }
        tries.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Tries;
    use crate::store::Id;
    use crate::time::Timestamp;

    #[test]
    fn five_tries_in_a_quarter_of_an_hour_for_each_agent() {
        let (tries, org, agent) = (Tries::default(), Id([1; 16]), Id([2; 16]));
        for n in 0..5 {
            assert!(tries.count(org, agent, Timestamp(n * 60_000)).is_ok());
        }
        let refused = tries.count(org, agent, Timestamp(5 * 60_000)).map_err(|cause| cause.to_string());
        assert_eq!(refused, Err("too many requests; try again in 600 s".into()));
        assert!(
            tries.count(org, Id([3; 16]), Timestamp(5 * 60_000)).is_ok(),
            "another agent's tries are its own"
        );
        assert!(tries.count(org, agent, Timestamp(15 * 60_000)).is_ok(), "the first try is forgotten");
        assert!(tries.count(org, agent, Timestamp(15 * 60_000)).is_err());
    }
}
