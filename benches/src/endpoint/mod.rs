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

/// How many alerts the folders hold that are measured.
pub(crate) const MILLION: u64 = 1_000_000;

/// How long a load lasts, in seconds: `GATEHOUSE_BENCH_SECONDS` for trying, else what the figure needs.
fn seconds(usual: u64) -> u64 {
    let wanted = std::env::var("GATEHOUSE_BENCH_SECONDS").ok().and_then(|text| text.parse().ok());
    wanted.unwrap_or(usual).max(1)
}
