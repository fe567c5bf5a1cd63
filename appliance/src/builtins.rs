//! The first-party connectors, embedded.

use std::sync::Arc;

use anyhow::{Context as _, Result};

/// Its id and its component.
type Builtin = (&'static str, Arc<[u8]>);

/// Id and component of each, packed with brotli.
static PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/connectors.rs"));

/// Whether the binary was built without them.
pub(crate) fn are_missing() -> bool {
    PACKED.is_empty()
}

/// All of them, unpacked. The log says so when there are none.
///
/// # Errors
/// When one cannot be unpacked: the binary is damaged.
pub(crate) fn builtins() -> Result<Vec<Builtin>> {
    if are_missing() {
        tracing::warn!("this binary holds no connectors; build them with: cargo xtask connectors");
    }
    let unpack = |(id, packed): &(&'static str, &[u8])| {
        let mut component = Vec::new();
        brotli::BrotliDecompress(&mut &packed[..], &mut component)
            .with_context(|| format!("the built-in connector {id} is damaged"))?;
        Ok((*id, component.into()))
    };
    PACKED.iter().map(unpack).collect()
}
