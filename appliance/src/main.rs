//! The binary `gatehouse`: command line, configuration, TLS, wiring. What the product does lives in `core`, how it is
//! spoken to in `web`, connectors in `connectors/host`.

mod builtins;
mod cli;
mod commands;
mod config;
mod data;
mod faults;
mod logging;
mod progress;
mod secret;
mod shutdown;
mod tls;
mod wiring;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use crate::config::Config;

/// Gives memory back once it is free. The C library keeps what each of its threads used at the worst moment: after a million
/// alerts that was twice what is needed (docs/benchmarks.md).
#[cfg(target_os = "linux")]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match faults::caught(|| run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            // One sentence: the chain of causes joined, without a backtrace.
            eprintln!("gatehouse: {cause:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let config = Config::load(cli.options)?;
    logging::start(&config, matches!(cli.command, Command::Serve))?;
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow::anyhow!("a TLS provider was already installed"))?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("gatehouse").build()?;
    let outcome = runtime.block_on(async {
        match cli.command {
            Command::Serve => commands::serve::run(&config).await,
            Command::Init { organization, admin_email } => {
                commands::init::run(&config, organization, admin_email).await
            }
            Command::Demo => commands::demo::run(&config).await,
            Command::Import { of, what } => commands::import::run(&config, &of, what).await,
            Command::Connector(what) => commands::connector::run(&config, what).await,
            Command::Backup { file } => commands::backup::write(&config, &file).await,
            Command::Restore { file } => commands::backup::restore(&config, &file).await,
            Command::User { of, what } => commands::user::run(&config, &of, what).await,
            Command::ApiKey { of, what } => commands::api_key::run(&config, &of, what).await,
            Command::MetricsToken(what) => commands::metrics_token::run(&config, what).await,
            Command::Organization(what) => commands::organization::run(&config, what).await,
            Command::Simulate(what) => commands::simulate::run(what).await,
            Command::Openapi { out, check } => commands::openapi::run(&out, check),
        }
    });
    // Blocking work that nobody waits for any more must not hold the process.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    outcome
}
