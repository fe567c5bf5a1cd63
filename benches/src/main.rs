//! What is measured, and the peers and limits it is measured against, in one run on one machine.
//!
//! `cargo xtask bench [NAME …]` builds this in release and prints a table; without names everything runs. Benches that
//! need a folder with a million alerts share one, filled by the first of them.

mod appliance;
mod connector;
mod documents;
mod durable;
mod list;
mod million;
mod parts;
mod people;
mod queries;
mod report;
mod scan;
mod search;
mod server;
mod versions;

use anyhow::{Result, bail};
use million::Million;
use report::Report;

/// What benches share.
pub(crate) struct Bench {
    pub(crate) report: Report,
    million: Option<Million>,
}

impl Bench {
    /// The folder with a million alerts, filled when it is first asked for.
    pub(crate) fn million(&mut self) -> Result<&Million> {
        let million = match self.million.take() {
            Some(known) => known,
            None => Million::fill(&mut self.report)?,
        };
        Ok(self.million.insert(million))
    }
}

type Run = fn(&mut Bench) -> Result<()>;

const BENCHES: &[(&str, Run)] = &[
    ("durable", durable::run),
    ("connector", connector::run),
    ("search", search::run),
    ("scan", scan::run),
    ("list", list::run),
    ("appliance", appliance::run),
];

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for name in &wanted {
        if !BENCHES.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = BENCHES.iter().map(|(known, _)| *known).collect();
            bail!("there is no bench {name}; there are: {}", known.join(" "));
        }
    }
    let mut bench = Bench { report: Report::start()?, million: None };
    for (name, run) in BENCHES {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            eprintln!("measuring {name} …");
            if let Err(cause) = run(&mut bench) {
                // What was measured before is still worth its table.
                bench.report.print();
                return Err(cause.context(format!("bench {name}")));
            }
        }
    }
    bench.report.print();
    Ok(())
}
