//! Passwords from the environment or standard input, never from the command line, where other users see them.

use std::io::{BufRead as _, IsTerminal as _};

use anyhow::{Result, bail};

/// `GATEHOUSE_ADMIN_PASSWORD`, else the first line of standard input.
pub(crate) fn password() -> Result<String> {
    if let Ok(password) = std::env::var("GATEHOUSE_ADMIN_PASSWORD") {
        return Ok(password);
    }
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!("password (12 characters or more; it shows as you type), then Enter:");
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        bail!(
            "no password given: set GATEHOUSE_ADMIN_PASSWORD or pass it as the first line of standard input"
        );
    }
    Ok(password)
}
