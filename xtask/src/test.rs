//! `cargo xtask test`: the steps that must pass, in the order that fails soonest and builds nothing twice.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;
use crate::workspace::Workspace;
use crate::{appliance, connectors, e2e, openapi, ui};

/// One step: its name for `--only`, what it shows, and what it does.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

/// Each step builds on what the ones before it built: the UI and the connectors are embedded by the binary, and
/// the binary is what the black-box tests start.
const STEPS: [Step; 8] = [
    Step { name: "fmt", about: "Rust formatting", run: fmt },
    Step { name: "ui", about: "UI: types, lints, unit tests, build", run: check_ui },
    Step { name: "connectors", about: "connectors to WebAssembly", run: build_connectors },
    Step { name: "build", about: "the binary", run: appliance::build_binaries },
    Step { name: "clippy", about: "Rust lints, warnings are errors", run: clippy },
    Step { name: "rust", about: "unit tests and black-box tests", run: rust_tests },
    Step { name: "openapi", about: "OpenAPI documents as committed", run: check_openapi },
    Step { name: "e2e", about: "UI tests in headless Chromium", run: e2e::run },
];

/// Runs the steps, or only those named; stops at the first that fails.
///
/// # Errors
/// When a step fails, or `only` names one that does not exist.
pub(crate) fn run(workspace: &Workspace, only: &[String], list: bool) -> Result<()> {
    if list {
        for step in &STEPS {
            println!("{:<12}{}", step.name, step.about);
        }
        return Ok(());
    }
    let chosen = choose(only)?;
    tools::ensure_rust_components()?;

    let begin = Instant::now();
    let mut durations = Vec::new();
    for (number, step) in chosen.iter().enumerate() {
        println!("\n==> [{}/{}] {}: {}", number + 1, chosen.len(), step.name, step.about);
        let started = Instant::now();
        let outcome = (step.run)(workspace);
        let took = started.elapsed();
        if let Err(error) = outcome {
            println!("==> {} FAILED after {}", step.name, seconds(took));
            return Err(error.context(format!(
                "step `{0}` failed; alone it runs with: cargo xtask test --only {0}",
                step.name
            )));
        }
        println!("==> {} ok in {}", step.name, seconds(took));
        durations.push((step.name, took));
    }

    println!("\nAll steps passed:");
    for (name, took) in durations {
        println!("  {name:<12}{:>10}", seconds(took));
    }
    println!("  {:<12}{:>10}", "together", seconds(begin.elapsed()));
    Ok(())
}

fn choose(only: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step `{unknown}`; there are {}", known.join(", "));
    }
    Ok(STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect())
}

fn fmt(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo(["fmt", "--all", "--check"]))
        .context("the code is not formatted; run `cargo xtask fmt`")
}

fn check_ui(workspace: &Workspace) -> Result<()> {
    ui::install(workspace)?;
    for script in ["check", "lint", "test"] {
        ui::script(workspace, script, &[])?;
    }
    ui::build(workspace, false)
}

fn build_connectors(workspace: &Workspace) -> Result<()> {
    connectors::build_all(&workspace.root)
}

fn clippy(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn rust_tests(workspace: &Workspace) -> Result<()> {
    let python = tools::ensure_python_tools(workspace)?;
    tools::ensure_slapd()?;
    tools::ensure_rsyslog()?;
    ui::install_for_tests(workspace)?;
    let has_nextest = workspace.cargo(["nextest", "--version"]).output().is_ok_and(|it| it.status.success());
    let mut tests = if has_nextest {
        workspace.cargo(["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        workspace.cargo(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"])
    };
    tests.env("GATEHOUSE_BIN", workspace.binary()).env("GATEHOUSE_TEST_PYTHON", python);
    process::run(tests)?;
    if has_doc_tests(&workspace.root)? {
        process::run(workspace.cargo(["test", "--workspace", "--doc"]))?;
    }
    Ok(())
}

fn check_openapi(workspace: &Workspace) -> Result<()> {
    openapi::run(workspace, true)
}

/// Whether any crate's documentation holds an example that rustdoc would run. Cargo would otherwise compile
/// every crate's documentation only to find none.
fn has_doc_tests(root: &Path) -> Result<bool> {
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !name.starts_with('.') && !["target", "node_modules", "dist"].contains(&name) {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") && holds_doc_test(&fs::read_to_string(&path)?) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// A fence opens an example unless its words say that it is something else; every second fence closes.
fn holds_doc_test(source: &str) -> bool {
    let fences = source.lines().filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?.trim().strip_prefix("```")
    });
    fences.step_by(2).any(|words| matches!(words, "" | "rust" | "no_run" | "should_panic" | "compile_fail"))
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_step_is_refused_with_the_known_ones() {
        let error = choose(&["clipy".to_owned()]).err().expect("there is no such step").to_string();
        assert!(error.contains("`clipy`") && error.contains("clippy"), "{error}");
    }

    #[test]
    fn only_fences_that_rustdoc_runs_count_as_doc_tests() {
        assert!(holds_doc_test("/// Adds.\n/// ```\n/// add();\n/// ```\nfn add() {}"));
        assert!(!holds_doc_test("/// ```text\n/// a b\n/// ```\nfn add() {}"));
        assert!(!holds_doc_test("fn add() {} // ```"));
    }
}
