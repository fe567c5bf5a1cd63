//! What a provider's key may do in a day, and where a scan stopped when that was used up: the next one begins there, so
//! that a large workforce is walked whole over some days instead of its first part again and again.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::record;
use crate::store::{Id, OrgRows, OrgStore, OrgTable, OrgWriter};
use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// How a provider stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    /// Days since 1970-01-01 in UTC.
    day: i64,
    /// How many addresses were asked about on that day.
    asked: u32,
    /// After whom the next scan begins; the smallest id for the beginning.
    after: Id,
}

record!(Standing, 1);

/// By provider, as APIs name it.
const STANDINGS: OrgTable<String, Standing> = OrgTable::new("exposure.provider_standing");

/// A key's daily quota.
#[derive(Clone)]
pub(super) struct Quota {
    pub(super) store: OrgStore,
    pub(super) provider: String,
    /// Addresses a day.
    pub(super) limit: u32,
}

impl Quota {
    /// Takes `addresses` from what is left of the day at `now`; `false` when less is left.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub(super) async fn take(&self, now: Timestamp, addresses: usize) -> Result<bool> {
        let (provider, limit) = (self.provider.clone(), self.limit);
        let addresses = u32::try_from(addresses).unwrap_or(u32::MAX);
        let day = now.0.div_euclid(DAY_MS);
        self.store
            .write(move |writer| {
                let mut standing = writer.get(&STANDINGS, &provider)?.unwrap_or_default();
                if standing.day != day {
                    (standing.day, standing.asked) = (day, 0);
                }
                standing.asked = standing.asked.saturating_add(addresses);
                if standing.asked > limit {
                    return Ok(false);
                }
                writer.insert(&STANDINGS, &provider, &standing)?;
                Ok(true)
            })
            .await
    }
}

/// After whom a scan of this provider begins.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(super) fn begins_after(rows: &impl OrgRows, provider: &str) -> Result<Id> {
    Ok(rows.get(&STANDINGS, &provider.to_owned())?.map_or(Id::NIL, |standing| standing.after))
}

/// Notes where the next scan begins.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub(super) fn note_begin(writer: &mut OrgWriter<'_, '_>, provider: &str, after: Id) -> Result<()> {
    let provider = provider.to_owned();
    let mut standing = writer.get(&STANDINGS, &provider)?.unwrap_or_default();
    if standing.after == after {
        return Ok(());
    }
    standing.after = after;
    writer.insert(&STANDINGS, &provider, &standing)
}
