//! Which connectors there are: the set in use, swapped whole, and the book of every file that was seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::approvals::Approvals;
use crate::connector::Loaded;
use crate::dropin::Stamp;
use crate::error::HostError;
use crate::status::{ConnectorStatus, Origin, Standing};

/// The connectors in use, by id. Readers never wait.
#[derive(Default)]
pub(crate) struct Set {
    loaded: ArcSwap<BTreeMap<Arc<str>, Arc<Loaded>>>,
}

impl Set {
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Loaded>> {
        self.loaded.load().get(id).cloned()
    }

    pub(crate) fn all(&self) -> Vec<Arc<Loaded>> {
        self.loaded.load().values().cloned().collect()
    }
}

/// Everything that is known of one file, built in or dropped in.
#[derive(Default)]
pub(crate) struct Slot {
    /// The version in use.
    pub(crate) active: Option<Arc<Loaded>>,
    /// A version that waits for an admin to approve what it asks for.
    pub(crate) waiting: Option<Arc<Loaded>>,
    /// Why the file as it lies there is not in use.
    pub(crate) error: Option<String>,
    /// What the file looked like when it was last read.
    pub(crate) stamp: Option<Stamp>,
}

/// The book: slots by name, a built-in connector's id or a dropped-in file's name.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) builtins: BTreeMap<String, Slot>,
    pub(crate) dropped: BTreeMap<String, Slot>,
}

impl Book {
    /// Swaps the set in use for what the book says. A dropped-in connector takes the place of a built-in one.
    pub(crate) fn publish(&self, set: &Set) {
        let slots = self.builtins.values().chain(self.dropped.values());
        let active = slots.filter_map(|slot| slot.active.clone());
        set.loaded.store(Arc::new(active.map(|loaded| (Arc::clone(&loaded.id), loaded)).collect()));
    }

    /// The other file that already brings the connector `id`.
    pub(crate) fn other_file_with(&self, id: &str, file: &str) -> Option<&str> {
        let brings =
            |slot: &Slot| [&slot.active, &slot.waiting].into_iter().flatten().any(|one| &*one.id == id);
        let found = self.dropped.iter().find(|(name, slot)| name.as_str() != file && brings(slot));
        found.map(|(name, _)| name.as_str())
    }

    /// The file of which a version of the connector `id` waits for approval.
    pub(crate) fn waiting_mut(&mut self, id: &str) -> Option<(String, &mut Slot)> {
        let waits = |slot: &Slot| slot.waiting.as_ref().is_some_and(|one| &*one.id == id);
        let found = self.dropped.iter_mut().find(|(_, slot)| waits(slot));
        found.map(|(file, slot)| (file.clone(), slot))
    }

    /// Puts what a file holds into its slot: in use if what it asks for is approved, else waiting. A failure leaves
    /// the version in use as it is.
    pub(crate) fn place(
        &mut self,
        file: &str,
        stamp: Stamp,
        loaded: Result<Arc<Loaded>, HostError>,
        approvals: &Approvals,
    ) -> Placed {
        let loaded = loaded.and_then(|loaded| match self.other_file_with(&loaded.id, file) {
            Some(other) => {
                Err(HostError::Rejected(format!("{other} already brings the connector {}", loaded.id)))
            }
            None => Ok(loaded),
        });
        let slot = self.dropped.entry(file.to_owned()).or_default();
        slot.stamp = Some(stamp);
        slot.waiting = None;
        slot.error = None;
        match loaded {
            Err(why) => {
                slot.error = Some(why.to_string());
                Placed::Failed(why.to_string())
            }
            Ok(loaded) if approvals.allow(&loaded.id, &loaded.hosts) => {
                slot.active = Some(loaded);
                Placed::Active
            }
            Ok(loaded) => {
                slot.waiting = Some(loaded);
                Placed::Waiting
            }
        }
    }

    pub(crate) fn status(&self, approvals: &Approvals) -> Vec<ConnectorStatus> {
        let builtins =
            self.builtins.iter().map(|(id, slot)| status_of(slot, id, Origin::BuiltIn, None, approvals));
        let dropped = self.dropped.iter().map(|(file, slot)| {
            let stem = file.strip_suffix(".wasm").unwrap_or(file);
            status_of(slot, stem, Origin::DroppedIn, Some(file.clone()), approvals)
        });
        builtins.chain(dropped).collect()
    }
}

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    Active,
    Waiting,
    Failed(String),
}

fn status_of(
    slot: &Slot,
    name: &str,
    origin: Origin,
    file: Option<String>,
    approvals: &Approvals,
) -> ConnectorStatus {
    let shown = slot.active.as_ref().or(slot.waiting.as_ref());
    let words = |grants: &[crate::Grant]| grants.iter().map(ToString::to_string).collect();
    let last_failure = slot.active.as_ref().and_then(|loaded| loaded.last_failure());
    ConnectorStatus {
        id: shown.map_or_else(|| name.to_owned(), |loaded| loaded.id.to_string()),
        version: shown.map(|loaded| loaded.info.version.clone()),
        kind: shown.map(|loaded| loaded.info.kind),
        display_name: shown.map_or_else(|| name.to_owned(), |loaded| loaded.info.display_name.clone()),
        settings_schema: shown.map(|loaded| loaded.info.settings_schema.clone()),
        capabilities: shown.map_or_else(Vec::new, |loaded| loaded.info.capabilities.clone()),
        confidence: shown.and_then(|loaded| loaded.info.confidence),
        hosts: shown.map_or_else(Vec::new, |loaded| loaded.info.hosts.clone()),
        granted_hosts: slot.active.as_ref().map_or_else(Vec::new, |loaded| words(&loaded.standing)),
        pending_hosts: slot
            .waiting
            .as_ref()
            .map_or_else(Vec::new, |loaded| approvals.missing(&loaded.id, &loaded.hosts)),
        pending_version: slot.waiting.as_ref().map(|loaded| loaded.info.version.clone()),
        status: match (&slot.active, &slot.waiting) {
            (_, Some(_)) => Standing::Pending,
            (Some(_), None) => Standing::Active,
            (None, None) => Standing::Failed,
        },
        in_use: slot.active.is_some(),
        origin,
        file,
        sha256: shown.map(|loaded| loaded.sha256.clone()),
        last_error: slot.error.clone().or_else(|| last_failure.as_ref().map(|(why, _)| why.clone())),
        last_error_at: last_failure.filter(|_| slot.error.is_none()).map(|(_, at)| at.rfc3339()),
    }
}
