//! Starting other programs: once and waiting, or long-running with signals passed on.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// Runs a command to its end with our own input and output.
///
/// # Errors
/// When it cannot be started or does not exit with 0; the message shows the command.
pub(crate) fn run(mut command: Command) -> Result<()> {
    let shown = show(&command);
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// What a command prints, or `None` if it cannot be started or fails.
pub(crate) fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as one would type it, without its folder and environment.
pub(crate) fn show(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// How a program that somebody may interrupt came to its end.
#[derive(Debug)]
pub(crate) enum Ended {
    /// By itself.
    Alone(ExitStatus),
    /// After Ctrl-C or a request to stop.
    Interrupted(ExitStatus),
}

/// Runs a command until it ends, and outlives a Ctrl-C so that the command can end cleanly first.
///
/// A terminal sends Ctrl-C to the whole process group, so the command has it already; a signal sent to this
/// process alone is passed on as SIGTERM: at once for SIGTERM, after five seconds for SIGINT.
pub(crate) fn run_interruptible(mut command: Command) -> Result<Ended> {
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("cannot listen for signals")?;
    let shown = show(&command);
    let mut child = command.spawn().with_context(|| format!("cannot start `{shown}`"))?;
    let pid = pid_of(&child);
    let handle = signals.handle();
    let (seen, was_seen) = mpsc::channel();
    let listener = thread::spawn(move || {
        for signal in signals.forever() {
            let _ = seen.send(());
            thread::spawn(move || {
                if signal == SIGINT {
                    thread::sleep(Duration::from_secs(5));
                }
                let _ = kill_process(pid, Signal::TERM);
            });
        }
    });
    let status = child.wait().with_context(|| format!("cannot wait for `{shown}`"))?;
    handle.close();
    let _ = listener.join();
    Ok(if was_seen.try_recv().is_ok() { Ended::Interrupted(status) } else { Ended::Alone(status) })
}

/// Asks a child to stop by SIGTERM and waits; kills it when it does not within `patience`.
///
/// # Errors
/// When it had to be killed, or ended otherwise than with exit code 0.
pub(crate) fn stop(child: &mut Child, patience: Duration) -> Result<()> {
    if let Some(status) = child.try_wait()? {
        bail!("it ended before it was asked to ({status})");
    }
    kill_process(pid_of(child), Signal::TERM).map_err(io::Error::from)?;
    let deadline = Instant::now() + patience;
    loop {
        if let Some(status) = child.try_wait()? {
            return if status.success() { Ok(()) } else { bail!("it did not end cleanly ({status})") };
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            bail!("it did not stop within {} s of SIGTERM", patience.as_secs());
        }
        thread::sleep(Duration::from_millis(50));
    }
}

fn pid_of(child: &Child) -> Pid {
    Pid::from_child(child)
}
