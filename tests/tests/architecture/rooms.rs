//! Who may know whom inside `core`, and where a name may stand.

use crate::files::{SourceFile, files, report};
use crate::paths::named_paths;

/// Rooms that know no subject.
const PLATFORM: [&str; 8] = ["backup", "store", "search", "jobs", "sealing", "blobs", "intake", "metrics"];

/// Rooms of the field. They know the platform, and each other by what their `mod.rs` exports.
const SUBJECTS: [&str; 18] = [
    "access",
    "tenancy",
    "workforce",
    "directory",
    "scim",
    "exposure",
    "endpoint",
    "device",
    "scan",
    "notify",
    "report",
    "dashboard",
    "figures",
    "register",
    "siem",
    "company",
    "retention",
    "audit",
];

/// What every room stands on, and the bundles that carry the platform to subjects.
const GROUND: [&str; 9] =
    ["lib", "error", "ports", "request", "severity", "spreadsheet", "time", "platform", "services"];

/// Rooms that join subjects to the platform, and what the unit tests share.
const WIRING: [&str; 2] = ["indexing", "fixture"];

/// Places in core that may read the machine's clock, and why.
const CLOCK_READERS: [(&str, &str); 4] = [
    ("core/src/ports.rs", "SystemClock is the one place that asks the machine"),
    ("core/src/store", "how long a batch waits for neighbours is no fact of the field; `Instant` only"),
    ("core/src/search", "a query's deadline is no fact of the field; `Instant` only"),
    (
        "core/src/exposure/scan",
        "the pause between two calls to a provider must not follow a clock that jumps; `Instant` only",
    ),
];

/// Places that may bind a scope to an organization without a principal, and why.
const SCOPE_MAKERS: [(&str, &str); 8] = [
    ("core/src/access", "a principal is where a scope comes from"),
    ("core/src/store", "defines it"),
    ("core/src/jobs", "a job runs for the organization on its row"),
    ("core/src/search", "the indexer follows every organization's changes"),
    ("core/src/indexing", "it words every organization's rows for the indexer"),
    (
        "core/src/endpoint/file/link.rs",
        "a signed link is a principal of its own: it carries the organization of the one who asked for it, sealed",
    ),
    (
        "core/src/endpoint/file/retain.rs",
        "a file is unlinked when no organization's row names its content; nothing else of the rows is looked at",
    ),
    ("core/src/fixture.rs", "compiled for unit tests only"),
];

fn core() -> Vec<SourceFile> {
    files("core/src", &[".rs"]).into_iter().filter(|file| !file.is_test()).collect()
}

