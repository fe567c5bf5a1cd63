//! Lists, counts and groups over HTTP on one keep-alive connection: a million alerts against a thousand, in turn.

use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::wire::Wire;
use super::{Filled, stored_text};
use crate::Bench;
use crate::parts::runtime;
use crate::report::{Report, median, micros};
use crate::server::{Server, client};

/// How often each path is asked for at each server, the first of them to warm up.
const LOOKS: usize = 1000;
const WARM: usize = 50;
const P99: Duration = Duration::from_millis(5);
const SHARE: f64 = 1.2;
/// Whose alerts the thousand are: so few that a page of one agent, process or host is as full as among a million.
const FEW_AGENTS: u32 = 20;
/// Rows of a full page.
const PAGE: u64 = 10;

pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let (small, ..) = Filled::with(1000, FEW_AGENTS)?;
    let (report, large) = bench.with_endpoint_million()?;
    runtime()?.block_on(async {
        let client = client()?;
        let servers =
            (Server::start(small.path(), &client).await?, Server::start(large.path(), &client).await?);
        let mut few = Side::open(&servers.0).await?;
        let mut many = Side::open(&servers.1).await?;
        let mut first = [Duration::ZERO; 2];
        for (name, path) in paths() {
            let times = compare(&mut few, &mut many, path).await?;
            for (at, size) in [10, 100].into_iter().enumerate() {
                if name == format!("page 1 of {size} alerts") {
                    first[at] = times.1.0;
                }
            }
            rows(report, &name, times);
        }
        for (size, first) in [10, 100].into_iter().zip(first) {
            deep(report, &mut many, size, first).await?;
        }
        servers.0.stop()?;
        servers.1.stop()
    })
}

/// One server, and rows of its own to filter by.
struct Side {
    wire: Wire,
    token: String,
    agent: String,
    process: String,
    host: String,
}

impl Side {
    async fn open(server: &Server) -> Result<Self> {
        let mut wire = Wire::connect(server.url()).await?;
        let token = Filled::token(server).await?;
        let agent = filling(&mut wire, &token, "agent_id").await?;
        let process = filling(&mut wire, &token, "process_name").await?;
        let host = filling(&mut wire, &token, "hostname").await?;
        Ok(Self { wire, token, agent, process, host })
    }

    async fn look(&mut self, path: &str) -> Result<Duration> {
        let path = path
            .replace("{agent}", &self.agent)
            .replace("{process}", &self.process)
            .replace("{host}", &self.host);
        Ok(self.wire.get(&path, &self.token).await?.0)
    }
}

/// A value of a field whose groups fill a page, so that both sides answer as many rows.
async fn filling(wire: &mut Wire, token: &str, field: &str) -> Result<String> {
    let (_, body) = wire.get("/collapsed-alerts/paginated?per_page=100", token).await?;
    let page: Value = serde_json::from_slice(&body)?;
    for row in page["data"].as_array().context("a page")? {
        let value = row[field].as_str().with_context(|| format!("{field} of {row}"))?.replace(' ', "%20");
        let (_, body) = wire.get(&format!("/collapsed-alerts/paginated?{field}={value}"), token).await?;
        let page: Value = serde_json::from_slice(&body)?;
        if page["pagination"]["total"].as_u64().is_some_and(|total| total >= PAGE) {
            return Ok(value);
        }
    }
    bail!("no {field} has {PAGE} groups")
}

/// What is asked for, with its name in the report.
fn paths() -> Vec<(String, &'static str)> {
    let filters = [
        ("", ""),
        (" of one agent", "agent_id={agent}"),
        (", dismissed", "dismissed=true"),
        (", not dismissed", "dismissed=false"),
    ];
    let of = |name: &str, path: &'static str, filter: &(&str, &'static str)| {
        (format!("{name}{}", filter.0), &*format!("{path}{}", filter.1).leak())
    };
    let mut paths = vec![
        ("page 1 of 10 alerts".to_owned(), "/alerts/paginated?page=1&per_page=10"),
        ("page 1 of 100 alerts".to_owned(), "/alerts/paginated?page=1&per_page=100"),
    ];
    paths.extend(filters[1..].iter().map(|filter| of("page 1 of 10 alerts", "/alerts/paginated?", filter)));
    paths.extend(filters.iter().map(|filter| of("count", "/alerts/count?", filter)));
    let more = [(" of one process", "process_name={process}"), (" of one host", "hostname={host}")];
    let all = filters.iter().chain(&more);
    paths.extend(all.map(|filter| of("page 1 of 10 groups", "/collapsed-alerts/paginated?", filter)));
    paths
}

/// Median and p99.
type Times = (Duration, Duration);

/// Looks at both in turn, so that a drifting machine shows in both.
async fn compare(few: &mut Side, many: &mut Side, path: &str) -> Result<(Times, Times)> {
    let (mut small, mut large) = (Vec::with_capacity(LOOKS), Vec::with_capacity(LOOKS));
    for look in 0..WARM + LOOKS {
        let (a, b) = (few.look(path).await?, many.look(path).await?);
        if look >= WARM {
            small.push(a);
            large.push(b);
        }
    }
    Ok((times(small), times(large)))
}

fn times(mut all: Vec<Duration>) -> Times {
    all.sort_unstable();
    let p99 = all.get(all.len() * 99 / 100).copied().unwrap_or_default();
    (median(all), p99)
}

fn rows(report: &mut Report, name: &str, (few, many): (Times, Times)) {
    report.check(
        format!("endpoint, {name}, {} alerts, p99", stored_text()),
        format!("{:.2} ms", many.1.as_secs_f64() * 1e3),
        "< 5 ms",
        many.1 < P99,
    );
    let share = micros(many.0) / micros(few.0);
    report.check(
        "… median against that with 1,000 alerts",
        format!("{:.0} µs against {:.0} µs ({share:.2})", micros(many.0), micros(few.0)),
        format!("≤ {SHARE} ×"),
        share <= SHARE,
    );
}

/// Page 500, whose time may grow with the page, no faster.
async fn deep(report: &mut Report, side: &mut Side, size: usize, first: Duration) -> Result<()> {
    let path = format!("/alerts/paginated?page=500&per_page={size}");
    let (_, body) = side.wire.get(&path, &side.token).await?;
    let page: Value = serde_json::from_slice(&body)?;
    ensure!(page["data"].as_array().is_some_and(|rows| rows.len() == size), "a whole page: {page}");
    let mut all = Vec::with_capacity(LOOKS);
    for look in 0..WARM + LOOKS {
        let time = side.look(&path).await?;
        if look >= WARM {
            all.push(time);
        }
    }
    let (half, p99) = times(all);
    report.check(
        format!("endpoint, page 500 of {size} alerts, {} alerts, p99", stored_text()),
        format!("{:.2} ms", p99.as_secs_f64() * 1e3),
        "< 5 ms",
        p99 < P99,
    );
    let share = micros(half) / micros(first);
    report.check(
        "… median against page 1",
        format!("{:.0} µs against {:.0} µs ({share:.1})", micros(half), micros(first)),
        "≤ 500 × (linear)",
        share <= 500.0,
    );
    Ok(())
}
