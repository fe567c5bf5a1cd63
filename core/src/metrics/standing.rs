//! What is not counted but looked up, right before the figures are told.

use std::sync::atomic::AtomicU64;

use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// A number with a fraction.
type Fraction = Gauge<f64, AtomicU64>;

/// How things stand.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// 1 while the store writes.
    pub store_up: Gauge,
    /// Bytes that are free where the data lies.
    pub disk_free: Gauge,
    /// Documents in the index.
    pub index_documents: Gauge,
    /// Changes that cannot be found yet.
    pub index_behind: Gauge,
    /// 1 when the index is whole, 0 while it is built.
    pub index_complete: Gauge,
    /// Jobs whose time has come and that do not run.
    pub jobs_due: Gauge,
    /// How long the first of them has been due.
    pub jobs_late_seconds: Fraction,
    /// Messages that wait.
    pub messages_waiting: Gauge,
    /// How long the first message that is due has been so.
    pub messages_late_seconds: Fraction,
}

impl Standing {
    pub(super) fn name(&self, registry: &mut Registry) {
        let up = "1 while the store writes, 0 once its disk failed";
        registry.register("store_up", up, self.store_up.clone());
        registry.register("disk_free_bytes", "Free bytes where the data lies", self.disk_free.clone());
        registry.register("index_documents", "Documents in the search index", self.index_documents.clone());
        let behind = "Changes that the search index does not have yet";
        registry.register("index_behind_changes", behind, self.index_behind.clone());
        let complete = "1 when the search index is whole, 0 while it is being built";
        registry.register("index_complete", complete, self.index_complete.clone());
        let due = "Jobs whose time has come and that do not run yet, at most 1000";
        registry.register("jobs_due", due, self.jobs_due.clone());
        let late = "How long the first of the jobs that are due has been so";
        registry.register("jobs_late_seconds", late, self.jobs_late_seconds.clone());
        let waiting = "Messages that wait to be delivered, at most 10000";
        registry.register("outbox_waiting", waiting, self.messages_waiting.clone());
        let late = "How long the first of the messages that are due has been so";
        registry.register("outbox_late_seconds", late, self.messages_late_seconds.clone());
    }
}
