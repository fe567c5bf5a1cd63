//! The endpoint API with a million alerts stored: the real binary over HTTP on loopback, loaded by its own simulator.

mod filled;
pub(crate) mod fleet;
pub(crate) mod ingest;
pub(crate) mod lists;
mod load;
pub(crate) mod memory;
mod peer;
mod process;
mod raw;
mod simulator;
pub(crate) mod stream;
mod wire;

pub(crate) use filled::Filled;

/// How many alerts the folders hold that are measured: a million, or `GATEHOUSE_BENCH_ALERTS` for trying.
pub(crate) fn stored() -> u64 {
    from_environment("GATEHOUSE_BENCH_ALERTS").unwrap_or(1_000_000).max(1000)
}

/// The same as text, `1,000,000`.
fn stored_text() -> String {
    let digits = stored().to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// How long a load lasts, in seconds: `GATEHOUSE_BENCH_SECONDS` for trying, else what the figure needs.
fn seconds(usual: u64) -> u64 {
    from_environment("GATEHOUSE_BENCH_SECONDS").unwrap_or(usual).max(1)
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}
