//! What one call may use. Exceeding a limit ends the call, never the appliance.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits of one call, and how many calls run at once.
///
/// A call that breaks one fails with a text that names the field here, so that an admin knows what to raise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of linear memory, all memories of the connector together.
    pub memory: usize,
    /// Time on the processor, in milliseconds, counted in ticks of 10 ms.
    pub cpu_ms: u64,
    /// Time from start to end, host calls included, in milliseconds.
    pub wall_ms: u64,
    /// The longest that one request may take, in milliseconds.
    pub request_ms: u64,
    /// Requests.
    pub requests: u32,
    /// Bytes of one answer's body.
    pub response_bytes: usize,
    /// Bytes of one request's body.
    pub request_bytes: usize,
    /// Lines in the log.
    pub log_lines: u32,
    /// Bytes of one log line; the rest is cut off.
    pub log_line_bytes: usize,
    /// Calls of one connector at the same time; more wait.
    pub calls_per_connector: usize,
    /// Calls of all connectors at the same time; more wait.
    pub calls: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 64 << 20,
            cpu_ms: 5_000,
            wall_ms: 60_000,
            request_ms: 20_000,
            requests: 100,
            response_bytes: 8 << 20,
            request_bytes: 1 << 20,
            log_lines: 100,
            log_line_bytes: 2_000,
            calls_per_connector: 10,
            calls: 32,
        }
    }
}

impl Limits {
    pub(crate) fn wall(&self) -> Duration {
        Duration::from_millis(self.wall_ms)
    }

    pub(crate) fn request(&self) -> Duration {
        Duration::from_millis(self.request_ms)
    }

    /// The processor time in ticks of the epoch, at least one.
    pub(crate) fn ticks(&self) -> u64 {
        self.cpu_ms.div_ceil(crate::engine::TICK.as_millis() as u64).max(1)
    }
}
