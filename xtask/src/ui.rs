//! Builds and checks the web UI with npm. Skips what has not changed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Folders of `web/ui` that are made, not written.
const MADE: [&str; 5] = ["node_modules", "dist", "test-results", "playwright-report", "coverage"];

/// `npm ci` if the lock changed, then the build into `web/ui/dist` if any source did.
///
/// # Errors
/// When Node.js is missing, or npm or the build fails.
pub(crate) fn build(workspace: &Workspace, force: bool) -> Result<()> {
    let ui = workspace.ui();
    install(workspace)?;
    let inputs = hash_of_tree(&ui)?;
    let stamp = stamp(&ui, "built");
    let built = ui.join("dist").join("index.html").is_file();
    if !force && built && fs::read_to_string(&stamp).is_ok_and(|seen| seen == inputs) {
        return Ok(());
    }
    process::run(npm(&ui, &["run", "build"]))?;
    put_stamp(&stamp, &inputs)
}

/// The UI's packages.
///
/// # Errors
/// When Node.js is missing or npm fails.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    packages(&workspace.ui())
}

/// What tests in `tests/javascript` speak with.
///
/// # Errors
/// As [`install`].
pub(crate) fn install_for_tests(workspace: &Workspace) -> Result<()> {
    packages(&workspace.root.join("tests/javascript"))
}

/// `npm ci`, unless what is installed was installed from the same lock.
fn packages(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    if !lock.is_file() {
        bail!("{} is missing; run `npm install` there once and commit it", lock.display());
    }
    tools::ensure_node()?;
    let wanted = hash_of(&[&lock])?;
    let stamp = stamp(folder, "installed");
    if fs::read_to_string(&stamp).is_ok_and(|seen| seen == wanted) {
        return Ok(());
    }
    process::run(npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    put_stamp(&stamp, &wanted)
}

/// Runs one of the scripts that `web/ui/package.json` names.
///
/// # Errors
/// When there is no such script or it fails.
pub(crate) fn script(workspace: &Workspace, name: &str, environment: &[(&str, &str)]) -> Result<()> {
    let ui = workspace.ui();
    if !scripts(&ui)?.contains_key(name) {
        bail!("web/ui/package.json has no script `{name}`; add it, `cargo xtask test` runs it");
    }
    let mut command = npm(&ui, &["run", name]);
    command.envs(environment.iter().copied());
    process::run(command)
}

fn scripts(ui: &Path) -> Result<BTreeMap<String, String>> {
    let manifest = ui.join("package.json");
    let text =
        fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let mut manifest: serde_json::Value = serde_json::from_str(&text).context("web/ui/package.json")?;
    Ok(serde_json::from_value(manifest["scripts"].take()).unwrap_or_default())
}

fn npm(ui: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(ui).args(arguments);
    command
}

/// Stamps lie in `node_modules`: whoever deletes that deletes them too.
fn stamp(ui: &Path, name: &str) -> PathBuf {
    ui.join("node_modules").join(format!(".gatehouse-{name}"))
}

fn put_stamp(stamp: &Path, content: &str) -> Result<()> {
    // Without any package, npm makes no folder.
    stamp.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(stamp, content).with_context(|| format!("cannot write {}", stamp.display()))
}

fn hash_of_tree(ui: &Path) -> Result<String> {
    let mut files = Vec::new();
    collect(ui, &mut files)?;
    files.sort();
    hash_of(&files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if MADE.iter().any(|made| name == *made) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Good enough to notice a change on one machine; another compiler's hash only costs one more build.
fn hash_of(files: &[impl AsRef<Path>]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let file = file.as_ref();
        file.hash(&mut hasher);
        fs::read(file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_source_changes_the_hash_and_a_built_file_does_not() {
        let ui = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(ui.path().join("src")).expect("src");
        fs::create_dir_all(ui.path().join("dist")).expect("dist");
        fs::write(ui.path().join("src/main.ts"), "one").expect("a source");
        let before = hash_of_tree(ui.path()).expect("hash");

        fs::write(ui.path().join("dist/index.html"), "built").expect("a built file");
        assert_eq!(hash_of_tree(ui.path()).expect("hash"), before);

        fs::write(ui.path().join("src/main.ts"), "two").expect("a changed source");
        assert_ne!(hash_of_tree(ui.path()).expect("hash"), before);
    }
}
