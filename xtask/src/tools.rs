//! Finds the tools that tests need, installs those that can be installed without asking, and otherwise stops
//! with the one line that would.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process::{self, output_of};
use crate::workspace::Workspace;

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

/// A Python with what `tests/python/requirements.txt` names: `GATEHOUSE_TEST_PYTHON` in the environment, or a virtual
/// environment in `target/python`, made anew when that file changes.
///
/// # Errors
/// When there is no Python and it cannot be installed, or its packages cannot be.
pub(crate) fn ensure_python_tools(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(named) = env::var_os("GATEHOUSE_TEST_PYTHON") {
        return Ok(named.into());
    }
    let file = workspace.root.join("tests/python/requirements.txt");
    let wanted = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let folder = workspace.target.join("python");
    let (python, stamp) = (folder.join("bin/python"), folder.join("requirements.txt"));
    if is_program(&python) && fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    // Debian's python3 comes without the part that puts pip into a virtual environment.
    if output_of("python3", &["-c", "import ensurepip, venv"]).is_none() {
        install_on_debian("Python 3 with venv", "python3 python3-venv")?;
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    process::run(make)?;
    let mut install = Command::new(&python);
    install
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(&file);
    process::run(install)?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(python)
}

/// An OpenLDAP server with its tools.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn ensure_slapd() -> Result<()> {
    ensure_server(true, &["slapd", "slapadd", "ldapmodify"], "OpenLDAP", "slapd ldap-utils")
}

/// rsyslog with TLS by OpenSSL.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn ensure_rsyslog() -> Result<()> {
    // The driver is a package of its own. It lies in a folder of the machine's kind, `/usr/lib/x86_64-linux-gnu`.
    let below = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders = below.chain(["/usr/lib", "/usr/lib64"].map(PathBuf::from));
    let has_driver = folders.any(|folder| folder.join("rsyslog/lmnsd_ossl.so").is_file());
    ensure_server(has_driver, &["rsyslogd"], "rsyslog", "rsyslog rsyslog-openssl")
}

/// Installs servers unless they are `complete` and all these programs are there. Debian's packages would start them for the whole system, which
/// nobody asked for: a policy says no while they are installed (invoke-rc.d, "policy-rc.d").
fn ensure_server(complete: bool, programs: &[&str], what: &str, packages: &str) -> Result<()> {
    let installed = |name: &&str| find(name).is_some() || is_program(&Path::new("/usr/sbin").join(name));
    if complete && programs.iter().all(installed) {
        return Ok(());
    }
    let policy = Path::new("/usr/sbin/policy-rc.d");
    let ours = rustix::process::geteuid().is_root() && find("apt-get").is_some() && !policy.exists();
    if ours {
        fs::write(policy, "#!/bin/sh\nexit 101\n")
            .with_context(|| format!("cannot write {}", policy.display()))?;
        fs::set_permissions(policy, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    }
    let outcome = install_on_debian(what, packages);
    if ours {
        fs::remove_file(policy).with_context(|| format!("cannot remove {}", policy.display()))?;
    }
    outcome
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
