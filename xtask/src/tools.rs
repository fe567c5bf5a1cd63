//! Finds the tools that tests need, installs those that can be installed without asking, and otherwise stops
//! with the one line that would.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{self, output_of};

/// The oldest Node.js that the UI's tools run on.
const NODE_MAJOR: u32 = 20;

/// What a Chromium is called on the systems that have one.
const CHROMIUM_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// rustfmt and clippy, added with rustup when missing.
///
/// # Errors
/// When one is missing and cannot be added.
pub(crate) fn ensure_rust_components() -> Result<()> {
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if output_of(program, &["--version"]).is_some() {
            continue;
        }
        let line = format!("rustup component add {component}");
        if find("rustup").is_none() {
            bail!("{component} is missing; install it with: {line}");
        }
        println!("{component} is missing; running: {line}");
        process::run(command_line(&line))?;
    }
    Ok(())
}

/// Node.js and npm.
///
/// # Errors
/// When either is missing, or Node.js is too old.
pub(crate) fn ensure_node() -> Result<()> {
    if find("node").is_none() || find("npm").is_none() {
        install_on_debian("Node.js with npm", "nodejs npm")?;
    }
    let version = output_of("node", &["--version"]).unwrap_or_default();
    match node_major(&version) {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => bail!(
            "Node.js {NODE_MAJOR} or newer is needed, found `{version}`; install it from your system's packages"
        ),
    }
}

/// A Chromium or Chrome to drive headless: `CHROMIUM` in the environment, one on the path, or a new one.
///
/// # Errors
/// When there is none and it cannot be installed.
pub(crate) fn ensure_chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        if is_program(&named) {
            return Ok(named);
        }
        bail!("CHROMIUM names {}, which is no program", named.display());
    }
    if let Some(found) = CHROMIUM_NAMES.iter().find_map(|name| find(name)) {
        return Ok(found);
    }
    install_on_debian("Chromium", "chromium fonts-liberation")?;
    match CHROMIUM_NAMES.iter().find_map(|name| find(name)) {
        Some(found) => Ok(found),
        None => bail!("chromium was installed but is not on the path; name it in CHROMIUM"),
    }
}

/// The first program of that name on the path.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Installs Debian packages when we are root on Debian; otherwise stops with the line that would.
fn install_on_debian(what: &str, packages: &str) -> Result<()> {
    let line = format!("apt-get update && apt-get install -y --no-install-recommends {packages}");
    if find("apt-get").is_none() || !rustix::process::geteuid().is_root() {
        bail!("{what} is missing; install it with: sudo sh -c '{line}' (or your system's package manager)");
    }
    println!("{what} is missing; running: {line}");
    let mut command = command_line(&line);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    process::run(command)
}

fn command_line(line: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", line]);
    command
}

fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_version_is_read() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major(""), None);
    }

    #[test]
    fn a_program_is_found_on_the_path_and_an_invented_one_is_not() {
        assert!(find("sh").is_some());
        assert!(find("gatehouse-no-such-program").is_none());
    }
}
