//! What a process uses, as the kernel tells.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// Clock ticks a second; Linux has had this value for every program for decades.
const TICKS: f64 = 100.0;
/// A server that does nothing uses less of a core.
const IDLE: f64 = 0.02;
/// How long background work may take.
const SETTLE_WITHIN: Duration = Duration::from_secs(1200);

/// Processor time that it has used so far, in seconds.
pub(super) fn processor_time(pid: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name may hold anything, but ends at the last bracket.
    let (_, fields) = stat.rsplit_once(')').context("the kernel tells")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = |at: usize| -> Result<f64> { Ok(fields.get(at).context("utime and stime")?.parse()?) };
    Ok((ticks(11)? + ticks(12)?) / TICKS)
}

/// Megabytes that are resident, and those of them that are no file.
pub(super) fn resident(pid: u32) -> Result<(f64, f64)> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let field = |name: &str| -> Result<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("the kernel tells")?;
        let kibibytes = line.split_whitespace().next().context("a number follows")?;
        Ok(kibibytes.parse::<f64>()? * 1024.0 / 1e6)
    };
    Ok((field("VmRSS:")?, field("RssAnon:")?))
}

/// Waits until it has nothing more to do (the index has followed); answers how long that took.
pub(super) fn settled(pid: u32) -> Result<Duration> {
    let start = Instant::now();
    loop {
        let before = processor_time(pid)?;
        std::thread::sleep(Duration::from_secs(2));
        if processor_time(pid)? - before < 2.0 * IDLE {
            return Ok(start.elapsed());
        }
        ensure!(start.elapsed() < SETTLE_WITHIN, "the server is busy with something that does not end");
    }
}
