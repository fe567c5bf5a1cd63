//! What is measured, and the peers and limits it is measured against, in one run on one machine.
//!
//! `cargo xtask bench [NAME …]` builds this in release and prints a table; without names everything runs.

mod durable;
mod report;

use anyhow::{Result, bail};
use report::Report;

type Bench = fn(&mut Report) -> Result<()>;

const BENCHES: &[(&str, Bench)] = &[("durable", durable::run)];

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for name in &wanted {
        if !BENCHES.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = BENCHES.iter().map(|(known, _)| *known).collect();
            bail!("there is no bench {name}; there are: {}", known.join(" "));
        }
    }
    let mut report = Report::start()?;
    for (name, bench) in BENCHES {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            eprintln!("measuring {name} …");
            bench(&mut report)?;
        }
    }
    report.print();
    Ok(())
}
