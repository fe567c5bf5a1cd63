//! The first page of alerts: a million rows against a thousand.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use gatehouse_core::exposure::{AlertFilter, AlertStatus, alerts};
use gatehouse_core::severity::Severity;

use crate::Bench;
use crate::million::{BREACHES_A_PERSON, fill};
use crate::parts::{Parts, runtime};
use crate::report::{median, micros};

const LOOKS: usize = 3000;
const LIMIT: f64 = 1.2;

/// Looks at both in turn, so that a drifting machine shows in both.
pub(crate) fn run(bench: &mut Bench) -> Result<()> {
    let small = tempfile::tempdir()?;
    fill(small.path(), 10, BREACHES_A_PERSON)?;
    let large = bench.million()?.path().to_owned();
    let runtime = runtime()?;
    runtime.block_on(async {
        let (small, large) = (Parts::open(small.path()).await?, Parts::open(&large).await?);
        let open_and_grave = AlertFilter {
            status: vec![AlertStatus::Open],
            severity: vec![Severity::High, Severity::Critical],
        };
        for (name, filter) in [("all", AlertFilter::default()), ("open, high or critical", open_and_grave)] {
            for limit in [20, 50] {
                let (few, many) = compare(&small, &large, &filter, limit)?;
                let share = micros(many) / micros(few);
                bench.report.check(
                    format!("first page of {limit} alerts, {name}: 1,000,000 rows against 1,000"),
                    format!("{:.0} µs against {:.0} µs ({share:.2})", micros(many), micros(few)),
                    format!("≤ {LIMIT} ×"),
                    share <= LIMIT,
                );
            }
        }
        small.close().await;
        large.close().await;
        Ok(())
    })
}

fn compare(small: &Parts, large: &Parts, filter: &AlertFilter, limit: usize) -> Result<(Duration, Duration)> {
    let (mut few, mut many) = (Vec::with_capacity(LOOKS), Vec::with_capacity(LOOKS));
    for _ in 0..LOOKS {
        for (parts, times) in [(small, &mut few), (large, &mut many)] {
            let start = Instant::now();
            let page = alerts(&parts.services, &parts.principal, filter, 0, limit)?;
            times.push(start.elapsed());
            ensure!(page.items.len() == limit, "a page of {} alerts", page.items.len());
        }
    }
    Ok((median(few), median(many)))
}
