//! `cargo xtask demo`: builds everything, then lets the binary show itself on an example company.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::appliance;
use crate::process::{self, Ended};
use crate::workspace::Workspace;

/// Exit code of a program that Ctrl-C ended: 128 + SIGINT.
const ENDED_BY_CTRL_C: i32 = 130;

/// Builds, then runs `gatehouse demo` until it ends or somebody presses Ctrl-C.
///
/// Without `data_dir` the data folder is `demo-data` in the target folder, emptied first.
///
/// # Errors
/// When something does not build, or the demo fails.
pub(crate) fn run(workspace: &Workspace, data_dir: Option<PathBuf>, rest: &[String]) -> Result<()> {
    if !workspace.binary().exists() {
        println!("Building the connectors, the UI and the binary. The first time takes about ten minutes.");
    }
    appliance::build_everything(workspace, false)?;

    let (data_dir, _lock) = match data_dir {
        Some(data_dir) => (std::path::absolute(data_dir)?, None),
        None => {
            let lock = only_one(workspace)?;
            (fresh_data_dir(workspace)?, Some(lock))
        }
    };
    let mut command = Command::new(workspace.binary());
    command.current_dir(&workspace.root).arg("demo").arg("--data-dir").arg(data_dir).args(rest);
    match process::run_interruptible(command)? {
        Ended::Alone(status) if status.success() => Ok(()),
        Ended::Interrupted(status) if matches!(status.code(), Some(0 | ENDED_BY_CTRL_C) | None) => Ok(()),
        Ended::Alone(status) | Ended::Interrupted(status) => bail!("`gatehouse demo` failed ({status})"),
    }
}

/// Held while a demo runs, so that a second one does not empty the first one's folder under it.
fn only_one(workspace: &Workspace) -> Result<File> {
    let path = workspace.target.join("demo.lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("a demo is running already; stop it, or name another folder with --data-dir")
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}

fn fresh_data_dir(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("demo-data");
    if folder.exists() {
        println!("Starting fresh: emptying {}", folder.display());
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    Ok(folder)
}
