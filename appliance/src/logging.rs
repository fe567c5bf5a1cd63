//! Where log lines go: standard error, for people or for collectors.

use std::io::IsTerminal as _;

use anyhow::{Context as _, Result};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::Config;

/// Starts logging. Called once.
pub(crate) fn start(config: &Config, serving: bool) -> Result<()> {
    // A one-off command speaks through its own output; its log is for what goes wrong.
    let default = if serving { "info" } else { "warn" };
    let wanted = config.log.as_deref().unwrap_or(default);
    let filter = EnvFilter::try_new(wanted)
        .with_context(|| format!("log is {wanted}; write it like info or gatehouse_core=debug"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // Colours are for terminals: in a file or a collector they are noise.
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
        .with_span_events(FmtSpan::NONE);
    if config.log_json {
        builder.json().init()
    } else {
        builder.compact().init()
    }
    Ok(())
}
