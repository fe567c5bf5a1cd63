//! How often somebody may try to sign in: counted by network address and by account, in bounded memory.

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
struct Keyed<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
    checks: AtomicU32,
}

impl<K: Hash + Eq + Clone> Keyed<K> {
    fn new(burst: NonZeroU32, refill: Duration) -> Self {
        let quota = Quota::with_period(refill).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        Self {
            limiter: RateLimiter::keyed(quota.allow_burst(burst)),
            clock: DefaultClock::default(),
            checks: AtomicU32::new(0),
        }
    }

    fn check(&self, key: &K) -> Result<()> {
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

/// Both limits of signing in.
pub(super) struct SignInLimits {
    by_address: Keyed<IpAddr>,
    by_account: Keyed<String>,
}

impl SignInLimits {
    pub(super) fn new(settings: &super::AccessSettings) -> Self {
        Self {
            by_address: Keyed::new(settings.tries_by_address, settings.try_again_by_address),
            by_account: Keyed::new(settings.tries_by_account, settings.try_again_by_account),
        }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// [`Error::Limited`] with the time until the next try is heard.
    pub(super) fn check(&self, address: Option<IpAddr>, account: &str) -> Result<()> {
        if let Some(address) = address {
            self.by_address.check(&neighbourhood(address))?;
        }
        // Accounts that do not exist count as well: the limit must not tell which do.
        self.by_account.check(&account.chars().take(254).collect())
    }
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
