//! Who may know whom among crates, and which crate may depend on which library.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

use crate::files::{report, root};

const CORE: &str = "gatehouse-core";
const WEB: &str = "gatehouse-web";
const HOST: &str = "gatehouse-connector-host";
const SDK: &str = "gatehouse-connector-sdk";

/// Crates of the workspace that a crate may depend on; `None` is any.
fn allowed(name: &str) -> Option<Option<&'static [&'static str]>> {
    Some(match name {
        CORE | SDK | "xtask" => Some(&[]),
        WEB | HOST => Some(&[CORE]),
        "gatehouse" => Some(&[CORE, WEB, HOST]),
        "gatehouse-tests" | "gatehouse-benches" => None,
        connector if connector.starts_with("gatehouse-connector-") => Some(&[SDK]),
        _ => return None,
    })
}

/// Libraries that `core` must not reach, even through another: it knows no HTTP, no wasmtime.
const NOT_IN_CORE: [&str; 7] = ["hyper", "axum", "wasmtime", "reqwest", "tower-http", "rustls", "utoipa"];

/// Libraries that only some crates may name in their Cargo.toml, and why.
const OWNED: [(&str, &[&str], &str); 4] = [
    ("redb", &[CORE, "gatehouse-benches"], "the store is the only door to it; benches measure against it"),
    (
        "tantivy",
        &[CORE, "gatehouse-benches"],
        "the search room is the only door to it; benches measure against it",
    ),
    ("wasmtime", &[HOST, "gatehouse-benches"], "the host is the only door to connectors"),
    (
        "axum",
        &[WEB, "gatehouse"],
        "routing is web's; the appliance wires, and its demo has a receiver of its own to tell",
    ),
];

fn metadata(with_dependencies: bool) -> Metadata {
    let mut command = MetadataCommand::new();
    command.manifest_path(root().join("Cargo.toml"));
    if with_dependencies {
        // The platform of the appliance: other platforms' packages need not be downloaded.
        command.other_options(["--filter-platform", "x86_64-unknown-linux-gnu"].map(str::to_owned));
    } else {
        command.no_deps();
    }
    command.exec().expect("cargo metadata")
}

#[test]
fn crates_know_only_whom_they_may() {
    let metadata = metadata(false);
    let members: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let mut findings = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        let Some(allowed) = allowed(name) else {
            findings.push(format!("{name} is not in the table"));
            continue;
        };
        let Some(allowed) = allowed else { continue };
        for dependency in &package.dependencies {
            let known = dependency.name.as_str();
            let is_test_only = dependency.kind == DependencyKind::Development && name != CORE;
            if members.contains(known) && !allowed.contains(&known) && !is_test_only {
                findings.push(format!("{name} knows {known}"));
            }
        }
    }
    report(
        "A crate knows one that it may not know (design: who may know whom).",
        "let core define a port (a trait) and the appliance wire it; for a new crate, decide whom it may know and add it to \
         `allowed` in tests/tests/architecture/crates.rs",
        &findings,
    );
}

#[test]
fn a_library_with_an_owner_is_named_by_its_owner_only() {
    let mut findings = Vec::new();
    for package in &metadata(false).packages {
        for dependency in package.dependencies.iter().filter(|it| it.kind != DependencyKind::Development) {
            let owner = OWNED.iter().find(|(library, ..)| *library == dependency.name);
            if let Some((library, owners, why)) = owner
                && !owners.contains(&package.name.as_str())
            {
                findings.push(format!("{} depends on {library}: {why}", package.name));
            }
        }
    }
    report(
        "A crate depends on a library that another crate owns.",
        "use what the owner offers, or offer it there; do not name the library",
        &findings,
    );
}

#[test]
fn core_reaches_no_http_and_no_wasmtime() {
    let metadata = metadata(true);
    let resolve = metadata.resolve.as_ref().expect("the graph");
    let names: BTreeMap<&PackageId, &str> =
        metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let core = metadata.packages.iter().find(|package| package.name == CORE).expect("core").id.clone();

    // Each reached package with the one that reached it, to show the way.
    let mut reached: BTreeMap<&PackageId, Option<&PackageId>> = BTreeMap::new();
    let mut open = vec![(&core, None)];
    while let Some((id, by)) = open.pop() {
        if reached.contains_key(id) {
            continue;
        }
        reached.insert(id, by);
        let normal = nodes[id]
            .deps
            .iter()
            .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        open.extend(normal.map(|dependency| (&dependency.pkg, Some(id))));
    }

    let mut findings = Vec::new();
    for id in reached.keys().filter(|id| NOT_IN_CORE.contains(&names[**id])) {
        let mut way = vec![names[*id]];
        let mut at = *id;
        while let Some(Some(by)) = reached.get(at) {
            way.push(names[*by]);
            at = by;
        }
        way.reverse();
        findings.push(way.join(" → "));
    }
    report(
        "core reaches a library of another room.",
        "define a port in core/src/ports.rs and implement it in web, connectors/host or appliance; if a library brings it \
         along, switch that feature off",
        &findings,
    );
}
