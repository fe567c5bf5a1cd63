//! Data folders, and the binary run for one command.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The admin that [`Folder::initialized`] makes.
pub const ADMIN: &str = "ada@lumenfeld-optics.example";
/// Their password.
pub const PASSWORD: &str = "correct horse battery";

/// The binary under test: `GATEHOUSE_BIN`, else beside the tests' own folder.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("GATEHOUSE_BIN") {
        return path.into();
    }
    let mut path = std::env::current_exe().expect("a test knows its own path");
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    let path = path.join("gatehouse");
    assert!(path.exists(), "{} is missing; build it with: cargo xtask build", path.display());
    path
}

/// Runs the binary to its end, with `input` on standard input and no configuration from the environment.
pub fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = command().args(arguments).stdin(Stdio::piped()).spawn().expect("the binary starts");
    // A command that refuses at once does not read; that is its right.
    drop(child.stdin.take().expect("it is piped").write_all(input.as_bytes()));
    child.wait_with_output().expect("the binary ends")
}

pub(crate) fn command() -> Command {
    let mut command = Command::new(binary());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GATEHOUSE_") {
            command.env_remove(name);
        }
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A data folder of its own, removed with its last handle.
#[derive(Debug)]
pub struct Folder {
    temp: TempDir,
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        Self { temp: tempfile::tempdir().expect("a temporary folder") }
    }

    /// One with an organization and an admin.
    pub fn initialized() -> Self {
        let folder = Self::new();
        let made = folder.gatehouse(
            &["init", "--organization", "Lumenfeld Optics", "--admin-email", ADMIN],
            &format!("{PASSWORD}\n"),
        );
        assert!(made.status.success(), "init: {}", String::from_utf8_lossy(&made.stderr));
        folder
    }

    /// Where the data lies.
    pub fn data(&self) -> PathBuf {
        self.temp.path().join("data")
    }

    /// Writes a file beside the data and answers its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.temp.path().join(name);
        std::fs::write(&path, content).expect("the temporary folder can be written");
        path
    }

    /// Runs a command on this folder.
    pub fn gatehouse(&self, arguments: &[&str], input: &str) -> Output {
        let data = self.data();
        let mut all = vec!["--data-dir", data.to_str().expect("temporary paths are UTF-8")];
        all.extend(arguments);
        run(&all, input)
    }

    /// Imports a file and expects success.
    pub fn import(&self, what: &str, file: &Path) -> Output {
        let output = self.gatehouse(&["import", what, file.to_str().expect("UTF-8")], "");
        assert!(output.status.success(), "import {what}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }
}