/// The room that a file of core belongs to.
fn room(file: &SourceFile) -> &str {
    let inside = file.path.trim_start_matches("core/src/");
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

fn finding(file: &SourceFile, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", file.path)
}

#[test]
fn every_room_of_core_is_known() {
    let known = |name: &str| {
        PLATFORM.contains(&name)
            || SUBJECTS.contains(&name)
            || GROUND.contains(&name)
            || WIRING.contains(&name)
    };
    let mut findings: Vec<String> =
        core().iter().map(room).filter(|name| !known(name)).map(|name| format!("core/src/{name}")).collect();
    findings.dedup();
    report(
        "core has a room that no list of rooms knows.",
        "put it where it belongs, or into PLATFORM, SUBJECTS, WIRING or GROUND in tests/tests/architecture/rooms.rs",
        &findings,
    );
}

#[test]
fn platform_rooms_know_no_subject() {
    let mut findings = Vec::new();
    for file in core().iter().filter(|file| PLATFORM.contains(&room(file))) {
        for path in named_paths(file) {
            let named = path.in_crate().and_then(<[String]>::first).map(String::as_str);
            if named.is_some_and(|name| SUBJECTS.contains(&name) || name == "services") {
                findings.push(finding(file, path.line, &path.text()));
            }
        }
    }
    report(
        "A platform room names a subject.",
        "let the subject hand in what is needed (a trait of the platform's, a closure, a row kind)",
        &findings,
    );
}

#[test]
fn subjects_meet_at_their_doors() {
    let mut findings = Vec::new();
    for file in core().iter().filter(|file| !PLATFORM.contains(&room(file))) {
        for path in named_paths(file) {
            let Some([subject, second, _, ..]) = path.in_crate() else { continue };
            let is_module = second.starts_with(|first: char| first.is_ascii_lowercase());
            if SUBJECTS.contains(&subject.as_str()) && subject != room(file) && is_module {
                findings.push(finding(file, path.line, &path.text()));
            }
        }
    }
    report(
        "A subject reaches into another's modules.",
        "export the type at the other subject's mod.rs and name it `crate::<subject>::Name`",
        &findings,
    );
}

#[test]
fn engines_are_named_in_their_rooms_only() {
    const HOMES: [(&str, &str); 3] =
        [("redb", "core/src/store"), ("tantivy", "core/src/search"), ("krilla", "core/src/report/pdf")];
    let mut findings = Vec::new();
    for file in
        ["core/src", "web/src", "connectors", "appliance"].iter().flat_map(|folder| files(folder, &[".rs"]))
    {
        for path in named_paths(&file) {
            let first = path.segments.first().map(String::as_str).unwrap_or_default();
            let home = HOMES.iter().find(|(engine, _)| *engine == first && path.segments.len() > 1);
            if let Some((_, home)) = home
                && !file.is_under(home)
            {
                findings.push(finding(&file, path.line, &path.text()));
            }
        }
    }
    report(
        "An engine is named outside its room, so that it could not be exchanged.",
        "use the store's tables or the search room's types; add there what is missing",
        &findings,
    );
}

#[test]
fn a_scope_comes_from_a_principal() {
    let mut findings = Vec::new();
    for folder in ["core/src", "web/src", "connectors", "appliance"] {
        for file in files(folder, &[".rs"]).iter().filter(|file| !file.is_test()) {
            if SCOPE_MAKERS.iter().any(|(place, _)| file.is_under(place)) {
                continue;
            }
            let made = named_paths(file).into_iter().filter(|path| path.ends_with("OrgScope", "of"));
            findings.extend(made.map(|path| finding(file, path.line, &path.text())));
        }
    }
    report(
        "A scope is made without a principal, so that one tenant could see another.",
        "take a `Principal` and use its scope",
        &findings,
    );
}

#[test]
fn core_asks_its_clock_for_the_time() {
    let mut findings = Vec::new();
    for file in &core() {
        let may = CLOCK_READERS.iter().find(|(place, _)| file.is_under(place)).map(|(place, _)| *place);
        for path in named_paths(file) {
            let reads = ["SystemTime", "Utc", "Local"].iter().any(|clock| path.ends_with(clock, "now"));
            let measures = path.ends_with("Instant", "now");
            let allowed = match may {
                Some("core/src/ports.rs") => true,
                Some(_) => !reads,
                None => false,
            };
            if (reads || measures) && !allowed {
                findings.push(finding(file, path.line, &path.text()));
            }
        }
    }
    report(
        "core reads the machine's clock, so that a test could not set it.",
        "take the time from the platform's `Clock`; a deadline inside a platform room is an exception to add to CLOCK_READERS \
         with its reason",
        &findings,
    );
}

#[test]
fn unsafe_code_stands_in_one_file() {
    let mut places = Vec::new();
    let folders = ["core", "web", "connectors", "appliance", "benches", "tests", "xtask"];
    for file in folders.iter().flat_map(|folder| files(folder, &[".rs"])) {
        let lines: Vec<usize> = named_paths(&file)
            .iter()
            .filter(|path| path.segments == ["unsafe"])
            .map(|path| path.line)
            .collect();
        places.extend(lines.into_iter().map(|line| (file.path.clone(), line)));
    }
    let mut findings: Vec<String> = places
        .iter()
        .filter(|(path, _)| !path.starts_with("connectors/host/src/"))
        .map(|(path, line)| format!("{path}:{line}"))
        .collect();
    let mut at_home: Vec<&String> =
        places.iter().map(|(path, _)| path).filter(|path| path.starts_with("connectors/host/src/")).collect();
    at_home.dedup();
    if at_home.len() > 1 {
        findings.extend(at_home.into_iter().cloned());
    }
    report(
        "There is unsafe code besides the one function that loads cached compiled code.",
        "find a safe way; a library that demands it goes behind one function with its reason",
        &findings,
    );
}
