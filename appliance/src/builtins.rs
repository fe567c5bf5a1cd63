//! The first-party connectors, embedded.

/// Id and component of each, packed with brotli.
pub(crate) static BUILTINS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/connectors.rs"));

/// Warns when the binary was built without them.
pub(crate) fn warn_when_missing() {
    if BUILTINS.is_empty() {
        tracing::warn!("this binary holds no connectors; build them with: cargo xtask connectors");
    }
}
