//! The process as Linux sees it, under the names that Prometheus' own clients use. Elsewhere nothing is told of it.

use std::fs;
use std::sync::atomic::AtomicU64;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// What `/proc/self/stat` says (proc_pid_stat(5)).
#[derive(Debug, PartialEq)]
struct Stat {
    /// Processor time, in clock ticks.
    ticks: u64,
    /// The start, in clock ticks after the machine's.
    started: u64,
    /// Memory that is in use, in pages.
    pages: u64,
}

impl Stat {
    fn parse(text: &str) -> Option<Self> {
        // The program's name stands in brackets and may hold anything; the third field is the first behind it.
        let (_, rest) = text.rsplit_once(')')?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let number = |field: usize| fields.get(field - 3)?.parse::<u64>().ok();
        Some(Self { ticks: number(14)? + number(15)?, started: number(22)?, pages: number(24)? })
    }
}

/// When the machine started, in Unix seconds.
fn machine_started() -> Option<u64> {
    let text = fs::read_to_string("/proc/stat").ok()?;
    text.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()
}

/// Adds what there is to say.
pub(super) fn name(registry: &mut Registry) {
    let stat = fs::read_to_string("/proc/self/stat").ok().and_then(|text| Stat::parse(&text));
    if let Some(stat) = stat {
        let a_second = rustix::param::clock_ticks_per_second() as f64;
        let cpu: Counter<f64, AtomicU64> = Counter::default();
        cpu.inc_by(stat.ticks as f64 / a_second);
        registry.register("process_cpu_seconds", "Processor time that was used", cpu);
        let memory: Gauge = Gauge::default();
        let bytes = stat.pages.saturating_mul(rustix::param::page_size() as u64);
        memory.set(i64::try_from(bytes).unwrap_or(i64::MAX));
        registry.register("process_resident_memory_bytes", "Memory that is in use", memory);
        if let Some(machine) = machine_started() {
            let start: Gauge<f64, AtomicU64> = Gauge::default();
            start.set(machine as f64 + stat.started as f64 / a_second);
            registry.register("process_start_time_seconds", "When it started, in Unix seconds", start);
        }
    }
    if let Ok(entries) = fs::read_dir("/proc/self/fd") {
        let open: Gauge = Gauge::default();
        // One of them is the look itself.
        open.set(i64::try_from(entries.count().saturating_sub(1)).unwrap_or(i64::MAX));
        registry.register("process_open_fds", "Open file descriptors", open);
    }
}

#[cfg(test)]
mod tests {
    use super::Stat;

    #[test]
    fn a_program_may_be_called_anything() {
        let text = "42 (a) b (c)) S 1 42 42 0 -1 4194560 900 0 3 0 120 30 0 0 20 0 9 0 5500 300000000 4096 18446744073709551615 1";
        assert_eq!(Stat::parse(text), Some(Stat { ticks: 150, started: 5500, pages: 4096 }));
        assert_eq!(Stat::parse("42 (short) S 1"), None);
    }
}
