//! Peers that come from PyPI, each in a virtual environment of the target folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// The environment `name` with what `pip install` is given; made when it is not there yet.
pub(crate) fn made(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let target = std::env::current_exe()?;
    let target = target.parent().and_then(Path::parent).context("the target folder")?;
    let environment = target.join("peers").join(name);
    let stamp = environment.join("installed");
    if stamp.exists() {
        return Ok(environment);
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))
        .context("python3 -m venv")?;
    run(Command::new(environment.join("bin/pip")).args(["install", "--quiet"]).args(packages))
        .with_context(|| format!("pip install {}", packages.join(" ")))?;
    std::fs::write(stamp, packages.join(" "))?;
    Ok(environment)
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}", told.lines().last().unwrap_or("it says nothing"));
    Ok(())
}
