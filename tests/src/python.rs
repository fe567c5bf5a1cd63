//! Counterparts that are written in Python and in JavaScript.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::smtp::python;

/// Runs a script of `tests/python` to its end.
pub fn run_script(name: &str, arguments: &[&str]) -> Output {
    let (root, script) = found(&Path::new("tests/python").join(name));
    Command::new(python(&root)).arg(script).args(arguments).output().expect("Python starts")
}

/// Runs a script of `tests/javascript` to its end.
pub fn run_node(name: &str, arguments: &[&str]) -> Output {
    let (root, script) = found(&Path::new("tests/javascript").join(name));
    let packages = root.join("tests/javascript/node_modules");
    assert!(packages.is_dir(), "packages are missing; `cargo xtask test --only rust` installs them");
    Command::new("node").arg(script).args(arguments).output().expect("Node.js starts")
}

/// The repository, and a file in it.
fn found(script: &Path) -> (PathBuf, PathBuf) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join(script).exists());
    let root = root.expect("the repository holds the script");
    (root.to_owned(), root.join(script))
}
