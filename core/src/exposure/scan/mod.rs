//! The breach scan: every active employee is looked up at every active provider, as a job.

mod allowance;
mod ask;
mod handler;
mod line;
mod start;
mod walk;

pub use handler::{ScanHandler, ScanLimits};
pub(crate) use start::put_scan_interval;
pub use start::{ProviderResult, ScanResult, last_scan, scan_interval, start_scan, wait_for_scan};

/// The kind and lane of scan jobs.
pub const SCAN_KIND: &str = "breach-scan";

#[cfg(test)]
mod tests;
