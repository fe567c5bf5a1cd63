//! Ten thousand agents that poll every minute and post 150 alerts a second, for five minutes; the server has been in use
//! before: the cache of its store is full.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;

use super::process::{processor_time, resident};
use super::seconds;
use super::simulator::simulate;
use super::stream::read;
use super::wire::Wire;
use crate::Bench;
use crate::parts::runtime;
use crate::server::{Server, client};

const EVERY: Duration = Duration::from_millis(500);
/// What memory may gain after the first tenth of the time.
const MEGABYTES: f64 = 20.0;
const CORES: f64 = 0.5;

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let time = seconds(300);
    let (report, large) = bench.with_endpoint_million()?;
    runtime()?.block_on(async {
        let server = Server::start(large.path(), &client()?).await?;
        read(&mut Wire::connect(server.url()).await?, &large.key).await?;
        let (pid, used, start) = (server.pid(), processor_time(server.pid())?, Instant::now());
        let done = Arc::new(AtomicBool::new(false));
        let watcher = watch(pid, Arc::clone(&done));
        let duration = format!("{time}s");
        let fleet = ["--count", "10000", "--rate", "150", "--poll-every", "60s", "--duration", &duration];
        let summary = simulate(server.url(), &large.key, &fleet);
        let cores = (processor_time(pid)? - used) / start.elapsed().as_secs_f64();
        done.store(true, Ordering::Relaxed);
        let memory = watcher.join().map_err(|_| anyhow::anyhow!("the watcher panicked"))??;
        let summary = summary?;

        let name = format!("endpoint, 10,000 agents polling every 60 s, 150 alerts/s, {time} s");
        let (alerts, polls) = (summary.of("alerts")?, summary.of("polls")?);
        let errors: u64 = summary.errors.values().sum();
        report.check(
            format!("{name}: errors"),
            format!("{errors} of {} alerts and {} polls", alerts.done, polls.done),
            "0",
            errors == 0,
        );
        report.note(
            "… alerts, p50 and p99; polls, p50 and p99",
            format!(
                "{:.2} and {:.2} ms; {:.2} and {:.2} ms",
                alerts.p50_ms, alerts.p99_ms, polls.p50_ms, polls.p99_ms
            ),
        );
        report.check("… processor, cores", format!("{cores:.2}"), "< 0.50", cores < CORES);
        let own = Course::of(memory.iter().map(|(_, anonymous)| *anonymous));
        report.check(
            "… memory of its own at the start, after a tenth of the time, at the peak after that, at the end",
            own.told(),
            "peak < 20 MB over the tenth",
            own.peak - own.warm < MEGABYTES,
        );
        let all = Course::of(memory.iter().map(|(resident, _)| *resident));
        report.note("… resident with the pages of the index's files, likewise", all.told());
        server.stop()
    })
}

/// What is resident and what of it is anonymous, in megabytes, every half a second.
fn watch(pid: u32, done: Arc<AtomicBool>) -> std::thread::JoinHandle<Result<Vec<(f64, f64)>>> {
    std::thread::spawn(move || {
        let mut seen = Vec::new();
        while !done.load(Ordering::Relaxed) {
            seen.push(resident(pid)?);
            std::thread::sleep(EVERY);
        }
        Ok(seen)
    })
}

/// How memory went: at the start, after a tenth of the time, the most after that, and at the end.
struct Course {
    start: f64,
    warm: f64,
    peak: f64,
    end: f64,
}

impl Course {
    fn of(seen: impl Iterator<Item = f64>) -> Self {
        let seen: Vec<f64> = seen.collect();
        let after = &seen[seen.len() / 10..];
        let at = |place: Option<&f64>| place.copied().unwrap_or_default();
        let peak = after.iter().copied().fold(0.0, f64::max);
        Self { start: at(seen.first()), warm: at(after.first()), peak, end: at(after.last()) }
    }

    fn told(&self) -> String {
        let Self { start, warm, peak, end } = self;
        format!("{start:.1}, {warm:.1}, {peak:.1}, {end:.1} MB")
    }
}
