//! Passwords from the environment or standard input, never from the command line, where other users see them.

use std::io::{BufRead as _, IsTerminal as _};

use anyhow::{Result, bail};

/// `GATEHOUSE_ADMIN_PASSWORD`, else the first line of standard input.
pub(crate) fn password() -> Result<String> {
    ask("password", "GATEHOUSE_ADMIN_PASSWORD")
}

/// `GATEHOUSE_BACKUP_PASSPHRASE`, else the first line of standard input.
pub(crate) fn passphrase() -> Result<String> {
    ask("passphrase", "GATEHOUSE_BACKUP_PASSPHRASE")
}

fn ask(what: &str, variable: &str) -> Result<String> {
    if let Ok(secret) = std::env::var(variable) {
        return Ok(secret);
    }
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!("{what} (12 characters or more; it shows as you type), then Enter:");
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line)?;
    let secret = line.trim_end_matches(['\r', '\n']).to_owned();
    if secret.is_empty() {
        bail!("no {what} given: set {variable} or pass it as the first line of standard input");
    }
    Ok(secret)
}
