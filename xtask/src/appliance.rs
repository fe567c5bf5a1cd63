//! Builds the binary `gatehouse` and the benches.

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;
use crate::{connectors, ui};

/// Builds the connectors, the UI, and then the binary that embeds both.
///
/// # Errors
/// When one of them does not build.
pub(crate) fn build_everything(workspace: &Workspace, release: bool) -> Result<()> {
    connectors::build_all(&workspace.root)?;
    ui::build(workspace, false)?;
    if release {
        return process::run(workspace.cargo(["build", "--release", "--package", "gatehouse"]));
    }
    build_binaries(workspace)
}

/// Builds the workspace's binaries in the development profile, with the features that the tests have too:
/// `--workspace` chooses features for all members at once, and `--examples` (there are none) makes cargo count
/// the development dependencies in. With another selection cargo would build the world a second time.
///
/// # Errors
/// When something does not compile.
pub(crate) fn build_binaries(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo(["build", "--workspace", "--bins", "--examples"]))
}

/// Builds everything optimised and runs the benches with `arguments`.
///
/// # Errors
/// When something does not build or a bench fails.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    connectors::build_all(&workspace.root)?;
    ui::build(workspace, false)?;
    // Together, so that both get the same features and dependencies are built once.
    process::run(workspace.cargo([
        "build",
        "--release",
        "--package",
        "gatehouse",
        "--package",
        "gatehouse-benches",
    ]))?;
    let folder = workspace.target.join("release");
    let mut command = Command::new(folder.join("gatehouse-benches"));
    command.current_dir(&workspace.root).env("GATEHOUSE_BIN", folder.join("gatehouse")).args(arguments);
    process::run(command)
}
