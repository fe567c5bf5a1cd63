//! The table: machine, versions, fsync cost, then a row a figure with its limit.

use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::versions;

/// Figures as they are gathered.
pub(crate) struct Report {
    machine: Vec<(String, String)>,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    figure: String,
    limit: String,
    holds: Option<bool>,
}

impl Report {
    /// Notes the machine and measures what an fsync costs on it.
    pub(crate) fn start() -> Result<Self> {
        let mut machine = vec![
            ("processor".into(), field_of("/proc/cpuinfo", "model name")),
            ("cores".into(), std::thread::available_parallelism()?.to_string()),
            ("memory".into(), field_of("/proc/meminfo", "MemTotal")),
            (
                "system".into(),
                std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().into(),
            ),
            ("gatehouse".into(), env!("CARGO_PKG_VERSION").into()),
        ];
        machine.extend(versions::all());
        machine.push(("fsync of 4 KiB, median of 200".into(), format!("{:.0} µs", micros(fsync_cost()?))));
        Ok(Self { machine, rows: Vec::new() })
    }

    /// A figure without a limit.
    pub(crate) fn note(&mut self, what: impl Into<String>, figure: impl Into<String>) {
        self.rows.push(Row { what: what.into(), figure: figure.into(), limit: String::new(), holds: None });
    }

    /// A figure and whether it keeps its limit.
    pub(crate) fn check(
        &mut self,
        what: impl Into<String>,
        figure: impl Into<String>,
        limit: impl Into<String>,
        holds: bool,
    ) {
        let row = Row { what: what.into(), figure: figure.into(), limit: limit.into(), holds: Some(holds) };
        self.rows.push(row);
    }

    /// Prints everything as Markdown, so that it can go into docs as it is.
    pub(crate) fn print(&self) {
        println!("| machine | |\n|---|---|");
        for (what, value) in &self.machine {
            println!("| {what} | {value} |");
        }
        println!("\n| measured | figure | limit | kept |\n|---|---|---|---|");
        for row in &self.rows {
            let kept = row.holds.map_or("", |holds| if holds { "yes" } else { "NO" });
            println!("| {} | {} | {} | {kept} |", row.what, row.figure, row.limit);
        }
    }
}

/// The median of what `times` holds.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Microseconds, with their fraction.
pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn fsync_cost() -> Result<Duration> {
    let folder = tempfile::tempdir()?;
    let mut file = File::create(folder.path().join("probe"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        file.write_all(&[7; 4096])?;
        let start = Instant::now();
        file.sync_data()?;
        times.push(start.elapsed());
    }
    Ok(median(times))
}

fn field_of(file: &str, name: &str) -> String {
    std::fs::read_to_string(file)
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix(name)?.split_once(':').map(|(_, value)| value.trim().to_owned()))
        .unwrap_or_else(|| "unknown".into())
}
