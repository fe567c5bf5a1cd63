//! A small key-value space of this connector with these settings: a cache that may be emptied at any time.

/// What was kept under `key`.
pub fn get(key: &str) -> Option<Vec<u8>> {
    #[cfg(target_arch = "wasm32")]
    return crate::bindings::gatehouse::connector::state::get(key);
    #[cfg(not(target_arch = "wasm32"))]
    crate::harness::state(|space| space.get(key).cloned())
}

/// Keeps `value` under `key`. Fails with a sentence when the key, the value or the space is too large.
pub fn set(key: &str, value: &[u8]) -> Result<(), String> {
    #[cfg(target_arch = "wasm32")]
    return crate::bindings::gatehouse::connector::state::set(key, value);
    #[cfg(not(target_arch = "wasm32"))]
    crate::harness::state(|space| {
        space.insert(key.to_owned(), value.to_vec());
        Ok(())
    })
}

/// Forgets `key`.
pub fn remove(key: &str) {
    #[cfg(target_arch = "wasm32")]
    crate::bindings::gatehouse::connector::state::remove(key);
    #[cfg(not(target_arch = "wasm32"))]
    crate::harness::state(|space| {
        space.remove(key);
    });
}
