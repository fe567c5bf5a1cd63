//! Every package that is built in or builds has a licence that Gatehouse may be distributed with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;
use spdx::{Expression, LicenseReq, ParseMode};

/// Licences that ask for no more than a notice, or (MPL-2.0) for changes to the file itself.
const ALLOWED: [&str; 16] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages whose licence is allowed for a reason of their own: name, licence as they name it, reason.
const EXCEPTIONS: [(&str, &str, &str); 2] = [
    ("caniuse-lite", "CC-BY-4.0", "data that build tools read; nothing of it is in what is built"),
    ("svelte-toolbelt", "", "its package.json names none; its LICENSE file is the MIT licence"),
];

/// The platforms that the appliance is built for.
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies below the root").to_path_buf()
}

/// Why a package's licence is not allowed, or `None` when it is.
fn objection(name: &str, licence: Option<&str>) -> Option<String> {
    let excepted = EXCEPTIONS.iter().find(|(package, ..)| *package == name);
    if excepted.is_some_and(|(_, excepted, _)| *excepted == licence.unwrap_or_default()) {
        return None;
    }
    let Some(licence) = licence else { return Some("it names no licence".to_owned()) };
    match Expression::parse_mode(licence, ParseMode::LAX) {
        Ok(expression) if expression.evaluate(is_allowed) => None,
        Ok(_) => Some(format!("`{licence}` is not among the allowed licences")),
        Err(error) => Some(format!("`{licence}` is no licence expression: {}", error.reason)),
    }
}

fn is_allowed(licence: &LicenseReq) -> bool {
    licence.license.id().is_some_and(|id| ALLOWED.contains(&id.name))
}

fn report(found: &BTreeMap<String, String>) {
    let lines: Vec<String> = found.iter().map(|(package, why)| format!("{package}: {why}")).collect();
    assert!(
        found.is_empty(),
        "A package's licence is not allowed.\n\n  {}\n\nWhat to do: choose another package; if the licence asks for no more \
         than those in ALLOWED (tests/tests/licences.rs), add it there and say so in the commit\n",
        lines.join("\n  ")
    );
}

#[test]
fn every_cargo_package_may_be_distributed() {
    let mut found = BTreeMap::new();
    let mut seen = 0;
    for platform in PLATFORMS {
        let metadata = MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            .other_options(["--filter-platform", platform].map(str::to_owned))
            .exec()
            .expect("cargo metadata");
        seen += metadata.packages.len();
        for package in &metadata.packages {
            if let Some(why) = objection(&package.name, package.license.as_deref()) {
                found.insert(format!("{} {}", package.name, package.version), why);
            }
        }
    }
    assert!(seen > 0, "cargo metadata lists packages");
    report(&found);
}

#[test]
fn every_npm_package_may_be_distributed() {
    let path = root().join("web/ui/package-lock.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("there is no {}", path.display());
        return;
    };
    let lock: serde_json::Value = serde_json::from_str(&text).expect("package-lock.json");
    let mut found = BTreeMap::new();
    for (place, package) in lock["packages"].as_object().expect("a lock of version 3") {
        // The first entry, without a place, is the UI itself.
        let Some((_, name)) = place.rsplit_once("node_modules/") else { continue };
        let licence = package["license"].as_str().map(str::to_owned).or_else(|| installed_licence(place));
        if let Some(why) = objection(name, licence.as_deref()) {
            found.insert(format!("{name} {}", package["version"].as_str().unwrap_or_default()), why);
        }
    }
    report(&found);
}

/// Some packages write their licence in an old form that the lock leaves out.
fn installed_licence(place: &str) -> Option<String> {
    let text = fs::read_to_string(root().join("web/ui").join(place).join("package.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_str(&text).ok()?;
    let licence = manifest.get("license").or_else(|| manifest["licenses"].get(0))?;
    licence.as_str().or_else(|| licence["type"].as_str()).map(str::to_owned)
}
