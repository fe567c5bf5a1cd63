//! Builds the connectors: Rust → WebAssembly → component, as `connectors/dist/<id>.wasm`.
//!
//! Which compiler is used is decided in [`Compiler::find`]. A connector whose sources have not changed since it was
//! built is left alone. What a connector is, and how it is written, lives in `connectors/`.

use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// The connectors built here: those that the binary embeds, then those that only tests use.
pub(crate) const CONNECTORS: [&str; 17] = [
    "local",
    "hibp",
    "hibp-stealer",
    "dehashed",
    "leakcheck",
    "snusbase",
    "intelx",
    "webhook",
    "slack",
    "teams",
    "sms",
    "entra",
    "google",
    "okta",
    "aws",
    "hostile",
    "roster",
];

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds every connector that is not up to date. `root` is the workspace's folder.
pub(crate) fn build_all(root: &Path) -> Result<()> {
    let dist = root.join("connectors/dist");
    fs::create_dir_all(&dist).with_context(|| format!("cannot create {}", dist.display()))?;
    let mut compiler = None;
    for id in CONNECTORS {
        let inputs = inputs_of(root, id)?;
        let (component, stamp) = (dist.join(format!("{id}.wasm")), dist.join(format!("{id}.inputs")));
        if component.exists() && fs::read_to_string(&stamp).is_ok_and(|before| before == inputs) {
            continue;
        }
        println!("building connector {id}");
        let compiler = match &mut compiler {
            Some(compiler) => compiler,
            none => none.insert(Compiler::find(root)?),
        };
        let module = compiler.build(root, id)?;
        let bytes = componentize(&module)
            .with_context(|| format!("cannot make a component of {}", module.display()))?;
        write_whole(&component, &bytes)?;
        write_whole(&stamp, inputs.as_bytes())?;
    }
    Ok(())
}

/// A text that changes when anything changes that a connector is built from.
fn inputs_of(root: &Path, id: &str) -> Result<String> {
    let mut files =
        vec![root.join("Cargo.toml"), root.join("Cargo.lock"), root.join("xtask/src/connectors.rs")];
    for folder in ["plugins-wit", "connectors/sdk", &format!("connectors/{id}")] {
        list_files(&root.join(folder), &mut files)?;
    }
    files.sort();
    // Not for security: it only has to notice a change, on the machine that made the last one.
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn list_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            list_files(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// A compiler that knows the target, and what cargo must be told to use it.
struct Compiler {
    env: Vec<(&'static str, OsString)>,
    arguments: Vec<&'static str>,
}

impl Compiler {
    /// The rustup target if it is installed or can be added; else Debian's `rustc-web`, which comes with the
    /// sources of the standard library; else one line that says what to install.
    fn find(root: &Path) -> Result<Self> {
        let sysroot = sysroot(Path::new("rustc"), root)?;
        let installed = || sysroot.join("lib/rustlib").join(TARGET).join("lib").exists();
        if !installed() {
            let added = Command::new("rustup").args(["target", "add", TARGET]).current_dir(root).status();
            if !added.is_ok_and(|status| status.success()) || !installed() {
                return Self::debian(root, &sysroot);
            }
        }
        Ok(Self { env: Vec::new(), arguments: Vec::new() })
    }

    fn debian(root: &Path, rustup_sysroot: &Path) -> Result<Self> {
        let missing = "connectors need a WebAssembly target: run `rustup target add wasm32-unknown-unknown`, or on \
                       Debian `apt-get install rustc-web rust-web-src`";
        let rustc = Path::new("/usr/bin/rustc");
        if !rustc.exists() {
            bail!(missing);
        }
        let sources = sysroot(rustc, root)?.join("lib/rustlib/src/rust/library/std/Cargo.toml");
        let host = host_triple(root)?;
        let linker = rustup_sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
        if !sources.exists() || !linker.exists() {
            bail!(missing);
        }
        Ok(Self {
            env: vec![
                ("RUSTC", rustc.into()),
                ("RUSTC_BOOTSTRAP", "1".into()),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()),
            ],
            arguments: vec!["-Zbuild-std=std,panic_abort"],
        })
    }

    /// Compiles one connector to a core module. One cargo run each: the SDK's features say of which kind a connector
    /// is, and cargo would otherwise turn on those of all.
    fn build(&self, root: &Path, id: &str) -> Result<PathBuf> {
        // A folder of its own, so that this never waits for, or spoils, the native build.
        let target_dir = root.join("target/connectors");
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--quiet", "--locked", "--profile", "connector", "--target", TARGET])
            .args(["--package", &format!("gatehouse-connector-{id}"), "--lib", "--target-dir"])
            .arg(&target_dir)
            .args(&self.arguments)
            .envs(self.env.iter().cloned())
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .current_dir(root)
            .status()
            .context("cannot run cargo")?;
        if !status.success() {
            bail!("connector {id} does not build");
        }
        let file = format!("gatehouse_connector_{}.wasm", id.replace('-', "_"));
        Ok(target_dir.join(TARGET).join("connector").join(file))
    }
}

fn sysroot(rustc: &Path, root: &Path) -> Result<PathBuf> {
    Ok(ask_rustc(rustc, &["--print", "sysroot"], root)?.trim().into())
}

fn host_triple(root: &Path) -> Result<String> {
    let version = ask_rustc(Path::new("rustc"), &["-vV"], root)?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say for which machine it is")?.to_owned())
}

fn ask_rustc(rustc: &Path, arguments: &[&str], root: &Path) -> Result<String> {
    let output = Command::new(rustc).args(arguments).current_dir(root).output();
    let output = output.with_context(|| format!("cannot run {}", rustc.display()))?;
    Ok(String::from_utf8(output.stdout)?)
}

/// Wraps a core module as the component that its embedded type section describes.
fn componentize(module: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(module)?;
    wit_component::ComponentEncoder::default().validate(true).module(&bytes)?.encode()
}

/// Whoever reads the file sees the old one or the new one, never half.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_extension("part");
    fs::write(&part, bytes).with_context(|| format!("cannot write {}", part.display()))?;
    fs::rename(&part, path).with_context(|| format!("cannot write {}", path.display()))
}
