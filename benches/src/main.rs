//! What is measured, and the peers and limits it is measured against, in one run on one machine.
//!
//! `cargo xtask bench [NAME …]` builds this in release and prints a table; without names everything runs. Benches that
//! need a folder with a million alerts share one, filled by the first of them. `endpoint` is all of `endpoint-…`.

mod appliance;
mod connector;
mod dashboard;
mod documents;
mod durable;
mod endpoint;
mod ldap;
mod list;
mod million;
mod parts;
mod passwords;
mod people;
mod providers;
mod queries;
mod report;
mod reports;
mod scan;
mod scim;
mod search;
mod server;
mod siem;
#[expect(dead_code, unreachable_pub, reason = "the tests share it")]
#[path = "../../tests/src/slapd.rs"]
mod slapd;
mod standin;
mod venv;
mod versions;

use anyhow::{Result, bail};
use endpoint::Filled;
use million::Million;
use report::Report;

/// What benches share.
pub(crate) struct Bench {
    pub(crate) report: Report,
    million: Option<Million>,
    endpoint_million: Option<Filled>,
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

    /// The report, and the folder with a million endpoint alerts, filled when it is first asked for.
    pub(crate) fn with_endpoint_million(&mut self) -> Result<(&mut Report, &Filled)> {
        let million = match self.endpoint_million.take() {
            Some(known) => known,
            None => Filled::million(&mut self.report)?,
        };
        Ok((&mut self.report, self.endpoint_million.insert(million)))
    }
}

type Run = fn(&mut Bench) -> Result<()>;

const BENCHES: &[(&str, Run)] = &[
    ("durable", durable::run),
    ("connector", connector::run),
    ("search", search::run),
    ("scan", scan::run),
    ("reports", reports::run),
    ("providers", providers::run),
    ("siem", siem::run),
    ("ldap", ldap::run),
    ("list", list::run),
    ("dashboard", dashboard::run),
    ("scim", scim::run),
    ("passwords", passwords::run),
    ("appliance", appliance::run),
    ("endpoint-lists", endpoint::lists::run),
    ("endpoint-stream", endpoint::stream::run),
    ("endpoint-memory", endpoint::memory::run),
    ("endpoint-fleet", endpoint::fleet::run),
    ("endpoint-ingest", endpoint::ingest::run),
];

/// Whether `wanted` names this bench or the group that it belongs to.
fn is_meant(bench: &str, wanted: &str) -> bool {
    bench.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for name in &wanted {
        if !BENCHES.iter().any(|(known, _)| is_meant(known, name)) {
            let known: Vec<&str> = BENCHES.iter().map(|(known, _)| *known).collect();
            bail!("there is no bench {name}; there are: {}", known.join(" "));
        }
    }
    let mut bench = Bench { report: Report::start()?, million: None, endpoint_million: None };
    for (name, run) in BENCHES {
        if wanted.is_empty() || wanted.iter().any(|wanted| is_meant(name, wanted)) {
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
