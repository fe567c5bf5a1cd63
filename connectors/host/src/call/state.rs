//! What a call carries, and the accounts of what it has used.

use std::sync::{Arc, Mutex};

use gatehouse_core::ports::{ConnectorError, Settings};
use sha2::{Digest as _, Sha256};
use wasmtime::ResourceLimiter;

use super::Services;
use crate::net::policy::CallGrants;
use crate::state::Space;

/// The data of one call's store.
pub(crate) struct CallState {
    pub(super) services: Arc<Services>,
    pub(super) connector: Arc<str>,
    pub(super) grants: CallGrants,
    pub(super) settings: Settings,
    pub(super) requests: u32,
    pub(super) log_lines: u32,
    memory: usize,
    ticks: u64,
    was_waiting: bool,
    notes: Arc<Notes>,
}

/// What the end of a call must know and the call itself may not survive to tell.
#[derive(Default)]
pub(crate) struct Notes {
    noted: Mutex<Noted>,
}

#[derive(Default)]
struct Noted {
    broken: Option<String>,
    refused: Option<String>,
    oversize: Option<String>,
}

impl Notes {
    /// The limit that ended the call, in words.
    pub(crate) fn broken(&self) -> Option<String> {
        self.with(|noted| noted.broken.clone())
    }

    /// A connector can only pass on, in its own words, what it was refused; these are ours.
    pub(crate) fn explain(&self, error: ConnectorError) -> ConnectorError {
        self.with(|noted| match (&noted.refused, &noted.oversize) {
            (Some(why), _) => ConnectorError::Refused(why.clone()),
            (None, Some(why)) => ConnectorError::Failed(why.clone()),
            (None, None) => error,
        })
    }

    pub(super) fn refuse(&self, why: String) {
        self.with(|noted| noted.refused.get_or_insert(why).clone());
    }

    pub(super) fn oversize(&self, why: String) {
        self.with(|noted| noted.oversize.get_or_insert(why).clone());
    }

    fn with<T>(&self, act: impl FnOnce(&mut Noted) -> T) -> T {
        act(&mut self.noted.lock().expect("no holder of this lock panics"))
    }
}

impl CallState {
    pub(crate) fn new(
        services: Arc<Services>,
        connector: Arc<str>,
        grants: CallGrants,
        settings: Settings,
    ) -> Self {
        Self {
            services,
            connector,
            grants,
            settings,
            requests: 0,
            log_lines: 0,
            memory: 0,
            ticks: 0,
            was_waiting: false,
            notes: Arc::default(),
        }
    }

    pub(crate) fn notes(&self) -> Arc<Notes> {
        Arc::clone(&self.notes)
    }

    /// Notes which limit ended the call, and makes the error that traps it.
    pub(super) fn break_limit(&self, why: String) -> wasmtime::Error {
        self.notes.with(|noted| noted.broken.get_or_insert_with(|| why.clone()).clone());
        wasmtime::Error::msg(why)
    }

    /// Counts one tick of processor time; `false` when it was one too many.
    pub(super) fn another_tick(&mut self) -> bool {
        // The clock went on while the connector waited for us: that tick is not its own.
        if std::mem::take(&mut self.was_waiting) {
            return true;
        }
        self.ticks += 1;
        let limits = &self.services.limits;
        if self.ticks <= limits.ticks() {
            return true;
        }
        self.break_limit(format!("computed for more than {} ms; the limit is `cpu_ms`", limits.cpu_ms));
        false
    }

    /// Says that the connector waits for the appliance.
    pub(super) fn waits(&mut self) {
        self.was_waiting = true;
    }

    /// The space of the `state` capability.
    pub(super) fn space(&self) -> Space {
        let mut hasher = Sha256::new();
        let mut add = |text: &str| {
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text);
        };
        add(&self.connector);
        for (name, value) in &self.settings {
            add(name);
            add(value);
        }
        hasher.finalize().into()
    }
}

impl ResourceLimiter for CallState {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let limit = self.services.limits.memory;
        let total = self.memory + desired.saturating_sub(current);
        if total > limit {
            return Err(self
                .break_limit(format!("asked for more than {limit} bytes of memory; the limit is `memory`")));
        }
        self.memory = total;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        // Tables hold pointers; the pool's own bound is the same.
        const LARGEST_TABLE: usize = 20_000;
        if desired > LARGEST_TABLE {
            return Err(self.break_limit(format!("asked for a table of more than {LARGEST_TABLE} elements")));
        }
        Ok(true)
    }

    fn instances(&self) -> usize {
        32
    }

    fn memories(&self) -> usize {
        8
    }

    fn tables(&self) -> usize {
        16
    }
}
