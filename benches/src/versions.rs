//! Versions of what was measured, as they were built.

const LOCK: &str = include_str!("../../Cargo.lock");

/// Compiler and engines.
pub(crate) fn all() -> Vec<(String, String)> {
    let mut all = vec![("compiler".to_owned(), env!("GATEHOUSE_RUSTC").to_owned())];
    all.extend(["redb", "tantivy", "wasmtime"].map(|name| (name.to_owned(), locked(name))));
    all
}

fn locked(name: &str) -> String {
    let head = format!("name = \"{name}\"\nversion = \"");
    let version = LOCK.split_once(&head).and_then(|(_, rest)| rest.split_once('"'));
    version.map_or_else(|| "unknown".to_owned(), |(version, _)| version.to_owned())
}
