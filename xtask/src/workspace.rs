//! Where things lie: the repository, cargo's target folder, the built binary.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The repository and the folder that cargo builds into.
pub(crate) struct Workspace {
    /// The repository's root.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the environment or cargo's configuration put it.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and `build.target-dir` are honoured.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies directly below the repository's root")?
            .to_path_buf();
        let output = cargo_in(&root)
            .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
            .output()
            .context("cannot start cargo")?;
        if !output.status.success() {
            bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let target =
            metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
        Ok(Self { root, target: PathBuf::from(target) })
    }

    /// A cargo command in the repository's root.
    pub(crate) fn cargo<I, S>(&self, arguments: I) -> Command
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut command = cargo_in(&self.root);
        command.args(arguments);
        command
    }

    /// The web UI's source folder.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("web").join("ui")
    }

    /// The binary `gatehouse` of the development profile.
    pub(crate) fn binary(&self) -> PathBuf {
        self.target.join("debug").join(format!("gatehouse{}", env::consts::EXE_SUFFIX))
    }
}

/// Cargo without what an outer `cargo run` put into the environment. Build scripts (ring's is one) list
/// `CARGO_PKG_NAME` and the like as inputs: left in, each change between `cargo build` and `cargo xtask`
/// would build them, and all that depends on them, anew.
fn cargo_in(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    for (name, _) in env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        if is_of_outer_cargo(text) {
            command.env_remove(text);
        }
    }
    command
}

fn is_of_outer_cargo(name: &str) -> bool {
    name == "CARGO"
        || name == "OUT_DIR"
        || ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
}
