//! `cargo xtask …`: builds, demonstrates, tests and measures Gatehouse.
//!
//! Each command is a module. Nothing of the product lives here, and the dependencies stay few, so that this
//! builds in seconds before anything else does.

mod appliance;
mod connectors;
mod demo;
mod e2e;
mod examples;
mod openapi;
mod process;
mod provider;
mod test;
mod tools;
mod ui;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, demonstrates, tests and measures Gatehouse", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the first-party connectors into connectors/dist
    Connectors,
    /// Build the web UI into web/ui/dist
    Ui {
        /// Build even if nothing changed
        #[arg(long)]
        force: bool,
    },
    /// Build the connectors, the UI and the binary `gatehouse`
    Build {
        /// Optimise as what is shipped
        #[arg(long)]
        release: bool,
    },
    /// Build everything and show the product at work on an example company
    Demo {
        /// The data folder to fill; without it a fresh one in the target folder
        #[arg(long)]
        data_dir: Option<PathBuf>,
        /// Passed on to `gatehouse demo`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Run everything that must pass: format, lints, unit tests, black-box tests, UI tests in Chromium
    Test {
        /// Run only these steps (comma separated)
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// Name the steps and stop
        #[arg(long)]
        list: bool,
    },
    /// Build optimised and measure
    Bench {
        /// Passed on to the benches
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Write the OpenAPI documents and the UI's types made from them
    Openapi {
        /// Compare with what is committed and write nothing
        #[arg(long)]
        check: bool,
    },
    /// Write the example company's files
    Examples,
    /// Format the Rust code
    Fmt,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Command::Connectors => connectors::build_all(&workspace.root),
        Command::Ui { force } => ui::build(&workspace, force),
        Command::Build { release } => appliance::build_everything(&workspace, release),
        Command::Demo { data_dir, rest } => demo::run(&workspace, data_dir, &rest),
        Command::Test { only, list } => test::run(&workspace, &only, list),
        Command::Bench { rest } => appliance::bench(&workspace, &rest),
        Command::Openapi { check } => openapi::run(&workspace, check),
        Command::Examples => examples::write(&workspace.root),
        Command::Fmt => process::run(workspace.cargo(["fmt", "--all"])),
    }
}
