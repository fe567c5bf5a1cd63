//! Embeds the first-party connectors that `cargo xtask connectors` built, and the demo's breaches, packed. Without the connectors
//! the binary builds all the same and says at its start what is missing.

use std::fs;
use std::path::{Path, PathBuf};

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
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    let corpus = root.join("../examples/lumenfeld-optics/corpus.csv");
    println!("cargo::rerun-if-changed={}", corpus.display());
    pack(&corpus, &out.join("corpus.csv.br"));

    let dist = root.join("../connectors/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut entries = String::new();
    for id in EMBEDDED {
        let file = dist.join(format!("{id}.wasm"));
        if let Ok(path) = file.canonicalize() {
            println!("cargo::rerun-if-changed={}", path.display());
            let packed = out.join(format!("{id}.wasm.br"));
            pack(&path, &packed);
            entries += &format!("    ({id:?}, include_bytes!({:?})),\n", packed.display().to_string());
        }
    }
    let code = format!("&[\n{entries}]\n");
    fs::write(out.join("connectors.rs"), code).expect("cargo's folder is writable");
}

fn pack(from: &Path, to: &Path) {
    let plain = fs::read(from).expect("it can be read");
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &plain[..], &mut packed, &params).expect("memory to memory");
    fs::write(to, packed).expect("cargo's folder is writable");
}
