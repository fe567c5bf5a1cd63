//! Counterparts that are written in Python.

use std::path::Path;
use std::process::{Command, Output};

use crate::smtp::python;

/// Runs a script of `tests/python` to its end.
pub fn run_script(name: &str, arguments: &[&str]) -> Output {
    let script = Path::new("tests/python").join(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join(&script).exists());
    let root = root.expect("the repository holds the script");
    Command::new(python(root)).arg(root.join(script)).args(arguments).output().expect("Python starts")
}
