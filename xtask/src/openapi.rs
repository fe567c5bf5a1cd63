//! Writes the OpenAPI documents from the binary, and the UI's types from them; or compares with what is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use crate::{appliance, process, ui};

/// Where the UI keeps the types made from the documents, below `web/ui`.
const UI_TYPES: &str = "src/api";

/// Writes, or with `check` compares and writes nothing.
///
/// # Errors
/// When the binary does not build, or a committed document or type differs from what the code says.
pub(crate) fn run(workspace: &Workspace, check: bool) -> Result<()> {
    appliance::build_binaries(workspace)?;
    let committed = workspace.root.join("docs").join("openapi");
    if check {
        let made = tempfile::tempdir()?;
        write_documents(workspace, made.path())?;
        compare("docs/openapi", &read_tree(&committed)?, &read_tree(made.path())?)?;
        return check_types(workspace);
    }
    write_documents(workspace, &committed)?;
    write_types(workspace)
}

fn write_documents(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut command = Command::new(workspace.binary());
    command.current_dir(&workspace.root).args(["openapi", "--out"]).arg(folder);
    process::run(command)
}

fn write_types(workspace: &Workspace) -> Result<()> {
    ui::install(workspace)?;
    ui::script(workspace, "api", &[])
}

/// The types are written in place by npm, so the committed ones are read before and put back when they differ.
fn check_types(workspace: &Workspace) -> Result<()> {
    let folder = workspace.ui().join(UI_TYPES);
    let before = read_tree(&folder)?;
    write_types(workspace)?;
    let outcome = compare("the UI's types", &before, &read_tree(&folder)?);
    if outcome.is_err() {
        for (name, content) in &before {
            fs::write(folder.join(name), content)?;
        }
    }
    outcome
}

type Tree = BTreeMap<PathBuf, String>;

fn read_tree(folder: &Path) -> Result<Tree> {
    let mut tree = Tree::new();
    if folder.is_dir() {
        read_into(folder, folder, &mut tree)?;
    }
    Ok(tree)
}

fn read_into(root: &Path, folder: &Path, tree: &mut Tree) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_into(root, &path, tree)?;
        } else {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            tree.insert(path.strip_prefix(root)?.to_path_buf(), text);
        }
    }
    Ok(())
}

fn compare(what: &str, committed: &Tree, made: &Tree) -> Result<()> {
    let names: BTreeSet<&PathBuf> = committed.keys().chain(made.keys()).collect();
    let differing: Vec<String> = names
        .into_iter()
        .filter_map(|name| first_difference(committed.get(name), made.get(name)).map(|why| (name, why)))
        .map(|(name, why)| format!("  {}: {why}", name.display()))
        .collect();
    if !differing.is_empty() {
        bail!("{what} differ from the code; run `cargo xtask openapi` and commit:\n{}", differing.join("\n"));
    }
    Ok(())
}

fn first_difference(committed: Option<&String>, made: Option<&String>) -> Option<String> {
    match (committed, made) {
        (Some(committed), Some(made)) if committed == made => None,
        (Some(committed), Some(made)) => {
            let same = committed.lines().zip(made.lines()).take_while(|(left, right)| left == right).count();
            let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").trim().to_owned();
            Some(format!("line {}: committed `{}`, now `{}`", same + 1, line(committed), line(made)))
        }
        (None, _) => Some("not committed".to_owned()),
        (_, None) => Some("committed, but no longer made".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect()
    }

    #[test]
    fn a_stale_document_is_named_with_its_first_differing_line() {
        let error = compare("docs", &tree(&[("a.json", "{\n1\n}")]), &tree(&[("a.json", "{\n2\n}")]))
            .expect_err("they differ")
            .to_string();
        assert!(error.contains("a.json: line 2: committed `1`, now `2`"), "{error}");
    }

    #[test]
    fn a_document_too_few_or_too_many_is_a_difference() {
        assert!(compare("docs", &tree(&[]), &tree(&[("a.json", "")])).is_err());
        assert!(compare("docs", &tree(&[("a.json", "")]), &tree(&[])).is_err());
        assert!(compare("docs", &tree(&[("a.json", "x")]), &tree(&[("a.json", "x")])).is_ok());
    }
}
