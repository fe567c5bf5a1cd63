//! Telling who holds a key, thousands of times a second: from memory, without reading or writing the store.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;

use crate::access::keys::{BY_HASH, KEYS, KeyPermission, SecretHash};
use crate::access::{Access, Principal};
use crate::error::Result;
use crate::sealing::token_hash;
use crate::store::{Id, OrgRows as _, OrgScope, Rows as _, Span, Store};
use crate::tenancy;
use crate::time::Timestamp;

/// What every secret starts with.
pub(super) const PREFIX: &str = "gh_";
/// Bytes of a secret: the prefix and 32 random bytes in base64.
const SECRET_LENGTH: usize = PREFIX.len() + 43;
/// A key is written as used at most this often, in milliseconds.
const USED_EVERY: i64 = 5 * 60 * 1000;

/// A key that opens something.
struct Known {
    org: Id,
    id: Id,
    label: String,
    permission: KeyPermission,
    /// When it was last written as used, in milliseconds; the least number when never.
    stamped: AtomicI64,
}

type Map = HashMap<SecretHash, Known>;

/// Every key of the appliance that opens something, by the hash of its secret. Finding one by a hash tells nothing by
/// its time: nobody can choose what a secret hashes to.
#[derive(Default)]
pub(in crate::access) struct KnownKeys {
    map: ArcSwapOption<Map>,
    /// Raised whenever what is in memory is out of date; held while a new map takes its place.
    generation: Mutex<u64>,
}

impl KnownKeys {
    /// What is in memory is out of date. To be called when the change is durable and before it is answered.
    pub(in crate::access) fn forget(&self) {
        let mut generation = self.generation.lock().unwrap_or_else(PoisonError::into_inner);
        *generation += 1;
        self.map.store(None);
    }

    fn get(&self, store: &Store) -> Result<Arc<Map>> {
        if let Some(map) = self.map.load_full() {
            return Ok(map);
        }
        let generation = || *self.generation.lock().unwrap_or_else(PoisonError::into_inner);
        let before = generation();
        let map = Arc::new(read(store)?);
        // A map that was read before a change must not outlive it; this one request came before the change's answer.
        let now = self.generation.lock().unwrap_or_else(PoisonError::into_inner);
        if *now == before {
            self.map.store(Some(Arc::clone(&map)));
        }
        Ok(map)
    }
}

fn read(store: &Store) -> Result<Map> {
    let reader = store.read()?;
    let places = reader.list(&BY_HASH, Span::all(), usize::MAX)?;
    let mut enabled = HashMap::new();
    for (id, organization) in tenancy::list(&reader)? {
        enabled.insert(id, organization.enabled);
    }
    drop(reader);
    let mut map = Map::with_capacity(places.len());
    for (hash, place) in places {
        if !enabled.get(&place.org).copied().unwrap_or(false) {
            continue;
        }
        let row = store.org(OrgScope::of(place.org)).read()?.get(&KEYS, &place.key)?;
        let Some(row) = row.filter(|row| row.enabled && row.hash == hash) else { continue };
        let stamped = AtomicI64::new(row.last_used.map_or(i64::MIN, |at| at.0));
        let known =
            Known { org: place.org, id: place.key, label: row.label, permission: row.permission, stamped };
        map.insert(hash, known);
    }
    Ok(map)
}

impl Access {
    /// Who holds the API key `secret`; `None` when there is no such key, when it is switched off, or when its
    /// organization is. Answers from memory.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn authenticate_key(&self, secret: &str, address: Option<IpAddr>) -> Result<Option<Principal>> {
        if secret.len() != SECRET_LENGTH || !secret.starts_with(PREFIX) {
            return Ok(None);
        }
        let map = self.known_keys().get(&self.platform().store)?;
        let Some(known) = map.get(&token_hash(secret)) else { return Ok(None) };
        self.mark_used(known);
        let principal = Principal::key(known.org, known.id, known.label.clone(), known.permission);
        Ok(Some(principal.from_address(address)))
    }

    /// Writes down that a key was used, off the request's way and seldom. One that cannot be marked is still good.
    fn mark_used(&self, known: &Known) {
        let now = self.platform().now();
        let stamped = known.stamped.load(Ordering::Relaxed);
        if now.0.saturating_sub(stamped) < USED_EVERY {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let mine = known.stamped.compare_exchange(stamped, now.0, Ordering::Relaxed, Ordering::Relaxed);
        if mine.is_err() {
            return;
        }
        let (store, id) = (self.platform().store.org(OrgScope::of(known.org)), known.id);
        runtime.spawn(async move {
            let marked = store.write(move |writer| {
                let Some(mut row) = writer.get(&KEYS, &id)? else { return Ok(()) };
                row.last_used = Some(row.last_used.unwrap_or(Timestamp(i64::MIN)).max(now));
                writer.insert(&KEYS, &id, &row)
            });
            if let Err(cause) = marked.await {
                tracing::warn!(%cause, "an API key was not marked as used");
            }
        });
    }
}
