//! `gatehouse simulate`: endpoints that are not there, to try an appliance with and to load it.

mod cli;
mod driver;
mod files;
mod fleet;
mod insist;
mod meter;
mod payload;
mod plan;
mod programs;
mod report;
mod run;
mod target;
mod template;
mod trust;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::shutdown;
pub(crate) use cli::Simulate;
use driver::Driver;
use fleet::{Agent, fleet};
use meter::Operation;
use report::{Summary, line};
use run::{Phase, Run};
use target::Target;
use trust::Trust;

/// How long what was begun may take when the run has ended.
const GRACE: Duration = Duration::from_secs(15);
/// How often a line is printed.
const LINE_EVERY: Duration = Duration::from_secs(1);

/// Runs until its end or Ctrl-C.
pub(crate) async fn run(what: Simulate) -> Result<()> {
    let Simulate::Agents(options) = what;
    options.check()?;
    let trust = Arc::new(Trust::new(options.ca_file.clone(), options.insecure));
    let target = Target::new(&options.url, &trust)?;
    // A server that is not there at the start is a mistake; later it is a restart, which agents sit out.
    drop(target.connect().await?);
    let run = Arc::new(Run::new(options, target)?);
    let time = watch(&run, start(&run)).await?;
    let (options, failure) = (&run.options, run.failure());
    let (summary, given_up, word) = {
        let mut meter = run.meter();
        meter.settle(Operation::Alert, run.begun());
        let summary = Summary::of(&meter, time, options.count, options.lines());
        (summary, meter.of(Operation::Alert).given_up, meter.first_word.clone().unwrap_or_default())
    };
    if failure.is_none() || summary.did_something() {
        summary.print(options.json)?;
    }
    if let Some(failure) = failure {
        bail!(failure);
    }
    if given_up > 0 {
        bail!("alerts given up: {given_up}; what went wrong first: {word}");
    }
    Ok(())
}

/// Starts the threads, each with its share of the connections.
fn start(run: &Arc<Run>) -> JoinSet<Result<()>> {
    let lines = run.options.lines();
    let mut agents: Vec<Vec<Agent>> = (0..lines).map(|_| Vec::new()).collect();
    for (number, agent) in fleet(run.options.count, run.options.seed, &run.bodies).into_iter().enumerate() {
        agents[number % lines as usize].push(agent);
    }
    let threads = run.options.threads.min(lines);
    let mut shares: Vec<Vec<(u32, Vec<Agent>)>> = (0..threads).map(|_| Vec::new()).collect();
    for (turn, agents) in (0..lines).zip(agents) {
        shares[(turn % threads) as usize].push((turn, agents));
    }
    let mut threads = JoinSet::new();
    for share in shares {
        let run = Arc::clone(run);
        threads.spawn_blocking(move || work(&run, share));
    }
    threads
}

/// One thread: its connections, until all are done or the run is over.
fn work(run: &Arc<Run>, share: Vec<(u32, Vec<Agent>)>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let start = Instant::now();
        let mut drivers = JoinSet::new();
        for (turn, agents) in share {
            drivers.spawn(Driver::new(run, turn, agents, start).drive());
        }
        let over = run.reached(Phase::Over);
        tokio::pin!(over);
        loop {
            tokio::select! {
                joined = drivers.join_next() => match joined {
                    Some(outcome) => outcome?,
                    None => return Ok(()),
                },
                () = &mut over => return Ok(()),
            }
        }
    })
}

/// Prints a line a second, and ends the run in time. Answers how long it took.
async fn watch(run: &Run, mut threads: JoinSet<Result<()>>) -> Result<Duration> {
    let start = Instant::now();
    let mut printed = start;
    let mut lines = tokio::time::interval_at(start + LINE_EVERY, LINE_EVERY);
    let mut asked = Box::pin(shutdown::requested()?);
    let mut deadline = run.options.duration.map(|time| start + time);
    loop {
        let late = async {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            joined = threads.join_next() => match joined {
                Some(outcome) => outcome??,
                None => return Ok(start.elapsed()),
            },
            _ = lines.tick() => {
                print_line(run, start.elapsed(), printed.elapsed());
                printed = Instant::now();
            }
            () = &mut asked => {
                deadline = Some(further(run));
                asked = Box::pin(shutdown::requested()?);
            }
            () = late => deadline = Some(further(run)),
        }
    }
}

/// Begins the end, or what was the end is over. Answers when to ask again.
fn further(run: &Run) -> Instant {
    run.end(if run.phase() == Phase::Running { Phase::Ending } else { Phase::Over });
    Instant::now() + GRACE
}

fn print_line(run: &Run, since: Duration, covers: Duration) {
    let mut meter = run.meter();
    let line = line(&meter.second, since, covers);
    meter.second.reset();
    drop(meter);
    if run.options.json { eprintln!("{line}") } else { println!("{line}") }
}
