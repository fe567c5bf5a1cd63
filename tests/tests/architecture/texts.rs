//! What no file of the repository may mention.

use crate::files::{files, report};

#[test]
fn nothing_mentions_what_lies_outside_the_repository() {
    // Put together here, so that this file does not mention them either.
    let outside = [["..", "/shared"].concat(), [".", "library", "/"].concat(), ["/work", "/"].concat()];
    let endings = [
        ".rs", ".toml", ".md", ".ts", ".js", ".mjs", ".svelte", ".css", ".html", ".json", ".wit", ".yaml",
        ".yml", ".sh", "run", ".lock",
    ];
    let mut findings = Vec::new();
    for file in files(".", &endings) {
        for (at, line) in file.text.lines().enumerate() {
            if let Some(place) = outside.iter().find(|place| line.contains(place.as_str())) {
                findings.push(format!("{}:{}: {place}", file.path, at + 1));
            }
        }
    }
    report(
        "A file mentions a place outside the repository.",
        "a reader has only the repository: say it here, or leave it out",
        &findings,
    );
}
