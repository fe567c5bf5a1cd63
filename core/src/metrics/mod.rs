//! What is counted for whoever watches the appliance: every figure with its name, its labels and what it means.
//!
//! Counting is an atomic or a lock that is held for some nanoseconds. What is not counted but looked up (how many messages
//! wait, how far the index is behind) is set right before the figures are told. Names follow Prometheus' habits: the
//! appliance's name first, base units (seconds, bytes) last, `_total` for what only grows.

mod kinds;
mod process;
mod standing;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

pub use kinds::{Counts, Timings, Word};
pub use standing::Standing;

/// Everything that is counted.
#[derive(Debug, Clone)]
pub struct Metrics {
    /// Batches that the store made durable.
    pub store_batches: Counter,
    /// Writes in them.
    pub store_writes: Counter,
    /// Rows that they put or removed.
    pub store_rows: Counter,
    /// Writing a batch into the journal and syncing it.
    pub store_sync: Histogram,
    /// Bytes in the journal's lap.
    pub journal_bytes: Gauge,
    /// Jobs that ended or are to be tried again, by kind and outcome.
    pub jobs: Counts<2>,
    /// How long jobs ran, by kind.
    pub job_seconds: Timings<1>,
    /// Jobs that run.
    pub jobs_running: Gauge,
    /// Tries to deliver a message, by channel and outcome.
    pub messages: Counts<2>,
    /// Messages that are not tried again.
    pub messages_given_up: Counter,
    /// Calls of connectors, by connector and outcome.
    pub connector_calls: Counts<2>,
    /// How long calls of connectors took, waiting for a place included.
    pub connector_seconds: Timings<1>,
    /// People that breach providers were asked about, by provider and outcome.
    pub lookups: Counts<2>,
    /// Scans in which a provider was given up.
    pub providers_given_up: Counts<1>,
    /// Exposure alerts that were opened.
    pub exposure_alerts: Counter,
    /// Endpoint alerts that came in, by outcome.
    pub process_alerts: Counts<1>,
    /// Tries to sign in with a password, by outcome.
    pub sign_ins: Counts<1>,
    /// Requests, by API, method, route and class of status.
    pub requests: Counts<4>,
    /// How long requests took until their answer began, by API and route.
    pub request_seconds: Timings<2>,
    /// What is looked up when the figures are told.
    pub standing: Standing,
}

/// From a tenth of a millisecond to ten seconds.
fn quick() -> Histogram {
    Histogram::new([0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0])
}

/// From a tenth of a second to an hour.
fn slow() -> Histogram {
    Histogram::new([0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0])
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            store_batches: Counter::default(),
            store_writes: Counter::default(),
            store_rows: Counter::default(),
            store_sync: quick(),
            journal_bytes: Gauge::default(),
            jobs: Counts::by(["kind", "outcome"]),
            job_seconds: Timings::by(["kind"], slow),
            jobs_running: Gauge::default(),
            messages: Counts::by(["channel", "outcome"]),
            messages_given_up: Counter::default(),
            connector_calls: Counts::by(["connector", "outcome"]),
            connector_seconds: Timings::by(["connector"], quick),
            lookups: Counts::by(["provider", "outcome"]),
            providers_given_up: Counts::by(["provider"]),
            exposure_alerts: Counter::default(),
            process_alerts: Counts::by(["outcome"]),
            sign_ins: Counts::by(["outcome"]),
            requests: Counts::by(["api", "method", "route", "status"]),
            request_seconds: Timings::by(["api", "route"], quick),
            standing: Standing::default(),
        }
    }
}

impl Metrics {
    /// All figures as text, in Prometheus' exposition format 0.0.4.
    pub fn told(&self) -> String {
        let mut registry = Registry::default();
        process::name(&mut registry);
        let own = registry.sub_registry_with_prefix("gatehouse");
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        own.register("build", "The release that runs", build);
        self.name(own);
        self.standing.name(own);
        let mut text = String::with_capacity(64 << 10);
        // Writing to memory does not fail.
        let written = prometheus_client::encoding::prometheus_text::encode(&mut text, &registry);
        debug_assert!(written.is_ok());
        text
    }

