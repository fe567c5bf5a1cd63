//! Counterparts that are written in Python.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The Python that `cargo xtask test` prepares.
pub(crate) fn python(root: &Path) -> PathBuf {
    if let Some(named) = std::env::var_os("GATEHOUSE_TEST_PYTHON") {
        return named.into();
    }
    let prepared = root.join("target/python/bin/python");
    assert!(
        prepared.exists(),
        "{} is missing; `cargo xtask test --only rust` makes it (or name a Python that has \
         tests/python/requirements.txt in GATEHOUSE_TEST_PYTHON)",
        prepared.display()
    );
    prepared
}

/// Runs a script of `tests/python` to its end.
pub fn run_script(name: &str, arguments: &[&str]) -> Output {
    let script = Path::new("tests/python").join(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join(&script).exists());
    let root = root.expect("the repository holds the script");
    Command::new(python(root)).arg(root.join(script)).args(arguments).output().expect("Python starts")
}
