//! The list of breached passwords: 50 million made hashes imported, then asked, beside a sorted array of the same hashes
//! in memory and what the disk takes in one go. With `GATEHOUSE_BENCH_HASHES` in the environment, of so many; below ten
//! million the half megabyte before the rows weighs.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_core::access::{PasswordFile, import_passwords};
use gatehouse_core::ports::BreachedPasswords as _;

use crate::Bench;
use crate::people::mix;
use crate::report::{Report, micros};

type Hash = [u8; 20];

const HASHES: u64 = 50_000_000;
const LOOKUPS: u64 = 200_000;
const RANGES: u64 = 5_000;
const LOOKUP: Duration = Duration::from_micros(5);
const BYTES: f64 = 22.0;
const RATE: f64 = 1e6;

/// Makes the list, imports it, asks it. Some four gigabytes of temporary files and one of memory.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let count = match std::env::var("GATEHOUSE_BENCH_HASHES") {
        Ok(text) => text.parse().context("GATEHOUSE_BENCH_HASHES is a number")?,
        Err(_) => HASHES,
    };
    let folder = tempfile::tempdir()?;
    let mut hashes: Vec<Hash> = (0..count).map(hash).collect();
    hashes.sort_unstable();
    let (source, target) = (folder.path().join("list.txt"), folder.path().join("passwords.bin"));
    write_list(&hashes, &source)?;

    let start = Instant::now();
    let rows = import_passwords(&source, &target, &mut |_| ())?;
    let took = start.elapsed();
    ensure!(rows == count, "{rows} of {count} were imported");
    let bytes = std::fs::metadata(&target)?.len();
    let written = write_zeros(&folder.path().join("zeros"), bytes)?;
    let report = &mut bench.report;
    report.note(format!("writing {} MB in one go, with fsync", bytes / 1_000_000), seconds(written));
    let rate = count as f64 / took.as_secs_f64();
    report.check(
        format!("importing {count} password hashes, hashes/s"),
        format!("{rate:.0} ({}; {:.1} × the writing alone)", seconds(took), ratio(took, written)),
        format!("> {RATE:.0}"),
        rate > RATE,
    );
    let each = bytes as f64 / count as f64;
    report.check("… bytes a hash on disk", format!("{each:.2}"), format!("≤ {BYTES}"), each <= BYTES);

    let start = Instant::now();
    let list = PasswordFile::open(&target)?.context("the list is there")?;
    report.note("… opening it", format!("{:.0} µs", micros(start.elapsed())));
    lookups(report, &list, &hashes)?;
    ranges(report, &list, count)
}

/// The hash with that number, of well mixed bits.
fn hash(n: u64) -> Hash {
    let mut hash = Hash::default();
    for (part, out) in (0..).zip(hash.chunks_mut(8)) {
        out.copy_from_slice(&mix(n * 3 + part).to_be_bytes()[..out.len()]);
    }
    hash
}

/// How often the list says that it was seen: what a row holds exactly.
fn seen(hash: &Hash) -> u64 {
    1 + u64::from(hash[19]) * 100
}

/// The published form.
fn write_list(hashes: &[Hash], path: &Path) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let mut digits = [0u8; 40];
    for hash in hashes {
        hex::encode_to_slice(hash, &mut digits)?;
        digits.make_ascii_uppercase();
        out.write_all(&digits)?;
        write!(out, ":{}\r\n", seen(hash))?;
    }
    out.flush()?;
    Ok(())
}

/// How long the disk takes for as many bytes.
fn write_zeros(path: &Path, mut bytes: u64) -> Result<Duration> {
    let piece = vec![0u8; 1 << 20];
    let start = Instant::now();
    let mut file = File::create(path)?;
    while bytes > 0 {
        let now = bytes.min(piece.len() as u64);
        file.write_all(&piece[..now as usize])?;
        bytes -= now;
    }
    file.sync_all()?;
    let took = start.elapsed();
    std::fs::remove_file(path)?;
    Ok(took)
}

/// Members and strangers in no order, each once to warm the pages that they lie on, then timed.
fn lookups(report: &mut Report, list: &PasswordFile, hashes: &[Hash]) -> Result<()> {
    let count = hashes.len() as u64;
    let members: Vec<Hash> = (0..LOOKUPS).map(|n| hash(mix(n) % count)).collect();
    let strangers: Vec<Hash> = (0..LOOKUPS).map(|n| hash(count + n)).collect();
    for (who, asked) in [("members", &members), ("strangers", &strangers)] {
        for hash in asked {
            let expected = if who == "members" { seen(hash) } else { 0 };
            ensure!(list.count(hash)? == expected, "{who}: a wrong count");
        }
        let ours = times(asked, |hash| list.count(hash).unwrap_or(0));
        let array = times(asked, |hash| u64::from(hashes.binary_search(hash).is_ok()));
        report.check(
            format!("password lookup among {count}, warm, {who}, p50"),
            format!(
                "{:.2} µs (p99 {:.2} µs); sorted array in memory {:.2} µs (p99 {:.2} µs)",
                ours[0], ours[1], array[0], array[1]
            ),
            "< 5 µs",
            ours[0] < micros(LOOKUP),
        );
    }
    Ok(())
}

/// Whole ranges, as the k-anonymity service answers them.
fn ranges(report: &mut Report, list: &PasswordFile, count: u64) -> Result<()> {
    let prefixes: Vec<String> = (0..RANGES).map(|n| format!("{:05X}", mix(n) & 0xf_ffff)).collect();
    let read = |prefix: &String| list.range(prefix).map_or(0, |rows| rows.flatten().count() as u64);
    let rows: u64 = prefixes.iter().map(read).sum();
    let expected = count as f64 * RANGES as f64 / f64::from(1 << 20);
    ensure!((rows as f64 - expected).abs() < expected * 0.1 + 100.0, "{rows} rows, some {expected} expected");
    let ours = times(&prefixes, read);
    report.note(
        format!("password range, warm, {:.0} rows on average, p50", rows as f64 / RANGES as f64),
        format!("{:.2} µs (p99 {:.2} µs)", ours[0], ours[1]),
    );
    Ok(())
}

/// Median and 99th percentile of asking for each, in microseconds.
fn times<T>(asked: &[T], ask: impl Fn(&T) -> u64) -> [f64; 2] {
    let mut times: Vec<Duration> = asked
        .iter()
        .map(|one| {
            let start = Instant::now();
            black_box(ask(black_box(one)));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    [50, 99].map(|percent| times.get(times.len() * percent / 100).map_or(0.0, |time| micros(*time)))
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn ratio(ours: Duration, other: Duration) -> f64 {
    ours.as_secs_f64() / other.as_secs_f64().max(1e-9)
}
