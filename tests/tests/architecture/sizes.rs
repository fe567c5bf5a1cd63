//! How long files are: one that is too long holds more than one idea.

use crate::files::{files, report};

/// No file is longer.
const LONGEST: usize = 400;
/// Half of the Rust files are not longer.
const MEDIAN: usize = 150;

/// Files that may be longer, and why.
const EXCEPTIONS: [(&str, &str); 0] = [];

/// Files that a program writes.
fn is_made(path: &str) -> bool {
    path.ends_with(".d.ts") || path.contains("/generated/")
}

#[test]
fn no_file_is_too_long() {
    let mut findings = Vec::new();
    for file in files(".", &[".rs", ".ts", ".svelte", ".js", ".mjs", ".css"]) {
        let lines = file.text.lines().count();
        let excepted = EXCEPTIONS.iter().any(|(path, _)| *path == file.path);
        if lines > LONGEST && !excepted && !is_made(&file.path) {
            findings.push(format!("{}: {lines} lines", file.path));
        }
    }
    report(
        &format!("A file has more than {LONGEST} lines."),
        "split it by idea; where that would hurt, add it to EXCEPTIONS in tests/tests/architecture/sizes.rs with the reason",
        &findings,
    );
}

#[test]
fn half_of_the_files_are_short() {
    let mut lengths: Vec<usize> = files(".", &[".rs"]).iter().map(|file| file.text.lines().count()).collect();
    lengths.sort_unstable();
    let at = |percent: usize| lengths[(lengths.len() - 1) * percent / 100];
    println!(
        "{} Rust files: median {} lines, 90 % up to {}, longest {}",
        lengths.len(),
        at(50),
        at(90),
        at(100)
    );
    assert!(
        at(50) <= MEDIAN,
        "the median Rust file has {} lines, at most {MEDIAN} is the rule: split files",
        at(50)
    );
}