    fn name(&self, registry: &mut Registry) {
        let requests = "Requests by API, method, route and class of status";
        registry.register("http_requests", requests, self.requests.family());
        let seconds = "Time from a request's arrival to the beginning of its answer";
        registry.register("http_request_duration_seconds", seconds, self.request_seconds.family());
        let batches = "Batches of writes that were made durable";
        registry.register("store_batches", batches, self.store_batches.clone());
        registry.register("store_writes", "Writes in those batches", self.store_writes.clone());
        registry.register("store_rows", "Rows that they put or removed", self.store_rows.clone());
        let sync = "Time to write a batch into the journal and sync it";
        registry.register("store_sync_duration_seconds", sync, self.store_sync.clone());
        let lap = "Bytes in the journal that are not in the tables' file yet";
        registry.register("store_journal_bytes", lap, self.journal_bytes.clone());
        registry.register("jobs", "Runs of jobs that ended, by kind and outcome", self.jobs.family());
        registry.register("job_duration_seconds", "How long jobs ran", self.job_seconds.family());
        registry.register("jobs_running", "Jobs that run now", self.jobs_running.clone());
        let messages = "Tries to deliver a message, by channel and outcome";
        registry.register("outbox_deliveries", messages, self.messages.family());
        let given_up = "Messages that could not be delivered and are not tried again";
        registry.register("outbox_given_up", given_up, self.messages_given_up.clone());
        let calls = "Calls of connectors, by connector and outcome";
        registry.register("connector_calls", calls, self.connector_calls.family());
        let seconds = "How long calls of connectors took, with the wait for a free place";
        registry.register("connector_call_duration_seconds", seconds, self.connector_seconds.family());
        let lookups = "People that breach providers were asked about, by outcome";
        registry.register("scan_lookups", lookups, self.lookups.family());
        let given_up = "Scans in which a breach provider was given up";
        registry.register("scan_providers_given_up", given_up, self.providers_given_up.family());
        registry.register(
            "exposure_alerts",
            "Exposure alerts that were opened",
            self.exposure_alerts.clone(),
        );
        let alerts = "Endpoint alerts that came in: accepted, repeated or refused";
        registry.register("process_alerts", alerts, self.process_alerts.family());
        let sign_ins = "Tries to sign in: succeeded, refused, or limited as too many";
        registry.register("sign_ins", sign_ins, self.sign_ins.family());
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn figures_are_told_under_their_names() {
        let metrics = Metrics::default();
        metrics.requests.count(["console", "GET", "/api/console/jobs/{id}", "2xx"]);
        metrics.requests.count(["console", "GET", "/api/console/jobs/{id}", "2xx"]);
        metrics.request_seconds.took(["console", "/api/console/jobs/{id}"], 0.003);
        metrics.jobs.count(["breach-scan", "failed"]);
        metrics.store_sync.observe(0.0002);
        metrics.standing.disk_free.set(4096);
        let text = metrics.told();
        for line in [
            "# TYPE gatehouse_http_requests_total counter",
            "gatehouse_http_requests_total{api=\"console\",method=\"GET\",route=\"/api/console/jobs/{id}\",status=\"2xx\"} 2",
            "gatehouse_http_request_duration_seconds_bucket{api=\"console\",route=\"/api/console/jobs/{id}\",le=\"0.005\"} 1",
            "gatehouse_http_request_duration_seconds_bucket{api=\"console\",route=\"/api/console/jobs/{id}\",le=\"0.0025\"} 0",
            "gatehouse_jobs_total{kind=\"breach-scan\",outcome=\"failed\"} 1",
            "gatehouse_store_sync_duration_seconds_count 1",
            "gatehouse_disk_free_bytes 4096",
        ] {
            assert!(text.lines().any(|told| told == line), "{line:?} is not in\n{text}");
        }
        assert_eq!(metrics.jobs.get(["breach-scan", "succeeded"]), 0);
    }
}
