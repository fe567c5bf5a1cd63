//! The examples of `docs/endpoint-api.md`, run as they stand: each block ends well and answers what the page says.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use gatehouse_tests::{ADMIN, Folder, PASSWORD, Server};
use serde_json::Value;

/// Stands for whatever comes there.
const ANYTHING: char = '…';

/// One block that is run, and the lines that its output must have.
#[derive(Debug, Default, PartialEq)]
struct Example {
    script: String,
    expected: Vec<String>,
}

fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut inside = None;
    for line in page.lines() {
        match (inside, line.strip_prefix("```")) {
            (None, Some(kind)) => {
                if kind == "sh" {
                    found.push(Example::default());
                }
                inside = Some(kind);
            }
            (Some(_), Some(_)) => inside = None,
            (Some("sh"), None) => {
                let example = found.last_mut().unwrap();
                example.script.push_str(line);
                example.script.push('\n');
            }
            (Some(_), None) => found.last_mut().unwrap().expected.push(line.to_owned()),
            (None, None) => {}
        }
    }
    found
}

/// Whether a line is as the page says, which leaves parts of it open.
fn fits(line: &str, pattern: &str) -> bool {
    let mut parts = pattern.split(ANYTHING);
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/endpoint-api.md");
    std::fs::read_to_string(path).unwrap()
}

#[tokio::test]
async fn every_example_does_what_the_page_says() {
    let examples = examples(&page());
    assert!(examples.len() > 10, "the page has examples");
    let folder = Folder::initialized();
    let server = Server::start(&folder);
    // One shell runs them all, since each uses what those before it found out.
    let mut script = String::from("set -eu\n");
    for (number, example) in examples.iter().enumerate() {
        // Answers end without a line's end.
        script += &format!(
            "echo; echo '== {number}'\n{}",
            example.script.replace("curl -fsS", "curl -fsS -w '\\n'")
        );
    }
    let script = folder.file("examples.sh", script);
    let output = tokio::task::spawn_blocking({
        let (url, place) = (server.url.clone(), script.parent().unwrap().to_owned());
        move || {
            let mut shell = Command::new("sh");
            shell
                .arg(&script)
                .current_dir(place)
                .env("BASE", url)
                .env("EMAIL", ADMIN)
                .env("PASSWORD", PASSWORD);
            shell.output().unwrap()
        }
    });
    let output = output.await.unwrap();
    let (told, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{failed}\n{told}\n{}", server.log());
    let mut blocks = told.split("\n== ").skip(1);
    for (number, example) in examples.iter().enumerate() {
        let block = blocks.next().unwrap();
        assert!(block.starts_with(&format!("{number}\n")), "{block}");
        for line in &example.expected {
            assert!(block.lines().any(|told| fits(told, line)), "the page says\n{line}\nand it was\n{block}");
        }
    }
}

#[test]
fn every_endpoint_has_an_example() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi/endpoint.json");
    let document: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let scripts: String = examples(&page()).into_iter().map(|example| example.script).collect();
    let mut missing = BTreeSet::new();
    for path in document["paths"].as_object().unwrap().keys() {
        // Signed addresses are used as they are answered.
        let shown = path.starts_with("/files/")
            || scripts.split_whitespace().any(|word| {
                let word = word.trim_matches('"').trim_start_matches("$BASE");
                same_path(word.split('?').next().unwrap(), path)
            });
        if !shown {
            missing.insert(path);
        }
    }
    assert!(missing.is_empty(), "docs/endpoint-api.md shows no example of {missing:?}");
}

/// Whether a path of an example is one of the document's.
fn same_path(path: &str, pattern: &str) -> bool {
    let (mut path, mut pattern) = (path.split('/'), pattern.split('/'));
    loop {
        match (path.next(), pattern.next()) {
            (None, None) => return true,
            // The one parameter that may hold slashes.
            (Some(_), Some("{s3_key}")) => return true,
            (Some(part), Some(wanted)) if part == wanted || wanted.starts_with('{') => {}
            _ => return false,
        }
    }
}

#[test]
fn a_line_may_leave_parts_open() {
    assert!(fits("{\"a\":1,\"b\":2}", "{\"a\":…,\"b\":2}"));
    assert!(fits("{\"a\":1}", "{\"a\":1…"));
    assert!(!fits("{\"a\":1,\"b\":3}", "{\"a\":…,\"b\":2}"));
    assert!(!fits("{\"a\":1}", "{\"a\":1"));
}
