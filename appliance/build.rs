//! Embeds the first-party connectors that `cargo xtask connectors` built. Without them the binary builds all the same
//! and says at its start what is missing.

use std::path::Path;

const EMBEDDED: [&str; 15] = [
    "aws",
    "dehashed",
    "entra",
    "google",
    "hibp",
    "hibp-stealer",
    "intelx",
    "leakcheck",
    "local",
    "okta",
    "slack",
    "sms",
    "snusbase",
    "teams",
    "webhook",
];

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let dist = Path::new(&root).join("../connectors/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut entries = String::new();
    for id in EMBEDDED {
        let file = dist.join(format!("{id}.wasm"));
        if let Ok(path) = file.canonicalize() {
            println!("cargo::rerun-if-changed={}", path.display());
            entries += &format!("    ({id:?}, include_bytes!({:?})),\n", path.display().to_string());
        }
    }
    let code = format!("&[\n{entries}]\n");
    let out = std::env::var("OUT_DIR").expect("cargo sets it");
    std::fs::write(Path::new(&out).join("connectors.rs"), code).expect("the build folder can be written");
}
