//! Embeds the console's built files (`ui/dist`) when they are there, each also compressed with brotli.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    let dist = root.join("ui/dist");
    // A path that does not exist would make cargo run this every time: the nearest one that does is watched.
    let watched = ["ui/dist", "ui", "."].into_iter().find(|path| root.join(path).exists());
    println!("cargo::rerun-if-changed={}", watched.unwrap_or("."));
    println!("cargo::rerun-if-changed=build.rs");

    let mut files = Vec::new();
    gather(&dist, &mut files);
    files.sort();
    let mut code = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&dist).expect("gathered below it").to_string_lossy().replace('\\', "/");
        let plain = fs::read(file).expect("listed a moment ago");
        let packed = compress(&plain);
        // What does not shrink is sent as it is.
        let packed = if packed.len() < plain.len() * 9 / 10 {
            let path = out.join(format!("{number}.br"));
            fs::write(&path, packed).expect("cargo's folder is writable");
            format!("Some(include_bytes!({:?}))", path.to_string_lossy())
        } else {
            "None".into()
        };
        writeln!(code, "    ({name:?}, include_bytes!({:?}), {packed}),", file.to_string_lossy())
            .expect("a string takes everything");
    }
    code.push(']');
    fs::write(out.join("assets.rs"), code).expect("cargo's folder is writable");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { gather(&path, files) } else { files.push(path) }
    }
}

fn compress(plain: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    // Build scripts are not optimised: 9 is nearly as small as 11 and ten times as fast.
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &plain[..], &mut packed, &params).expect("memory to memory");
    packed
}
