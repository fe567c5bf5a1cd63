//! How often somebody may try to sign in, or ask for a reset: counted by network address and by account, in bounded memory.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::{Error, Result};

/// Keys beyond this number make the limiter forget those that have their full quota again.
const MANY: usize = 10_000;
/// Beyond this number new keys are refused: somebody makes them up faster than they age.
const TOO_MANY: usize = 100_000;
/// So many checks apart the limiter looks whether there are many keys.
const LOOK_EVERY: u32 = 256;

/// A limiter over keys of one kind.
pub(super) struct Keyed<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
    checks: AtomicU32,
}

impl<K: Hash + Eq + Clone> Keyed<K> {
    pub(super) fn new(burst: NonZeroU32, refill: Duration) -> Self {
        let quota = Quota::with_period(refill).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        Self {
            limiter: RateLimiter::keyed(quota.allow_burst(burst)),
            clock: DefaultClock::default(),
            checks: AtomicU32::new(0),
        }
    }

    pub(super) fn check(&self, key: &K) -> Result<()> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % LOOK_EVERY == LOOK_EVERY - 1
            && self.limiter.len() > MANY
        {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
            if self.limiter.len() > TOO_MANY {
                return Err(Error::Limited(Duration::from_secs(60)));
            }
        }
        self.limiter
            .check_key(key)
            .map_err(|refusal| Error::Limited(refusal.wait_time_from(self.clock.now())))
    }
}

/// Resets of a password that one account may ask for at once; it gets another one each 20 minutes.
const RESETS: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);
const ANOTHER_RESET: Duration = Duration::from_secs(20 * 60);

/// The limits of signing in, and of what else guesses or bothers: codes, own passwords, resets.
pub(super) struct SignInLimits {
    by_address: Keyed<IpAddr>,
    by_account: Keyed<String>,
    resets: Keyed<String>,
}

impl SignInLimits {
    pub(super) fn new(settings: &super::AccessSettings) -> Self {
        Self {
            by_address: Keyed::new(settings.tries_by_address, settings.try_again_by_address),
            by_account: Keyed::new(settings.tries_by_account, settings.try_again_by_account),
            resets: Keyed::new(RESETS, ANOTHER_RESET),
        }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// [`Error::Limited`] with the time until the next try is heard.
    pub(super) fn check(&self, address: Option<IpAddr>, account: &str) -> Result<()> {
        self.check_address(address)?;
        // Accounts that do not exist count as well: the limit must not tell which do.
        self.by_account.check(&key(account))
    }

    /// Counts one try that names no account.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub(super) fn check_address(&self, address: Option<IpAddr>) -> Result<()> {
        address.map_or(Ok(()), |address| self.by_address.check(&neighbourhood(address)))
    }

    /// Counts one request for a reset; accounts that do not exist count as well.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub(super) fn check_reset(&self, address: Option<IpAddr>, account: &str) -> Result<()> {
        self.check_address(address)?;
        self.resets.check(&key(account))
    }
}

/// No address is longer.
fn key(account: &str) -> String {
    account.chars().take(254).collect()
}

/// One subscriber usually holds a whole IPv6 /64.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        four => four,
    }
}
