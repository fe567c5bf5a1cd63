//! The repository's own files: what is written here, not what is built or installed.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what is built, installed or another's.
const SKIPPED: [&str; 8] =
    ["target", "node_modules", "dist", ".git", "test-results", "playwright-report", "coverage", ".vite"];

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies below the root").to_path_buf()
}

/// One file, by its path from the root with `/` between the parts.
pub(crate) struct SourceFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    /// Whether the file lies in the folder or is the file that `prefix` names.
    pub(crate) fn is_under(&self, prefix: &str) -> bool {
        self.path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Tests may do what the product may not.
    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }
}

/// Every text file below `folder` (from the root) whose name ends in one of `endings`, in order of path.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<SourceFile> {
    let root = root();
    let mut found = Vec::new();
    collect(&root, &root.join(folder), endings, &mut found);
    found.sort_by(|left, right| left.path.cmp(&right.path));
    found
}

fn collect(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<SourceFile>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder's entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !SKIPPED.contains(&name) {
                collect(root, &path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            // What is not UTF-8 is no text.
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let path = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            found.push(SourceFile { path, text });
        }
    }
}

/// Fails with every finding and what to do about them, if there are any.
pub(crate) fn report(rule: &str, advice: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n\n  {}\n\nWhat to do: {advice}\n", findings.join("\n  "));
}
