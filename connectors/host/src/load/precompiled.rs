//! The one function of the product that may be `unsafe`.

use std::path::Path;

use wasmtime::Engine;
use wasmtime::component::Component;

/// Loads machine code that this appliance compiled before.
///
/// # Contract
///
/// The caller has just verified the file's HMAC under the appliance's own key: the bytes are those that
/// [`Engine::precompile_component`] returned here. The folder is the appliance's own (mode 0700), so nobody else can
/// change the file between the check and the mapping.
#[allow(
    unsafe_code,
    reason = "wasmtime cannot check machine code; compiling at every start would cost seconds on a Raspberry Pi"
)]
pub(super) fn load_verified(engine: &Engine, file: &Path) -> wasmtime::Result<Component> {
    // SAFETY: the contract above; wasmtime itself checks that engine version and configuration match.
    unsafe { Component::deserialize_file(engine, file) }
}
