//! `gatehouse openapi`: the documents of what this binary serves.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// Writes the documents to `out`, or with `check` compares them with what lies there.
pub(crate) fn run(out: &Path, check: bool) -> Result<()> {
    if !check {
        std::fs::create_dir_all(out)?;
    }
    for (name, document) in gatehouse_web::openapi::documents() {
        let path = out.join(format!("{name}.json"));
        if !check {
            std::fs::write(&path, document)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        } else if std::fs::read_to_string(&path).unwrap_or_default() != document {
            bail!("{} is not what this binary serves; run: cargo xtask openapi", path.display());
        }
    }
    Ok(())
}
