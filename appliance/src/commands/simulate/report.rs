//! What is printed: a line a second, then the summary, for people or as JSON.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use hdrhistogram::Histogram;
use serde::Serialize;

use super::meter::{Meter, OPERATIONS, Operation, Second, Tally};

/// The summary of a run.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    /// How long it took.
    seconds: f64,
    agents: u32,
    connections: u32,
    alerts_per_second: f64,
    /// By operation: `alerts`, `polls`, `upload_links`, `crash_logs`, `quarantined_files`.
    operations: BTreeMap<&'static str, Figures>,
    /// How often each status, or `no answer`, came instead of success.
    errors: BTreeMap<String, u64>,
}

/// One operation's figures; times in milliseconds.
#[derive(Debug, Serialize)]
struct Figures {
    done: u64,
    retries: u64,
    given_up: u64,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    max_ms: f64,
}

impl Figures {
    fn of(tally: &Tally) -> Self {
        let at = |share| millis(&tally.times, share);
        Self {
            done: tally.times.len(),
            retries: tally.retries,
            given_up: tally.given_up,
            p50_ms: at(0.5),
            p95_ms: at(0.95),
            p99_ms: at(0.99),
            max_ms: at(1.0),
        }
    }
}

impl Summary {
    /// Of everything that the meter has seen in `time`.
    pub(super) fn of(meter: &Meter, time: Duration, agents: u32, connections: u32) -> Self {
        let seconds = time.as_secs_f64();
        let alerts = meter.of(Operation::Alert).times.len();
        Self {
            seconds,
            agents,
            connections,
            alerts_per_second: if seconds > 0.0 { alerts as f64 / seconds } else { 0.0 },
            operations: OPERATIONS.map(|(operation, name)| (name, Figures::of(meter.of(operation)))).into(),
            errors: meter.troubles.iter().map(|(trouble, times)| (trouble.to_string(), *times)).collect(),
        }
    }

    /// Whether anything went well.
    pub(super) fn did_something(&self) -> bool {
        self.operations.values().any(|figures| figures.done > 0)
    }

    /// Prints it.
    pub(super) fn print(&self, json: bool) -> Result<()> {
        if json {
            println!("{}", serde_json::to_string_pretty(self)?);
            return Ok(());
        }
        println!();
        println!(
            "{} agents over {} connections, {:.1} s: {:.0} alerts/s",
            self.agents, self.connections, self.seconds, self.alerts_per_second
        );
        println!(
            "{:<18}{:>10}{:>9}{:>10}{:>10}{:>10}{:>10}{:>10}",
            "", "done", "retries", "given up", "p50 ms", "p95 ms", "p99 ms", "max ms"
        );
        for (_, name) in OPERATIONS {
            let Some(it) = self.operations.get(name) else { continue };
            println!(
                "{:<18}{:>10}{:>9}{:>10}{:>10.2}{:>10.2}{:>10.2}{:>10.2}",
                name.replace('_', " "),
                it.done,
                it.retries,
                it.given_up,
                it.p50_ms,
                it.p95_ms,
                it.p99_ms,
                it.max_ms
            );
        }
        if !self.errors.is_empty() {
            println!("not well at once: {}", counted(self.errors.iter()));
        }
        Ok(())
    }
}

/// The line of one second.
pub(super) fn line(second: &Second, since: Duration, covers: Duration) -> String {
    let rate = |count: u64| count as f64 / covers.as_secs_f64().max(f64::EPSILON);
    let at = |share| millis(&second.alerts, share);
    let mut line = format!(
        "{:>5.0} s {:>8.0} alerts/s  p50 {:>8.2}  p95 {:>8.2}  p99 {:>8.2} ms {:>7.0} polls/s",
        since.as_secs_f64(),
        rate(second.alerts.len()),
        at(0.5),
        at(0.95),
        at(0.99),
        rate(second.others[Operation::Poll as usize]),
    );
    let files = second.others[Operation::CrashLog as usize] + second.others[Operation::Quarantined as usize];
    if files > 0 {
        line.push_str(&format!("  {files} files"));
    }
    if !second.troubles.is_empty() {
        line.push_str("  errors: ");
        line.push_str(&counted(second.troubles.iter()));
    }
    line
}

fn counted<'a, T: std::fmt::Display + 'a>(troubles: impl Iterator<Item = (T, &'a u64)>) -> String {
    troubles.map(|(trouble, times)| format!("{times} × {trouble}")).collect::<Vec<_>>().join(", ")
}

fn millis(times: &Histogram<u64>, share: f64) -> f64 {
    times.value_at_quantile(share) as f64 / 1000.0
}
